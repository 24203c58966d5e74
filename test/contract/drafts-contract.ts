import { describe, expect, test } from "vitest";
import type { KeptDraft } from "#server/domain/store.ts";
import { Language } from "#shared/model.ts";
import { ids } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";

function aDraft(more: Partial<KeptDraft> = {}): KeptDraft {
  const where = { questionId: ids.question(), parentId: null, postId: null };
  return {
    ...{ discussionId: ids.discussion(), userId: ids.user(), place: `${where.questionId} - -` },
    row: { where, html: "<p>Half a</p>", language: Language.parse("en"), at: 5 },
    version: 1,
    ...more,
  };
}

export function draftsContract({ engine, aStore }: Instances): void {
  describe(`${engine}: drafts`, () => {
    test("a draft follows the version it names, or isn't written; of many at once one is", async () => {
      const { drafts } = await aStore();
      const draft = aDraft();
      const { discussionId, userId } = draft;
      const firsts = await Promise.all([1, 2, 3].map(() => drafts.put(draft, null)));
      expect(firsts.filter(Boolean)).toHaveLength(1);
      const next = { ...draft, version: 2, row: { ...draft.row, html: "<p>Half a sentence</p>" } };
      const seconds = await Promise.all([1, 2, 3].map(() => drafts.put(next, 1)));
      expect(seconds.filter(Boolean)).toHaveLength(1);
      expect(await drafts.put(draft, null)).toBe(false);
      expect(await drafts.of(discussionId, userId)).toEqual([next]);
      await drafts.drop(draft, 1);
      expect(await drafts.of(discussionId, userId)).toEqual([next]);
      await drafts.drop(draft, 2);
      expect(await drafts.of(discussionId, userId)).toEqual([]);
      expect(await drafts.put(next, 2)).toBe(false);
    });

    test("each place and person has its own, and those of a discussion are scanned a page after the other", async () => {
      const { drafts } = await aStore();
      const { discussionId } = aDraft();
      const all = [1, 2].flatMap(() => {
        const userId = ids.user();
        return [1, 2, 3].map(() => aDraft({ discussionId, userId }));
      });
      for (const each of [...all, aDraft()]) await drafts.put(each, null);
      const sorted = all.toSorted((a, b) =>
        `${a.userId} ${a.place}` < `${b.userId} ${b.place}` ? -1 : 1,
      );
      const first = await drafts.scan(discussionId, null, 4);
      const rest = await drafts.scan(discussionId, first.at(-1) ?? null, 4);
      expect([...first, ...rest]).toEqual(sorted);
      expect(first).toHaveLength(4);
      const { userId } = sorted[0]!;
      expect(await drafts.of(discussionId, userId)).toEqual(sorted.slice(0, 3));
    });
  });
}
