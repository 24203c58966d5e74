import { afterAll, beforeAll, expect, test } from "vitest";
import type { Account } from "#server/domain/store.ts";
import type { DiscussionId, QuestionId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { httpSend } from "#test/support/doors.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";

let app: TestApp;
let [host, ann, ben]: Account[] = [];
let talk: { discussionId: DiscussionId; questionIds: QuestionId[] };
beforeAll(async () => {
  app = await startApp();
  host = await anAccount(app.store, "Host", { admin: true });
  ann = await anAccount(app.store, "Ann");
  ben = await anAccount(app.store, "Ben");
  talk = await anOpenDiscussion(app.core.answer, as(host), 2);
});
afterAll(() => app.close());

const act = () => ({ discussionId: talk.discussionId, commandId: commandId() });
const place = (question = 0) => ({
  ...{ questionId: talk.questionIds[question]!, parentId: null, postId: null },
});
const save = async (who: Account, html: string, follows: number | null, question = 0) =>
  httpSend(app, await app.tokenFor(who), "draft:save", {
    ...{ ...act(), place: place(question), html, language: "en", follows },
  });
const list = async (who: Account) =>
  (await granted(app.core.answer, as(who), "draft:list", { discussionId: talk.discussionId }))
    .drafts;
const drop = async (who: Account, version: number, question = 0) =>
  httpSend(app, await app.tokenFor(who), "draft:drop", {
    ...{ ...act(), place: place(question), version },
  });

test("a draft is its author's alone, and of two devices the one behind is told and loses nothing", async () => {
  expect(await save(ann!, "<p>From the desk</p>", null)).toMatchObject({ value: { version: 1 } });
  expect(await save(ann!, "<p>From the train</p>", 1)).toMatchObject({ value: { version: 2 } });
  for (const follows of [null, 1, 3])
    expect(await save(ann!, "<p>From the desk again</p>", follows)).toMatchObject({
      failure: { code: "conflict", details: { rule: "draft" } },
    });
  expect(await list(ann!)).toMatchObject([
    { place: place(), html: "<p>From the train</p>", language: "en", version: 2 },
  ]);
  expect(await list(ben!)).toEqual([]);
  expect(await save(ben!, "<p>Mine</p>", null)).toMatchObject({ value: { version: 1 } });
  await drop(ann!, 1);
  expect(await list(ann!)).toHaveLength(1);
  await drop(ann!, 2);
  expect(await list(ann!)).toEqual([]);
  expect(await list(ben!)).toHaveLength(1);
});

test("a draft keeps what was chosen beside its words, and what never was is null", async () => {
  const chosen = { topics: ["pay", "housing"], asks: "moderators" };
  const saved = await httpSend(app, await app.tokenFor(ben!), "draft:save", {
    ...{ ...act(), place: place(1), html: "<p>May I?</p>", language: "en", follows: null },
    ...chosen,
  });
  expect(saved).toMatchObject({ ok: true });
  const [plain, choosing] = await list(ben!);
  expect([plain, choosing]).toMatchObject([{ topics: null, asks: null }, chosen]);
  for (const wrong of [{ topics: ["Pay"] }, { topics: ["pay", "pay"] }, { asks: "hosts" }])
    expect(
      await httpSend(app, await app.tokenFor(ben!), "draft:save", {
        ...{ ...act(), place: place(1), html: "<p>May I?</p>", language: "en", follows: 1 },
        ...wrong,
      }),
    ).toMatchObject({
      failure: {
        code: "invalid_input",
        field: expect.stringContaining(Object.keys(wrong)[0] ?? ""),
      },
    });
});

test("there is a bound to drafts and to what one holds", async () => {
  const long = await save(ann!, "x".repeat(limits.postHtml + 1), null);
  expect(long).toMatchObject({ failure: { code: "invalid_input", field: "html" } });
  const { drafts } = app.store;
  for (let i = 0; i < limits.drafts; i++)
    await drafts.put(
      {
        ...{ discussionId: talk.discussionId, userId: ann!.id, place: `elsewhere ${i}` },
        row: { where: place(), html: "<p>x</p>", language: null, at: 1 },
        version: 1,
      },
      null,
    );
  expect(await save(ann!, "<p>One more</p>", null)).toMatchObject({
    failure: { details: { rule: "too_many", limit: limits.drafts } },
  });
});
