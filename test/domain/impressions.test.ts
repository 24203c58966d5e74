import { describe, expect, test } from "vitest";
import { openCore } from "#server/core.ts";
import { spreadOf } from "#server/domain/impressions/spread.ts";
import { ImpressionTally } from "#server/domain/impressions/tally.ts";
import { newDiscussionId, newPostId } from "#server/domain/new-id.ts";
import type { Impressions } from "#server/domain/store.ts";
import type { Output, RawInput } from "#shared/commands.ts";
import type { PostId } from "#shared/ids.ts";
import { aSite } from "#test/support/convergence/world.ts";
import { anOpenDiscussion, aPendingPost, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { quiet } from "#test/support/quiet.ts";
import { openers, sqlite } from "#test/support/stores.ts";

test.each([
  { counts: [], median: 0, min: 0, max: 0, gini: 0 },
  { counts: [7], median: 7, min: 7, max: 7, gini: 0 },
  { counts: [0, 0, 0], median: 0, min: 0, max: 0, gini: 0 },
  { counts: [5, 5, 5, 5], median: 5, min: 5, max: 5, gini: 0 },
  { counts: [3, 1, 4, 2], median: 2.5, min: 1, max: 4, gini: 0.25 },
  { counts: [0, 8, 0, 0], median: 0, min: 0, max: 8, gini: 0.75 },
  { counts: [10, 9, 8, 100, 7], median: 9, min: 7, max: 100, gini: 0.561 },
])("of $counts the median is $median and the Gini coefficient $gini", ({ counts, ...spread }) => {
  const { gini, ...others } = spreadOf(counts);
  expect({ ...others, gini: Math.round(gini * 1000) / 1000 }).toEqual(spread);
});

test("the coefficient is what the mean difference of all pairs makes it", () => {
  const counts = Array.from({ length: 40 }, (_, i) => (i * i * 7) % 31);
  const sum = counts.reduce((a, b) => a + b, 0);
  const differences = counts.flatMap((a) => counts.map((b) => Math.abs(a - b)));
  const byPairs = differences.reduce((a, b) => a + b, 0) / (2 * counts.length * sum);
  expect(spreadOf(counts).gini).toBeCloseTo(byPairs, 12);
});

describe("the tally", () => {
  const discussionId = newDiscussionId();
  const nothing = { totals: async () => new Map(), scan: async () => [] };

  test("counts in memory and writes together; what couldn't be written is lost, told once, and not counted twice", async () => {
    const written: { postId: PostId; hour: number; count: number }[] = [];
    const told: unknown[] = [];
    let fails = true;
    const impressions: Impressions = {
      ...nothing,
      add: async (all) => {
        if (fails) throw new Error("no store");
        written.push(...all.map(({ postId, hour, count }) => ({ postId, hour, count })));
      },
    };
    let now = 3_600_000 * 9 - 1;
    const log = { ...quiet, warn: (what: string, about: unknown) => void told.push([what, about]) };
    const tally = new ImpressionTally({ impressions, log, now: () => now });
    const [a, b] = [newPostId(), newPostId()];
    tally.count(discussionId, [a]);
    await tally.write();
    expect(told).toEqual([["impressions were lost", { posts: 1, error: "Error: no store" }]]);
    fails = false;
    for (let i = 0; i < 3; i++) tally.count(discussionId, [a, b]);
    now += 1;
    tally.count(discussionId, [b]);
    expect(written).toEqual([]);
    await tally.write();
    expect(written).toEqual([
      { postId: a, hour: 8, count: 3 },
      { postId: b, hour: 8, count: 3 },
      { postId: b, hour: 9, count: 1 },
    ]);
    await tally.write();
    expect(written).toHaveLength(3);
  });

  test("asks the store for totals once in a few seconds, however many find", async () => {
    let asked = 0;
    let now = 1_000_000;
    const impressions: Impressions = {
      ...{ ...nothing, add: async () => undefined },
      totals: async () => new Map([[newPostId(), ++asked]]),
    };
    const tally = new ImpressionTally({ impressions, log: quiet, now: () => now });
    const ask = () => tally.totals(discussionId);
    expect(await ask()).toBe(await ask());
    now += 2_900;
    await Promise.all([ask(), ask()]);
    expect(asked).toBe(1);
    now += 200;
    await ask();
    expect(asked).toBe(2);
  });
});

test("one address reports so often at most, and others aren't held up by it", async () => {
  const { store } = await sqlite.open();
  const options = { store, log: quiet, publicUrl: "http://x.test", secret: "s".repeat(32) };
  const core = openCore({ ...options, limitFactor: 1 });
  const host = as(await anAccount(store, "host", { admin: true }));
  const { discussionId } = await anOpenDiscussion(core.answer, host, 1);
  const report = (address: string) =>
    core.answer({ ...visitor, address }, "impressions:report", {
      ...{ discussionId, postIds: [newPostId()] },
    });
  const many = await Promise.all(Array.from({ length: 61 }, () => report("192.0.2.1")));
  expect(many.filter(({ ok }) => ok)).toHaveLength(60);
  expect(many.find(({ ok }) => !ok)).toMatchObject({
    failure: { code: "slow_down", retryAfter: expect.any(Number) },
  });
  expect(await report("192.0.2.2")).toEqual({ ok: true, value: {} });
  await core.close();
  await store.close();
});

describe.each(openers)("what was looked at, on $engine", ({ open }) => {
  /** Two servers over one store; four published posts in two questions, in this order, then one hidden and one waiting. */
  async function aTalk() {
    const site = await aSite(await open(), 2);
    const [server, other] = site.servers as [(typeof site.servers)[0], (typeof site.servers)[0]];
    const { host, ann, mo } = site.accounts;
    const { discussionId, questionIds } = await anOpenDiscussion(server.answer, as(host), 3);
    await granted(server.answer, as(host), "member:grant", {
      ...{ discussionId, account: mo.email ?? "", role: "moderator", commandId: commandId() },
    });
    const write = async (question = 0) => {
      const { postId } = await granted(server.answer, as(ann), "post:create", {
        ...{ discussionId, questionId: questionIds[question] ?? "", parentId: null },
        ...{ body: "<p>Words.</p>", language: "en", commandId: commandId() },
      });
      return postId;
    };
    const posts = [await write(), await write(), await write(), await write(1)] as const;
    const hidden = await write();
    const on = (postId: string) => ({ discussionId, postId, commandId: commandId() });
    await granted(server.answer, as(host), "post:hide", { ...on(hidden), reason: "spam" });
    const pending = await aPendingPost(
      ...([server.deps, as(ann), discussionId, questionIds[0]!, "<p>Waits.</p>"] as const),
    );
    const look = (postIds: readonly string[], by = server) =>
      by.answer(visitor, "impressions:report", { discussionId, postIds: [...postIds] });
    /** Until what was counted shows. */
    const settle = async () => {
      for (const each of site.servers) await each.deps.tally.write();
      site.clock.now += 4_000;
    };
    const find = (query: Omit<RawInput<"post:find">, "discussionId"> = {}, caller = visitor) =>
      granted(server.answer, caller, "post:find", { discussionId, order: "least_seen", ...query });
    const found = async (...args: Parameters<typeof find>) =>
      (await find(...args)).hits.map(({ post }) => post.id);
    const exposure = (by = server) =>
      granted(by.answer, as(mo), "discussion:exposure", { discussionId });
    return {
      ...{ site, server, other, discussionId, questionIds, posts, hidden, pending, on },
      ...{ look, settle, find, found, exposure, host: as(host) },
    };
  }

  test("what stood before few eyes comes first, whichever process counted it; of equal ones by chance, the same all day", async () => {
    const { site, posts, look, settle, found, other } = await aTalk();
    const [a, b, c, d] = posts;
    const unseen = await found();
    expect(unseen.toSorted()).toEqual(posts.toSorted());
    expect(await found()).toEqual(unseen);
    const days: string[] = [];
    for (let i = 0; i < 12; i++) {
      days.push((await found()).join());
      site.clock.now += 86_400_000;
    }
    expect(new Set(days).size).toBeGreaterThan(2);

    for (const some of [[a, b, d], [a, b, d], [b]]) await look(some);
    await look([d], other);
    await look([a, b], other);
    await settle();
    const order = await found();
    expect([order[0], order[3]]).toEqual([c, b]);
    expect(order.slice(1, 3).toSorted()).toEqual([a, d].toSorted());
    await look([c, d], other);
    for (let i = 0; i < 5; i++) await look([c]);
    await settle();
    const later = await found();
    expect([later[0], later[3]]).toEqual([a, c]);
    expect(later.slice(1, 3).toSorted()).toEqual([b, d].toSorted());
    await site.close();
  });

  test("pages go on where the last one ended, and a cursor of another order is refused", async () => {
    const { site, posts, look, settle, find, found, server, discussionId } = await aTalk();
    await look([posts[0], posts[2]]);
    await settle();
    const whole = await found();
    const paged: string[] = [];
    let before: string | null = null;
    do {
      const page: Output<"post:find"> = await find({ before, limit: 1 });
      paged.push(...page.hits.map(({ post }) => post.id));
      before = page.next;
    } while (before);
    expect(paged).toEqual(whole);
    const { next } = await find({ limit: 1 });
    for (const order of ["newest", "supported"] as const)
      expect(
        await server.answer(visitor, "post:find", { discussionId, order, before: next }),
      ).toMatchObject({ ok: false, failure: { code: "invalid_input", field: "before" } });
    await site.close();
  });

  test("what is hidden, waits or isn't there counts nothing, and the answer is the same", async () => {
    const { site, posts, hidden, pending, look, settle, discussionId, on, ...talk } = await aTalk();
    const elsewhere = await anOpenDiscussion(talk.server.answer, talk.host, 1);
    const yes = { ok: true, value: {} };
    for (const ids of [[posts[0]], [hidden], [pending], [newPostId()], [hidden, pending]])
      expect(await look(ids)).toEqual(yes);
    expect(await look([posts[0], posts[0], posts[0]])).toEqual(yes);
    const asked = { discussionId: elsewhere.discussionId, postIds: [posts[1]] };
    expect(await talk.server.answer(visitor, "impressions:report", asked)).toEqual(yes);
    await settle();
    const { impressions } = site.store;
    expect(await impressions.totals(discussionId)).toEqual(new Map([[posts[0], 2]]));
    expect(await impressions.totals(elsewhere.discussionId)).toEqual(new Map());
    // A post, an hour and a number, and nobody.
    expect(await impressions.scan(discussionId, null, 9)).toEqual([
      ...[{ discussionId, postId: posts[0], hour: expect.any(Number), count: 2 }],
    ]);
    expect(await talk.found()).not.toContain(hidden);
    // Shown again, it has what it had before.
    await granted(talk.server.answer, talk.host, "post:hide", { ...on(posts[0]), reason: "spam" });
    await look([posts[0]]);
    await settle();
    expect(await talk.exposure()).toMatchObject({ posts: 3, impressions: 0, gini: 0 });
    await granted(talk.server.answer, talk.host, "post:restore", on(posts[0]));
    expect(await talk.exposure()).toMatchObject({ posts: 4, impressions: 2, gini: 0.75 });
    await site.close();
  });

  test("a report of too many, of none, or of what are no ids is refused by its field; a draft isn't there", async () => {
    const { site, server, discussionId, look, host } = await aTalk();
    const many = Array.from({ length: 101 }, () => newPostId());
    for (const postIds of [many, [], ["x"], "x", [{ $gt: "" }]])
      expect(
        await server.answer(visitor, "impressions:report", { discussionId, postIds }),
      ).toMatchObject({ ok: false, failure: { code: "invalid_input" } });
    expect(await look(many.slice(0, 100))).toEqual({ ok: true, value: {} });
    const draft = await granted(server.answer, host, "discussion:create", {
      ...{ slug: `draft-${site.clock.now}`, title: { en: "Later" }, languages: ["en"] },
      commandId: commandId(),
    });
    for (const ref of [draft.discussionId, draft.slug, "never-made"])
      expect(
        await server.answer(visitor, "impressions:report", {
          discussionId: ref,
          postIds: many.slice(0, 1),
        }),
      ).toMatchObject({ ok: false, failure: { code: "not_found" } });
    await site.close();
  });

  test("a moderator is told how evenly it is spread, in all and question by question, and what was seen least", async () => {
    const { site, posts, questionIds, look, settle, exposure, other } = await aTalk();
    const [a, b, c, d] = posts;
    for (const some of [[a, b, c, d], [b, c, d], [c, d], [d]]) await look(some);
    await settle();
    const told = await exposure(other);
    expect(told).toMatchObject({
      ...{ posts: 4, impressions: 10, median: 2.5, min: 1, max: 4, gini: 0.25 },
      least: [
        { postId: a, reference: "1.1", impressions: 1 },
        { postId: b, reference: "1.2", impressions: 2 },
        { postId: c, reference: "1.3", impressions: 3 },
        { postId: d, reference: "2.1", impressions: 4 },
      ],
    });
    const none = { posts: 0, impressions: 0, median: 0, min: 0, max: 0, gini: 0 };
    const [first, second, third] = questionIds.map((id) =>
      told.questions.find(({ questionId }) => questionId === id),
    );
    expect(first).toMatchObject({ posts: 3, impressions: 6, median: 2, min: 1, max: 3 });
    expect(first?.gini).toBeCloseTo(2 / 9, 12);
    expect(second).toMatchObject({ posts: 1, impressions: 4, median: 4, gini: 0 });
    expect(third).toEqual({ questionId: questionIds[2], ...none });
    await site.close();
  });
});
