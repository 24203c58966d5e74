import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { commandNames, commands } from "#shared/commands.ts";
import { aWeb, codeOf, token, type Web } from "./a-web.ts";

const refreshToken = "refresh-token-of-some-length_0123456789";
const now = Date.UTC(2026, 0, 1);
let web: Web;
let secure: Web;
/** What the rule does with the cookie it is given. */
let use: "nothing" | "set" | "clear" | "clear then set" = "nothing";
let held: (string | null)[] = [];
beforeAll(async () => {
  const rule = ({
    caller: { cookie },
  }: {
    caller: { cookie: import("#server/domain/deps.ts").RefreshCookie | null };
  }) => {
    held.push(cookie ? cookie.get() : null);
    if (use.startsWith("clear")) cookie?.set(null, 0);
    if (use.endsWith("set")) cookie?.set(refreshToken, now + 86_400_000);
    return { ok: true as const, value: {} };
  };
  web = await aWeb({ rule, now: () => now });
  secure = await aWeb({ rule, now: () => now, env: { PUBLIC_URL: "https://talk.example.org" } });
});
afterAll(async () => {
  await web.close();
  await secure.close();
});
beforeEach(() => {
  use = "nothing";
  held = [];
  web.asked.length = 0;
  secure.asked.length = 0;
});
const ours = { origin: "http://localhost:8080" };
const mine = `roundtable=${refreshToken}`;

test("on https the cookie is bound to the host, to TLS and to our pages, and no script reads it", async () => {
  use = "set";
  const got = await secure.post("/api/v1/session", {});
  expect(got.headers["set-cookie"]).toEqual([
    `__Host-roundtable=${refreshToken}; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax; Secure`,
  ]);
});

test("on http it is the same without prefix and Secure", async () => {
  use = "set";
  const got = await web.post("/api/v1/session", {});
  expect(got.headers["set-cookie"]).toEqual([
    `roundtable=${refreshToken}; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax`,
  ]);
});

test("it is cleared with the attributes it was set with; the last word counts", async () => {
  use = "clear";
  const cleared = await secure.post("/api/v1/session/end", {});
  expect(cleared.headers["set-cookie"]).toEqual([
    "__Host-roundtable=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure",
  ]);
  use = "clear then set";
  const renewed = await web.post("/api/v1/session/refresh", {});
  expect(renewed.headers["set-cookie"]).toEqual([expect.stringContaining(refreshToken)]);
});

test("only what starts, goes on with or ends a session is given the cookie", async () => {
  for (const name of commandNames) {
    const { method, path } = commands[name].http;
    await web.send(`/api/v1${path.replace(/:\w+/g, "some-thing")}`, {
      method,
      headers: {
        ...ours,
        cookie: mine,
        ...(method === "GET" ? {} : { "content-type": "application/json" }),
      },
      ...(method === "GET" ? {} : { body: "{}" }),
    });
  }
  const given = web.asked.filter(({ caller }) => caller.cookie !== null).map(({ name }) => name);
  expect(given).toEqual([
    ...["account:register", "account:sign-in", "account:refresh", "account:sign-out"],
    ...["account:sign-out-everywhere", "account:change-password"],
  ]);
  expect(web.asked).toHaveLength(commandNames.length);
});

test("the cookie alone is nobody: it signs no other command", async () => {
  await web.send("/api/v1/account", { headers: { cookie: mine } });
  await web.post("/api/v1/sessions/end", {}, { ...ours, cookie: mine });
  expect(web.asked.map(({ caller }) => caller.actor.kind)).toEqual(["visitor", "visitor"]);
});

test("it is read by its exact name, and not at all when there are two of it", async () => {
  for (const cookie of [
    ...[
      mine,
      `a=b; ${mine};c=d`,
      `${mine}; ${mine}`,
      `xroundtable=${refreshToken}`,
      "roundtable=",
      "roundtable",
    ],
    ...[
      `ROUNDTABLE=${refreshToken}`,
      `roundtable="${refreshToken}"`,
      `roundtable=${"x".repeat(600)}`,
    ],
    `__Host-roundtable=${refreshToken}`,
  ])
    await web.post("/api/v1/session/refresh", {}, { ...ours, cookie });
  expect(held).toEqual([refreshToken, refreshToken, ...Array(8).fill(null)]);
});

