import { afterAll, beforeAll, expect, test } from "vitest";
import type { Account } from "#server/domain/store.ts";
import type { Output } from "#shared/commands.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";

const organisation = "Ports & Docks";
let app: TestApp;
let talk: Awaited<ReturnType<typeof anOpenDiscussion>>;
let host: Account;
beforeAll(async () => {
  app = await startApp({ env: { TRUST_PROXY: "1" } });
  const { answer } = app.core;
  host = await anAccount(app.store, "Host", { admin: true, organisation });
  talk = await anOpenDiscussion(answer, as(host), 1);
  for (let i = 0; i < 60; i++)
    await granted(answer, as(host), "post:create", {
      ...{ discussionId: talk.discussionId, questionId: talk.questionIds[0] ?? "", parentId: null },
      ...{ body: `<p>Post number ${i}</p>`, language: "en", commandId: commandId() },
    });
}, 60_000);
afterAll(() => app.close());

/** What a browser without script gets, from an address that the proxy names. */
async function page(query: string, from = "192.0.2.1", lang = "en") {
  const headers = { "x-forwarded-for": from, "accept-language": lang };
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

const many = Array.from({ length: 17 }, (_, i) => `w${i}`).join("+");
/** The page without its state, which says everything a second time. */
const bodyOf = (html: string) => html.split('id="state"')[0] ?? "";

test.each([
  ["words", many, "Look for 16 words at most."],
  ["words", "x".repeat(501), "At most 500 characters; this has 501."],
  ["words", "bus%00", "This holds characters that can&#x27;t be shown. Type it again."],
  ["words", "%25", "There is no word in this to look for: signs alone can&#x27;t be found."],
  ["language", "klingon", "Language: there is no such choice here. Choose again."],
  ["order", "best", "Order: there is no such choice here. Choose again."],
  ["question", "99", "Question: there is no such choice here. Choose again."],
  ["category", "nobility", "Takes part as: there is no such choice here. Choose again."],
  ["answered", "perhaps", "Replies: there is no such choice here. Choose again."],
  ["asks", "me", "Addressed to: there is no such choice here. Choose again."],
  ["organisation", "y".repeat(121), "Organisation: At most 120 characters; this has 121."],
  ["topic", "A b", "Topic: there is no such choice here. Choose again."],
  ["author", "nobody", "Something in this can&#x27;t be taken as it is. Look at it again."],
  ["before", "made-up", "This part of the list isn&#x27;t there any more."],
])(
  "a wrong value of %s is told in words on the page, with its form",
  async (name, value, sentence) => {
    const { status, html, posts } = await page(
      `${name}=${value}${name === "words" ? "" : "&words=post"}`,
    );
    const body = bodyOf(html).replaceAll("'", "&#x27;");
    expect([status, posts, body.includes(sentence)]).toEqual([400, [], true]);
    expect(body).toContain('class="find"');
    expect(body).not.toContain('role="status">0 ');
    const typed = name === "words" ? value.replaceAll("+", " ").replace("%00", "\ufffd") : "post";
    expect(html).toContain(`value="${typed.replace("%25", "%")}"`);
  },
);

test.each([
  ["fr", "Cherchez 16 mots au plus."],
  ["es", "Busque 16 palabras como máximo."],
  ["ar", "على الأكثر"],
])("in %s too, at the field for words", async (lang, sentence) => {
  const { html } = await page(`words=${many}`, "192.0.2.1", lang);
  const field = bodyOf(html).slice(html.indexOf('class="field bad"'));
  expect(field.slice(0, field.indexOf("</div>"))).toContain(sentence);
  expect(field).toMatch(/^[^>]*>.*?<input[^>]*aria-invalid="true"/s);
});

test("what only whoever is signed in can ask for is right, but not without the rest being so", async () => {
  const { status, html } = await page("mentions=me");
  expect([status, html.includes("They are shown to you alone")]).toEqual([200, true]);
  expect((await page(`mentions=me&words=${many}`)).status).toBe(400);
  expect((await page("mentions=them")).status).toBe(400);
  const supported = await page("supported=me");
  expect([supported.status, supported.posts]).toEqual([200, []]);
  expect(supported.html).toContain('<h1 id="title">Posts that you support</h1>');
  const next = encodeURIComponent(`/d/${talk.slug}/posts?supported=me`);
  expect(supported.html).toContain(`href="/sign-in?next=${next}"`);
  expect((await page("")).html).not.toContain("Posts that you support");
});

test("an order that the host keeps from readers is told to be so", async () => {
  await granted(app.core.answer, as(host), "discussion:update", {
    ...{ discussionId: talk.discussionId, supportTotals: "after_closing", commandId: commandId() },
  });
  const { status, html } = await page("order=supported");
  expect(status).toBe(403);
  expect(bodyOf(html)).toContain("How many support a post is told when the discussion is over.");
});

test("an organisation's posts are found by its name, to which each of them leads", async () => {
  const all = await page("");
  const href = `/d/${talk.slug}/posts?organisation=Ports%20%26%20Docks`;
  expect(all.html).toContain(`<a href="${href}">Ports &amp; Docks</a>`);
  const found = await page(href.split("?")[1] ?? "");
  expect(found.posts).toHaveLength(50);
  expect(found.html).toContain('value="Ports &amp; Docks"');
  expect(found.next).toContain("organisation=Ports+%26+Docks");
  expect((await page("organisation=Docks")).posts).toHaveLength(50);
  expect((await page("organisation=Dock+yards")).posts).toEqual([]);
});
