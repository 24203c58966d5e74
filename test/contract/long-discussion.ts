import { afterEach, describe, expect, test } from "vitest";
import type { Store } from "#server/domain/store.ts";
import type { DiscussionId, PostId } from "#shared/ids.ts";
import { aPost, aStep, drafts, ids } from "#test/support/rows.ts";
import type { Opener } from "#test/support/stores.ts";

const batch = 250;
const pageSize = 50;

/** A long discussion is read as quickly as a short one: the ratio is printed, and only gross slowness fails. */
export function longDiscussionContract({ engine, open, runs }: Opener): void {
  describe(`${engine}: a discussion of ${runs.posts} posts`, () => {
    let store: Store | null = null;
    afterEach(() => store?.close());

    test("is written and read whole, and its pages cost what those of a short one cost", {
      timeout: 60_000,
    }, async () => {
      store = (await open()).store;
      const [short, long] = [ids.discussion(), ids.discussion()];
      const began = performance.now();
      const few = Math.max(1, Math.round(runs.posts / 6 / batch)) * batch;
      await fill(store, short, few);
      const newest = await fill(store, long, runs.posts);
      const written = performance.now() - began;

      expect(await store.log.head(long)).toBe(runs.posts);
      const scanned = await timed(async () => {
        let after = -1;
        let count = 0;
        for (;;) {
          const rows = (await store?.posts.scan(long, after, 2_000)) ?? [];
          count += rows.length;
          after = rows.at(-1)?.order ?? after;
          if (rows.length < 2_000) return count;
        }
      });
      expect(scanned.value).toBe(runs.posts);
      const [inShort, inLong] = [await paging(store, short), await paging(store, long)];
      expect(inLong.newest).toEqual(newest);
      const ratio = inLong.ms / inShort.ms;
      process.stdout.write(
        `${engine}: ${runs.posts} posts: written in ${written.toFixed(0)} ms, scanned in ${scanned.ms.toFixed(0)} ms, ` +
          `a page in ${inLong.ms.toFixed(2)} ms, ${ratio.toFixed(2)} times that of ${few}\n`,
      );
      // The MongoDB server of the tests reads a whole range for one page of it, so its ratio says nothing of MongoDB.
      if (engine === "sqlite") expect(ratio).toBeLessThan(3);
    });
  });
}

async function fill(store: Store, id: DiscussionId, n: number): Promise<PostId[]> {
  const newest: PostId[] = [];
  for (let head = 0; head < n; head += batch) {
    expect(await store.log.append(id, head, drafts(batch))).toBe(batch);
    const posts = Array.from({ length: batch }, (_, i) => aPost(head + i + 1, { questionId: one }));
    await store.discussions.project(id, head + batch, aStep({ posts }));
    newest.splice(0, batch, ...posts.map((post) => post.id));
  }
  return newest.slice(-pageSize).toReversed();
}
const { questionId: one } = aPost(1);

/** The newest pages, the best of a few runs: one disturbance must not decide. */
async function paging(store: Store, discussionId: DiscussionId) {
  let ms = Number.POSITIVE_INFINITY;
  let newest: PostId[] = [];
  for (let run = 0; run < 5; run++) {
    const query = { discussionId, questionId: one, audience: "public", limit: pageSize } as const;
    const first = await timed(() => store.posts.page({ ...query, before: null }));
    const before = first.value.at(-1)?.order ?? 0;
    const next = await timed(() => store.posts.page({ ...query, before }));
    ms = Math.min(ms, (first.ms + next.ms) / 2);
    newest = first.value.map((row) => row.id);
  }
  return { ms, newest };
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const began = performance.now();
  return { value: await work(), ms: performance.now() - began };
}
