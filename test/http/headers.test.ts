import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CreatePages } from "#server/http/pages.ts";
import { startApp } from "#test/support/app.ts";
import { aWeb, type Got, type Web } from "./a-web.ts";

const pages: CreatePages = ({ asEmbed }) => {
  const router = express.Router();
  router.get("/", (_request, response) => void response.type("html").send("<!doctype html>"));
  router.get("/link/:token", (_request, response) => void response.type("html").send("link"));
  router.get("/embed/:slug", (request, response) => {
    const origins =
      request.params.slug === "framed" ? ["https://a.example", "http://b.example:81"] : [];
    asEmbed(response, origins);
    response.type("html").send("<!doctype html>");
  });
  router.get("/embed-evil", (_request, response) => {
    asEmbed(response, ["https://a.example; script-src *", "*", "https:", "null"]);
    response.send("x");
  });
  router.get("/broken", () => {
    throw new Error("secret words");
  });
  router.get("/broken-embed", (_request, response) => {
    asEmbed(response, []);
    throw new Error("secret words");
  });
  return router;
};

let clientDir: string;
let web: Web;
let secure: Web;
beforeAll(async () => {
  clientDir = await mkdtemp(join(tmpdir(), "roundtable-client-"));
  await mkdir(join(clientDir, "assets"));
  await mkdir(join(clientDir, ".vite"));
  await writeFile(join(clientDir, "assets", "app-1a2b3c.js"), "1");
  await writeFile(join(clientDir, "embed.js"), "2");
  await writeFile(join(clientDir, ".vite", "manifest.json"), "{}");
  web = await aWeb({ pages, clientDir });
  secure = await aWeb({ pages, clientDir, env: { PUBLIC_URL: "https://talk.example.org" } });
});
afterAll(async () => {
  await web.close();
  await secure.close();
  await rm(clientDir, { recursive: true });
});

