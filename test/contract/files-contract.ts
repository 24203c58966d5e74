import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { StoredFile } from "#server/domain/store.ts";
import { FileId } from "#shared/ids.ts";
import { ids } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";

const aFile = (more: Partial<StoredFile> = {}): StoredFile => ({
  ...{ id: FileId.parse(randomUUID()), discussionId: ids.discussion(), ownerId: ids.user() },
  ...{ name: "Ünïted نص.pdf", size: 7, received: 0, found: null, kept: false, at: 1_000 },
  ...more,
});
const bytes = (...all: number[]) => new Uint8Array(all);
const found = { type: "pdf", hash: "ab".repeat(32) } as const;

export function filesContract({ engine, aStore }: Instances): void {
  describe(`${engine}: files`, () => {
    test("pieces follow each other; one that doesn't changes nothing, and none is written twice", async () => {
      const { files } = await aStore();
      const file = aFile();
      expect(await files.begin(file)).toEqual(file);
      expect(await files.begin({ ...file, name: "another.pdf" })).toEqual(file);
      expect(await files.append(file.id, 3, bytes(9))).toBe(0);
      const many = await Promise.all(
        [0, 255, 10].map((first) => files.append(file.id, 0, bytes(first, 0, 13))),
      );
      expect(many).toEqual([3, 3, 3]);
      const first = await files.piece(file.id, 0);
      expect([0, 255, 10]).toContain(first?.[0]);
      expect(first).toEqual(bytes(first?.[0] ?? 0, 0, 13));
      expect(await files.append(file.id, 0, bytes(1, 1, 1))).toBe(3);
      expect(await files.piece(file.id, 0)).toEqual(first);
      expect(await files.append(file.id, 3, bytes(4, 5, 6, 7))).toBe(7);
      expect(await files.append(file.id, 7, bytes())).toBe(7);
      expect(await files.piece(file.id, 3)).toEqual(bytes(4, 5, 6, 7));
      expect(await files.piece(file.id, 7)).toBeNull();
      await files.find(file.id, found);
      expect(await files.get([file.id, aFile().id])).toEqual([{ ...file, received: 7, found }]);
      expect(await files.append(aFile().id, 0, bytes(1))).toBeNull();
    });

    test("what is kept isn't loose any more, and is never dropped", async () => {
      const { files } = await aStore();
      const { discussionId, ownerId } = aFile();
      const own = { discussionId, ownerId };
      const [old, young, kept] = [aFile({ ...own, at: 10 }), aFile(own), aFile({ ...own, at: 20 })];
      const others = [aFile({ discussionId, at: 30 }), aFile({ ownerId })];
      for (const each of [old, young, kept, ...others]) {
        await files.begin(each);
        await files.append(each.id, 0, bytes(1, 2));
      }
      await files.keep([kept.id]);
      const loose = (await files.looseOf(discussionId, ownerId)).map(({ id }) => id);
      expect(loose.toSorted()).toEqual([old.id, young.id].toSorted());
      const before = await files.looseBefore(1_000, 10);
      expect(before).toEqual([old.id, others[0]?.id]);
      expect(await files.looseBefore(1_000, 1)).toEqual([old.id]);
      for (const { id } of [old, kept]) await files.drop(id);
      expect(await files.get([old.id])).toEqual([]);
      expect(await files.piece(old.id, 0)).toBeNull();
      expect(await files.piece(kept.id, 0)).toEqual(bytes(1, 2));
      expect(await files.get([kept.id])).toEqual([{ ...kept, received: 2, kept: true }]);
    });

    test("those of a discussion are scanned a page after the other", async () => {
      const { files } = await aStore();
      const { discussionId } = aFile();
      const all = [1, 2, 3, 4, 5].map(() => aFile({ discussionId }));
      for (const each of [...all, aFile()]) await files.begin(each);
      const sorted = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const first = await files.scan(discussionId, null, 3);
      const rest = await files.scan(discussionId, first.at(-1)?.id ?? null, 3);
      expect([...first, ...rest]).toEqual(sorted);
      expect(first).toHaveLength(3);
    });
  });
}
