import { describe, expect, test } from "vitest";
import type { Impression } from "#server/domain/store.ts";
import { ids } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";

export function impressionsContract({ engine, aStore, stores }: Instances): void {
  describe(`${engine}: impressions`, () => {
    test("are added up for each post and hour, and for each post, whoever adds them", async () => {
      const [a, b, c] = await stores(3);
      const [discussionId, elsewhere] = [ids.discussion(), ids.discussion()];
      const [first, second, other] = [ids.post(), ids.post(), ids.post()].sort();
      const seen = (postId = first, hour = 9, count = 1): Impression => ({
        ...{ discussionId, postId: postId ?? ids.post(), hour, count },
      });
      expect(await a.impressions.totals(discussionId)).toEqual(new Map());
      const both = [seen(), seen(second, 10, 2)];
      await Promise.all(
        Array.from({ length: 12 }, (_, i) => [a, b, c][i % 3]?.impressions.add(both)),
      );
      await a.impressions.add([seen(first, 10, 5), seen(first, 11, 1)]);
      await b.impressions.add([{ ...seen(other), discussionId: elsewhere }]);
      await b.impressions.add([]);
      expect(await c.impressions.totals(discussionId)).toEqual(
        new Map([
          [first, 18],
          [second, 24],
        ]),
      );
      expect(await c.impressions.scan(discussionId, null, 9)).toEqual([
        ...[seen(first, 9, 12), seen(first, 10, 5), seen(first, 11, 1), seen(second, 10, 24)],
      ]);
    });

    test("of many posts are all told, and scanned a page after the other", async () => {
      const { impressions } = await aStore();
      const discussionId = ids.discussion();
      const all = Array.from(
        { length: 510 },
        (_, i): Impression => ({ discussionId, postId: ids.post(), hour: 490_000, count: i + 1 }),
      );
      await impressions.add(all);
      const totals = await impressions.totals(discussionId);
      expect(totals).toEqual(new Map(all.map(({ postId, count }) => [postId, count])));
      const first = await impressions.scan(discussionId, null, 5);
      const rest = await impressions.scan(discussionId, first.at(-1) ?? null, 5);
      expect([...first, ...rest]).toEqual(
        all.toSorted((a, b) => (a.postId < b.postId ? -1 : 1)).slice(0, 10),
      );
    });
  });
}
