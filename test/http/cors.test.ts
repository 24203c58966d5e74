import { afterAll, beforeAll, expect, test } from "vitest";
import { commandNames, commands } from "#shared/commands.ts";
import { aWeb, token, type Web } from "./a-web.ts";

let web: Web;
beforeAll(async () => {
  web = await aWeb();
});
afterAll(() => web.close());

const origins = [
  ...[
    "https://elsewhere.example",
    "null",
    "http://localhost:8080",
    "http://localhost:8080.evil.example",
  ],
  ...[
    "http://127.0.0.1:8080",
    "https://localhost:8080",
    "file://",
    "chrome-extension://abc",
    "http://xn--lcalhost-54a:8080",
  ],
];
const corsOf = (headers: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith("access-control-")),
  );
const address = (path: string) => `/api/v1${path.replace(/:\w+/g, "some-thing")}`;
const reads = commandNames.filter((name) => commands[name].http.method === "GET");
const writes = commandNames.filter((name) => commands[name].http.method !== "GET");

test("what a visitor may read, a page from anywhere may read, without credentials", async () => {
  for (const name of reads)
    for (const origin of origins) {
      const { headers } = await web.send(address(commands[name].http.path), {
        headers: { origin },
      });
      expect(corsOf(headers)).toEqual({ "access-control-allow-origin": "*" });
    }
});

test("what somebody signed in reads, no other page reads", async () => {
  for (const authorization of [`Bearer ${token}`, "Bearer wrong", ""]) {
    const headers = { origin: "https://elsewhere.example", authorization };
    const got = await web.send("/api/v1/discussions", { headers });
    expect(corsOf(got.headers)).toEqual({});
  }
});

test("no change answers a page of another origin", async () => {
  for (const name of writes) {
    const { method, path } = commands[name].http;
    const got = await web.send(address(path), {
      method,
      headers: { origin: "https://elsewhere.example", "content-type": "application/json" },
      body: "{}",
    });
    expect([name, corsOf(got.headers)]).toEqual([name, {}]);
  }
});

test("a pre-flight grants reading without headers of one's own, and nothing else", async () => {
  const paths = new Set(commandNames.map((name) => commands[name].http.path));
  for (const path of paths)
    for (const method of ["POST", "PATCH", "PUT", "DELETE", "GET"]) {
      const got = await web.send(address(path), {
        method: "OPTIONS",
        headers: {
          origin: "https://elsewhere.example",
          "access-control-request-method": method,
          "access-control-request-headers": "authorization, content-type, idempotency-key",
        },
      });
      const readable = method === "GET" && reads.some((name) => commands[name].http.path === path);
      expect(got.status).toBe(204);
      expect([path, method, corsOf(got.headers)]).toEqual([
        ...[path, method],
        readable
          ? {
              "access-control-allow-origin": "*",
              "access-control-allow-methods": "GET, HEAD",
              "access-control-max-age": "600",
            }
          : {},
      ]);
    }
});

test("pages of the site are read by no other page", async () => {
  const got = await web.send("/", { headers: { origin: "https://elsewhere.example" } });
  expect(corsOf(got.headers)).toEqual({});
});
