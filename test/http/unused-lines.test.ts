import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, test } from "vitest";
import { closeUnused } from "#server/unused-lines.ts";

test("a line on which nothing was asked is closed without a word, one that asks half a question is told why", async () => {
  const http = createServer({ headersTimeout: 100, connectionsCheckingInterval: 20 });
  closeUnused(http);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const { port } = http.address() as AddressInfo;
  const saidTo = async (words: string): Promise<string> => {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.on("data", (piece) => {
      answer += piece;
    });
    socket.on("error", () => undefined);
    if (words) socket.write(words);
    await once(socket, "close");
    return answer;
  };
  expect(await saidTo("")).toBe("");
  expect(await saidTo("GET / HTTP/1.1\r\nHost: x\r\n")).toMatch(/^HTTP\/1.1 408 /);
  expect(await saidTo("nonsense\r\n\r\n")).toMatch(/^HTTP\/1.1 400 /);
  http.close();
});
