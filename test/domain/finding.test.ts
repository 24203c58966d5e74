import { describe, expect, test } from "vitest";
import { beginningsIn, wordsOf } from "#server/domain/finding/folding.ts";
import { passageOf } from "#server/domain/finding/passage.ts";
import type { Output, RawInput } from "#shared/commands.ts";
import { fold } from "#shared/fold.ts";
import type { DiscussionId, PostId } from "#shared/ids.ts";
import type { Site } from "#test/support/convergence/world.ts";
import { granted } from "#test/support/discussion.ts";
import { anOpenTalk } from "#test/support/open-talk.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

test.each([
  ["Straße", "strasse"],
  ["ÉCOLE", "ecole"],
  ["Łódź", "lodz"],
  ["ΟΔΟΣ", "οδοσ"],
  ["المدرسة", "المدرسه"],
  ["الْمَدْرَسَة", "المدرسه"],
  ["أحمد إلى آخر", "احمد الي اخر"],
  ["مـــوت", "موت"],
  ["İstanbul", "istanbul"],
  ["ﬁn", "fin"],
  ["١٢٣ ۴۵۶", "123 456"],
])("%s is compared as %s", (text, folded) => {
  expect(fold(text)).toBe(folded);
});

test("words are taken apart at apostrophes and hyphens, and where a script has no spaces", () => {
  expect(wordsOf("L'eau, c’est-à-dire l'eau!")).toEqual(["l", "eau", "c", "est", "a", "dire"]);
  expect(wordsOf("交通很重要").length).toBeGreaterThan(1);
  expect(wordsOf("… — !!")).toEqual([]);
});

test.each([
  ["مدرسة", "المدرسة والمدرسة بالمدرسة كالمدرسة فالمدرسة للمدرسة وبالمدرسة وللمدرسة"],
  ["كتاب", "وكتاب"],
])("%s is a form of each of %s, and is what each is looked for by", (word, others) => {
  for (const other of others.split(" ")) {
    expect(wordsOf(other)).toEqual(expect.arrayContaining([fold(word), fold(other)]));
    expect(beginningsIn(other)).toEqual([fold(word)]);
  }
  expect(beginningsIn(word)).toEqual([fold(word)]);
});

test("three letters stay of a word at least, four after a mere و, and other scripts have one form", () => {
  for (const word of ["الله", "ولد", "وزير", "للان", "بالي", "ال", "و"])
    expect(beginningsIn(word)).toEqual([fold(word)]);
  expect(wordsOf("allah والد a1 ال123456")).toEqual(["allah", "والد", "a1", "ال123456"]);
});

test("whatever a word begins with is one of its forms' beginning", () => {
  for (const whole of ["والأبناء", "وللمدرسة", "وبالقطار", "كالسيوم", "ألمانيا", "وزارة", "واللون"])
    for (let i = 1; i <= whole.length; i++) {
      const [begins = ""] = beginningsIn(whole.slice(0, i));
      expect([whole.slice(0, i), wordsOf(whole).some((form) => form.startsWith(begins))]).toEqual([
        ...[whole.slice(0, i), true],
      ]);
    }
});

test("a passage shows the words found as they were written, cut between words, and nothing where there are none", () => {
  expect(passageOf("The École is closed.", ["ecol"])).toEqual([
    { text: "The ", found: false },
    { text: "École", found: true },
    { text: " is closed.", found: false },
  ]);
  const long = `${"before ".repeat(60)}needle ${"after ".repeat(90)}`;
  const parts = passageOf(long, ["needle"]) ?? [];
  expect(parts[0]?.text).toMatch(/^…before/);
  expect(parts[1]).toEqual({ text: "needle", found: true });
  expect(parts.at(-1)?.text).toMatch(/after…$/);
  expect(parts.map(({ text }) => text).join("").length).toBeLessThan(400);
  expect(passageOf("nothing", ["needle"])).toBeNull();
});

