import { afterAll, beforeAll, expect, test } from "vitest";
import { type Core, openCore } from "#server/core.ts";
import { noHostTexts, readHostTexts } from "#server/domain/reading/host-texts.ts";
import type { Account, Store } from "#server/domain/store.ts";
import type { CommandName, RawInput } from "#shared/commands.ts";
import { start } from "#shared/feed.ts";
import type { DiscussionId, QuestionId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { secret } from "#test/support/app.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { quiet } from "#test/support/quiet.ts";
import { sqlite } from "#test/support/stores.ts";

let store: Store;
let core: Core;
let admin: Account;
let discussionId: DiscussionId;
let questionId: QuestionId;

beforeAll(async () => {
  store = (await sqlite.open()).store;
  core = openCore({
    ...{ store, log: quiet, publicUrl: "http://localhost:1", secret, limitFactor: 1e5 },
  });
  admin = await anAccount(store, "admin", { admin: true });
  const made = await anOpenDiscussion(core.answer, as(admin), 1);
  discussionId = made.discussionId;
  questionId = made.questionIds[0] as QuestionId;
});
afterAll(async () => {
  await core.close();
  await store.close();
});

const change = <N extends CommandName>(name: N, input: object) =>
  core.answer(as(admin), name, {
    ...{ discussionId, commandId: commandId() },
    ...input,
  } as unknown as RawInput<N>);
const read = async () => {
  const snapshot = await granted(core.answer, visitor, "discussion:read", { discussionId });
  const { discussion, questions } = start(snapshot);
  if (!discussion) throw new Error("the discussion");
  return { discussion, question: questions.get(questionId) };
};

test("of two hosts who save at once, the one behind is told, and nothing of the other's is written over", async () => {
  const { seq } = (await read()).discussion;
  const first = { title: { en: "The first's" }, seq };
  expect(await change("discussion:update", first)).toMatchObject({ ok: true });
  const behind = await change("discussion:update", { title: { en: "The second's" }, seq });
  expect(behind).toMatchObject({ failure: { code: "conflict", field: "seq" } });
  const { discussion } = await read();
  expect(discussion.title).toEqual({ en: "The first's" });
  const again = { title: { en: "The second's" }, seq: discussion.seq };
  expect(await change("discussion:update", again)).toMatchObject({ ok: true });
});

test("the same for a question; sent once more, a granted change is the same change", async () => {
  const { question } = await read();
  const command = { questionId, text: { en: "Who?" }, seq: question?.seq, commandId: commandId() };
  const answers = [
    await change("question:update", command),
    await change("question:update", command),
  ];
  expect(answers[0]).toMatchObject({ ok: true });
  expect(answers[1]).toEqual(answers[0]);
  const behind = { questionId, text: { en: "Whom?" }, seq: question?.seq };
  expect(await change("question:update", behind)).toMatchObject({ failure: { code: "conflict" } });
  expect((await read()).question?.text).toEqual({ en: "Who?" });
});

const aFaq = (id: string) => ({ id, question: { en: "Who?" }, answer: { en: "All." } });
const terms = (...all: object[]) => ({ terms: all.map((term) => ({ term, note: { en: "N" } })) });
const topics = (...all: string[]) => ({
  topics: all.map((en, i) => ({ id: `t-${i}`, label: { en } })),
});
const callTo = (url: string) => ({ callToAction: { label: { en: "Go" }, url } });
const at = "2027-01-01T00:00:00.000Z";
test.each([
  ["an unknown language", { languages: ["en", "qq"] }, "languages.1", "unknown_language"],
  ["no language tag at all", { languages: ["English"] }, "languages.0", "regex"],
  ["a language named twice", { languages: ["en", "en"] }, "languages", "named_twice"],
  ["a text in what is no language", { aim: { "../x": "A" } }, "aim.../x", "invalid_key"],
  ["300 Arabic characters of title", { title: { ar: "ع".repeat(300) } }, "title.ar", "too_long"],
  ["closing before opening", { opensAt: at, closesAt: at }, "closesAt", "before_opening"],
  ["an invalid time zone", { timeZone: "Europe/Atlantis" }, "timeZone", "unknown_time_zone"],
  [
    "an answer to nothing",
    { faq: [{ id: "a", question: {}, answer: { en: "A" } }] },
    "faq.0.question",
    "required",
  ],
  ["two answers of one name", { faq: [aFaq("a"), aFaq("a")] }, "faq", "named_twice"],
  ["a name that no address holds", { faq: [aFaq("../a")] }, "faq.0.id", "regex"],
  [
    "a term without a note",
    { terms: [{ term: { en: "A" }, note: {} }] },
    "terms.0.note",
    "required",
  ],
  [
    "two terms of which one has no note",
    terms({ en: "Care" }, { fr: "soin", en: "care" }),
    "terms.1.term.en",
    "named_twice",
  ],
  [
    "the same in a language of two countries",
    terms({ en: "Rent relief" }, { "en-GB": "rent  Relief" }),
    "terms.1.term.en-GB",
    "named_twice",
  ],
  [
    "the same in Arabic with its article",
    terms({ ar: "رعاية" }, { ar: "الرِّعاية" }),
    "terms.1.term.ar",
    "named_twice",
  ],
  ["two topics of one name", topics("Rent", "Money", "rent"), "topics.2.label.en", "named_twice"],
  ["a call to a script", callTo("javascript:alert(1)"), "callToAction.url", "not_https"],
  ["a call to an open line", callTo("http://host.example"), "callToAction.url", "not_https"],
  ["a call with a password", callTo("https://a:b@host.example"), "callToAction.url", "not_https"],
  ["an origin with a path", { embedOrigins: ["https://a.b/c"] }, "embedOrigins.0", "not_an_origin"],
])("%s is refused at its field, and nothing is stored", async (_, input, field, rule) => {
  const before = await read();
  const { ok, failure } = (await change("discussion:update", input)) as {
    ok: boolean;
    failure?: unknown;
  };
  expect(ok).toBe(false);
  expect(failure).toMatchObject({ code: "invalid_input", field, details: { rule } });
  expect(await read()).toEqual(before);
});

test("terms that are found apart may be alike: in other languages, in capitals, in the plural", async () => {
  const apart = terms(
    { en: "chat", "en-GB": "Chat" },
    { fr: "chat" },
    { en: "CHAT" },
    { en: "chats" },
  );
  expect(await change("discussion:update", apart)).toMatchObject({ ok: true });
});

test("what came later is stored clean, and left out where nothing of it is left", async () => {
  const bad = "<script>alert(1)</script>";
  const given = {
    faq: [
      { id: "who", question: { en: "Who?", fr: "" }, answer: { en: `<p>All.</p>${bad}` } },
      { id: "none", question: { en: "None?" }, answer: { en: bad } },
    ],
    terms: [{ term: { en: "Rive-Claire" }, note: { en: "The region." } }],
    topics: [{ id: "care", label: { en: "Care </script>" } }],
    callToAction: { label: { en: "Sign up" }, url: "https://host.example/a?b=c" },
    addressees: { en: "Everybody" },
    outcome: { en: `<p>It was done.</p>${bad}` },
    followUp: { en: "Join the <b>group</b>.", fr: "\u200b" },
  };
  expect(await change("discussion:update", given)).toMatchObject({ ok: true });
  const { discussion } = await read();
  expect(discussion).toMatchObject({
    ...given,
    faq: [{ id: "who", question: { en: "Who?" }, answer: { en: "<p>All.</p>" } }],
    outcome: { en: "<p>It was done.</p>" },
    followUp: { en: "Join the <b>group</b>." },
  });
  expect(Object.keys(discussion.followUp)).toEqual(["en"]);
  expect(discussion.faq).toHaveLength(1);
  const emptied = { faq: [], terms: [], topics: [], callToAction: null, outcome: {}, followUp: {} };
  expect(await change("discussion:update", emptied)).toMatchObject({ ok: true });
  expect((await read()).discussion).toMatchObject({ ...emptied, addressees: { en: "Everybody" } });
});

test("texts of before there was any of this are read, with nothing in its place", () => {
  const { faq, terms, topics, callToAction, addressees, outcome, followUp, extendedFrom, ...old } =
    {
      ...noHostTexts,
      title: { en: "Old" },
    };
  expect(readHostTexts(JSON.stringify(old))).toEqual({
    ...{ ...old, faq, terms, topics, callToAction, addressees, outcome, followUp, extendedFrom },
  });
});

test("putting off the close is told with the time first announced, until it no longer is put off", async () => {
  const times = ["2027-03-01", "2027-03-10", "2027-04-01", "2027-02-20"].map(
    (day) => `${day}T00:00:00.000Z`,
  );
  const [first, second, third, early] = times;
  const from = async (closesAt: string | null | undefined) => {
    expect(await change("discussion:update", { closesAt })).toMatchObject({ ok: true });
    return (await read()).discussion.extendedFrom;
  };
  expect(await from(first)).toBeNull();
  expect(await from(second)).toBe(first);
  expect(await from(third)).toBe(first);
  expect(await change("discussion:update", { title: { en: "Other" } })).toMatchObject({ ok: true });
  expect((await read()).discussion.extendedFrom).toBe(first);
  expect(await from(early)).toBeNull();
  expect(await from(first)).toBe(early);
  expect(await from(null)).toBeNull();
});

test("a closing time that has passed ends nothing by a slip, and opens nothing", async () => {
  let now = Date.parse("2027-01-01T00:00:00.000Z");
  const { answer } = openCore({
    ...{ store, log: quiet, publicUrl: "http://localhost:1", secret, limitFactor: 1e5 },
    now: () => now,
  });
  const { discussionId } = await anOpenDiscussion(answer, as(admin), 1);
  const act = (name: "discussion:update" | "discussion:open" | "discussion:close", more = {}) =>
    answer(as(admin), name, { discussionId, commandId: commandId(), ...more });
  const closesAt = "2027-01-03T00:00:00.000Z";
  const past = { failure: { code: "invalid_input", field: "closesAt", details: { rule: "past" } } };
  expect(await act("discussion:update", { closesAt })).toMatchObject({ ok: true });
  expect(await act("discussion:update", { closesAt: "2026-12-31T00:00:00.000Z" })).toMatchObject(
    past,
  );
  now = Date.parse(closesAt);
  // Once it is over, its time stays as it is, and other texts can be written.
  expect(
    await act("discussion:update", { closesAt, outcome: { en: "<p>Used.</p>" } }),
  ).toMatchObject({ ok: true });
  expect(await act("discussion:close")).toMatchObject({ ok: true });
  expect(await act("discussion:open")).toMatchObject(past);
  expect(await act("discussion:update", { closesAt: "2027-02-01T00:00:00.000Z" })).toMatchObject({
    ok: true,
  });
  expect(await act("discussion:open")).toMatchObject({ ok: true });
});

test("a copy has the texts, questions and settings; no posts, people, times or outcome; twice is once", async () => {
  const host = await anAccount(store, "host");
  const other = await anAccount(store, "other");
  const role = { account: host.email ?? "", role: "host" as const };
  expect(await change("member:grant", role)).toMatchObject({ ok: true });
  const set = {
    ...{ closesAt: "2027-05-01T00:00:00.000Z", timeZone: "Asia/Amman", languages: ["ar", "en"] },
    ...{ title: { en: "</script>", ar: "عنوان" }, outcome: { en: "<p>Done.</p>" } },
  };
  expect(await change("discussion:update", set)).toMatchObject({ ok: true });
  const post = { questionId, parentId: null, language: "en", body: "<p>Words.</p>" };
  expect(await change("post:create", post)).toMatchObject({ ok: true });
  const input = { discussionId, slug: "a-copy", commandId: commandId() };
  expect(await core.answer(as(other), "discussion:copy", input)).toMatchObject({
    failure: { code: "not_allowed" },
  });
  const made = await granted(core.answer, as(host), "discussion:copy", input);
  expect(await granted(core.answer, as(host), "discussion:copy", input)).toEqual(made);
  const taken = { ...input, commandId: commandId() };
  expect(await core.answer(as(host), "discussion:copy", taken)).toMatchObject({
    failure: { code: "slug_taken", field: "slug" },
  });
  const hidden = { discussionId: made.discussionId };
  expect(await core.answer(visitor, "discussion:read", hidden)).toMatchObject({
    failure: { code: "not_found" },
  });
  const feed = start(await granted(core.answer, as(host), "discussion:read", hidden));
  const { discussion, question } = await read();
  expect(feed.discussion).toEqual({
    ...discussion,
    ...{ id: made.discussionId, slug: "a-copy", phase: "draft", seq: feed.discussion?.seq },
    ...{ opensAt: null, closesAt: null, extendedFrom: null, outcome: {} },
    offsets: { opensAt: null, closesAt: null },
    createdAt: feed.discussion?.createdAt,
  });
  expect(feed.posts.size).toBe(0);
  expect([...feed.members.values()].map(({ userId, role }) => [userId, role])).toEqual([
    [host.id, "host"],
  ]);
  const [copied] = [...feed.questions.values()];
  expect(copied).toMatchObject({ number: 1, text: question?.text, locked: false });
  expect(copied?.id).not.toBe(questionId);
});

test("it opens and closes by itself at its times, and what comes too early or too late is told the time", async () => {
  let now = Date.parse("2027-01-01T00:00:00.000Z");
  const timed = openCore({
    ...{ store, log: quiet, publicUrl: "http://localhost:1", secret, limitFactor: 1e5 },
    now: () => now,
  });
  const [opensAt, closesAt] = ["2027-01-02T00:00:00.000Z", "2027-01-03T00:00:00.000Z"];
  const talk = await anOpenDiscussion(timed.answer, as(admin), 1);
  const where = { discussionId: talk.discussionId, questionId: talk.questionIds[0] as QuestionId };
  await granted(timed.answer, as(admin), "discussion:update", {
    ...{ discussionId: where.discussionId, opensAt, closesAt, commandId: commandId() },
  });
  const author = await anAccount(store, "author");
  const post = () =>
    timed.answer(as(author), "post:create", {
      ...{ ...where, parentId: null, language: "en", body: "<p>A.</p>", commandId: commandId() },
    });
  const early = { failure: { code: "discussion_not_open", details: { at: opensAt } } };
  expect(await post()).toMatchObject(early);
  now = Date.parse(opensAt);
  expect(await post()).toMatchObject({ ok: true });
  now = Date.parse(closesAt) - 1;
  expect(await post()).toMatchObject({ ok: true });
  now = Date.parse(closesAt);
  const late = { failure: { code: "discussion_closed", details: { at: closesAt } } };
  expect(await post()).toMatchObject(late);
  now = Date.parse(opensAt);
  const close = { discussionId: where.discussionId, commandId: commandId() };
  await granted(timed.answer, as(admin), "discussion:close", close);
  const over = { failure: { code: "discussion_closed", details: { at: opensAt } } };
  expect(await post()).toMatchObject(over);
  await timed.close();
});

test("another's address is refused at its field", async () => {
  const { slug } = await anOpenDiscussion(core.answer, as(admin), 1);
  const refused = await change("discussion:update", { slug });
  expect(refused).toMatchObject({ failure: { code: "slug_taken", field: "slug" } });
});

test("a discussion has fifty questions, and the one after that is refused with the limit", async () => {
  for (let n = 2; n <= limits.questions; n++)
    await granted(core.answer, as(admin), "question:add", {
      ...{ discussionId, text: { en: `Question ${n}?` }, commandId: commandId() },
    });
  const over = await change("question:add", { text: { en: "One more?" } });
  expect(over).toMatchObject({
    failure: { code: "conflict", details: { limit: limits.questions } },
  });
});

test.each([
  "<p>&nbsp;</p><p><br></p>",
  '<p><a href="mailto:x@y.example"></a></p>',
  "<ul><li></li></ul>",
  "<p><strong> </strong></p>",
  "<p>\u0301</p>",
  "<p>\u200f\u2800</p>",
])("a text in which nothing can be read is none: %j", async (nothing) => {
  await change("discussion:update", { contact: { en: nothing, fr: "<p>Écrivez-nous.</p>" } });
  expect((await read()).discussion.contact).toEqual({ fr: "<p>Écrivez-nous.</p>" });
});

test.each(["\u200b", "\u3164", "\u2800\u200e"])("nor is it a title: %j", async (nothing) => {
  expect(await change("discussion:update", { title: { en: nothing } })).toMatchObject({
    failure: { code: "invalid_input", field: "title", details: { rule: "required" } },
  });
});

test("of a discussion that was closed by hand it is told when, until it is opened again", async () => {
  const { discussionId: closed } = await anOpenDiscussion(core.answer, as(admin), 1);
  const at = async () =>
    start(await granted(core.answer, visitor, "discussion:read", { discussionId: closed }))
      .discussion?.closedAt;
  expect(await at()).toBeNull();
  const act = () => ({ discussionId: closed, commandId: commandId() });
  await granted(core.answer, as(admin), "discussion:close", act());
  expect(Math.abs(Date.parse((await at()) ?? "") - Date.now())).toBeLessThan(60_000);
  await granted(core.answer, as(admin), "discussion:open", act());
  expect(await at()).toBeNull();
});
