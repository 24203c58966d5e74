import { describe, expect, test } from "vitest";
import type { PostRow } from "#server/domain/state.ts";
import type { Store } from "#server/domain/store.ts";
import type { DiscussionId, PostId } from "#shared/ids.ts";
import { aPost, aStep, drafts, ids } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";

export function postsContract({ engine, aStore, stores }: Instances): void {
  describe(`${engine}: posts`, () => {
    async function withPosts(store: Store, rows: PostRow[]): Promise<DiscussionId> {
      const id = ids.discussion();
      await store.discussions.project(id, 1, aStep({ posts: rows }));
      return id;
    }

    test("the public may know of what was published, moderators of all", async () => {
      const store = await aStore();
      const rows: PostRow[] = [
        aPost(1),
        aPost(2, { state: "pending", number: null }),
        aPost(3, { state: "rejected", number: null, reason: "spam" }),
        aPost(4, { state: "hidden", reason: "hate" }),
        aPost(5, { state: "hidden", number: null, reason: "hate" }),
        aPost(6, { state: "withdrawn" }),
        aPost(7, { state: "withdrawn", number: null }),
        aPost(8, { state: "changes_requested", number: null }),
        aPost(9),
      ];
      const id = await withPosts(store, rows);
      const { questionId } = aPost(1);
      const page = async (audience: "public" | "moderators", before: number | null, limit = 10) =>
        (await store.posts.page({ discussionId: id, questionId, audience, before, limit })).map(
          ({ order }) => order,
        );
      expect(await page("public", null)).toEqual([9, 6, 4, 1]);
      expect(await page("moderators", null)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
      expect(await page("public", 6)).toEqual([4, 1]);
      expect(await page("public", null, 2)).toEqual([9, 6]);
      expect(await page("moderators", 4, 2)).toEqual([3, 2]);
      const elsewhere = {
        questionId: ids.question(),
        audience: "moderators",
        before: null,
      } as const;
      expect(await store.posts.page({ discussionId: id, ...elsewhere, limit: 5 })).toEqual([]);
    });

    test("a post that is hidden, restored and withdrawn moves in and out of the public's pages", async () => {
      const store = await aStore();
      const post = aPost(1, { state: "pending", number: null });
      const id = await withPosts(store, [post]);
      const { questionId } = post;
      const seen = async (next: Partial<PostRow>) => {
        await store.discussions.project(id, 9, aStep({ posts: [{ ...post, ...next }] }));
        const query = { discussionId: id, questionId, before: null, limit: 9 };
        return (await store.posts.page({ ...query, audience: "public" })).map(({ state }) => state);
      };
      expect(await seen({ seq: 2, state: "rejected" })).toEqual([]);
      expect(await seen({ seq: 3, state: "published", number: 1 })).toEqual(["published"]);
      expect(await seen({ seq: 4, state: "hidden", number: 1 })).toEqual(["hidden"]);
    });

    test("pinned posts come oldest pin first, without those unpinned", async () => {
      const store = await aStore();
      const [one, two, three] = [aPost(1, { pinned: 9 }), aPost(2), aPost(3, { pinned: 8 })];
      const id = await withPosts(store, [one, two, three]);
      const pinned = () => store.posts.pinned(id, one.questionId);
      expect(await pinned()).toEqual([three, one]);
      await store.discussions.project(
        id,
        10,
        aStep({ posts: [{ ...three, pinned: null, seq: 10 }] }),
      );
      expect(await pinned()).toEqual([one]);
    });

    test("an author's unpublished posts come newest first", async () => {
      const store = await aStore();
      const authorId = ids.user();
      const rows = [
        aPost(1, { authorId, state: "pending", number: null }),
        aPost(2, { authorId }),
        aPost(3, { authorId, state: "hidden" }),
        aPost(4, { state: "pending", number: null }),
        aPost(5, { authorId, state: "withdrawn" }),
      ];
      const id = await withPosts(store, rows);
      const orders = async (limit: number) =>
        (await store.posts.unpublishedOf(id, authorId, limit)).map(({ order }) => order);
      expect(await orders(10)).toEqual([5, 3, 1]);
      expect(await orders(2)).toEqual([5, 3]);
      expect(await store.posts.unpublishedOf(ids.discussion(), authorId, 10)).toEqual([]);
    });

    test("posts are read by id within their discussion, and a post's discussion is known", async () => {
      const store = await aStore();
      const [one, two] = [aPost(1), aPost(2)];
      const id = await withPosts(store, [one, two]);
      const other = await withPosts(store, [aPost(1)]);
      const got = await store.posts.get(id, [two.id, ids.post(), one.id]);
      expect(got.sort((a, b) => a.order - b.order)).toEqual([one, two]);
      expect(await store.posts.get(other, [one.id])).toEqual([]);
      expect(await store.posts.get(id, [])).toEqual([]);
      expect(await store.posts.discussionOf(one.id)).toBe(id);
      expect(await store.posts.discussionOf(ids.post())).toBeNull();
    });

    test("totals of votes are kept by post", async () => {
      const { posts } = await aStore();
      const [id, other] = [ids.discussion(), ids.discussion()];
      const [one, two, three] = [ids.post(), ids.post(), ids.post()];
      const votes = (agree: number) => ({ agree, disagree: 2, pass: 0 });
      await posts.putSupport(
        id,
        new Map([
          [one, votes(1)],
          [two, votes(5)],
        ]),
      );
      await posts.putSupport(other, new Map([[three, votes(9)]]));
      await posts.putSupport(id, new Map([[one, votes(3)]]));
      expect(await posts.support([one, three, ids.post()])).toEqual(
        new Map([
          [one, votes(3)],
          [three, votes(9)],
        ]),
      );
      expect(await posts.scanSupport(id)).toEqual(
        new Map([
          [one, votes(3)],
          [two, votes(5)],
        ]),
      );
      expect(await posts.support([])).toEqual(new Map());
    });

    test("pages read while posts arrive double nothing and skip nothing of what was there", async () => {
      const [reader, writer] = await stores(2);
      const before = Array.from({ length: 120 }, (_, i) => aPost(i + 1));
      const { questionId } = aPost(1);
      const id = ids.discussion();
      await reader.log.append(id, 0, drafts(before.length));
      await reader.discussions.project(id, before.length, aStep({ posts: before }));
      let reading = true;
      let arrived = 0;
      const write = async () => {
        for (let head = before.length; reading && head < 2_000; head++) {
          await writer.log.append(id, head, drafts(1));
          await writer.discussions.project(id, head + 1, aStep({ posts: [aPost(head + 1)] }));
          arrived++;
        }
      };
      const read = async () => {
        const seen: PostId[] = [];
        let cursor: number | null = null;
        do {
          await expect.poll(() => arrived, { interval: 1 }).toBeGreaterThan(seen.length / 10);
          const query = { discussionId: id, questionId, audience: "public", limit: 10 } as const;
          const page: PostRow[] = await reader.posts.page({ ...query, before: cursor });
          seen.push(...page.map((row) => row.id));
          cursor = page.at(-1)?.order ?? null;
        } while (cursor !== null);
        reading = false;
        return seen;
      };
      const [seen] = await Promise.all([read(), write()]);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.slice(-before.length)).toEqual(before.map((row) => row.id).toReversed());
      expect(arrived).toBeGreaterThan(10);
    });
  });
}
