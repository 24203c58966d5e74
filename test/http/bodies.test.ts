import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { head, sendRaw } from "#test/support/wire.ts";
import { aWeb, codeOf, type Web } from "./a-web.ts";

let web: Web;
beforeAll(async () => {
  web = await aWeb();
});
afterAll(() => web.close());
beforeEach(() => {
  web.asked.length = 0;
});

test("only JSON in UTF-8 is read", async () => {
  const types = [
    ...["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"],
    ...["application/json; charset=utf-16", "application/jsonp", "application/csp-report", "json"],
  ];
  for (const type of types) {
    const got = await web.send("/api/v1/session", {
      method: "POST",
      headers: { "content-type": type },
      body: '{"email":"a"}',
    });
    expect([type, got.status, codeOf(got)]).toEqual([type, 415, "unsupported_media"]);
  }
  const none = await web.send("/api/v1/session/end", { method: "POST" });
  const packed = await web.send("/api/v1/session", {
    method: "POST",
    headers: { "content-type": "application/json", "content-encoding": "gzip" },
    body: Buffer.alloc(20),
  });
  expect([none.status, packed.status]).toEqual([415, 415]);
  expect(web.asked).toEqual([]);
  const utf8 = await web.send("/api/v1/session", {
    method: "POST",
    headers: { "content-type": "Application/JSON; charset=UTF-8" },
    body: '{"email":"ü"}',
  });
  expect([utf8.status, web.asked[0]?.raw]).toEqual([200, { email: "ü" }]);
});

test("a body that is no JSON object is refused", async () => {
  for (const body of [
    "{",
    "[]",
    '"x"',
    "null",
    "1",
    "{}x",
    "\u0000",
    "{'a':1}",
    "[".repeat(100_000),
  ]) {
    const got = await web.send("/api/v1/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect([body.slice(0, 9), got.status, codeOf(got)]).toEqual([
      body.slice(0, 9),
      400,
      "invalid_input",
    ]);
  }
  expect(web.asked).toEqual([]);
});

test("a body that says it is far too large is refused unread, and its line ends", async () => {
  const said = head(new URL(web.url), "POST", "/api/v1/session", [
    ...["Content-Type: application/json", `Content-Length: ${10 * 1024 * 1024}`],
  ]);
  const came = await sendRaw(web.url, [said, "{"], { enough: () => false, ms: 2_000 });
  expect([came.status, came.closed]).toEqual([413, true]);
  expect(came.text).toMatch(/^connection: close\r$/im);
  expect(came.text).toContain('"limit":262144');
});

test("a body of 256 KB is read and a larger one refused, with the limit told", async () => {
  const fits = await web.post("/api/v1/session", { email: "x".repeat(256 * 1024 - 14) });
  const over = await web.post("/api/v1/session", { email: "x".repeat(256 * 1024) });
  expect(fits.status).toBe(200);
  expect(over.status).toBe(413);
  expect(over.json()).toEqual({
    ok: false,
    failure: {
      code: "too_large",
      message: "The body is too large.",
      details: { limit: 262_144 },
    },
  });
});
