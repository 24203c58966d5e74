import { describe, expect, test } from "vitest";
import type { Draft, Entry } from "#server/domain/log.ts";
import { aDiscussion, aDraft, drafts, ids } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";
import { never } from "./instances.ts";

export function logContract({ engine, aStore, stores }: Instances): void {
  describe(`${engine}: log`, () => {
    test("entries are numbered 1, 2, 3 without a gap and come back as they were written (P3)", async () => {
      const { log } = await aStore();
      const id = ids.discussion();
      const written = [
        ...drafts(3),
        aDraft({
          events: [
            {
              type: "post:created",
              ...{ postId: ids.post(), questionId: ids.question(), parentId: null },
              ...{ authorId: ids.user(), state: "pending", number: null, textId: ids.text() },
              ...{ language: aDiscussion(id).languages[0] ?? never(), writtenAt: null },
            },
            { type: "member:unmuted", userId: ids.user() },
          ],
        }),
      ];
      expect(await log.append(id, 0, written.slice(0, 2))).toBe(2);
      expect(await log.append(id, 2, written.slice(2))).toBe(2);
      expect(await log.read(id, 0, 100)).toEqual(
        written.map((draft, i): Entry => ({ discussionId: id, seq: i + 1, ...draft })),
      );
      expect((await log.read(id, 1, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
      expect(await log.read(id, 4, 10)).toEqual([]);
      expect(await log.head(id)).toBe(4);
    });

    test("of two writers that saw the same head one comes second and writes nothing (P3)", async () => {
      const [a, b] = await stores(2);
      const id = ids.discussion();
      const mine = drafts(2);
      const theirs = drafts(2);
      const written = await Promise.all([a.log.append(id, 0, mine), b.log.append(id, 0, theirs)]);
      expect([...written].sort()).toEqual([0, 2]);
      const first = written[0] === 2 ? mine : theirs;
      expect((await a.log.read(id, 0, 10)).map(({ commandId }) => commandId)).toEqual(
        first.map(({ commandId }) => commandId),
      );
    });

    test("a repeated command ends the batch before it, and append tells how many were written (P2)", async () => {
      const [a, b] = await stores(2);
      const id = ids.discussion();
      const [first, second, third] = drafts(3) as [Draft, Draft, Draft];
      expect(await a.log.append(id, 0, [first])).toBe(1);
      expect(await b.log.append(id, 1, [second, first, third])).toBe(1);
      expect(await b.log.append(id, 2, [third, third])).toBe(1);
      expect(await b.log.append(id, 3, [first])).toBe(0);
      expect((await a.log.read(id, 0, 10)).map(({ commandId }) => commandId)).toEqual([
        ...[first.commandId, second.commandId, third.commandId],
      ]);
    });

    test("the same command id of another person, or in another discussion, is another command", async () => {
      const { log } = await aStore();
      const [id, other] = [ids.discussion(), ids.discussion()];
      const draft = aDraft();
      expect(await log.append(id, 0, [draft, { ...draft, actorId: ids.user() }])).toBe(2);
      expect(await log.append(other, 0, [draft])).toBe(1);
    });

    test("nothing is written above a hole (P3)", async () => {
      const { log } = await aStore();
      const id = ids.discussion();
      await log.append(id, 0, drafts(1));
      await expect(log.append(id, 2, drafts(1))).rejects.toThrow(/isn't there to be followed/);
      expect(await log.head(id)).toBe(1);
    });

    test("an entry is found by its discussion, actor and command", async () => {
      const { log } = await aStore();
      const id = ids.discussion();
      const draft = aDraft();
      await log.append(id, 0, [aDraft(), draft]);
      const { actorId, commandId } = draft;
      expect(await log.find(id, actorId, commandId)).toEqual({
        discussionId: id,
        seq: 2,
        ...draft,
      });
      expect(await log.find(id, ids.user(), commandId)).toBeNull();
      expect(await log.find(ids.discussion(), actorId, commandId)).toBeNull();
    });

    test("heads of many discussions are told at once", async () => {
      const { log } = await aStore();
      const [one, two, none] = [ids.discussion(), ids.discussion(), ids.discussion()];
      await log.append(one, 0, drafts(3));
      await log.append(two, 0, drafts(1));
      expect(await log.heads([one, two, none])).toEqual(
        new Map([
          [one, 3],
          [two, 1],
        ]),
      );
      expect(await log.heads([])).toEqual(new Map());
      expect(await log.head(none)).toBe(0);
    });

    test("three writers at once make one order without gaps, and every write is there once (P2, P3)", async () => {
      const writers = await stores(3);
      const id = ids.discussion();
      const each = 40;
      const told = await Promise.all(
        writers.map(async ({ log }) => {
          const mine: [seq: number, command: string][] = [];
          const waiting = drafts(each);
          for (let tries = 0; waiting.length > 0 && tries < 10_000; tries++) {
            const head = await log.head(id);
            const batch = waiting.slice(0, 1 + (tries % 4));
            const written = await log.append(id, head, batch);
            for (const [i, { commandId }] of waiting.splice(0, written).entries())
              mine.push([head + 1 + i, commandId]);
          }
          return mine;
        }),
      );
      const log = await writers[0].log.read(id, 0, 1_000);
      expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: 3 * each }, (_, i) => i + 1));
      expect(told.flat().sort(([a], [b]) => a - b)).toEqual(
        log.map(({ seq, commandId }) => [seq, commandId]),
      );
    });
  });
}
