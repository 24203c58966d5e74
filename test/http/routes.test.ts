import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type CommandName, commandNames, commands } from "#shared/commands.ts";
import { type RefusalCode, refusals } from "#shared/refusals.ts";
import { actor, aWeb, codeOf, token, type Web } from "./a-web.ts";

let web: Web;
beforeAll(async () => {
  web = await aWeb();
});
afterAll(() => web.close());
beforeEach(() => {
  web.asked.length = 0;
});

const id = "0198c0de-aaaa-7000-8000-00000000000a";
const filled = (name: CommandName) => `/api/v1${commands[name].http.path.replace(/:\w+/g, id)}`;
const inPath = (name: CommandName) =>
  Object.fromEntries(
    [...commands[name].http.path.matchAll(/:(\w+)/g)].map(([, field]) => [field, id]),
  );

test.each(commandNames)("%s is reached by its route and by no other command", async (name) => {
  const { method } = commands[name].http;
  const got = await web.send(filled(name), {
    method,
    headers: method === "GET" ? {} : { "content-type": "application/json" },
    ...(method === "GET" ? {} : { body: "{}" }),
  });
  expect(got.status).toBe(200);
  expect(got.json()).toEqual({ ok: true, value: {} });
  expect(web.asked.map((asked) => asked.name)).toEqual([name]);
  expect(web.asked[0]?.raw).toMatchObject(inPath(name));
});

test("body and path are one input, with the Idempotency-Key as its commandId", async () => {
  const key = "0198c0de-bbbb-7000-8000-00000000000b";
  await web.post(
    `/api/v1/discussions/some-talk/posts`,
    { body: "<p>x</p>" },
    { "idempotency-key": key },
  );
  await web.post(`/api/v1/discussions/some-talk/posts`, {}, { "idempotency-key": `"${key}"` });
  await web.post(
    `/api/v1/discussions/some-talk/posts`,
    { commandId: key },
    { "idempotency-key": key },
  );
  await web.post(`/api/v1/session`, {}, { "idempotency-key": key });
  expect(web.asked.map(({ raw }) => raw)).toEqual([
    { body: "<p>x</p>", discussionId: "some-talk", commandId: key },
    { discussionId: "some-talk", commandId: key },
    { discussionId: "some-talk", commandId: key },
    {},
  ]);
});

test("a field that says something else than the address or the header is refused", async () => {
  const body = await web.post("/api/v1/discussions/some-talk/posts", {
    discussionId: "another-talk",
  });
  const list = await web.post("/api/v1/discussions/some-talk/posts", {
    discussionId: ["some-talk"],
  });
  const key = await web.post(
    "/api/v1/discussions/some-talk/posts",
    { commandId: "one" },
    { "idempotency-key": "another" },
  );
  const query = await web.send("/api/v1/discussions/some-talk?discussionId=another-talk");
  expect([body, list, key, query].map((got) => [got.status, codeOf(got)])).toEqual(
    Array(4).fill([400, "invalid_input"]),
  );
  expect(web.asked).toEqual([]);
});

test("a query is read as the schema has its fields: integers, null, and text that looks like neither", async () => {
  const changes = "/api/v1/discussions/some-talk/changes";
  const raws = [];
  for (const query of [
    ...[
      "",
      "?since=12&epoch=12",
      "?since=&epoch=null",
      "?since=1.5",
      "?since=99999999999999999999",
    ],
    ...[
      "?since=0x10",
      "?since=1&since=2",
      "?since[a]=1",
      "?epoch=a%00b",
      "?%5F_proto__=1",
      "?toString=1",
    ],
  ]) {
    web.asked.length = 0;
    await web.send(`${changes}${query}`);
    raws.push([query, web.asked[0]?.raw]);
  }
  const at = { discussionId: "some-talk" };
  expect(raws).toEqual([
    ["", { ...at, epoch: null, since: null }],
    ["?since=12&epoch=12", { ...at, epoch: "12", since: 12 }],
    ["?since=&epoch=null", { ...at, epoch: null, since: null }],
    ["?since=1.5", { ...at, epoch: null, since: "1.5" }],
    ["?since=99999999999999999999", { ...at, epoch: null, since: "99999999999999999999" }],
    ["?since=0x10", { ...at, epoch: null, since: "0x10" }],
    ["?since=1&since=2", { ...at, epoch: null, since: [1, 2] }],
    ["?since[a]=1", { ...at, epoch: null, since: null, "since[a]": "1" }],
    ["?epoch=a%00b", { ...at, epoch: "a\0b", since: null }],
    [
      "?%5F_proto__=1",
      JSON.parse('{"discussionId":"some-talk","epoch":null,"since":null,"__proto__":"1"}'),
    ],
    ["?toString=1", { ...at, epoch: null, since: null, toString: "1" }],
  ]);
});

