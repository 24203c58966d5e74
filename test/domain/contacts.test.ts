import { expect, test } from "vitest";
import { openCore } from "#server/core.ts";
import type { Caller } from "#server/domain/deps.ts";
import type { CommandName, Output, RawInput } from "#shared/commands.ts";
import { secret } from "#test/support/app.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { quiet } from "#test/support/quiet.ts";
import { type Opener, openers } from "#test/support/stores.ts";

/** A discussion whose host invites to what comes after it, with people, a clock and all that was logged. */
async function anInvitation({ open }: Opener) {
  const { store } = await open();
  const clock = { now: Date.now() };
  const logged: unknown[] = [];
  const core = openCore({
    ...{ store, publicUrl: "http://x.test", secret, limitFactor: 1e5, now: () => clock.now },
    log: { ...quiet, info: (...line) => void logged.push(line) },
  });
  const { answer } = core;
  const admin = as(await anAccount(store, "admin", { admin: true }));
  const { discussionId } = await anOpenDiscussion(answer, admin, 1);
  const account = await anAccount(store, "Ann", { organisation: "Harbour", category: "academia" });
  const host = await anAccount(store, "host");
  await granted(answer, admin, "member:grant", {
    ...{ discussionId, account: host.email ?? "", role: "host", commandId: commandId() },
  });
  const update = (texts: Partial<RawInput<"discussion:update">>) =>
    granted(answer, as(host), "discussion:update", {
      ...{ discussionId, ...texts, commandId: commandId() },
    });
  await update({ followUp: { en: "Join the working group." } });
  const ask = <N extends CommandName>(who: Caller, name: N, more: object = {}) =>
    answer(who, name, { discussionId, ...more });
  const act = <N extends CommandName>(who: Caller, name: N, more: object = {}) =>
    ask(who, name, { ...more, commandId: commandId() });
  const mine = (who: Caller): Promise<Output<"contact:mine">> =>
    granted(answer, who, "contact:mine", { discussionId });
  const list = async (reason = "To invite them"): Promise<Output<"contact:list">["contacts"]> =>
    (await granted(answer, as(host), "contact:list", { discussionId, reason })).contacts;
  return {
    ...{ store, core, answer, clock, logged, discussionId, admin, account, host },
    ...{ ann: as(account), update, ask, act, mine, list },
    close: async () => {
      await core.close();
      await store.close();
    },
  };
}

test.each(openers)(
  "on $engine a participant leaves their contact and takes it back, of which the log knows nothing",
  async (opener) => {
    const site = await anInvitation(opener);
    const { store, clock, discussionId, account, ann, act, mine, list } = site;
    const head = await store.log.head(discussionId);
    const before = await mine(ann);
    expect(before).toMatchObject({
      ...{ invitation: { words: { en: "Join the working group." } }, given: null, host: null },
    });
    const given = await act(ann, "contact:give", {
      ...{ consent: true, invitation: before.invitation?.id },
    });
    const consentedAt = new Date(clock.now).toISOString();
    expect(given).toEqual({ ok: true, value: { consentedAt } });
    clock.now += 1_000;
    // Once more is the same consent.
    expect(await act(ann, "contact:give", { consent: true })).toEqual(given);
    expect((await mine(ann)).given).toEqual({ consentedAt, current: true });
    const { name, email, organisation, category } = account;
    const listed = { name, email, organisation, category, consentedAt, current: true };
    expect(await list()).toEqual([listed]);
    for (let i = 0; i < 2; i++)
      expect(await act(ann, "contact:withdraw")).toEqual({ ok: true, value: {} });
    expect((await mine(ann)).given).toBeNull();
    expect(await store.contacts.count(discussionId)).toBe(0);
    expect(await list()).toEqual([]);
    expect(await store.log.head(discussionId)).toBe(head);
    await site.close();
  },
);

const [first] = openers;
if (!first) throw new Error("a store");

