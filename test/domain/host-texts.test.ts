import { afterAll, beforeAll, expect, test } from "vitest";
import { type Core, openCore } from "#server/core.ts";
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

const at = "2027-01-01T00:00:00.000Z";
test.each([
  ["an unknown language", { languages: ["en", "qq"] }, "languages", "unknown_language"],
  ["no language tag at all", { languages: ["English"] }, "languages.0", "regex"],
  ["a language named twice", { languages: ["en", "en"] }, "languages", "named_twice"],
  ["a text in what is no language", { aim: { "../x": "A" } }, "aim.../x", "invalid_key"],
  ["300 Arabic characters of title", { title: { ar: "ع".repeat(300) } }, "title.ar", "too_long"],
  ["closing before opening", { opensAt: at, closesAt: at }, "closesAt", "before_opening"],
  ["an invalid time zone", { timeZone: "Europe/Atlantis" }, "timeZone", "unknown_time_zone"],
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

test("another's address is refused at its field", async () => {
  const { slug } = await anOpenDiscussion(core.answer, as(admin), 0);
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