describe.each(openers)("on $engine", ({ open }) => {
  /** A discussion with posts of three people, written in this order; the fourth is hidden. */
  async function aTalk() {
    const { site, server, host, answer, discussionId, questionIds } = await anOpenTalk(open, 2);
    const union = await anAccount(site.store, "Union", {
      ...{ category: "civil_society", organisation: "Dock Workers' Union" },
    });
    const city = await anAccount(site.store, "City", { category: "local_government" });
    const write = async (
      person: typeof union,
      body: string,
      more: { question?: number; parentId?: string; language?: string } = {},
    ) => {
      site.clock.now += 11_000;
      const { postId } = await granted(answer, as(person), "post:create", {
        discussionId,
        ...{ questionId: questionIds[more.question ?? 0] ?? "", parentId: more.parentId ?? null },
        ...{ body: `<p>${body}</p>`, language: more.language ?? "en", commandId: commandId() },
      });
      return postId;
    };
    const bus = await write(union, "Night buses for <strong>shift</strong> workers");
    const tram = await write(union, "Le tramway de nuit à l'école", {
      language: "fr",
      question: 1,
    });
    const reply = await write(city, "We count nightly riders", { parentId: bus });
    const hidden = await write(union, "Night secrets of the queue");
    await granted(answer, host, "post:hide", {
      ...{ discussionId, postId: hidden, reason: "spam", commandId: commandId() },
    });
    const names = new Map<string, string>([
      ...[[bus, "bus"] as const, [tram, "tram"] as const],
      ...[[reply, "reply"] as const, [hidden, "hidden"] as const],
    ]);
    const find = async (
      query: Omit<RawInput<"post:find">, "discussionId">,
      caller = visitor,
    ): Promise<Output<"post:find">> =>
      granted(answer, caller, "post:find", { discussionId, ...query });
    const found = async (...args: Parameters<typeof find>) =>
      (await find(...args)).hits.map(({ post }) => names.get(post.id));
    return { site, server, discussionId, questionIds, host, union, find, found, write, names, bus };
  }
  const ended = async ({ site }: { site: Site }) => site.close();

  test("words are found whatever their case and accents, in what the reader may see and nowhere else", async () => {
    const talk = await aTalk();
    const { found, find, host, union } = talk;
    expect(await found({ words: "NIGHT" })).toEqual(["reply", "bus"]);
    expect(await found({ words: "ecole" })).toEqual(["tram"]);
    expect(await found({ words: "night shift" })).toEqual(["bus"]);
    expect(await found({ words: "secrets" })).toEqual([]);
    expect((await find({ words: "secrets" })).total).toBe(0);
    expect(await found({ words: "secrets" }, host)).toEqual(["hidden"]);
    expect(await found({ words: "secrets" }, as(union))).toEqual(["hidden"]);
    expect((await find({ words: "shift" })).hits[0]?.passage).toContainEqual({
      ...{ text: "shift", found: true },
    });
    expect((await find({})).hits[0]?.passage).toBeNull();
    await ended(talk);
  });

  test("who wrote here is found by words of their name and organisation, and languages are those of the posts", async () => {
    const talk = await aTalk();
    const { find, host } = talk;
    const named = async (words: string, query = {}) =>
      (await find({ words, ...query })).people.map(({ name }) => name.split(" ")[0]);
    expect(await named("UNION")).toEqual(["Union"]);
    expect(await named("dock wor")).toEqual(["Union"]);
    expect(await named("dock city")).toEqual([]);
    expect(await named("cit", { language: "fr" })).toEqual(["City"]);
    expect((await find({})).people).toEqual([]);
    expect((await find({ language: "en" })).languages.sort()).toEqual(["en", "fr"]);
    const { postId } = await granted(talk.server.answer, host, "post:create", {
      ...{ discussionId: talk.discussionId, questionId: talk.questionIds[0] ?? "" },
      ...{ parentId: null, body: "<p>Zum Schluss</p>", language: "de", commandId: commandId() },
    });
    expect((await find({})).languages.sort()).toEqual(["de", "en", "fr"]);
    await granted(talk.server.answer, host, "post:hide", {
      ...{ discussionId: talk.discussionId, postId, reason: "spam", commandId: commandId() },
    });
    expect((await find({})).languages.sort()).toEqual(["en", "fr"]);
    expect((await find({}, host)).languages.sort()).toEqual(["de", "en", "fr"]);
    await ended(talk);
  });

  test("Arabic words are found with and without what is written together with them, and figures in any digits", async () => {
    const talk = await aTalk();
    const { found, find, write, union, names } = talk;
    names.set(await write(union, "ذهبنا بالقطار إلى مدرسة رقم ١٢٣", { language: "ar" }), "rail");
    // A noun that begins as "and" does.
    names.set(await write(union, "تنشر الوكالات أسعارها", { language: "ar" }), "agencies");
    for (const words of ["وكالات", "الوكالات", "والوكالات", "للوكالات", "وكال"])
      expect([words, await found({ words })]).toEqual([words, ["agencies"]]);
    for (const words of ["قطار", "القطار", "للقطار", "والقطار", "المدرسة", "123", "۱۲۳"])
      expect([words, await found({ words })]).toEqual([words, ["rail"]]);
    expect((await find({ words: "قطار" })).hits[0]?.passage).toContainEqual({
      ...{ text: "بالقطار", found: true },
    });
    await ended(talk);
  });

  test("what an older folding indexed is indexed anew before it is looked at", async () => {
    const talk = await aTalk();
    const { found, site, discussionId, bus } = talk;
    const [id, postId] = [discussionId as DiscussionId, bus as PostId];
    await site.store.search.put(id, 1_000_000, [{ postId, seq: 1_000_000, words: ["olden"] }]);
    expect(await found({ words: "olden" })).toEqual([]);
    expect(await found({ words: "night" })).toEqual(["reply", "bus"]);
    await ended(talk);
  });

  test("an edit is found by its new words at once, and by its old ones no more", async () => {
    const talk = await aTalk();
    const { found, discussionId, union, bus, server } = talk;
    expect(await found({ words: "shift" })).toEqual(["bus"]);
    await granted(server.answer, as(union), "post:edit", {
      ...{ discussionId, postId: bus, body: "<p>Ferries</p>", commandId: commandId() },
    });
    expect(await found({ words: "shift" })).toEqual([]);
    expect(await found({ words: "ferr" })).toEqual(["bus"]);
    await ended(talk);
  });

  test("a post is found by the words of its translation, until that is taken back", async () => {
    const talk = await aTalk();
    const { found, find, discussionId, union, bus, server } = talk;
    const inFrench = { discussionId, postId: bus, language: "fr" };
    await granted(server.answer, as(union), "post:translate", {
      ...{ ...inFrench, body: "<p>Autobus de nuit</p>", commandId: commandId() },
    });
    expect(await found({ words: "autobus" })).toEqual(["bus"]);
    expect(await found({ words: "shift" })).toEqual(["bus"]);
    const [hit] = (await find({ words: "autobus" })).hits;
    expect(hit).toMatchObject({ language: "fr", passage: [{ text: "Autobus", found: true }, {}] });
    await granted(server.answer, as(union), "post:untranslate", {
      ...{ ...inFrench, commandId: commandId() },
    });
    expect(await found({ words: "autobus" })).toEqual([]);
    await ended(talk);
  });

  test("what a post quotes isn't shown as its author's words, and only where its own haven't what was looked for", async () => {
    const talk = await aTalk();
    const { find, write, names } = talk;
    const inner = "<blockquote><p>Ferries first</p></blockquote>";
    const quoting = await write(
      talk.union,
      `</p><blockquote lang="fr" dir="ltr"><p>Navettes et tramway</p>${inner}</blockquote><p>No tramway here.`,
    );
    names.set(quoting, "quoting");
    const hit = async (words: string) => (await find({ words })).hits.at(0);
    expect(await hit("tramway")).toMatchObject({
      ...{ language: "en", quoted: false },
      passage: [{ text: "No " }, { text: "tramway", found: true }, { text: " here." }],
    });
    expect(await hit("navettes")).toMatchObject({
      ...{ language: "fr", quoted: true },
      passage: [{ text: "Navettes", found: true }, { text: " et tramway" }],
    });
    expect(await hit("ferries")).toMatchObject({
      ...{ language: null, quoted: true },
      passage: [{ text: "Ferries", found: true }, { text: " first" }],
    });
    await ended(talk);
  });

  test("filters narrow, and orders order", async () => {
    const talk = await aTalk();
    const { found, bus, site } = talk;
    expect(await found({ language: "fr" })).toEqual(["tram"]);
    expect(await found({ category: "local_government" })).toEqual(["reply"]);
    for (const organisation of ["work", "UNION dock"])
      expect(await found({ organisation, order: "oldest" })).toEqual(["bus", "tram"]);
    expect(await found({ organisation: "dock city" })).toEqual([]);
    expect(await found({ organisation: "dock workers' union", order: "oldest" })).toEqual([
      ...["bus", "tram"],
    ]);
    expect(await found({ answered: "yes" })).toEqual(["bus"]);
    expect(await found({ answered: "no" })).toEqual(["reply", "tram"]);
    expect(await found({ order: "question" })).toEqual(["reply", "bus", "tram"]);
    expect(await found({ order: "discussed" })).toEqual(["bus", "reply", "tram"]);
    expect(await found({ order: "rotating" })).toEqual(["reply", "tram", "bus"]);
    const totals = new Map([[bus, { agree: 3, disagree: 0, pass: 0 }]]);
    await site.store.posts.putSupport(talk.discussionId as never, totals);
    expect(await found({ order: "supported" })).toEqual(["bus", "reply", "tram"]);
    expect(await found({ supportedBy: 3 })).toEqual(["bus"]);
    const once = await found({ order: "shuffled", seed: "a" });
    expect(await found({ order: "shuffled", seed: "a" })).toEqual(once);
    const others = await Promise.all(
      [..."bcdefghij"].map((seed) => found({ order: "shuffled", seed })),
    );
    expect(others.some((each) => each.join() !== once.join())).toBe(true);
    await ended(talk);
  });

  test("pages go on where the last one ended, and a cursor of another list is refused", async () => {
    const talk = await aTalk();
    const { find, server, discussionId } = talk;
    for (const order of [
      "newest",
      "oldest",
      "question",
      "discussed",
      "rotating",
      "shuffled",
    ] as const) {
      const whole = (await find({ order })).hits.map(({ post }) => post.id);
      const paged: string[] = [];
      for (let before: string | null = null, pages = 0; pages < 5; pages++) {
        const page: Output<"post:find"> = await find({ order, before, limit: 1 });
        expect(page.total).toBe(3);
        paged.push(...page.hits.map(({ post }) => post.id));
        before = page.next;
        if (!before) break;
      }
      expect([order, paged]).toEqual([order, whole]);
    }
    const { next } = await find({ order: "oldest", limit: 1 });
    for (const other of [{ order: "newest" }, { order: "oldest", language: "en" }] as const)
      expect(
        await server.answer(visitor, "post:find", { discussionId, ...other, before: next }),
      ).toMatchObject({ ok: false, failure: { code: "invalid_input", field: "before" } });
    await ended(talk);
  });

  test("a shuffled order is the reader's own for a day, and pages go on in it past midnight and from elsewhere", async () => {
    const talk = await aTalk();
    const { found, find, site, union } = talk;
    const from = (address: string) => ({ ...visitor, address });
    const shuffled = async (who = visitor) => (await found({ order: "shuffled" }, who)).join();
    site.clock.now = Date.parse("2026-11-29T10:00:00.000Z");
    const here = from("192.0.2.1");
    const morning = await shuffled(here);
    const own = await shuffled(as(union));
    site.clock.now += 13 * 3_600_000;
    expect(await shuffled(here)).toBe(morning);
    expect(await shuffled({ ...as(union), address: "192.0.2.9" })).toBe(own);
    const others = Array.from({ length: 12 }, (_, i) => shuffled(from(`192.0.2.${i + 10}`)));
    expect(new Set(await Promise.all(others)).size).toBeGreaterThan(1);

    for (const order of ["shuffled", "least_seen"] as const) {
      const whole = (await find({ order }, here)).hits.map(({ post }) => post.id);
      const paged: Output<"post:find">[] = [await find({ order, limit: 1 }, here)];
      while (paged.at(-1)?.next) {
        site.clock.now += 86_400_000;
        const before = paged.at(-1)?.next ?? null;
        paged.push(await find({ order, limit: 1, before }, from("2001:db8::/64")));
      }
      expect([order, paged.map(({ hits }) => hits[0]?.post.id)]).toEqual([order, whole]);
    }
    const days: string[] = [];
    for (let i = 0; i < 12; i++, site.clock.now += 86_400_000) days.push(await shuffled(here));
    expect(new Set(days).size).toBeGreaterThan(1);
    await ended(talk);
  });

  test("whoever is signed in finds what they support, also among the words of others", async () => {
    const talk = await aTalk();
    const { found, site, server, discussionId, union, bus, host } = talk;
    const [city] = (await talk.find({ words: "riders" })).hits;
    const reader = await anAccount(site.store, "Reader");
    for (const postId of [bus, city?.post.id ?? ""])
      await granted(server.answer, as(reader), "post:support", {
        ...{ discussionId, postId, on: true, commandId: commandId() },
      });
    expect(await found({ supported: "me" }, as(reader))).toEqual(["reply", "bus"]);
    expect(await found({ supported: "me", words: "buses" }, as(reader))).toEqual(["bus"]);
    expect(await found({ supported: "me" }, as(union))).toEqual([]);
    expect(await found({ supported: "me" }, host)).toEqual([]);
    expect(
      await server.answer(visitor, "post:find", { discussionId, supported: "me" }),
    ).toMatchObject({ ok: false, failure: { code: "unauthenticated" } });
    await ended(talk);
  });

  test("a search that is too long, or of an unknown kind, is refused by its field", async () => {
    const talk = await aTalk();
    const { server, discussionId, found } = talk;
    const words = Array.from({ length: 100 }, (_, i) => `w${i}`).join(" ");
    for (const [field, query] of [
      ["words", { words }],
      ["words", { words: "x".repeat(501) }],
      ["order", { order: "best" }],
      ["limit", { limit: 0 }],
      ["limit", { limit: 10_000 }],
      ["language", { language: "../" }],
    ] as const)
      expect([
        field,
        await server.answer(visitor, "post:find", { discussionId, ...query }),
      ]).toMatchObject([field, { ok: false, failure: { code: "invalid_input", field } }]);
    for (const odd of ["(a+)+$", "NEAR(night)", "night OR"])
      expect(Array.isArray(await found({ words: odd }))).toBe(true);
    for (const words of [".*", '"', "[", "%", "\\", "—", "🚌"])
      expect(await server.answer(visitor, "post:find", { discussionId, words })).toMatchObject({
        ...{ ok: false, failure: { field: "words", details: { rule: "no_words" } } },
      });
    expect(await found({ words: "  " })).toHaveLength(3);
    await ended(talk);
  });
});