test("one is told where one's contact is, whether or not anything is asked there still, and of nobody else's", async () => {
  const site = await anInvitation(first);
  const { answer, discussionId, host, ann, act, update, clock } = site;
  const where = async (who: Caller) =>
    (await granted(answer, who, "contact:where", {})).discussions;
  expect(await where(ann)).toEqual([]);
  await act(ann, "contact:give", { consent: true });
  await update({ followUp: {}, title: { en: "Ferries" } });
  const { slug } = (await site.store.discussions.load(discussionId)).discussion ?? {};
  const consentedAt = new Date(clock.now).toISOString();
  expect(await where(ann)).toEqual([{ slug, title: { en: "Ferries" }, consentedAt }]);
  expect(await where(as(host))).toEqual([]);
  expect(await answer(visitor, "contact:where", {})).toMatchObject({
    failure: { code: "unauthenticated" },
  });
  await act(ann, "contact:withdraw");
  expect(await where(ann)).toEqual([]);
  // A host's own, in a draft, is told to them as long as they run it.
  const draft = await granted(answer, site.admin, "discussion:create", {
    ...{ slug: `draft-${commandId()}`, title: { en: "A draft" }, languages: ["en"] },
    ...{ followUp: { en: "Join." }, commandId: commandId() },
  });
  const there = { discussionId: draft.discussionId };
  await granted(answer, site.admin, "member:grant", {
    ...{ ...there, account: host.email ?? "", role: "host", commandId: commandId() },
  });
  expect(await act(as(host), "contact:give", { ...there, consent: true })).toMatchObject({
    ok: true,
  });
  expect(await where(as(host))).toHaveLength(1);
  await granted(answer, site.admin, "member:revoke", {
    ...{ ...there, userId: host.id, commandId: commandId() },
  });
  expect(await where(as(host))).toEqual([]);
  await site.close();
});

test("a command that gave a contact, sent again after it was taken back, doesn't give it again", async () => {
  const site = await anInvitation(first);
  const { store, discussionId, account, ann, ask, act, mine } = site;
  const give = (id: string) => ask(ann, "contact:give", { consent: true, commandId: id });
  const [one, two, three] = [commandId(), commandId(), commandId()];
  expect(await give(one)).toMatchObject({ ok: true });
  // Given already: this one too has done all it could.
  expect(await give(two)).toMatchObject({ ok: true });
  await act(ann, "contact:withdraw");
  for (const late of [one, two])
    expect(await give(late)).toEqual({ ok: true, value: { consentedAt: null } });
  expect((await mine(ann)).given).toBeNull();
  expect(await store.contacts.of(discussionId, account.id)).toBeNull();
  // Not even where the invitation has gone meanwhile.
  await site.update({ followUp: {} });
  expect(await give(two)).toEqual({ ok: true, value: { consentedAt: null } });
  await site.update({ followUp: { en: "Once more." } });
  expect(await give(three)).toMatchObject({ ok: true });
  expect((await mine(ann)).given).toMatchObject({ current: true });
  await site.close();
});

test("without consent nothing is kept, and the fault names its field", async () => {
  const site = await anInvitation(first);
  const { ann, act, ask, mine } = site;
  expect(await act(ann, "contact:give", { consent: false })).toMatchObject({
    failure: { code: "invalid_input", field: "consent", details: { rule: "required" } },
  });
  for (const more of [{}, { consent: null }, { consent: "true" }, { consent: 1 }])
    expect(await act(ann, "contact:give", more)).toMatchObject({
      failure: { code: "invalid_input", field: "consent" },
    });
  expect(await ask(ann, "contact:give", { consent: true })).toMatchObject({
    failure: { code: "invalid_input", field: "commandId" },
  });
  expect(await act(visitor, "contact:give", { consent: true })).toMatchObject({
    failure: { code: "unauthenticated" },
  });
  expect((await mine(ann)).given).toBeNull();
  await site.close();
});

test("consent is to the words that were read: others have to be agreed to anew, a translation hasn't", async () => {
  const site = await anInvitation(first);
  const { clock, ann, act, mine, update, list } = site;
  const { invitation } = await mine(ann);
  const give = (more: object) => act(ann, "contact:give", { consent: true, ...more });
  await give({ invitation: invitation?.id });
  const consented = (await mine(ann)).given?.consentedAt ?? "";
  clock.now += 1_000;
  await update({ followUp: { en: "Join the working group.", fr: "Rejoignez le groupe." } });
  expect((await mine(ann)).given).toEqual({ consentedAt: consented, current: true });
  expect(await give({})).toEqual({ ok: true, value: { consentedAt: consented } });
  await update({ followUp: { en: "Pay for the working group.", fr: "Rejoignez le groupe." } });
  expect((await mine(ann)).given).toEqual({ consentedAt: consented, current: false });
  expect(await list()).toMatchObject([{ consentedAt: consented, current: false }]);
  expect(await give({ invitation: invitation?.id })).toMatchObject({
    failure: { code: "conflict", field: "invitation" },
  });
  const now = new Date(clock.now).toISOString();
  expect(await give({ invitation: (await mine(ann)).invitation?.id })).toEqual({
    ok: true,
    value: { consentedAt: now },
  });
  expect(await list()).toMatchObject([{ consentedAt: now, current: true }]);
  // Where nothing is asked nobody can give, and who gave can still take it back.
  await update({ followUp: {} });
  expect(await mine(ann)).toMatchObject({ invitation: null, given: { current: false } });
  expect(await give({})).toMatchObject({ failure: { code: "conflict", field: "invitation" } });
  expect(await act(ann, "contact:withdraw")).toMatchObject({ ok: true });
  expect((await mine(ann)).given).toBeNull();
  await site.close();
});

