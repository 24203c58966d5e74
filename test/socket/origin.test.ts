import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { corpus } from "#test/people/corpus.ts";
import { startApp, type TestApp } from "#test/support/app.ts";

interface Answered {
  status: number;
  headers: Record<string, unknown>;
}
const transports = ["polling", "websocket"] as const;
type Transport = (typeof transports)[number];

/** A handshake over either transport with exactly this Origin; null sends none. */
function handshake(app: TestApp, transport: Transport, origin: string | null): Promise<Answered> {
  const headers: Record<string, string> = origin === null ? {} : { Origin: origin };
  const address = `${app.url}/socket.io/?EIO=4&transport=${transport}`;
  return transport === "polling" ? get(address, "GET", headers) : upgrade(address, headers);
}

function get(address: string, method: string, headers: Record<string, string>): Promise<Answered> {
  return new Promise((done, fail) => {
    const sent = request(address, { method, headers, agent: false }, (response) => {
      response.resume();
      response.once("end", () =>
        done({ status: response.statusCode ?? 0, headers: response.headers }),
      );
    });
    sent.once("error", fail).end();
  });
}

function upgrade(address: string, headers: Record<string, string>): Promise<Answered> {
  return new Promise((done, fail) => {
    const socket = new WebSocket(address.replace("http", "ws"), { headers });
    let got: Answered | null = null;
    socket.once("upgrade", ({ statusCode, headers: sent }) => {
      got = { status: statusCode ?? 0, headers: sent };
    });
    socket.once("open", () => {
      socket.terminate();
      if (got) done(got);
    });
    socket.once("unexpected-response", (asked, response) => {
      asked.destroy();
      done({ status: response.statusCode ?? 0, headers: response.headers });
    });
    socket.once("error", fail);
  });
}

const opened: Record<Transport, number> = { polling: 200, websocket: 101 };
const refused: Record<Transport, number> = { polling: 403, websocket: 400 };
const grants = ({ headers }: Answered) =>
  Object.keys(headers).filter((name) => name.toLowerCase().startsWith("access-control-"));

/** As a page elsewhere, or a program that lies, may send it, of a site at https://allowed.example. */
const foreign = [
  ...["null", "https://evil.example", "http://allowed.example", "https://allowed.example:8443"],
  ...["https://allowed.example.evil.example", "https://evilallowed.example"],
  ...["https://allowed.example@evil.example", "HTTPS://ALLOWED.EXAMPLE", "https://Allowed.example"],
  ...["https://allowed.example.", "https://allowed.example/", "https://allowed.example:443"],
  ...["https://allowed.example, https://evil.example", "https://sub.allowed.example"],
  ...["https://xn--llowed-8nf.example", "file://", "https://", "allowed.example", "*", ""],
];

describe("a site with a public address", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ env: { PUBLIC_URL: "https://allowed.example" } });
  });
  afterAll(() => app.close());

  test.each(transports)("its own pages may open a socket by %s", async (transport) => {
    const { status } = await handshake(app, transport, "https://allowed.example");
    expect(status).toBe(opened[transport]);
  });

  test.each(transports)("a program that sends no Origin may, by %s", async (transport) => {
    const { status } = await handshake(app, transport, null);
    expect(status).toBe(opened[transport]);
  });

  const variants = (corpus<{ payload: string }>("realtime-wire-fuzz.json") ?? [])
    .map(({ payload }) => /^Origin: (.*)$/.exec(payload)?.[1])
    .filter((origin) => origin !== undefined);
  test.each([...new Set([...foreign, ...variants])])(
    "refused by both transports, and nothing granted to it: %j",
    async (origin) => {
      for (const transport of transports) {
        const answered = await handshake(app, transport, origin);
        expect([transport, answered.status, grants(answered)]).toEqual([
          transport,
          refused[transport],
          [],
        ]);
      }
    },
  );

  test("the address it listens on isn't its own origin", async () => {
    for (const transport of transports)
      expect((await handshake(app, transport, app.url)).status).toBe(refused[transport]);
  });

  test("a page elsewhere that asks beforehand is granted nothing", async () => {
    const answered = await get(`${app.url}/socket.io/?EIO=4&transport=polling`, "OPTIONS", {
      Origin: "https://evil.example",
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "authorization",
    });
    expect(answered.status).toBeGreaterThanOrEqual(400);
    expect(grants(answered)).toEqual([]);
  });
});

describe("a site on this machine, without a public address", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ env: { PUBLIC_URL: "" } });
  });
  afterAll(() => app.close());

  test("all names of this machine with its port may open a socket", async () => {
    const { port } = new URL(app.url);
    for (const host of ["localhost", "127.0.0.1", "[::1]"])
      for (const transport of transports)
        expect((await handshake(app, transport, `http://${host}:${port}`)).status).toBe(
          opened[transport],
        );
  });

  test("another port, another scheme and another name may not", async () => {
    const { port } = new URL(app.url);
    for (const origin of [
      ...[`http://localhost:${Number(port) + 1}`, "http://localhost", `https://localhost:${port}`],
      ...[`http://evil.example:${port}`, `http://localhost.evil.example:${port}`],
      ...[`http://127.0.0.1.nip.io:${port}`, `http://127.0.0.2:${port}`, "null"],
    ])
      for (const transport of transports)
        expect([origin, (await handshake(app, transport, origin)).status]).toEqual([
          origin,
          refused[transport],
        ]);
  });
});
