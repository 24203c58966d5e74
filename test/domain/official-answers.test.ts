import { describe, expect, test } from "vitest";
import type { RawInput } from "#shared/commands.ts";
import { aSite } from "#test/support/convergence/world.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

describe.each(openers)("questions to the moderators on $engine", ({ open }) => {
  /** Ann asks the moderators, Ben replies to it and so does Mo, who is one of them. */
  async function aTalk() {
    const site = await aSite(await open(), 2);
    const [{ answer }, other] = site.servers as [
      (typeof site.servers)[0],
      (typeof site.servers)[0],
    ];
    const { host, ann, ben, mo } = site.accounts;
    const { discussionId, questionIds } = await anOpenDiscussion(answer, as(host), 1);
    await granted(answer, as(host), "member:grant", {
      ...{ discussionId, account: mo.email ?? "", role: "moderator", commandId: commandId() },
    });
    const create = (by: typeof ann, more: Partial<RawInput<"post:create">> = {}) =>
      answer(as(by), "post:create", {
        ...{ discussionId, questionId: questionIds[0] ?? "", parentId: null, language: "en" },
        ...{ body: "<p>Words.</p>", commandId: commandId(), ...more },
      });
    const write = async (...args: Parameters<typeof create>) => {
      const made = await create(...args);
      if (!made.ok) throw new Error(made.failure.message);
      return made.value.postId;
    };
    const act = (
      name: "post:mark-official" | "post:unmark-official" | "post:hide" | "post:restore",
      by: typeof ann,
      postId: string,
    ) =>
      answer(as(by), name, {
        ...on(postId),
        ...(name === "post:hide" && { reason: "spam" }),
      } as never);
    const on = (postId: string) => ({ discussionId, postId, commandId: commandId() });
    const read = async (postId: string, by = answer) =>
      (await granted(by, visitor, "post:read", { discussionId, postId })).post;
    const find = async (query: Omit<RawInput<"post:find">, "discussionId">) =>
      (await granted(answer, visitor, "post:find", { discussionId, ...query })).hits.map(
        ({ post }) => post.id,
      );
    const asked = await write(ann, { asks: "moderators" });
    const reply = await write(ben, { parentId: asked });
    const byMo = await write(mo, { parentId: asked });
    return {
      site,
      discussionId,
      host,
      ann,
      ben,
      mo,
      create,
      write,
      act,
      read,
      find,
      asked,
      reply,
      byMo,
      elsewhere: other.answer,
    };
  }

  test("is answered by a reply that the moderators mark, until that is hidden or unmarked; the log says who did", async () => {
    const { site, discussionId, host, mo, act, read, find, asked, byMo, ...talk } = await aTalk();
    expect(await read(asked)).toMatchObject({ asks: "moderators", official: false });
    expect(await find({ asks: "moderators" })).toEqual([asked]);
    expect(await find({ asks: "moderators", answered: "no" })).toEqual([asked]);
    expect(await act("post:mark-official", host, byMo)).toMatchObject({ ok: true });
    const marked = await read(byMo, talk.elsewhere);
    expect(marked).toMatchObject({ official: true, asks: null, editedAt: null });
    const [entry] = await site.store.log.read(discussionId, marked.seq - 1, 1);
    expect(entry).toMatchObject({ actorId: host.id, events: [{ type: "post:marked-official" }] });
    expect(await find({ asks: "moderators", answered: "no" })).toEqual([]);
    expect(await find({ answered: "yes" })).toEqual([asked]);
    expect(await find({ answered: "officially" })).toEqual([asked]);
    const support = (on: boolean) =>
      site.servers[0]?.answer(as(talk.ben), "post:support", {
        ...{ discussionId, postId: byMo, on, commandId: commandId() },
      });
    expect(await support(true)).toMatchObject({
      failure: { code: "not_allowed", details: { rule: "official_answer" } },
    });
    expect(await support(false)).toMatchObject({ ok: true }); // given before, it can be taken back

    await act("post:hide", host, byMo);
    expect(await read(byMo)).toMatchObject({ official: false, html: "" });
    expect(await find({ asks: "moderators", answered: "no" })).toEqual([asked]);
    await act("post:restore", host, byMo);
    expect(await find({ answered: "officially" })).toEqual([asked]);
    expect(await act("post:unmark-official", mo, byMo)).toMatchObject({ ok: true });
    expect(await find({ answered: "officially" })).toEqual([]);
    expect(await read(byMo)).toMatchObject({ official: false });
    // What asks nobody in particular is answered by any reply.
    const plain = await talk.write(talk.ann);
    await talk.write(talk.ben, { parentId: plain });
    expect(await find({ answered: "yes" })).toEqual([plain]);
    await site.close();
  });

  test("only a reply by a moderator or host can be official, and only a new post can ask", async () => {
    const { site, ann, ben, mo, host, create, write, act, asked, reply, byMo } = await aTalk();
    const answer = await write(mo);
    for (const [by, postId, failure] of [
      [mo, reply, { code: "invalid_input", details: { rule: "not_by_a_moderator" } }],
      [mo, answer, { code: "invalid_input", details: { rule: "not_a_reply" } }],
      [ben, byMo, { code: "not_allowed" }],
      [ann, byMo, { code: "not_allowed" }],
    ] as const)
      expect([postId, await act("post:mark-official", by, postId)]).toMatchObject([
        postId,
        { ok: false, failure },
      ]);
    expect(await act("post:unmark-official", mo, byMo)).toMatchObject({
      failure: { code: "conflict" },
    });
    await act("post:mark-official", mo, byMo);
    expect(await act("post:mark-official", host, byMo)).toMatchObject({
      failure: { code: "conflict" },
    });
    await act("post:hide", mo, byMo);
    expect(await act("post:mark-official", host, byMo)).toMatchObject({
      failure: { code: "conflict" },
    });
    expect(await create(ann, { parentId: asked, asks: "moderators" })).toMatchObject({
      failure: { code: "invalid_input", field: "asks", details: { rule: "not_in_a_reply" } },
    });
    for (const asks of ["Moderators", "__proto__", "", 1, {}])
      expect(await create(ann, { asks: asks as never })).toMatchObject({
        failure: { code: "invalid_input", field: "asks" },
      });
    await site.close();
  });
});