test("over https a cookie without the prefix is not ours", async () => {
  await secure.post(
    "/api/v1/session/refresh",
    {},
    { origin: "https://talk.example.org", cookie: mine },
  );
  expect(held).toEqual([null]);
});

const strangers = [
  ...[
    "null",
    "http://localhost:8081",
    "https://localhost:8080",
    "http://localhost",
    "http://127.0.0.1:8080",
  ],
  ...[
    "http://localhost:8080.evil.example",
    "http://evil.example/http://localhost:8080",
    "http://LOCALHOST:8080",
  ],
  ...[
    "http://localhost:8080/",
    "http://user@localhost:8080",
    "http://sub.localhost:8080",
    "file://",
    "",
    " ",
  ],
  ...["http://localhost:8080, http://evil.example", "http://localhost:8080\thttp://evil.example"],
];
test.each([
  "/api/v1/session/refresh",
  "/api/v1/session/end",
  "/api/v1/session",
  "/api/v1/accounts",
])("%s refuses every other origin, with or without the cookie", async (path) => {
  use = "set";
  for (const origin of strangers)
    for (const cookie of [{ cookie: mine }, {}]) {
      const got = await web.post(path, {}, { origin, ...cookie });
      expect([origin, got.status, codeOf(got)]).toEqual([origin, 403, "not_allowed"]);
      expect(got.headers["set-cookie"]).toBeUndefined();
      expect(got.headers["access-control-allow-origin"]).toBeUndefined();
    }
  expect(web.asked).toEqual([]);
});

test("without Origin a browser's word that it is our page counts, and a program comes without the cookie", async () => {
  const refresh = async (headers: Record<string, string>) =>
    (await web.post("/api/v1/session/refresh", {}, headers)).status;
  expect(await refresh({})).toBe(200);
  expect(await refresh({ cookie: mine })).toBe(403);
  expect(await refresh({ cookie: mine, ...ours })).toBe(200);
  expect(await refresh({ cookie: mine, "sec-fetch-site": "same-origin" })).toBe(200);
  expect(await refresh({ cookie: mine, "sec-fetch-site": "same-site" })).toBe(403);
  expect(await refresh({ cookie: mine, "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await refresh({ "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await refresh({ ...ours, "sec-fetch-site": "cross-site" })).toBe(403);
});

test("without a public address all names of this machine are ours, with its port", async () => {
  const local = await aWeb({ env: { PUBLIC_URL: "" } });
  try {
    const statuses = [];
    for (const origin of [
      "http://localhost:8080",
      "http://127.0.0.1:8080",
      "http://[::1]:8080",
      "http://localhost:1",
    ])
      statuses.push((await local.post("/api/v1/session", {}, { origin })).status);
    expect(statuses).toEqual([200, 200, 200, 403]);
  } finally {
    await local.close();
  }
});

test("what needs no cookie is not asked where it comes from, but for a token", async () => {
  const got = await web.post(
    "/api/v1/discussions/some-talk/leave",
    {},
    { origin: "https://elsewhere.example", authorization: `Bearer ${token}` },
  );
  expect(got.status).toBe(200);
  expect(got.headers["access-control-allow-origin"]).toBeUndefined();
});

test("a form, an image and a fetch that asks nobody change nothing", async () => {
  const cross = { origin: "https://evil.example", "sec-fetch-site": "cross-site", cookie: mine };
  const form = await web.send("/api/v1/session/end", {
    method: "POST",
    headers: { ...cross, "content-type": "application/x-www-form-urlencoded" },
    body: "a=b",
  });
  const plain = await web.send("/api/v1/discussions/some-talk/leave", {
    method: "POST",
    headers: { ...cross, "content-type": "text/plain" },
    body: "{}",
  });
  const image = await web.send("/api/v1/session/end", { headers: cross });
  expect([form.status, plain.status, image.status]).toEqual([403, 415, 405]);
  expect(web.asked).toEqual([]);
});