const changing = [
  "date",
  "connection",
  "content-length",
  "last-modified",
  "etag",
  "x-request-id",
  "keep-alive",
];
/** All headers of a response, without those that say when or how long. */
const fixed = ({ headers }: Got) =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !changing.includes(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const permissions =
  "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), " +
  "geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), " +
  "picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";
/** An embed names no socket: it opens none. */
const pagePolicy = (socket: string | null, framing: string) =>
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  `connect-src 'self'${socket ? ` ${socket}` : ""}; base-uri 'none'; form-action 'self'; frame-src 'none'; object-src 'none'; ` +
  `frame-ancestors ${framing}; require-trusted-types-for 'script'; trusted-types app${socket ? " ProseMirrorClipboard" : ""}; report-uri /csp-reports${socket?.startsWith("wss") ? "; report-to csp" : ""}`;
const nothingPolicy =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const onAll = {
  "permissions-policy": permissions,
  "x-content-type-options": "nosniff",
  "x-dns-prefetch-control": "off",
  "x-permitted-cross-domain-policies": "none",
};
const app = {
  ...onAll,
  "cache-control": "private, no-store",
  "content-security-policy": pagePolicy("ws://localhost:8080", "'none'"),
  "content-type": "text/html; charset=utf-8",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "strict-origin-when-cross-origin",
  vary: "Accept-Encoding",
  "x-frame-options": "DENY",
};
const embed = {
  ...onAll,
  "cache-control": "private, no-store",
  "content-security-policy": pagePolicy(null, "'self'"),
  "content-type": "text/html; charset=utf-8",
  "cross-origin-resource-policy": "cross-origin",
  "referrer-policy": "strict-origin-when-cross-origin",
  vary: "Accept-Encoding",
};
const api = {
  ...onAll,
  "cache-control": "private, no-store",
  "content-security-policy": nothingPolicy,
  "content-type": "application/json; charset=utf-8",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
};
const asset = {
  ...onAll,
  "access-control-allow-origin": "*",
  "content-security-policy": nothingPolicy,
  "cross-origin-resource-policy": "cross-origin",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
};

test("a page of the app has all its headers and no others", async () => {
  expect(fixed(await web.send("/"))).toEqual(app);
});

test("what Socket.IO answers by itself has the headers of an answer for programs", async () => {
  const live = await startApp();
  for (const [query, status] of [
    ["EIO=4&transport=polling", 200],
    ["EIO=4&transport=none", 400],
    ["EIO=4&transport=polling&sid=nobody", 400],
  ]) {
    const answer = await fetch(`${live.url}/socket.io/?${query}`);
    await answer.text();
    expect(answer.status).toBe(status);
    // Of a polling answer Socket.IO says itself that nobody may keep it.
    const { "content-type": _, "cache-control": kept, ...headers } = api;
    expect(Object.fromEntries(answer.headers)).toMatchObject(headers);
    expect([kept, "no-store"]).toContain(answer.headers.get("cache-control"));
  }
  await live.close();
});

test("over https they say so, and the socket is a wss one", async () => {
  expect(fixed(await secure.send("/"))).toEqual({
    ...app,
    "content-security-policy": pagePolicy("wss://talk.example.org", "'none'"),
    "reporting-endpoints": 'csp="/csp-reports"',
    "strict-transport-security": "max-age=31536000",
  });
});

test("an embed may be framed by its discussion's origins, and without any by ourselves only", async () => {
  const framed = {
    ...embed,
    "content-security-policy": pagePolicy(null, "'self' https://a.example http://b.example:81"),
  };
  expect(fixed(await web.send("/embed/framed"))).toEqual(framed);
  expect(fixed(await web.send("/embed/plain"))).toEqual(embed);
});

test("an origin that isn't one adds nothing to the policy", async () => {
  const { headers } = await web.send("/embed-evil");
  expect(headers["content-security-policy"]).toBe(pagePolicy(null, "'self'"));
});

test("answers of the API, yes or no, have the API's headers", async () => {
  const visitor = { ...api, "access-control-allow-origin": "*" };
  const authorization = { authorization: "Bearer wrong" };
  expect(fixed(await web.send("/api/v1/discussions"))).toEqual(visitor);
  expect(fixed(await web.send("/api/v1/openapi.json"))).toEqual(visitor);
  expect(fixed(await web.send("/api/v1/nothing"))).toEqual(api);
  expect(fixed(await web.send("/health/live"))).toEqual(api);
  expect(fixed(await web.send("/api/v1/discussions", { headers: authorization }))).toEqual({
    ...api,
    "www-authenticate": "Bearer",
  });
  expect(fixed(await web.send("/api/v1/session"))).toEqual({ ...api, allow: "POST, OPTIONS" });
  expect(fixed(await web.send("/api/v1/discussions/%zz"))).toEqual(api);
});

test("files may be loaded from anywhere; those with a hash in their name never change", async () => {
  expect(fixed(await web.send("/assets/app-1a2b3c.js"))).toEqual({
    ...asset,
    "accept-ranges": "bytes",
    "cache-control": "public, max-age=31536000, immutable",
    "content-type": "text/javascript; charset=utf-8",
  });
  expect(fixed(await web.send("/embed.js"))).toEqual({
    ...asset,
    "accept-ranges": "bytes",
    "cache-control": "public, max-age=300",
    "content-type": "text/javascript; charset=utf-8",
  });
});

test("nothing outside the client's folder, and nothing hidden in it, is a file of the site", async () => {
  for (const path of [
    ...[
      "/.vite/manifest.json",
      "/assets/../.vite/manifest.json",
      "/assets/%2e%2e/%2e%2e/etc/passwd",
    ],
    ...[
      "/assets/..%2f..%2fetc/passwd",
      "/../../etc/passwd",
      "/assets/",
      "/assets/nothing.js",
      "/%00",
    ],
  ]) {
    const got = await web.send(path);
    expect([path, [400, 403, 404].includes(got.status)]).toEqual([path, true]);
    expect(got.body).not.toContain("root:");
  }
});

test("a page that isn't there, or breaks, has a page's headers and tells nothing about the code", async () => {
  const missing = await web.send("/nowhere", { headers: { accept: "text/html" } });
  const broken = await web.send("/broken", { headers: { accept: "text/html" } });
  const undecodable = await web.send("/link/%zz", { headers: { accept: "text/html" } });
  expect([missing.status, broken.status, undecodable.status]).toEqual([404, 500, 400]);
  for (const got of [missing, broken]) expect(fixed(got)).toEqual(app);
  for (const got of [missing, broken, undecodable]) {
    expect(got.body).toMatch(/^<!doctype html>/);
    expect(got.body).not.toMatch(/secret words|node_modules|\n +at |Error:/);
  }
  const text = await web.send("/nowhere", { headers: { accept: "application/json" } });
  expect(text.headers["content-type"]).toBe("text/plain; charset=utf-8");
});

test("a page that breaks after it was made an embed is still guarded by a policy", async () => {
  const got = await web.send("/broken-embed", { headers: { accept: "text/html" } });
  expect([got.status, fixed(got)]).toEqual([500, embed]);
});

test("the address of a one-time link goes nowhere", async () => {
  const got = await web.send("/link/abcdefghijklmnopqrstuvwxyz");
  const { vary: _, ...plain } = app;
  expect(fixed(got)).toEqual({ ...plain, "referrer-policy": "no-referrer" });
  const missing = await web.send("/link/abc/def");
  expect(missing.headers["referrer-policy"]).toBe("no-referrer");
});

test("state changes and documents get no ETag, so nothing private is kept to compare", async () => {
  expect((await web.send("/api/v1/discussions")).headers.etag).toBeUndefined();
  expect((await web.send("/")).headers.etag).toBeUndefined();
});
