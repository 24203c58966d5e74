import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Core, openCore } from "#server/core.ts";
import type { Telling } from "#server/domain/deps.ts";
import { newTextId } from "#server/domain/new-id.ts";
import { noHostTexts } from "#server/domain/reading/host-texts.ts";
import type { Account, Store } from "#server/domain/store.ts";
import type { CommandName, Output, RawInput } from "#shared/commands.ts";
import { start } from "#shared/feed.ts";
import type { DiscussionId, QuestionId, TextId } from "#shared/ids.ts";
import { Language, SafeHtml } from "#shared/model.ts";
import { secret } from "#test/support/app.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { quiet } from "#test/support/quiet.ts";
import { sqlite } from "#test/support/stores.ts";

let store: Store;
let core: Core;
let host: Account;
let person: Account;
let discussionId: DiscussionId;
let questionId: QuestionId;

const open = () =>
  openCore({ ...{ store, log: quiet, publicUrl: "http://localhost:1", secret, limitFactor: 1e5 } });
beforeAll(async () => {
  store = (await sqlite.open()).store;
  core = open();
  host = await anAccount(store, "host", { admin: true });
});
afterAll(async () => {
  await core.close();
  await store.close();
});
beforeEach(async () => {
  person = await anAccount(store, "person");
  const made = await anOpenDiscussion(core.answer, as(host), 1);
  discussionId = made.discussionId;
  questionId = made.questionIds[0] as QuestionId;
});

const by = <N extends CommandName>(who: Account, name: N, input: object) =>
  core.answer(as(who), name, {
    discussionId,
    commandId: commandId(),
    ...input,
  } as unknown as RawInput<N>);
const guide = (guidelines: Record<string, string>) =>
  granted(core.answer, as(host), "discussion:update", {
    ...{ discussionId, commandId: commandId(), guidelines },
  });
const post = (more: object = {}, who = person) =>
  by(who, "post:create", { questionId, parentId: null, body: "<p>W</p>", language: "en", ...more });
const seenBy = async (who: Account) => {
  const feed = start(await granted(core.answer, as(who), "discussion:read", { discussionId }));
  return { version: feed.discussion?.guidelinesVersion ?? null, members: feed.members };
};
const version = async (): Promise<TextId | null> => (await seenBy(person)).version;
const acceptedBy = async (who: Account): Promise<Output<"guidelines:accepted">["accepted"]> =>
  (await granted(core.answer, as(who), "guidelines:accepted", { discussionId })).accepted;
const refused = (inForce: TextId | null, before: TextId | null = null) => ({
  ok: false,
  failure: {
    ...{ code: "guidelines_not_accepted", field: "guidelines" },
    details: { version: inForce, before },
  },
});

test("a discussion without guidelines asks for nothing", async () => {
  expect(await version()).toBe(null);
  expect(await post()).toMatchObject({ ok: true });
  expect(await by(person, "guidelines:accept", { version: newTextId() })).toMatchObject({
    failure: { code: "conflict", details: { version: null } },
  });
  expect(await acceptedBy(person)).toBe(null);
});

test("guidelines are accepted with the first post, once, and the record says which and when", async () => {
  await guide({ en: "<p>Be kind.</p>" });
  const inForce = await version();
  expect(await post()).toMatchObject(refused(inForce));
  expect(await post({ guidelines: newTextId() })).toMatchObject(refused(inForce));
  const first = { guidelines: inForce, commandId: commandId() };
  const receipt = await post(first);
  expect(receipt).toMatchObject({ ok: true });
  expect(await post({ commandId: first.commandId })).toEqual(receipt);
  expect(await post()).toMatchObject({ ok: true });
  expect(await acceptedBy(person)).toMatchObject({
    ...{ version: inForce, at: expect.any(String), guidelines: { en: "<p>Be kind.</p>" } },
  });
  const events = (await store.log.read(discussionId, 0, 99)).flatMap((entry) => entry.events);
  expect(events.filter(({ type }) => type === "guidelines:accepted")).toEqual([
    { type: "guidelines:accepted", userId: person.id, version: inForce },
  ]);
});

