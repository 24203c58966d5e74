import { describe, expect, test } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import type { CommandName, RawInput } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";
import { aSite } from "#test/support/convergence/world.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

const unknown = "0198c0de-aaaa-7000-8000-00000000000a";
const notConfirmed = {
  failure: { code: "not_allowed", field: "onBehalfOf", details: { rule: "not_confirmed" } },
};

describe.each(openers)("voices of organisations on $engine", ({ open }) => {
  /** The host, Ann and Ben, and two servers on one store. */
  async function aTalk() {
    const site = await aSite(await open(), 2);
    const [first, second] = site.servers;
    if (!first || !second) throw new Error("Two servers were asked for.");
    const { answer } = first;
    const { host, ann, ben, mo } = site.accounts;
    const { discussionId, questionIds } = await anOpenDiscussion(answer, as(host), 1);
    const ask = (by: typeof ann, name: CommandName, more: Record<string, unknown>) =>
      answer(as(by), name, { discussionId, commandId: commandId(), ...more } as never);
    const confirm = (account: typeof ann, organisation: string, by = host, id = commandId()) =>
      ask(by, "voice:confirm", { account: account.email, organisation, commandId: id });
    const confirmed = async (...args: Parameters<typeof confirm>) => {
      const done = await confirm(...args);
      if (!done.ok) throw new Error(done.failure.message);
      return done.value as { voiceId: string; seq: number };
    };
    const write = (by: typeof ann, more: Partial<RawInput<"post:create">>) =>
      ask(by, "post:create", {
        ...{ questionId: questionIds[0], parentId: null, language: "en", body: "<p>Words.</p>" },
        ...more,
      });
    const written = async (...args: Parameters<typeof write>) => {
      const done = await write(...args);
      if (!done.ok) throw new Error(done.failure.message);
      return (done.value as { postId: string }).postId;
    };
    const voices = async (by = answer) => {
      const read = await granted(by, visitor, "discussion:read", { discussionId });
      return read.changes.flatMap((change) =>
        change.kind === "discussion" ? change.discussion.voices : [],
      );
    };
    const read = async (postId: string, by = answer) =>
      (await granted(by, visitor, "post:read", { discussionId, postId })).post;
    const find = async (organisation: string) =>
      (
        await granted(answer, visitor, "post:find", { discussionId, organisation, words: null })
      ).hits.map(({ post }) => post.id);
    const listed = async (by: Caller, on = answer) =>
      (await granted(on, by, "voice:list", { discussionId })).voices;
    return {
      ...{ site, host, ann, ben, mo, ask, confirm, confirmed, write, written },
      ...{ voices, read, find, listed, elsewhere: second.answer },
    };
  }

  test("whoever is confirmed posts on the organisation's behalf, as long as they are, and what they wrote keeps its name", async () => {
    const talk = await aTalk();
    const { site, host, ann, ben, ask, confirmed, write, written, voices, read, find } = talk;
    const { voiceId } = await confirmed(ann, "  Harbour Association ");
    const own = await written(ann, {});
    const post = await written(ann, { onBehalfOf: voiceId });
    const reply = await written(ann, { onBehalfOf: voiceId, parentId: own });
    // A server that opens the discussion now reads it as it stands.
    expect(await voices(talk.elsewhere)).toEqual([
      { id: voiceId, userId: ann.id, organisation: "Harbour Association" },
    ]);
    for (const server of [undefined, talk.elsewhere])
      expect((await read(post, server)).onBehalfOf).toEqual({
        id: voiceId,
        organisation: "Harbour Association",
      });
    expect((await read(own)).onBehalfOf).toBeNull();
    expect(await find("hárbour association")).toEqual([reply, post]);

    // A voice is one person's.
    expect(await write(ben, { onBehalfOf: voiceId })).toMatchObject(notConfirmed);
    expect(await write(ann, { onBehalfOf: unknown })).toMatchObject(notConfirmed);
    expect(await write(host, { onBehalfOf: voiceId })).toMatchObject(notConfirmed);

    expect(await ask(host, "voice:withdraw", { voiceId })).toMatchObject({ ok: true });
    expect(await voices()).toEqual([]);
    expect(await write(ann, { onBehalfOf: voiceId })).toMatchObject(notConfirmed);
    expect((await read(post)).onBehalfOf?.organisation).toBe("Harbour Association");
    const edited = await ask(ann, "post:edit", { postId: post, body: "<p>Other words.</p>" });
    expect(edited).toMatchObject({ ok: true });
    expect((await read(post)).onBehalfOf?.id).toBe(voiceId);

    // Given again it is the same voice, so that what was written by it is confirmed again.
    expect((await confirmed(ann, "Harbour Association")).voiceId).toBe(voiceId);
    expect((await confirmed(ben, "Harbour Association")).voiceId).not.toBe(voiceId);
    await site.close();
  });

  test("hosts alone confirm, moderators are told whom, and a refusal says what is wrong and leaves nothing", async () => {
    const talk = await aTalk();
    const { site, host, ann, ben, mo, ask, confirm, confirmed, voices, listed } = talk;
    await ask(host, "member:grant", { account: mo.email, role: "moderator" });
    const id = commandId();
    const { voiceId, seq } = await confirmed(ann, "Works council", host, id);
    expect(await confirmed(ann, "Works council", host, id)).toMatchObject({ voiceId, seq });
    const refused = { code: "conflict", field: "organisation" };
    expect(await confirm(ann, "Works council")).toMatchObject({ failure: refused });
    for (const by of [ann, mo])
      expect(await confirm(ben, "Works council", by)).toMatchObject({
        failure: { code: "not_allowed" },
      });
    for (const organisation of ["", "   ", "x".repeat(limits.organisation + 1), "a\u0000b", null])
      expect(await confirm(ann, organisation as string)).toMatchObject({
        failure: { code: "invalid_input", field: "organisation" },
      });
    expect(
      await ask(host, "voice:confirm", { account: "nobody@example.org", organisation: "O" }),
    ).toMatchObject({ failure: { code: "not_found", field: "account" } });
    expect(await ask(host, "voice:withdraw", { voiceId: unknown })).toMatchObject({
      failure: { code: "not_found", field: "voiceId" },
    });
    expect((await voices()).map(({ organisation }) => organisation)).toEqual(["Works council"]);
    expect(await listed(as(mo), talk.elsewhere)).toMatchObject([
      { id: voiceId, userId: ann.id, name: ann.name },
    ]);
    await expect(listed(as(ann))).rejects.toThrow("Only a moderator");
    await site.close();
  });

  test("there is an end to how many each page is told", async () => {
    const { site, ann, host, confirm, confirmed, listed } = await aTalk();
    for (let i = 0; i < limits.voices; i++) await confirmed(ann, `Works ${i}`);
    expect(await confirm(ann, "One more")).toMatchObject({
      failure: {
        ...{ code: "invalid_input", field: "organisation" },
        details: { rule: "too_many", limit: limits.voices, actual: limits.voices },
      },
    });
    expect(await listed(as(host))).toHaveLength(limits.voices);
    await site.close();
  });
});
