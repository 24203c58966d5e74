import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPages } from "#server/http/page.tsx";
import { textStyle } from "#server/http/text-view.ts";
import type { CommandName, Output } from "#shared/commands.ts";
import { Slug, SpaceId, TextId } from "#shared/ids.ts";
import {
  type Change,
  type DiscussionSummary,
  type DiscussionView,
  Instant,
  Language,
  LocalHtml,
  LocalText,
  SafeHtml,
  type SpaceView,
} from "#shared/model.ts";
import type { Result } from "#shared/refusals.ts";
import { aPost, aSnapshot, aTalk, discussionId } from "#test/support/feed-world.ts";

const hostile = "</script><script>alert(1)</script><!--\u2028\u2029";
const note = '<p id="note-1">A note</p>';
const post = aPost({
  html: SafeHtml.parse(
    `<p>One<a href="#note-1">1</a> ${"word ".repeat(400)}the very end</p>${note}`,
  ),
  topics: ["c", "taken-away", "a"],
  author: { id: aPost().author!.id, name: hostile, organisation: hostile, category: "academia" },
});
const gone = aPost({ state: "hidden", author: null, html: SafeHtml.parse(""), reason: "spam" });
const reply = aPost({
  ...{ parentId: gone.id, parentReference: gone.reference },
  html: SafeHtml.parse(`<p>Two<a href="#note-1">1</a> &lt;p id="note-1"&gt;</p>${note}`),
});
const far = aPost();
const answering = aPost({ parentId: far.id, parentReference: "1.7" });
const closes = Instant.parse("2020-04-01T00:00:00.000Z");
const revision = TextId.parse("00000000-0000-7000-8000-00000000000a");
const translated = aPost({
  html: SafeHtml.parse(`<p>The original<a href="#note-1">1</a></p>${note}`),
  revision,
  translations: [
    {
      ...{ language: Language.parse("ar"), html: SafeHtml.parse("<p>ترجمة</p>"), by: post.author },
      ...{ machine: true, of: TextId.parse("00000000-0000-7000-8000-00000000000b"), at: closes },
    },
    {
      ...{ language: Language.parse("fr"), by: post.author, machine: false, of: revision },
      html: SafeHtml.parse(`<p>La traduction<a href="#note-1">1</a></p>${note}`),
      at: closes,
    },
  ],
});
const added: Partial<DiscussionView> = {
  extendedFrom: Instant.parse("2020-03-15T00:00:00.000Z"),
  closesAt: closes,
  addressees: LocalText.parse({ en: "Everybody" }),
  callToAction: { label: LocalText.parse({ en: hostile }), url: "https://host.example/?a=1&b=2" },
  faq: [
    {
      id: "who",
      question: LocalText.parse({ en: hostile }),
      answer: LocalHtml.parse({ en: "<p>All.</p>" }),
    },
    { id: "none", question: LocalText.parse({ en: "Unanswered?" }), answer: {} },
  ],
  terms: [{ term: LocalText.parse({ en: "Word" }), note: LocalText.parse({ en: hostile }) }],
  topics: [
    { id: "a", label: LocalText.parse({ en: "Pay" }) },
    { id: "b", label: LocalText.parse({ en: "Visas" }) },
    { id: "c", label: LocalText.parse({ fr: `Logement ${hostile}` }) },
  ],
  outcome: LocalHtml.parse({ en: "<p>It was done.</p>" }),
  followUp: LocalText.parse({ fr: `Rejoignez ${hostile}\nle groupe` }),
};
const snapshot = {
  ...aSnapshot([post, gone, reply, translated]),
  changes: [
    aTalk({ en: hostile, fr: "Un titre" }, added),
    ...aSnapshot([post, gone, reply, translated, answering]).changes,
    {
      kind: "parent",
      parent: {
        ...{ id: far.id, state: "published", author: { name: "Rosa" }, seq: 1 },
        ...{ html: SafeHtml.parse("Far &amp; away"), language: Language.parse("es") },
        translations: [{ html: SafeHtml.parse("À l’autre bout"), language: Language.parse("fr") }],
      },
    } satisfies Change,
  ],
};

