import { afterAll, beforeAll, expect, test } from "vitest";
import { startApp, type TestApp } from "#test/support/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const secret = "nine quiet lanterns";
const person = (name: string) => ({
  ...{ name, email: `${name.toLowerCase()}@example.org`, password: secret },
});

interface Sent {
  headers?: Record<string, string>;
  site?: TestApp;
}
async function submit(
  path: string,
  fields: Record<string, string> | string,
  { headers, site = app }: Sent = {},
) {
  const response = await fetch(`${site.url}${path}`, {
    ...{ method: "POST", redirect: "manual" },
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(headers ?? { origin: site.url }),
    },
    body: typeof fields === "string" ? fields : new URLSearchParams(fields).toString(),
  });
  return {
    ...{ status: response.status, html: await response.text() },
    to: response.headers.get("location"),
    cookie: response.headers.get("set-cookie"),
    retry: response.headers.get("retry-after"),
  };
}

test("a form makes an account and signs in with the cookie that the API gives, and a session goes on from it", async () => {
  const made = await submit("/register?next=%2Fd%2Fa-talk%3Fin%3D1", person("Ada"));
  expect(made).toMatchObject({ status: 303, to: "/d/a-talk?in=1" });
  const entered = await submit("/sign-in", { email: "ADA@example.org", password: secret });
  expect(entered).toMatchObject({ status: 303, to: "/" });
  const attributes = /^roundtable=[\w.~-]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/;
  expect(made.cookie).toMatch(attributes);
  expect(entered.cookie).toMatch(attributes);
  const cookie = entered.cookie?.split(";")[0] ?? "";
  const page = await (await fetch(`${app.url}/`, { headers: { cookie } })).text();
  expect(page).toMatch(/<noscript><aside[^>]*><form[^>]* action="\/sign-out\?next=%2F"/);
  expect(page).toContain("to write here, allow this page to run its script");
  const ended = await submit(
    "/sign-out?next=%2Faccount",
    {},
    { headers: { origin: app.url, cookie } },
  );
  expect(ended).toMatchObject({ status: 303, to: "/account" });
  expect(ended.cookie).toMatch(/^roundtable=; Max-Age=0/);
  const asked = await fetch(`${app.url}/api/v1/session/refresh`, {
    ...{ method: "POST", body: "{}" },
    headers: { "content-type": "application/json", origin: app.url, cookie },
  });
  expect(asked.status).toBe(401);
});

test("what is wrong is said on the page, with what was typed and never the password", async () => {
  const hostile = `"><script>alert(1)</script>`;
  const wrong = await submit("/sign-in?next=%2Faccount&lang=fr", {
    ...{ email: "nobody@example.org", password: "not this one, surely" },
  });
  expect(wrong).toMatchObject({ status: 422, cookie: null });
  expect(wrong.html).toContain('lang="fr"');
  expect(wrong.html).toContain('value="nobody@example.org"');
  expect(wrong.html).toContain('role="alert"');
  expect(wrong.html).toContain('action="/sign-in?next=%2Faccount&amp;lang=fr"');
  expect(wrong.html).not.toContain("not this one");
  const bad = await submit("/register", {
    ...{ name: hostile, email: hostile, password: "pass-word-x", category: "academia" },
    ...{ organisation: hostile, commandId: hostile },
  });
  expect(bad.status).toBe(400);
  expect(bad.html).not.toContain("<script>alert");
  expect(bad.html).not.toContain("pass-word-x");
  expect(bad.html).toMatch(/aria-invalid="true"/);
  expect(bad.html).toMatch(
    /<option[^>]* (selected[^>]* value="academia"|value="academia"[^>]* selected)/,
  );
});

test("a registration sent twice is one account", async () => {
  const page = await (await fetch(`${app.url}/register`)).text();
  const commandId = /name="commandId" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const twice = { ...person("Bea"), commandId };
  expect((await submit("/register", twice)).status).toBe(303);
  expect((await submit("/register", twice)).status).toBe(303);
  expect((await submit("/register", person("Bea"))).status).toBe(409);
});