test("who is muted may, and so may all once the discussion is closed; a draft isn't there for them", async () => {
  const site = await anInvitation(first);
  const { answer, admin, account, host, ann, act, ask, mine } = site;
  await act(as(host), "member:mute", {
    ...{ userId: account.id, reason: "spam", until: new Date(Date.now() + 60_000).toISOString() },
  });
  const bothWays = async () => {
    expect(await act(ann, "contact:give", { consent: true })).toMatchObject({ ok: true });
    expect(await act(ann, "contact:withdraw")).toMatchObject({ ok: true });
  };
  await bothWays();
  expect(await act(as(host), "discussion:close")).toMatchObject({ ok: true });
  await bothWays();
  expect((await mine(ann)).given).toBeNull();
  const draft = await granted(answer, admin, "discussion:create", {
    ...{ slug: `draft-${commandId()}`, title: { en: "A draft" }, languages: ["en"] },
    ...{ followUp: { en: "Join." }, commandId: commandId() },
  });
  const there = { discussionId: draft.discussionId };
  const notFound = { failure: { code: "not_found" } };
  expect(await ask(ann, "contact:mine", there)).toMatchObject(notFound);
  expect(await act(ann, "contact:give", { ...there, consent: true })).toMatchObject(notFound);
  expect(await act(ann, "contact:withdraw", there)).toMatchObject(notFound);
  expect(await ask(ann, "contact:list", { ...there, reason: "Why not" })).toMatchObject(notFound);
  await site.close();
});

test("who takes the contacts says why, which hosts are told and the server's log isn't", async () => {
  const site = await anInvitation(first);
  const { answer, clock, logged, discussionId, account, host, ann, act, ask, mine, list } = site;
  await act(ann, "contact:give", { consent: true });
  for (const reason of [undefined, "", "  a  ", "x".repeat(201), "a\u0000bc"])
    expect(await ask(as(host), "contact:list", { reason })).toMatchObject({
      failure: { code: "invalid_input", field: "reason" },
    });
  const moderator = await anAccount(site.store, "moderator");
  await granted(answer, site.admin, "member:grant", {
    ...{ discussionId, account: moderator.email ?? "", role: "moderator" },
    commandId: commandId(),
  });
  const reason = "To invite Ann ann@example.org to the group";
  for (const who of [ann, as(moderator)]) {
    expect(await ask(who, "contact:list", { reason })).toMatchObject({
      failure: { code: "not_allowed" },
    });
    expect((await mine(who)).host).toBeNull();
  }
  const lines = logged.length;
  await list(reason);
  const at = new Date(clock.now).toISOString();
  expect(await mine(as(host))).toMatchObject({
    host: { people: 1, exportsInAll: 1, exports: [{ at, name: host.name, contacts: 1, reason }] },
  });
  expect((await mine(site.admin)).host?.exports).toHaveLength(1);
  expect(logged.slice(lines)).toEqual([
    [
      "contacts handed out",
      { discussionId: site.discussionId, contacts: 1, reasonLength: reason.length },
    ],
  ]);
  for (const personal of [account.name, account.email, host.name, host.id, "Ann", reason])
    expect(JSON.stringify(logged)).not.toContain(personal);
  // A role that was taken back is gone here too.
  await granted(answer, site.admin, "member:revoke", {
    ...{ discussionId, userId: host.id, commandId: commandId() },
  });
  expect(await ask(as(host), "contact:list", { reason })).toMatchObject({
    failure: { code: "not_allowed" },
  });
  await site.close();
});

test("more contacts than are read at once are told whole, as the accounts are by then", async () => {
  const site = await anInvitation(first);
  const { store, discussionId, account, ann, act, list } = site;
  await act(ann, "contact:give", { consent: true });
  const others = await Promise.all(
    Array.from({ length: 520 }, (_, i) => anAccount(store, `Person ${i}`)),
  );
  const own = await store.contacts.of(discussionId, account.id);
  if (!own) throw new Error("a contact");
  for (const { id: userId } of others)
    await store.contacts.put({ ...own, userId, consentedAt: own.consentedAt + 1 });
  const renamed = { ...account, organisation: "Quay", version: account.version + 1 };
  expect(await store.people.putAccount(renamed)).toBe(true);
  const listed = await list();
  expect(listed).toHaveLength(521);
  expect(listed[0]).toMatchObject({ email: account.email, organisation: "Quay", current: true });
  expect(new Set(listed.map(({ email }) => email)).size).toBe(521);
  await site.close();
});