const space = {
  ...{ id: SpaceId.parse(discussionId), slug: Slug.parse("hub"), archived: false, version: 1 },
  title: LocalText.parse({ en: "The hub", ar: "الملتقى" }),
  about: LocalHtml.parse({ en: "<p>All about <b>care</b>.</p>" }),
  createdAt: closes,
} satisfies SpaceView;
const listed = {
  ...{ id: discussionId, slug: Slug.parse("a-talk"), phase: "open", opensAt: null, closesAt: null },
  ...{ languages: [Language.parse("en")], title: LocalText.parse({ en: hostile }), aim: {} },
  ...{ questions: 1, posts: 2, template: false },
} satisfies DiscussionSummary;

/** Answers as the rules would: one discussion, and nothing else. */
function answer(name: CommandName, input: object): Result<unknown> {
  const known =
    "discussionId" in input && ["a-talk", discussionId].includes(String(input.discussionId));
  if (name === "discussion:read" && known) return { ok: true, value: snapshot };
  if (name === "discussion:list")
    return {
      ok: true,
      value: { discussions: [], older: null } satisfies Output<"discussion:list">,
    };
  if (name === "space:list") return { ok: true, value: { spaces: [space] } };
  if (name === "space:read" && "spaceId" in input && input.spaceId === space.slug)
    return { ok: true, value: { space, discussions: [listed], older: "further" } };
  if (name === "post:locate" && "postId" in input && input.postId === post.id)
    return { ok: true, value: { discussionId, slug: "a-talk", gone: false } };
  const code = name === "link:read" ? "link_invalid" : "not_found";
  return { ok: false, failure: { code, message: "" } };
}

const app = express();
app.set("query parser", false);
app.use(
  createPages({
    // biome-ignore lint/suspicious/noExplicitAny: one function stands for every command
    ask: async (_request, name, input): Promise<any> => answer(name, input),
    submit: () => Promise.reject(new Error("no form here")),
    asEmbed: (response, origins) => void response.set("X-Framed-By", origins.join(" ")),
    publicUrl: "http://ours.example",
    clientDir: "/nowhere",
  }),
);
const server = createServer(app);
let base = "";
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(base + path, { headers, redirect: "manual" });
  return { response, status: response.status, html: await response.text() };
}

test("a discussion is whole without script: long posts, and how a parent is gone", async () => {
  const { status, html } = await get("/d/a-talk");
  expect(status).toBe(200);
  const [body = ""] = html.split('id="state"');
  expect(body).toContain("the very end");
  expect(body).toContain("Removed by the moderators on 10 March: advertising.");
  expect(body).toContain("a post that the moderators removed");
  expect(body).toContain(`id="p-${post.id}"`);
});

test("a reply says who wrote what it answers and how that begins, in the reader's language where it can, also where that isn't loaded", async () => {
  const lineIn = async (path: string) => {
    const { html } = await get(path);
    return new RegExp(`<p class="re">[^<]*<a href="/p/${far.id}">.*?</p>`).exec(html)?.[0];
  };
  expect(await lineIn("/d/a-talk")).toContain('<q lang="es" dir="ltr">Far &amp; away</q></a> by');
  expect(await lineIn("/d/a-talk")).toContain("Rosa");
  expect(await lineIn("/d/a-talk?lang=fr")).toContain('<q lang="fr" dir="ltr">À l’autre bout</q>');
  expect(await lineIn("/embed/a-talk")).toContain("Far &amp; away");
});

test("what a host may add is on the page without script, and nothing of it empty", async () => {
  const { html } = await get("/d/a-talk");
  const [body = ""] = html.split('id="state"');
  expect(body).toContain("Extended from 15 March 2020 to 1 April 2020");
  expect(body).toContain("Everybody");
  expect(body).toContain('href="https://host.example/?a=1&amp;b=2"');
  expect(body).toContain('<a href="/d/a-talk/join-in">Join in afterwards</a>');
  expect(body).toContain("A question often asked");
  expect(body).toContain('id="faq-who"');
  expect(body).not.toContain("Unanswered?");
  expect(body).toContain("<bdi>Pay</bdi>, <bdi>Visas</bdi>");
  expect(body).toContain("It was done.");
  expect(body).toContain(
    `<span class="gloss">word</span><sup class="gloss-ref"><a dir="ltr" id="termref-${post.id}-1"`,
  );
  expect(body).toContain(`<li id="term-${post.id}-1"`);
  const embed = await get("/embed/a-talk");
  expect(embed.html).toContain(`<li id="term-${post.id}-1"`);
});

