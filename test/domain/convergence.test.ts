import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Core, openCore } from "#server/core.ts";
import type { Caller } from "#server/domain/deps.ts";
import type { Store } from "#server/domain/store.ts";
import type { CommandName } from "#shared/commands.ts";
import type { Feed } from "#shared/feed.ts";
import type { DiscussionId, PostId, QuestionId } from "#shared/ids.ts";
import { anOpenDiscussion, aPendingPost, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { quiet } from "#test/support/quiet.ts";
import { earsOf, Reader } from "#test/support/reader.ts";
import { openers } from "#test/support/stores.ts";

const acts = [
  ...["post", "post", "post", "reply", "pending", "edit", "withdraw", "hide", "restore", "pin"],
  ...["unpin", "approve", "reject", "mute", "unmute", "grant", "revoke", "lock", "unlock"],
  ...["question", "title", "drop", "drop", "return", "return", "lose"],
] as const;
/** Those that mostly come from a host or a moderator; the others try them too. */
const moderation = new Set<string>([
  ...["hide", "restore", "pin", "unpin", "approve", "reject", "mute", "unmute"],
  ...["grant", "revoke", "lock", "unlock", "question", "title"],
]);
const step = fc.record({
  act: fc.constantFrom(...acts),
  who: fc.nat(9),
  at: fc.nat(30),
  wait: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

for (const { engine, open, runs } of openers) {
  describe(`${engine}: after any outage a reader holds what a newcomer reads (P4)`, () => {
    let stores: Store[];
    let cores: Core[];
    let readers: Reader[] = [];
    beforeAll(async () => {
      const fresh = await open();
      stores = [fresh.store, await fresh.again()];
      cores = stores.map((store) =>
        openCore({
          store,
          log: quiet,
          publicUrl: "http://x.test",
          secret: "s".repeat(32),
          limitFactor: 1e6,
        }),
      );
      for (const core of cores)
        core.hear(earsOf(() => readers.filter((reader) => coreOf.get(reader) === core)));
    });
    afterAll(async () => {
      await Promise.all(cores.map((core) => core.close()));
      await Promise.all(stores.map((store) => store.close()));
    });
    const coreOf = new WeakMap<Reader, Core>();

    test("random acts by random roles on two processes, with drop-outs", {
      timeout: 120_000,
    }, async () => {
      const [first, second] = cores as [Core, Core];
      const admin = await anAccount(first.deps.store, "host", { admin: true });
      const [mo, ann, ben] = await Promise.all(
        ["mo", "ann", "ben"].map((name) => anAccount(first.deps.store, name)),
      );
      if (!mo || !ann || !ben) throw new Error("three people");
      const people = [as(admin), as(mo), as(ann), as(ben), visitor];

      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
          const world = await aWorld(first, as(admin));
          await granted(first.answer, as(admin), "member:grant", {
            discussionId: world.discussionId,
            account: mo.email ?? "",
            role: "moderator",
            commandId: commandId(),
          });
          readers = people.flatMap((caller) =>
            cores.map((core) => {
              const reader = new Reader(core, caller, world.discussionId);
              coreOf.set(reader, core);
              return reader;
            }),
          );
          all = readers;
          await Promise.all(readers.map((reader) => reader.join()));
          for (const [i, each] of steps.entries())
            await play(i % 3 === 0 ? second : first, world, people, each, {
              mo: mo.email ?? "",
              ben: ben.email ?? "",
              annId: ann.id,
              benId: ben.id,
            });
          await Promise.all(inFlight.splice(0));
          await settle(world.discussionId);
          for (const reader of readers) expectSame(reader.feed, await reader.fresh());
        }),
        {
          numRuns: runs.property,
          verbose: 1,
          ...(process.env.FC_SEED ? { seed: Number(process.env.FC_SEED) } : {}),
        },
      );
    });

    async function settle(id: DiscussionId): Promise<void> {
      const head = Math.max(...(await Promise.all(stores.map((store) => store.log.head(id)))));
      for (const core of cores) core.serving.hint();
      for (const reader of readers) {
        if (!reader.online) await reader.join();
        await reader.hearHead(head); // as a heartbeat does
      }
      await expect
        .poll(() => readers.map((reader) => reader.feed?.seq), { timeout: 10_000, interval: 5 })
        .toEqual(readers.map(() => head));
    }
  });
}

