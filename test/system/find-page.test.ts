import { afterAll, beforeAll, expect, test } from "vitest";
import type { Account } from "#server/domain/store.ts";
import type { Output } from "#shared/commands.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";

let app: TestApp;
let talk: Awaited<ReturnType<typeof anOpenDiscussion>>;
let host: Account;
beforeAll(async () => {
  app = await startApp({ env: { TRUST_PROXY: "1" } });
  const { answer } = app.core;
  host = await anAccount(app.store, "Host", { admin: true });
  talk = await anOpenDiscussion(answer, as(host), 1);
  for (let i = 0; i < 60; i++)
    await granted(answer, as(host), "post:create", {
      ...{ discussionId: talk.discussionId, questionId: talk.questionIds[0] ?? "", parentId: null },
      ...{ body: `<p>Post number ${i}</p>`, language: "en", commandId: commandId() },
    });
}, 60_000);
afterAll(() => app.close());

/** What a browser without script gets, from an address that the proxy names. */
async function page(query: string, from = "192.0.2.1") {
  const headers = { "x-forwarded-for": from, "accept-language": "en" };
  const response = await fetch(`${app.url}/d/${talk.slug}/posts?${query}`, { headers });
  const html = await response.text();
  const posts = [...html.matchAll(/<h2 id="h-([^"]+)"/g)].map(([, id]) => id);
  const next = /href="([^"]*)" rel="next"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
  return { status: response.status, html, posts, next: next?.split("?")[1] ?? "" };
}

test("a visitor's shuffled order is the same at each load, goes on with the next page, and isn't a neighbour's", async () => {
  const first = await page("order=shuffled");
  expect(first.posts).toHaveLength(50);
  expect((await page("order=shuffled")).posts).toEqual(first.posts);
  expect((await page("order=shuffled", "192.0.2.2")).posts).not.toEqual(first.posts);
  const rest = await page(first.next, "192.0.2.2");
  expect(new Set([...first.posts, ...rest.posts]).size).toBe(60);
});

test("whoever is signed in has an order of their own, whose next page is rendered for them too", async () => {
  const token = await app.tokenFor(host);
  const ask = async (query: string): Promise<Output<"post:find">> => {
    const path = `/api/v1/discussions/${talk.discussionId}/posts?${query}`;
    const response = await fetch(app.url + path, { headers: { authorization: `Bearer ${token}` } });
    return ((await response.json()) as { value: Output<"post:find"> }).value;
  };
  const { hits, next } = await ask("order=shuffled&limit=50");
  expect((await ask("order=shuffled&limit=50")).next).toBe(next);
  const rest = await page(`order=shuffled&before=${next}`);
  expect(rest.status).toBe(200);
  expect(new Set([...hits.map(({ post }) => post.id), ...rest.posts]).size).toBe(60);
  const again = await ask(`order=shuffled&before=${next}`);
  expect(again.hits.map(({ post }) => post.id)).toEqual(rest.posts);
});