test("what somebody accepted is told to their other devices and to nobody else", async () => {
  await guide({ en: "<p>Be kind.</p>" });
  const inForce = (await version()) as TextId;
  const told: Telling[] = [];
  core.hear({ tell: (telling) => void told.push(telling), sessionsEnded: () => undefined });
  expect(await by(person, "guidelines:accept", { version: inForce })).toMatchObject({ ok: true });
  await expect.poll(() => told.length).toBeGreaterThan(0);
  expect((await seenBy(person)).members.get(person.id)?.accepted?.version).toBe(inForce);
  expect((await store.discussions.load(discussionId)).members).toContainEqual(
    expect.objectContaining({
      userId: person.id,
      accepted: { version: inForce, at: expect.any(Number) },
    }),
  );
  expect(told.filter(({ personal }) => personal.length > 0)).toMatchObject([
    {
      personal: [
        {
          userId: person.id,
          changes: [{ kind: "member", member: { accepted: { version: inForce } } }],
        },
      ],
    },
  ]);
  const all = told.flatMap(({ feed }) => [...feed.public.changes, ...feed.moderators.changes]);
  expect(all.filter(({ kind }) => kind === "member")).toEqual([]);
  const other = await anAccount(store, "other");
  expect((await seenBy(other)).members.has(person.id)).toBe(false);
  expect((await seenBy(host)).members.has(person.id)).toBe(false);
  const { members } = await granted(core.answer, as(host), "member:list", { discussionId });
  expect(members.map(({ userId }) => userId)).toEqual([host.id]);
  expect(await post({}, other)).toMatchObject(refused(inForce));
});

test("another word in any language asks again, also before an edit; a translation doesn't, one taken away does", async () => {
  await guide({ en: "<p>Be kind.</p>" });
  const first = await version();
  const written = await post({ guidelines: first });
  const { postId } = (written as { value: { postId: string } }).value;
  await guide({ en: "<p>Be kind.</p>", fr: "<p>Soyez aimables.</p>" });
  expect(await version()).toBe(first);
  expect(await post()).toMatchObject({ ok: true });
  await guide({ en: "<p>Be kind.</p>", fr: "<p>Soyez polis.</p>" });
  const second = await version();
  expect(second).not.toBe(first);
  expect(await post()).toMatchObject(refused(second, first));
  expect(await by(person, "post:edit", { postId, body: "<p>V</p>" })).toMatchObject(
    refused(second, first),
  );
  expect((await acceptedBy(person))?.guidelines).toEqual({ en: "<p>Be kind.</p>" });
  const edit = { postId, body: "<p>V</p>", guidelines: second };
  expect(await by(person, "post:edit", edit)).toMatchObject({ ok: true });
  await guide({ en: "<p>Be kind.</p>" });
  expect(await post()).toMatchObject(refused(await version(), second));
  await guide({});
  expect(await version()).toBe(null);
  expect(await post()).toMatchObject({ ok: true });
});

test("another setting leaves the version, and those who hold others to it aren't asked", async () => {
  await guide({ en: "<p>Be kind.</p>" });
  const first = await version();
  await by(host, "discussion:update", { title: { en: "Renamed" } });
  expect(await version()).toBe(first);
  expect(await post({}, host)).toMatchObject({ ok: true });
  await by(host, "member:grant", { account: person.email, role: "moderator" });
  expect(await post()).toMatchObject({ ok: true });
  await by(host, "member:revoke", { userId: person.id });
  expect(await post()).toMatchObject(refused(first));
});

test("a discussion from before versions counted asks for the text that it has", async () => {
  const textId = newTextId();
  const guidelines = { en: SafeHtml.parse("<p>Old.</p>") };
  const body = JSON.stringify({ ...noHostTexts, title: { en: "Old" }, guidelines });
  await store.texts.put([{ id: textId, discussionId, body, at: Date.now() }]);
  const { state } = await core.deps.serving.read(discussionId);
  const { slug } = state.discussion ?? {};
  if (!slug) throw new Error("a discussion");
  // As an older version wrote it: nothing is said about guidelines.
  await core.deps.serving.commit(discussionId, {
    ...{ commandId: commandId(), actorId: host.id, hash: "old" },
    decide: (now) => {
      if (now.discussion) delete now.discussion.guidelines;
      const terms = { slug, opensAt: null, closesAt: null, languages: [Language.parse("en")] };
      return [{ type: "discussion:updated", textId, terms }];
    },
  });
  await core.close();
  core = open();
  expect(await version()).toBe(textId);
  expect(await post()).toMatchObject(refused(textId));
  expect(await post({ guidelines: textId })).toMatchObject({ ok: true });
  await by(host, "discussion:update", { title: { en: "Renamed" } });
  expect(await version()).toBe(textId);
  expect(await post()).toMatchObject({ ok: true });
});