test.each([
  ["nobody says where it comes from", {}],
  ["another site", { origin: "https://other.example" }],
  ["a page without an origin", { origin: "null" }],
  ["an origin that begins like ours", { origin: "OURS.other.example" }],
  ["another port", { origin: "http://localhost:1" }],
  ["ours, but the browser says otherwise", { origin: "OURS", "sec-fetch-site": "cross-site" }],
  ["a neighbour's page", { origin: "OURS", "sec-fetch-site": "same-site" }],
])("a form from elsewhere does nothing: %s", async (_what, given: Record<string, string>) => {
  const headers = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, value.replace("OURS", app.url)]),
  );
  for (const path of ["/sign-in", "/register"]) {
    const got = await submit(path, { ...person("Eve"), email: "ada@example.org" }, { headers });
    expect(got).toMatchObject({ status: 403, cookie: null, to: null });
  }
  expect((await submit("/sign-out", {}, { headers })).cookie).toBeNull();
});

test.each([
  "https://other.example/",
  "//other.example",
  "/\\other.example",
  "/..//other.example",
  "javascript:alert(1)",
  "/\t/other.example",
])("it leads on within this site only: next=%s", async (next) => {
  const path = `/sign-in?next=${encodeURIComponent(next)}`;
  const got = await submit(path, { email: "ada@example.org", password: secret });
  expect(got).toMatchObject({ status: 303, to: "/" });
  const out = await submit(`/sign-out?next=${encodeURIComponent(next)}`, {});
  expect(out).toMatchObject({ status: 303, to: "/" });
});

test("what no form sends is refused, and breaks nothing", async () => {
  const json = { origin: app.url, "content-type": "application/json" };
  const typed = { email: "ada@example.org", password: secret };
  expect((await submit("/sign-in", JSON.stringify(typed), { headers: json })).status).toBe(415);
  const plain = { origin: app.url, "content-type": "text/plain" };
  expect((await submit("/sign-in", typed, { headers: plain })).status).toBe(415);
  expect((await submit("/sign-in", `email=${"x".repeat(20_000)}`)).status).toBe(413);
  for (const body of [
    ...["", "email", "email[]=a&password[$ne]=x", "__proto__=x&constructor=y", "%=%&%ff=%00"],
    ...["email[$gt]=&password[$gt]=", "email=a%00@example.org&password=x", "a=1&".repeat(3000)],
  ]) {
    const got = await submit("/sign-in", body);
    expect(got, body.slice(0, 40)).toMatchObject({ status: 400, cookie: null });
  }
  expect(({} as { x?: unknown }).x).toBeUndefined();
  expect(app.logged.filter((line) => line.includes('"error"'))).toEqual([]);
  expect(app.logged.join("\n")).not.toContain(secret);
});

test("attempts by form and by the API count together", async () => {
  const site = await startApp({ env: { LIMIT_FACTOR: "0.2" } });
  try {
    const wrong = { email: "nobody@example.org", password: "wrong, every time" };
    const byApi = () =>
      fetch(`${site.url}/api/v1/session`, {
        ...{ method: "POST", body: JSON.stringify(wrong) },
        headers: { "content-type": "application/json", origin: site.url },
      });
    let asked = 0;
    while ((await byApi()).status !== 429) asked++;
    expect(asked).toBeGreaterThan(0);
    const refused = await submit("/sign-in", wrong, { site });
    expect(refused).toMatchObject({ status: 429, cookie: null });
    expect(Number(refused.retry)).toBeGreaterThan(0);
    expect((await submit("/register", person("Cy"), { site })).status).toBe(429);
  } finally {
    await site.close();
  }
});

test("the server shows nobody as signed in on a page that is the same for everybody", async () => {
  for (const path of ["/", "/sign-in", "/register", "/account", "/nowhere"]) {
    const page = await (await fetch(`${app.url}${path}`)).text();
    const shown = /<p class="person">(.*?)<\/p>/s.exec(page)?.[1] ?? "";
    expect([path, shown.replace(/<[^>]*>/g, "")]).toEqual([path, "Sign in"]);
  }
});
