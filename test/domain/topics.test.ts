import { describe, expect, test } from "vitest";
import type { CommandName, RawInput } from "#shared/commands.ts";
import { aSite } from "#test/support/convergence/world.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

const topics = ["pay", "visas", "care"].map((id) => ({ id, label: { en: id } }));
type Rest<N extends CommandName> = Omit<RawInput<N>, "discussionId" | "commandId">;

describe.each(openers)("topics of posts on $engine", ({ open }) => {
  /** A discussion with three topics, and a post of Ann's about two of them. */
  async function aTalk() {
    const fresh = await open();
    const site = await aSite(fresh, 2);
    const [{ answer }, other] = site.servers as [
      (typeof site.servers)[0],
      (typeof site.servers)[0],
    ];
    const { host, ann, mo } = site.accounts;
    const { discussionId, questionIds } = await anOpenDiscussion(answer, as(host), 1);
    const send = <N extends "post:tag" | "post:edit" | "post:hide" | "discussion:update">(
      name: N,
      by: typeof ann,
      input: Rest<N>,
    ) => answer(as(by), name, { ...input, discussionId, commandId: commandId() });
    await send("discussion:update", host, { topics });
    await granted(answer, as(host), "member:grant", {
      ...{ discussionId, account: mo.email ?? "", role: "moderator", commandId: commandId() },
    });
    const write = (about: string[] | undefined) =>
      granted(answer, as(ann), "post:create", {
        ...{ discussionId, questionId: questionIds[0] ?? "", parentId: null, language: "en" },
        ...{ body: "<p>Words.</p>", ...(about && { topics: about }), commandId: commandId() },
      });
    const { postId } = await write(["pay", "visas"]);
    const read = async (caller = visitor, by = answer) =>
      (await granted(by, caller, "post:read", { discussionId, postId })).post;
    const find = (topic: string | null, caller = visitor) =>
      granted(answer, caller, "post:find", { discussionId, topic });
    return { site, fresh, discussionId, postId, host, ann, mo, send, write, read, find, other };
  }

  test("an author says what a post is about, a moderator says it better, and the log says who did", async () => {
    const { site, discussionId, postId, ann, mo, send, read, other } = await aTalk();
    const first = await read();
    expect(first.topics).toEqual(["pay", "visas"]);
    expect(await send("post:tag", mo, { postId, topics: ["care"], seq: first.seq })).toMatchObject({
      ok: true,
    });
    const tagged = await read(visitor, other.answer);
    expect(tagged).toMatchObject({ topics: ["care"], editedAt: null, said: first.said });
    const [entry] = await site.store.log.read(discussionId, tagged.seq - 1, 1);
    expect(entry).toMatchObject({
      actorId: mo.id,
      events: [{ type: "post:tagged", postId, topics: ["care"] }],
    });
    // Words that are edited leave the topics alone, unless the edit names them.
    await send("post:edit", ann, { postId, body: "<p>Other words.</p>" });
    expect((await read()).topics).toEqual(["care"]);
    await send("post:edit", ann, { postId, body: "<p>Other words.</p>", topics: ["pay"] });
    expect((await read()).topics).toEqual(["pay"]);
    await send("post:edit", ann, { postId, body: "<p>Other words.</p>", topics: [] });
    expect((await read()).topics).toEqual([]);
    await site.close();
  });

  test("of two moderators who sort a post at once the second is told, and what is no topic is refused", async () => {
    const { site, postId, ann, mo, host, send, write, read } = await aTalk();
    const { seq } = await read();
    expect(await send("post:tag", mo, { postId, topics: ["care"], seq })).toMatchObject({
      ok: true,
    });
    for (const [by, input, failure] of [
      [host, { topics: ["pay"], seq }, { code: "conflict", field: "seq" }],
      [host, { topics: ["care"] }, { code: "conflict", field: "topics" }],
      [mo, { topics: ["unheard-of"] }, { code: "invalid_input", field: "topics" }],
      [mo, { topics: ["care", "care"] }, { code: "invalid_input", field: "topics" }],
      [mo, { topics: ["__proto__"] }, { code: "invalid_input" }],
      [mo, { topics: ["constructor"] }, { code: "invalid_input", field: "topics" }],
      [mo, { topics: Array(11).fill("a") }, { code: "invalid_input", field: "topics" }],
      [ann, { topics: ["pay"] }, { code: "not_allowed" }],
    ] as const)
      expect([
        input,
        await send("post:tag", by, { postId, ...input, topics: [...input.topics] }),
      ]).toMatchObject([input, { ok: false, failure }]);
    await expect(write(["unheard-of"])).rejects.toThrow("unknown_topic");
    expect((await read()).topics).toEqual(["care"]);
    await site.close();
  });

  test("a topic that the host takes away breaks no post that has it, and is there again when it comes back", async () => {
    const { site, postId, ann, mo, host, send, read, find } = await aTalk();
    await send("discussion:update", host, { topics: topics.filter(({ id }) => id !== "pay") });
    expect((await read()).topics).toEqual(["pay", "visas"]);
    expect((await find("pay")).total).toBe(1);
    // Whoever changes the others may leave it where it is, and nobody can give it to a post any more.
    for (const sent of [
      await send("post:edit", ann, { postId, body: "<p>Same.</p>", topics: ["pay", "care"] }),
      await send("post:tag", mo, { postId, topics: ["pay"] }),
    ])
      expect(sent).toMatchObject({ ok: true });
    await send("post:tag", mo, { postId, topics: ["visas"] });
    expect(await send("post:tag", mo, { postId, topics: ["pay"] })).toMatchObject({
      failure: { code: "invalid_input", details: { rule: "unknown_topic" } },
    });
    await send("discussion:update", host, { topics });
    expect(await send("post:tag", mo, { postId, topics: ["pay"] })).toMatchObject({ ok: true });
    await site.close();
  });

  test("posts are found by topic and counted beside each, and a hidden one tells nobody what it was about", async () => {
    const { site, postId, mo, ann, host, send, write, read, find } = await aTalk();
    await write(undefined);
    await write(["visas"]);
    const counted = async (...args: Parameters<typeof find>) => {
      const { total, topics: each } = await find(...args);
      return [total, each.map(({ id, posts }) => `${id} ${posts}`).sort()];
    };
    expect(await counted(null)).toEqual([3, ["pay 1", "visas 2"]]);
    expect(await counted("visas")).toEqual([2, ["pay 1", "visas 2"]]);
    expect(await counted("care")).toEqual([0, ["pay 1", "visas 2"]]);
    await send("post:hide", mo, { postId, reason: "spam" });
    expect(await counted("pay")).toEqual([0, ["visas 1"]]);
    expect(await counted("pay", as(host))).toEqual([1, ["pay 1", "visas 2"]]);
    expect((await read()).topics).toEqual([]);
    expect((await read(as(ann))).topics).toEqual(["pay", "visas"]);
    await site.close();
  });
});
