import { describe, expect, test } from "vitest";
import { ids } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";

export function votesContract({ engine, aStore }: Instances): void {
  describe(`${engine}: votes`, () => {
    test("a person has one vote for a post, however often it is given, and can take it back", async () => {
      const { votes } = await aStore();
      const discussionId = ids.discussion();
      const [one, two, none] = [ids.post(), ids.post(), ids.post()];
      const [ann, ben] = [ids.user(), ids.user()];
      const vote = (postId: typeof one, userId: typeof ann, on = true) =>
        votes.put({ discussionId, postId, userId }, on);
      await Promise.all([vote(one, ann), vote(one, ann), vote(one, ann), vote(one, ben)]);
      await vote(two, ann);
      const counted = () => votes.count([one, two, none]);
      expect(await counted()).toEqual(
        new Map([
          [one, 2],
          [two, 1],
        ]),
      );
      expect((await votes.of(discussionId, ann)).sort()).toEqual([one, two].sort());
      expect(await votes.of(ids.discussion(), ann)).toEqual([]);
      await vote(two, ann, false);
      await vote(two, ann, false);
      expect(await counted()).toEqual(new Map([[one, 2]]));
      expect(await votes.count([])).toEqual(new Map());
    });

    test("votes of a discussion are scanned a page after the other", async () => {
      const { votes } = await aStore();
      const [discussionId, elsewhere] = [ids.discussion(), ids.discussion()];
      const posts = [ids.post(), ids.post()];
      for (const postId of posts)
        for (let i = 0; i < 3; i++)
          await votes.put({ discussionId, postId, userId: ids.user() }, true);
      await votes.put({ discussionId: elsewhere, postId: ids.post(), userId: ids.user() }, true);
      const first = await votes.scan(discussionId, null, 4);
      const rest = await votes.scan(discussionId, first.at(-1) ?? null, 4);
      expect([first.length, rest.length]).toEqual([4, 2]);
      expect(new Set([...first, ...rest].map(({ postId }) => postId))).toEqual(new Set(posts));
    });
  });
}