interface World {
  discussionId: DiscussionId;
  questionIds: QuestionId[];
  posts: PostId[];
}
async function aWorld(core: Core, admin: Caller): Promise<World> {
  const { discussionId, questionIds } = await anOpenDiscussion(core.answer, admin, 2);
  return { discussionId, questionIds, posts: [] };
}

/** One random act. It may be refused: that is part of it. */
async function play(
  core: Core,
  world: World,
  people: Caller[],
  { act, who, at, wait }: Step,
  named: Named,
): Promise<void> {
  const crew = moderation.has(act) && who < 7 ? people.slice(0, 2) : people;
  const caller = crew[who % crew.length] ?? visitor;
  const { discussionId } = world;
  const postId = world.posts[at % Math.max(1, world.posts.length)];
  const questionId = world.questionIds[at % world.questionIds.length];
  const send = (name: CommandName, more: object) =>
    core.answer(caller, name, { discussionId, commandId: commandId(), ...more });
  const post = async (parentId: PostId | null) => {
    const result = await core.answer(caller, "post:create", {
      ...{ discussionId, questionId, parentId, language: "en", commandId: commandId() },
      body: `<p>${act} ${at}</p>`,
    });
    if (result.ok) world.posts.push(result.value.postId);
  };
  const modes: Record<Step["act"], () => unknown> = {
    post: () => post(null),
    reply: () => post(postId ?? null),
    pending: async () => {
      if (caller.actor.kind === "account" && questionId)
        world.posts.push(
          await aPendingPost(core.deps, caller, discussionId, questionId, "<p>waiting</p>"),
        );
    },
    edit: () => send("post:edit", { postId, body: `<p>edited ${at}</p>` }),
    withdraw: () => send("post:withdraw", { postId }),
    hide: () => send("post:hide", { postId, reason: "spam", note: `note ${at}` }),
    restore: () => send("post:restore", { postId }),
    pin: () => send("post:pin", { postId }),
    unpin: () => send("post:unpin", { postId }),
    approve: () => send("post:approve", { postId }),
    reject: () => send("post:reject", { postId, reason: "spam" }),
    mute: () =>
      send("member:mute", {
        userId: at % 2 ? named.annId : named.benId,
        until: new Date(Date.now() + 3_600_000).toISOString(),
        reason: "off_topic",
        note: "internal",
      }),
    unmute: () => send("member:unmute", { userId: at % 2 ? named.annId : named.benId }),
    grant: () => send("member:grant", { account: named.ben, role: "moderator" }),
    revoke: () => send("member:revoke", { userId: named.benId }),
    lock: () => send("question:lock", { questionId }),
    unlock: () => send("question:unlock", { questionId }),
    question: () => send("question:add", { text: { en: "Another?" } }),
    title: () => send("discussion:update", { title: { en: `Title ${at}` } }),
    drop: () => dropSome(at),
    return: () => returnSome(at),
    lose: () => all[at % Math.max(1, all.length)]?.loseNext(),
  };
  const done = Promise.resolve(modes[act]());
  if (wait) await done;
  else inFlight.push(done);
  if (inFlight.length > 3) await Promise.all(inFlight.splice(0));
}
interface Named {
  mo: string;
  ben: string;
  annId: string;
  benId: string;
}
const inFlight: Promise<unknown>[] = [];
let all: Reader[] = [];
const dropSome = (at: number) => all[at % Math.max(1, all.length)]?.drop();
const returnSome = (at: number) => {
  const reader = all[at % Math.max(1, all.length)];
  return reader && !reader.online ? reader.join() : undefined;
};

function expectSame(held: Feed | null, fresh: Feed): void {
  if (!held) throw new Error("A reader never joined.");
  const plain = (feed: Feed) => ({
    seq: feed.seq,
    viewer: feed.viewer,
    discussion: feed.discussion,
    questions: [...feed.questions.values()].sort((a, b) => a.number - b.number),
    counts: [...feed.counts.values()].sort((a, b) => (a.questionId < b.questionId ? -1 : 1)),
    members: [...feed.members.values()]
      .filter((m) => m.role !== "participant" || m.mute)
      .sort((a, b) => (a.userId < b.userId ? -1 : 1)),
    posts: [...feed.posts.values()].sort((a, b) => a.order - b.order),
  });
  expect(plain(held)).toEqual(plain(fresh));
}