test("what comes after a discussion is told to everybody, with what is passed on and the way to sign in", async () => {
  const { status, html } = await get("/d/a-talk/join-in");
  expect(status).toBe(200);
  const [body = "", state = ""] = html.split('id="state"');
  expect(body).toContain('<p class="lead" lang="fr" dir="ltr">Rejoignez &lt;/script');
  expect(body).toContain('<p class="lead" lang="fr" dir="ltr">le groupe</p>');
  expect(body).toContain("In French");
  expect(body).toContain("<li>E-mail address</li>");
  expect(body).toContain('href="/sign-in?next=%2Fd%2Fa-talk%2Fjoin-in"');
  expect(body).not.toContain("<form");
  expect(state).not.toContain("host.example");
  expect((await get("/d/nowhere/join-in")).status).toBe(404);
});

test("a post's topics are shown in the host's order and words, without those that the host has taken away", async () => {
  const { html } = await get("/d/a-talk");
  const [, list = ""] = /<ul class="topics" aria-label="Topics">([\s\S]*?)<\/ul>/.exec(html) ?? [];
  expect(list).toContain(
    '<li><a href="/d/a-talk/posts?topic=a">Pay</a></li><li><a href="/d/a-talk/posts?topic=c" lang="fr" dir="ltr">Logement &lt;/script',
  );
  expect(list.match(/<li>/g)).toHaveLength(2);
  const embed = await get("/embed/a-talk");
  expect(embed.html).toContain('<ul class="topics" aria-label="Topics"><li><span>Pay</span></li>');
});

test("a reader of another language is shown the translation with a switch to the original, each in its language", async () => {
  const bodyOf = async (path: string) => {
    const [body = ""] = (await get(path)).html.split('id="state"');
    return body.slice(body.indexOf(`id="p-${translated.id}"`));
  };
  const french = await bodyOf("/d/a-talk?lang=fr");
  expect(french).toMatch(
    /Traduit par .* \(langue d’origine : anglais\)\..*Voir le texte d’origine/s,
  );
  expect(french).not.toContain("modifié depuis");
  const [, original = "", translation = ""] = french.split(/class="(?:original|translation)"/);
  expect(original).toMatch(/<div class="prose" lang="en" dir="ltr">.*The original/s);
  expect(translation).toMatch(/<div class="prose" lang="fr" dir="ltr">.*La traduction/s);
  for (const name of [translated.id, `${translated.id}-fr`])
    expect(french.match(new RegExp(` id="note-${name}-1"`, "g"))).toHaveLength(1);

  const arabic = await bodyOf("/d/a-talk?lang=ar");
  expect(arabic).toMatch(/ترجمة آلية عن الإنجليزية.*وقد عُدّل النص الأصلي/s);
  expect(arabic).toMatch(/<div class="prose" lang="ar" dir="rtl">/);
  for (const language of ["en", "es"]) {
    const body = await bodyOf(`/d/a-talk?lang=${language}`);
    expect(body).toContain("The original");
    expect(body).not.toMatch(/La traduction|ترجمة/);
  }
});

test("what people wrote ends no script and opens none, in the page and in its state", async () => {
  const { html } = await get("/d/a-talk");
  expect(html).not.toContain("<script>alert");
  const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
  expect(scripts.map(([, attributes]) => attributes)).toEqual([
    ' type="application/json" id="state"',
  ]);
  const [, , text = ""] = scripts[0]!;
  expect(text).not.toMatch(/[<\u2028\u2029]/);
  expect(JSON.parse(text).page.snapshot).toEqual(JSON.parse(JSON.stringify(snapshot)));
});

test("the footnotes of each text have names of their own on the page", async () => {
  const { html } = await get("/d/a-talk");
  const [body = ""] = html.split('id="state"');
  const ids = [...body.matchAll(/<[^<>]* id="(note-[^"]*)"/g)].map(([, id]) => id);
  const links = [...body.matchAll(/ href="#(note-[^"]*)"/g)].map(([, id]) => id);
  expect(ids).toHaveLength(3);
  expect(links).toEqual(expect.arrayContaining(ids));
  // Of what is folded the note may be in the whole text alone.
  const whole = (id = "") => id.replace(/-(\d+)$/, "-whole-$1");
  for (const link of links) expect(ids.includes(link) || ids.includes(whole(link))).toBe(true);
  expect(ids.map((id) => id?.includes(post.id))).toContain(true);
  expect(body).toContain('&lt;p id="note-1"');
});

