import { afterEach, expect, test } from "vitest";
import { copyStore } from "#server/cli/copy-store.ts";
import type { Store } from "#server/domain/store.ts";
import { granted } from "#test/support/discussion.ts";
import { as, commandId } from "#test/support/people.ts";
import { type Opener, sqlite } from "#test/support/stores.ts";
import { aCore } from "./a-core.ts";
import { besideIn, readings, routes, use } from "./a-used-store.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
async function aStore(opener: Opener): Promise<Store> {
  const { store } = await opener.open();
  closing.push(() => store.close());
  return store;
}

/** A store with posts in every state, an address that has changed, and an import with votes. */
async function aUsedStore(opener: Opener) {
  const store = await aStore(opener);
  return { store, ...(await use(store)) };
}

test.each(routes)(
  "from $from.engine to $to.engine every role reads the same as before",
  async ({ from, to }) => {
    const { store, cast, scene } = await aUsedStore(from);
    const target = await aStore(to);
    const copied = await copyStore(store, target);
    expect(copied.discussions.map(({ posts }) => posts).sort((a, b) => a - b)).toContain(120);
    const before = await readings(store, { cast, scene });
    expect(await readings(target, { cast, scene })).toEqual(before);
    const beside = await besideIn(store, { scene });
    const { votes, marks, drafts, contacts, gives, exports, impressions } = beside;
    const { totals, files, pieces } = beside;
    expect([files, pieces.filter(Boolean)].map(({ length }) => length)).toEqual([6, 6]);
    const each = [votes, marks, drafts, contacts, gives, exports, impressions];
    expect(each.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(totals).toEqual(new Map([[scene.published, 1]]));
    expect(beside.template).not.toBeNull();
    expect(beside.spaces).toMatchObject({
      kept: [{ slug: "a-space" }],
      listed: [[scene.discussionId]],
    });
    expect(await besideIn(target, { scene })).toEqual(beside);
    expect(target.epoch).not.toBe(store.epoch);
  },
);

test("a command that was granted before the copy is answered the same after it", async () => {
  const { store, cast, scene } = await aUsedStore(sqlite);
  const core = aCore(store);
  const input = {
    ...{ discussionId: scene.discussionId, questionId: scene.open, parentId: null, language: "en" },
    ...{ body: "<p>Once</p>", commandId: commandId() },
  };
  const first = await granted(core.answer, as(cast.participant), "post:create", input);
  await core.close();
  const target = await aStore(sqlite);
  await copyStore(store, target);
  const after = aCore(target);
  closing.push(after.close);
  expect(await granted(after.answer, as(cast.participant), "post:create", input)).toEqual(first);
});

test("what is written to the source meanwhile is left out whole", async () => {
  const { store, cast, scene } = await aUsedStore(sqlite);
  const core = aCore(store);
  closing.push(core.close);
  const head = await store.log.head(scene.discussionId);
  const target = await aStore(sqlite);
  let wrote = false;
  // Somebody posts while the accounts are being copied.
  const busy: Store = {
    ...store,
    people: {
      ...store.people,
      scanAccounts: async (after, limit) => {
        if (!wrote) {
          wrote = true;
          await granted(core.answer, as(cast.participant), "post:create", {
            ...{ discussionId: scene.discussionId, questionId: scene.open, parentId: null },
            ...{ language: "en", body: "<p>Meanwhile</p>", commandId: commandId() },
          });
        }
        return store.people.scanAccounts(after, limit);
      },
    },
  };
  await copyStore(busy, target);
  expect(await store.log.head(scene.discussionId)).toBe(head + 1);
  expect(await target.log.head(scene.discussionId)).toBe(head);
});

test("a copy that lost something is noticed", async () => {
  const { store } = await aUsedStore(sqlite);
  const lossy: [string, (to: Store) => Store][] = [
    [
      "a text",
      (to) => ({ ...to, texts: { ...to.texts, put: (texts) => to.texts.put(texts.slice(1)) } }),
    ],
    [
      "a post",
      (to) => ({
        ...to,
        discussions: {
          ...to.discussions,
          project: (id, upTo, step) =>
            to.discussions.project(id, upTo, {
              ...step,
              posts: step.posts.map((post) => ({ ...post, number: 99 })),
            }),
        },
      }),
    ],
    ["vote total", (to) => ({ ...to, posts: { ...to.posts, putSupport: async () => undefined } })],
  ];
  for (const [what, break_] of lossy) {
    const target = await aStore(sqlite);
    await expect(copyStore(store, break_(target))).rejects.toThrow(what);
  }
});

test("there is nothing to copy from an empty store", async () => {
  await expect(copyStore(await aStore(sqlite), await aStore(sqlite))).rejects.toThrow(
    "There is nothing to copy.",
  );
});
