import { afterAll, beforeAll, expect, test } from "vitest";
import { startApp, type TestApp } from "#test/support/app.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";

let app: TestApp;
let slug: string;
beforeAll(async () => {
  app = await startApp();
  const { answer } = app.core;
  const host = as(await anAccount(app.store, "Host", { admin: true }));
  const talk = await anOpenDiscussion(answer, host, 2);
  slug = talk.slug;
  for (let i = 0; i < 60; i++)
    await granted(answer, host, "post:create", {
      ...{ discussionId: talk.discussionId, questionId: talk.questionIds[0] ?? "", parentId: null },
      ...{ body: `<p>Post number ${i}</p>`, language: "en", commandId: commandId() },
    });
  await granted(answer, host, "space:create", {
    ...{ commandId: commandId(), slug: "hub", title: { en: "The hub" }, about: {} },
  });
}, 60_000);
afterAll(() => app.close());

const get = async (path: string) => {
  const response = await fetch(app.url + path, { redirect: "manual" });
  const { status, headers } = response;
  return { status, location: headers.get("location"), html: await response.text() };
};

test("without script the older posts are a page of their own", async () => {
  const { html } = await get(`/d/${slug}`);
  const older = /href="(\/d\/[^"]*older=[^"]*)#q-1"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
  expect.assert(older);
  expect(html).not.toContain("Post number 0<");
  const page = await get(older);
  expect(page.status).toBe(200);
  expect(page.html).toContain("Post number 0<");
  // A place in another question's posts is none in these.
  const { status, location } = await get(older.replace("in=1", "in=2"));
  expect([status, location]).toEqual([302, `/d/${slug}#q-2`]);
});

test.each([
  [(at: string) => `${at}?in=1&older=broken&lang=fr`, (at: string) => `${at}?lang=fr#q-1`],
  [() => "/?before=broken", () => "/"],
  [() => "/s/hub?before=broken&lang=ar", () => "/s/hub?lang=ar"],
])("a place that there isn't in a list leads to the list's beginning", async (asked, led) => {
  const at = `/d/${slug}`;
  const { status, location } = await get(asked(at));
  expect([status, location]).toEqual([302, led(at)]);
  expect((await get(led(at))).status).toBe(200);
});

test("what isn't there has no beginning either", async () => {
  expect((await get("/s/%20?before=broken")).location).toBe("/s/%20");
  expect((await get("/s/%20")).status).toBe(404);
  expect((await get("/d/nothing?in=1&older=broken")).status).toBe(404);
});