test("nothing on any page is inline: no style, no handler", async () => {
  for (const path of [
    "/",
    "/d/a-talk",
    "/embed/a-talk",
    "/sign-in",
    "/register",
    "/account",
    "/x",
  ]) {
    const { html } = await get(path);
    const [body = ""] = html.split('id="state"');
    expect(body).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
  }
});

test("the language is asked for, kept, or the browser's, in this order", async () => {
  const langOf = async (path: string, headers = {}) =>
    /<html lang="(\w+)" dir="(\w+)"/.exec((await get(path, headers)).html)?.slice(1);
  expect(await langOf("/")).toEqual(["en", "ltr"]);
  expect(await langOf("/", { "accept-language": "de, fr;q=0.8, en;q=0.5" })).toEqual(["fr", "ltr"]);
  const kept = { cookie: "a=b; lang=es", "accept-language": "fr" };
  expect(await langOf("/", kept)).toEqual(["es", "ltr"]);
  expect(await langOf("/?lang=ar", kept)).toEqual(["ar", "rtl"]);
  expect(await langOf("/?lang=xx&lang=%3Cb%3E", kept)).toEqual(["es", "ltr"]);
});

test("a text-only page tells who is signed in so, and nothing else about it", async () => {
  const signedIn = { cookie: `roundtable=${"s".repeat(43)}` };
  const { html } = await get("/d/a-talk?view=text", signedIn);
  expect(html).toMatch(/<html[^>]* data-session/);
  expect(html).not.toContain('<noscript><aside class="conn"');
  expect(html).toContain('<aside class="conn"');
  expect(textStyle).toMatch(/html\[data-session\] \.person,.*display: none !important/);
  expect((await get("/d/a-talk?view=text")).html).not.toContain('<aside class="conn"');
});

test("a language is kept for who is signed in; a visitor's goes along in the address", async () => {
  const session = { cookie: `roundtable=${"s".repeat(43)}` };
  const setFor = async (headers: Record<string, string>) =>
    (await get("/?lang=ar", headers)).response.headers.get("set-cookie");
  expect(await setFor(session)).toMatch(/^lang=ar; Path=\/; Max-Age=\d+; SameSite=Lax/);
  expect(await setFor({})).toBeNull();
  const ledTo = async (path: string, referer: string, headers = {}) =>
    (await get(path, { referer, ...headers })).response.headers.get("location");
  const before = "http://ours.example/d/a-talk?lang=ar#q-1";
  expect(await ledTo("/d/a-talk?post=x", before)).toBe("/d/a-talk?post=x&lang=ar");
  expect(await ledTo("/d/a-talk?lang=fr", before)).toBeNull();
  expect(await ledTo("/d/a-talk", before, { cookie: "lang=es" })).toBeNull();
  expect(await ledTo("//other.example/", before)).toBeNull();
  expect(await ledTo("/", "http://ours.example.other.example/?lang=ar")).toBeNull();
  expect(await ledTo("/", "http://ours.example/?lang=xx")).toBeNull();
  // By another name of the machine the site is the same.
  expect(await ledTo("/", `${base}/d/a-talk?lang=ar`)).toBe("/?lang=ar");
  expect(await ledTo(`/p/${post.id}?lang=ar`, before)).toBe(
    `/d/a-talk?post=${post.id}&lang=ar#p-${post.id}`,
  );
});

test("text only is asked for in the address, goes along from page to page, and has no script", async () => {
  const { html } = await get("/d/a-talk?view=text&in=1");
  const [head = ""] = html.split("</head>");
  expect(head).toContain('<link rel="stylesheet" href="/text.css"/>');
  expect(html).not.toContain("<script");
  expect(html).not.toContain("modulepreload");
  expect(html).toContain("the very end");
  expect(html).toContain('href="/d/a-talk?view=full&amp;in=1"');
  const full = await get("/d/a-talk?in=1");
  expect(full.html).toContain('href="/d/a-talk?in=1&amp;view=text"');
  expect((await get("/account?view=text")).html).toContain('id="state"');
  const ledTo = async (path: string, referer: string) =>
    (await get(path, { referer: `http://ours.example${referer}` })).response.headers.get(
      "location",
    );
  expect(await ledTo("/", "/d/a-talk?view=text&lang=fr")).toBe("/?lang=fr&view=text");
  expect(await ledTo("/?view=full", "/d/a-talk?view=text")).toBeNull();
  expect(await ledTo("/", "/d/a-talk?view=full")).toBeNull();
  expect(await ledTo("/", "/d/a-talk?view=%22%3E")).toBeNull();
});