test("what a query or body holds beyond the schema, or in another shape, never passes it", async () => {
  const { input } = commands["discussion:join"];
  for (const query of [
    "?since=1&since=2",
    "?since[a]=1",
    "?%5F_proto__=1",
    "?toString=1",
    "?since=1.5",
  ]) {
    web.asked.length = 0;
    await web.send(`/api/v1/discussions/some-talk/changes${query}`);
    expect([query, input.safeParse(web.asked[0]?.raw).success]).toEqual([query, false]);
  }
  web.asked.length = 0;
  await web.send("/api/v1/discussions/some-talk/changes?since=1&epoch=x");
  expect(input.safeParse(web.asked[0]?.raw).success).toBe(true);
  await web.send("/api/v1/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"email":"a@example.org","password":"x","__proto__":{"admin":true}}',
  });
  expect(commands["account:sign-in"].input.safeParse(web.asked[1]?.raw).success).toBe(false);
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

test("an address that leads nowhere is an unknown command", async () => {
  for (const path of [
    ...[
      "/api/v1",
      "/api/v1/",
      "/api/v1/nothing",
      "/api/v2/discussions",
      "/api/x",
      "/api/v1/__proto__",
    ],
    "/API/v1/discussions",
  ]) {
    const got = await web.send(path);
    expect([path, got.status]).toEqual([path, 404]);
    if (path.startsWith("/api/")) expect(codeOf(got)).toBe("unknown_command");
  }
});

test("an address that can't be decoded is refused as input", async () => {
  const got = await web.send("/api/v1/discussions/%zz");
  expect([got.status, codeOf(got)]).toEqual([400, "invalid_input"]);
});

test("a wrong method is told the right ones", async () => {
  const got = await Promise.all([
    web.send("/api/v1/discussions", { method: "DELETE" }),
    web.send(`/api/v1/discussions/${id}`, { method: "PUT" }),
    web.send("/api/v1/session", { method: "GET" }),
    web.send("/api/v1/session", { method: "HEAD" }),
    web.send("/api/v1/session", { method: "TRACE" }),
  ]);
  expect(got.map(({ status, headers }) => [status, headers.allow])).toEqual([
    [405, "GET, POST, HEAD, OPTIONS"],
    [405, "GET, PATCH, HEAD, OPTIONS"],
    [405, "POST, OPTIONS"],
    [405, "POST, OPTIONS"],
    [405, "POST, OPTIONS"],
  ]);
  expect(got.slice(0, 3).map(codeOf)).toEqual(Array(3).fill("unknown_command"));
  expect(web.asked).toEqual([]);
});

test("HEAD is answered like GET without its body", async () => {
  const got = await web.send("/api/v1/discussions", { method: "HEAD" });
  expect([got.status, got.body]).toEqual([200, ""]);
  expect(got.headers["content-type"]).toBe("application/json; charset=utf-8");
});

test("a bearer token says who asks, nothing says a visitor, anything else is refused", async () => {
  await web.send("/api/v1/account", { headers: { authorization: `Bearer ${token}` } });
  await web.send("/api/v1/account");
  await web.send(`/api/v1/account?token=${token}&access_token=${token}`);
  expect(web.asked.map(({ caller }) => caller.actor)).toEqual([
    actor,
    { kind: "visitor" },
    { kind: "visitor" },
  ]);
  web.asked.length = 0;
  for (const authorization of [
    "",
    "Bearer",
    "Bearer ",
    "Basic eDp5",
    token,
    `Bearer ${token} x`,
    "Bearer wrong",
  ]) {
    const got = await web.send("/api/v1/account", { headers: { authorization } });
    expect([authorization, got.status, codeOf(got), got.headers["www-authenticate"]]).toEqual([
      ...[authorization, 401, "unauthenticated", "Bearer"],
    ]);
  }
  expect(web.asked).toEqual([]);
});

test.each(Object.entries(refusals))("%s has the status %i", async (code, status) => {
  const failure = { code: code as RefusalCode, message: "No.", retryAfter: 1.2 };
  const refusing = await aWeb({ rule: () => ({ ok: false, failure }) });
  try {
    const got = await refusing.send("/api/v1/discussions");
    expect(got.status).toBe(status);
    expect(got.json()).toEqual({ ok: false, failure });
    expect(got.headers["retry-after"]).toBe("2");
  } finally {
    await refusing.close();
  }
});

test("what breaks behind the door is told as internal, without a word of it", async () => {
  const broken = await aWeb({
    rule: () => {
      throw new Error("secret words at /somewhere");
    },
  });
  try {
    const got = await broken.send("/api/v1/discussions");
    expect([got.status, codeOf(got)]).toEqual([500, "internal"]);
    expect(got.body).not.toContain("secret words");
    expect(broken.logged.filter(({ level }) => level === "error")).toHaveLength(1);
  } finally {
    await broken.close();
  }
});
