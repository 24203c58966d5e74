import { describe, expect, test } from "vitest";
import { newUserId } from "#server/domain/new-id.ts";
import { asItStands, asNamed, linkMentions, mentionedIn } from "#server/domain/posts/mentions.ts";
import { sanitize } from "#server/domain/posts/sanitize.ts";
import type { RawInput } from "#shared/commands.ts";
import { Slug, UserId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { plainText } from "#shared/plain-text.ts";
import { aSite } from "#test/support/convergence/world.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

const ana = UserId.parse("0198c0de-aaaa-7000-8000-00000000000a");
const ben = UserId.parse("0198c0de-aaaa-7000-8000-00000000000b");
const nobody = UserId.parse("0198c0de-aaaa-7000-8000-00000000000c");
const names = new Map([
  [ana, "Ana Lima"],
  [ben, "Ben & Sons"],
]);
const slug = Slug.parse("a-talk");
const sent = (id: string, label: string) => `<span data-mention="${id}">${label}</span>`;
const safe = (html: string) => sanitize(html, asNamed(names));
const ofAna = sent(ana, "@Ana Lima");

test.each([
  ["its name", `<p>${sent(ana, "@Ana Lima")}!</p>`, `<p>${ofAna}!</p>`],
  ["other words", `<p>${sent(ana, "is a liar")}</p>`, `<p>${ofAna}</p>`],
  ["capitals in its id", `<p>${sent(ana.toUpperCase(), "@x")}</p>`, `<p>${ofAna}</p>`],
  ["markup within", `<p>${sent(ana, "<b>@x</b>")}</p>`, "<p><strong>@x</strong></p>"],
  ["a name with &", sent(ben, "@x"), sent(ben, "@Ben &amp; Sons")],
  ["nobody of this discussion", `<p>${sent(nobody, "@Boss")}</p>`, "<p>@Boss</p>"],
  ["no id", `<p>${sent("1", "@x")} ${sent("", "@y")}</p>`, "<p>@x @y</p>"],
  ["one in another", sent(nobody, `a ${sent(ana, "@x")} b`), `a ${ofAna} b`],
  ["a link around it", `<a href="#">${sent(ana, "@x")}</a> y`, "<a>@x</a> y"],
  ["a whole text within", sent(ana, "word ".repeat(60)), "word ".repeat(60).trim()],
  ["what a reader's page has", linkMentions(safe(ofAna), slug), ofAna],
  ["a span that is none", "<p><span>a</span> <mention>b</mention></p>", "<p>a b</p>"],
  ["the sanitiser's own element", `<mention data-mention="${ana}">x</mention>`, ofAna],
  ["the same, of nobody", `<mention data-mention="${nobody}">x</mention>`, "x"],
  [
    "more attributes",
    `<span data-mention="${ana}" class="official" onclick="x()" id="app">x</span>`,
    ofAna,
  ],
  ["an attribute on a paragraph", `<p data-mention="${ana}">x</p>`, "<p>x</p>"],
])("a mention with %s", (_, body, html) => {
  expect(safe(body)).toBe(html);
  expect(safe(html)).toBe(html);
  expect(sanitize(html, asItStands)).toBe(html);
});

test("where nobody can be mentioned, and from the twenty-first on, a mention is its words", () => {
  expect(sanitize(`<p>${ofAna}</p>`)).toBe("<p>@Ana Lima</p>");
  const many = safe(
    Array(limits.mentions + 2)
      .fill(ofAna)
      .join(" "),
  );
  expect(many.split("data-mention")).toHaveLength(limits.mentions + 1);
  expect(plainText(many)).toBe(
    Array(limits.mentions + 2)
      .fill("@Ana Lima")
      .join(" "),
  );
});

test("it is read as a link to that person's posts, with its name by itself, and as plain text it is the name", () => {
  const html = linkMentions(safe(`<p>${ofAna} and ${sent(ben, "x")}</p>`), slug);
  expect(html).toBe(
    `<p><a href="/d/a-talk/posts?author=${ana}" data-mention="${ana}"><bdi>@Ana Lima</bdi></a>` +
      ` and <a href="/d/a-talk/posts?author=${ben}" data-mention="${ben}"><bdi>@Ben &amp; Sons</bdi></a></p>`,
  );
  expect(plainText(html)).toBe("@Ana Lima and @Ben & Sons");
  expect(mentionedIn(safe(`${ofAna} ${ofAna}`))).toEqual([ana]);
});

describe.each(openers)("mentions on $engine", ({ open }) => {
  /** A discussion in which Zoë and Aḥmad have posted; of a third only a hidden post is there, and a moderator is named by the host. */
  async function aTalk() {
    const site = await aSite(await open(), 1);
    const [server] = site.servers;
    if (!server) throw new Error("a server");
    const { answer } = server;
    const { host, mo, ann } = site.accounts;
    const { discussionId, slug: at, questionIds } = await anOpenDiscussion(answer, as(host), 1);
    const person = (name: string) =>
      anAccount(site.store, name, { name, nameKey: `${name} ${newUserId()}` });
    const [zoe, ahmad, hid] = [
      await person("Zoë de l’Île"),
      await person("أحمد الشامي"),
      await person("Hidden Zoe"),
    ];
    const elsewhere = await person("Zoe Elsewhere");
    const write = async (by: typeof ann, body: string) => {
      site.clock.now += 11_000;
      const input = { discussionId, questionId: questionIds[0] ?? "", parentId: null, body };
      return granted(answer, as(by), "post:create", {
        ...{ ...input, language: "en", commandId: commandId() },
      });
    };
    await write(zoe, "<p>First</p>");
    await write(ahmad, "<p>Second</p>");
    const { postId } = await write(hid, "<p>Third</p>");
    await granted(answer, as(host), "post:hide", {
      ...{ discussionId, postId, reason: "spam", commandId: commandId() },
    });
    await granted(answer, as(host), "member:grant", {
      ...{ discussionId, account: mo.email ?? "", role: "moderator", commandId: commandId() },
    });
    const people = async (begins: string, by = ann) => {
      const input = { discussionId, begins };
      const found = await granted(answer, as(by), "people:find", input);
      expect(Object.keys(found.people[0] ?? {})).not.toContain("email");
      return found.people.map(({ name }) => name);
    };
    const read = async (id: string) =>
      (await granted(answer, visitor, "post:read", { discussionId, postId: id })).post;
    const find = (query: Partial<RawInput<"post:find">>, caller = visitor) =>
      granted(answer, caller, "post:find", { discussionId, ...query });
    const link = ({ id, name }: typeof ann) =>
      `<a href="/d/${at}/posts?author=${id}" data-mention="${id}"><bdi>@${name}</bdi></a>`;
    const cast = { host, mo, ann, zoe, ahmad, hid, elsewhere };
    return { site, answer, discussionId, ...cast, write, people, read, find, link };
  }

  test("people are found by the beginning of any of their names, whatever case, accents and form; nobody else is", async () => {
    const { site, answer, discussionId, people, mo, host, zoe, write, ann } = await aTalk();
    for (const begins of ["zoe", "ZOË", "de l'i", "ile", "l ile"])
      expect([begins, await people(begins)]).toEqual([begins, ["Zoë de l’Île"]]);
    for (const begins of ["احمد", "أَحْمَد", "الشا"])
      expect([begins, await people(begins)]).toEqual([begins, ["أحمد الشامي"]]);
    for (const begins of ["hidden", "elsewhere", "oë", mo.name, ".*", "%", "@", "___"])
      expect([begins, await people(begins)]).toEqual([begins, []]);
    expect(await people("zoe", zoe)).toEqual([]);
    // A moderator is one of them once the host names them as one.
    await granted(answer, as(host), "discussion:update", {
      ...{ discussionId, commandId: commandId() },
      moderators: [{ name: mo.name.toUpperCase(), organisation: null, languages: [] }],
    });
    site.clock.now += 1_001;
    expect(await people("mo")).toEqual([mo.name]);
    expect(await people(host.name)).toEqual([]);
    // Many: eight at a time, those whose name itself begins so first.
    for (let i = 0; i < 10; i++)
      await write(await anAccount(site.store, `Zo ${String.fromCharCode(97 + i)}`), "<p>x</p>");
    await write(await anAccount(site.store, "A Zo"), "<p>x</p>");
    const many = await people("zo");
    expect(many).toHaveLength(limits.people);
    for (const name of many) expect(name).toMatch(/^Zo/);
    expect(
      await answer(as(ann), "people:find", { discussionId, begins: "x".repeat(81) }),
    ).toMatchObject({ ok: false, failure: { code: "invalid_input", field: "begins" } });
    await site.close();
  });

  test("who is of the discussion is mentioned by their name, in a post, an edit and a translation; anybody else is plain text", async () => {
    const { site, answer, discussionId, write, read, find, link, ...cast } = await aTalk();
    const { host, ann, zoe, ahmad, hid, elsewhere } = cast;
    const body = `<p>${[zoe, hid, elsewhere, ahmad].map(({ id }) => sent(id, "@Z")).join(" ")}</p>`;
    const { postId } = await write(ann, body);
    expect((await read(postId)).html).toBe(`<p>${link(zoe)} @Z @Z ${link(ahmad)}</p>`);
    const about = { discussionId, postId };
    await granted(answer, as(ann), "post:translate", {
      ...{
        ...about,
        language: "fr",
        body: `<p>Avec ${sent(zoe.id, "@Z")} ${sent(hid.id, "@H")}</p>`,
      },
      commandId: commandId(),
    });
    expect((await read(postId)).translations[0]?.html).toBe(`<p>Avec ${link(zoe)} @H</p>`);
    site.clock.now += 16 * 60_000;
    const edit = { ...about, body: `<p>${link(ahmad)} ${sent(hid.id, "@H")}</p>` };
    const once = { ...edit, commandId: commandId() };
    const first = await granted(answer, as(ann), "post:edit", once);
    expect((await read(postId)).html).toBe(`<p>${link(ahmad)} @H</p>`);
    const { revisions } = await granted(answer, visitor, "post:revisions", about);
    expect(revisions.map(({ html }) => html)).toEqual([`<p>${link(zoe)} @Z @Z ${link(ahmad)}</p>`]);
    // Sent once more it is the same command, though who it mentions is gone by now.
    const [own] = (await find({ author: ahmad.id })).hits;
    await granted(answer, as(host), "post:hide", {
      ...{ discussionId, postId: own?.post.id ?? "", reason: "spam", commandId: commandId() },
    });
    expect(await granted(answer, as(ann), "post:edit", once)).toEqual(first);
    await granted(answer, as(ann), "post:edit", { ...edit, commandId: commandId() });
    expect((await read(postId)).html).toBe(`<p>@${ahmad.name} @H</p>`);
    await site.close();
  });

  test("posts are found by their author and by whom they mention, and neither tells of accounts elsewhere", async () => {
    const { site, answer, discussionId, write, find, ann, zoe, ahmad, hid, elsewhere, host } =
      await aTalk();
    const { postId } = await write(ann, `<p>Hear ${sent(zoe.id, "@Z")}</p>`);
    const other = await write(ahmad, `<p>${sent(ann.id, "@A")} is right</p>`);
    const ids = async (...args: Parameters<typeof find>) =>
      (await find(...args)).hits.map(({ post }) => post.id);
    const byZoe = await find({ author: zoe.id });
    expect(byZoe.hits.map(({ post }) => post.author?.id)).toEqual([zoe.id]);
    expect(byZoe).toMatchObject({ total: 1, author: { id: zoe.id, name: zoe.name } });
    expect(await find({ author: zoe.id, words: "second" })).toMatchObject({
      ...{ total: 0, author: { name: zoe.name } },
    });
    for (const { id } of [hid, elsewhere, { id: newUserId() }])
      expect(await find({ author: id })).toMatchObject({ total: 0, hits: [], author: null });
    expect(await find({ author: hid.id }, as(host))).toMatchObject({ author: { name: hid.name } });
    expect(await ids({ mentions: "me" }, as(zoe))).toEqual([postId]);
    expect(await ids({ mentions: "me", words: "hear" }, as(zoe))).toEqual([postId]);
    expect(await ids({ mentions: "me", author: ahmad.id }, as(zoe))).toEqual([]);
    expect(await ids({ mentions: "me" }, as(ann))).toEqual([other.postId]);
    expect(await ids({ mentions: "me" }, as(elsewhere))).toEqual([]);
    expect(await ids({ words: zoe.id.replaceAll("-", "") })).toEqual([]);
    expect(await ids({ words: "zoe" })).toEqual([postId]);
    expect(await answer(visitor, "post:find", { discussionId, mentions: "me" })).toMatchObject({
      ok: false,
      failure: { code: "unauthenticated" },
    });
    await granted(answer, as(ann), "post:edit", {
      ...{ discussionId, postId, body: "<p>Hear her</p>", commandId: commandId() },
    });
    expect(await ids({ mentions: "me" }, as(zoe))).toEqual([]);
    await site.close();
  });
});