test("a title in the reader's language is chosen, and its language is told when it is another", async () => {
  expect((await get("/d/a-talk?lang=fr")).html).toContain("<title>Un titre - Roundtable</title>");
  expect((await get("/d/a-talk?lang=es")).html).toMatch(/<h1[^>]* lang="en" dir="ltr"/);
});

test("a post's permanent address leads into its discussion; an unknown one is not found", async () => {
  const { status, response } = await get(`/p/${post.id}`);
  expect(status).toBe(302);
  expect(response.headers.get("location")).toBe(`/d/a-talk?post=${post.id}#p-${post.id}`);
  expect((await get(`/p/${gone.id}`)).status).toBe(404);
});

test("a discussion's id leads to its name", async () => {
  const { status, response } = await get(`/d/${discussionId}`);
  expect([status, response.headers.get("location")]).toEqual([302, "/d/a-talk"]);
});

test("an embed may be framed by the host's origins, and an unknown one is a line without a title", async () => {
  const { response, html } = await get("/embed/a-talk?theme=dark");
  expect(response.headers.get("x-framed-by")).toBe("https://host.example");
  expect(html).toContain('data-theme="dark"');
  expect(html).not.toMatch(/composer|Reply/);
  const none = await get("/embed/another");
  expect(none.status).toBe(404);
  expect(none.html).toContain("This discussion is not available here.");
  expect(none.html).not.toContain("another");
});

test("a space has a home without script, and the start page leads to it", async () => {
  const { status, html } = await get("/s/hub");
  expect(status).toBe(200);
  const [body = ""] = html.split('id="state"');
  expect(body).toContain("<title>The hub - Roundtable</title>");
  expect(body).toContain('<meta name="description" content="All about care."/>');
  expect(body).toContain('<link rel="canonical" href="http://ours.example/s/hub"/>');
  expect(body).toMatch(/<h2>Open<\/h2>.*<a href="\/d\/a-talk"/s);
  expect(body).toContain('href="/s/hub?before=further"');
  expect(html).not.toContain("<script>alert");
  expect(body).toContain('href="/sign-in?next=%2Fs%2Fhub"');
  const further = await get("/s/hub?before=further");
  expect(further.html).not.toContain("canonical");
  const arabic = await get("/s/hub?lang=ar&view=text");
  expect(arabic.html).toMatch(
    /<html lang="ar" dir="rtl">.*<h1 id="title" tabindex="-1">الملتقى<\/h1>/s,
  );
  expect(arabic.html).not.toContain("<script");
  expect((await get("/s/another")).status).toBe(404);
  expect((await get("/")).html).toContain('<a href="/s/hub">The hub</a>');
});

test("a discussion's page names its one address, however it was asked for", async () => {
  for (const query of ["", "?lang=fr", "?view=text"])
    expect((await get(`/d/a-talk${query}`)).html).toContain(
      '<link rel="canonical" href="http://ours.example/d/a-talk"/>',
    );
});

test("unknown addresses have a page, and files that aren't there have none", async () => {
  const { status, html } = await get("/d/nothing");
  expect(status).toBe(404);
  expect(html).toContain("There is nothing at this address");
  expect((await get("/anything/else")).html).toContain("There is nothing at this address");
  expect((await get("/favicon.ico")).html).not.toContain("There is nothing at this address");
});

test("a used link says so, and is gone", async () => {
  const { status, html } = await get("/link/abcdefghijklmnopqrstuvwxyz");
  expect(status).toBe(410);
  expect(html).toContain("This link was used");
});

test("the sign-in page goes on to paths of this site only", async () => {
  const nextIn = async (next: string) => {
    const { html } = await get(`/sign-in?next=${encodeURIComponent(next)}`);
    return JSON.parse(/id="state">(.*?)<\/script>/.exec(html)?.[1] ?? "{}").page.next;
  };
  expect(await nextIn("/d/a-talk#q-2")).toBe("/d/a-talk#q-2");
  expect(await nextIn("//evil.example")).toBe("/");
  expect(await nextIn("/..//evil.example")).toBe("/");
});
