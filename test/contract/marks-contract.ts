import { describe, expect, test } from "vitest";
import { ids } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";

export function marksContract({ engine, aStore }: Instances): void {
  describe(`${engine}: marks`, () => {
    test("a person has one mark in a discussion, and nothing takes it back, in whatever order its moves come", async () => {
      const { marks } = await aStore();
      const [here, elsewhere] = [ids.discussion(), ids.discussion()];
      const [ann, ben] = [ids.user(), ids.user()];
      expect(await marks.of(here, ann)).toBeNull();
      const moves = [3, 9, 1, 9, 4].map((seq) =>
        marks.put({ discussionId: here, userId: ann, seq }),
      );
      await Promise.all(moves);
      await marks.put({ discussionId: here, userId: ann, seq: 8 });
      expect(await marks.of(here, ann)).toBe(9);
      await marks.put({ discussionId: here, userId: ann, seq: 10 });
      await marks.put({ discussionId: here, userId: ben, seq: 2 });
      expect(await marks.of(here, ann)).toBe(10);
      expect(await marks.of(here, ben)).toBe(2);
      expect(await marks.of(elsewhere, ann)).toBeNull();
    });

    test("marks of a discussion are scanned a page after the other", async () => {
      const { marks } = await aStore();
      const [discussionId, elsewhere] = [ids.discussion(), ids.discussion()];
      const users = Array.from({ length: 5 }, () => ids.user()).sort();
      for (const [seq, userId] of users.entries()) await marks.put({ discussionId, userId, seq });
      await marks.put({ discussionId: elsewhere, userId: ids.user(), seq: 7 });
      const first = await marks.scan(discussionId, null, 3);
      const rest = await marks.scan(discussionId, first.at(-1)?.userId ?? null, 3);
      expect([...first, ...rest]).toEqual(
        users.map((userId, seq) => ({ discussionId, userId, seq })),
      );
      expect(first).toHaveLength(3);
    });
  });
}
