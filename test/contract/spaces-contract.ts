import { describe, expect, test } from "vitest";
import type { Space } from "#server/domain/store.ts";
import { aDiscussion, aSpaceRow, aStep, english, ids } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";

const changed = (space: Space, title: string): Space => ({
  ...space,
  title: { [english]: title },
  archived: true,
  changed: { by: ids.user(), commandId: ids.command(), hash: title },
  version: space.version + 1,
});

export function spacesContract({ engine, aStore, stores }: Instances): void {
  describe(`${engine}: spaces`, () => {
    test("a space is found by id and by slug, and all of them are listed oldest first", async () => {
      const { spaces } = await aStore();
      const rows = [aSpaceRow(), aSpaceRow({ about: {}, archived: true }), aSpaceRow()];
      for (const row of rows.toReversed()) expect(await spaces.add(row)).toEqual(row);
      const [first = aSpaceRow()] = rows;
      expect(await spaces.find({ id: first.id })).toEqual(first);
      expect(await spaces.find({ slug: first.slug })).toEqual(first);
      expect(await spaces.find({ id: ids.space() })).toBeNull();
      expect(await spaces.find({ slug: aSpaceRow().slug })).toBeNull();
      const sorted = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      expect(await spaces.all()).toEqual(sorted);
    });

    test("of many that claim one slug at once one gets it, and a repeated command gives the first (P2)", async () => {
      const [a, b, c] = await stores(3);
      const { slug } = aSpaceRow();
      const claims = await Promise.all(
        [a, b, c, a].map(({ spaces }) => spaces.add(aSpaceRow({ slug }))),
      );
      const given = claims.filter((each) => each !== "slug_taken");
      expect(given).toHaveLength(1);
      expect(await a.spaces.all()).toEqual(given);
      const [first = aSpaceRow()] = given as Space[];
      const again = aSpaceRow({ made: first.made });
      expect(await b.spaces.add(again)).toEqual(first);
      expect(await b.spaces.add({ ...again, slug })).toEqual(first);
      expect(await c.spaces.all()).toHaveLength(1);
    });

    test("a change follows the version it was made from; of many at once one does", async () => {
      const [a, b, c] = await stores(3);
      const space = aSpaceRow();
      await a.spaces.add(space);
      const nexts = ["one", "two", "three"].map((title) => changed(space, title));
      const done = await Promise.all(
        [a, b, c].map(({ spaces }, i) => spaces.put(nexts[i] ?? space)),
      );
      expect(done.filter(Boolean)).toHaveLength(1);
      expect(await b.spaces.find({ id: space.id })).toEqual(nexts[done.indexOf(true)]);
      expect(await b.spaces.put(changed(space, "late"))).toBe(false);
      expect(await b.spaces.put(changed(aSpaceRow(), "unknown"))).toBe(false);
      expect(await b.spaces.all()).toHaveLength(1);
    });

    test("a discussion is in as many spaces as list it, once in each", async () => {
      const [{ spaces }, other] = await stores(2);
      const [one, two] = [ids.space(), ids.space()].sort() as [Space["id"], Space["id"]];
      const all = [1, 2, 3].map(() => ids.discussion()).sort();
      const [first = ids.discussion()] = all;
      await Promise.all([spaces, other.spaces, spaces].map((each) => each.list(one, first, true)));
      for (const id of all) await spaces.list(two, id, true);
      expect(await other.spaces.of(first)).toEqual([one, two]);
      const page = await spaces.scan(two, null, 2);
      expect(page).toEqual(all.slice(0, 2));
      expect(await spaces.scan(two, page[1] ?? null, 2)).toEqual(all.slice(2));
      for (const _ of [1, 2]) await other.spaces.list(two, first, false);
      expect(await spaces.of(first)).toEqual([one]);
      expect(await spaces.scan(two, null, 9)).toEqual(all.slice(1));
    });

    test("what is listed in a space is read newest first, a page after the other; drafts only when asked for", async () => {
      const { spaces, discussions } = await aStore();
      const space = ids.space();
      const rows = [1, 2, 3, 4].map((createdAt) =>
        aDiscussion(ids.discussion(), { createdAt, phase: createdAt === 3 ? "draft" : "open" }),
      );
      const elsewhere = aDiscussion(ids.discussion(), { createdAt: 9 });
      for (const discussion of [...rows, elsewhere])
        await discussions.project(discussion.id, 1, aStep({ discussion }));
      for (const { id } of rows) await spaces.list(space, id, true);
      await spaces.list(ids.space(), elsewhere.id, true);
      const [one, two, draft, four] = rows;
      const list = async (query: object) =>
        (
          await discussions.list({
            ...{ before: null, limit: 9, drafts: false, spaceId: space, ...query },
          })
        ).map(({ row }) => row);
      expect(await list({})).toEqual([four, two, one]);
      expect(await list({ drafts: true, limit: 2 })).toEqual([four, draft]);
      const before = { createdAt: 2, id: two?.id };
      expect(await list({ before })).toEqual([one]);
      expect(await list({ spaceId: ids.space() })).toEqual([]);
    });

    test("drafts that are templates are found, newest first", async () => {
      const { discussions } = await aStore();
      const rows = [
        aDiscussion(ids.discussion(), { phase: "draft", createdAt: 1, template: true }),
        aDiscussion(ids.discussion(), { phase: "draft", createdAt: 2, template: false }),
        aDiscussion(ids.discussion(), { phase: "draft", createdAt: 3 }),
        aDiscussion(ids.discussion(), { phase: "draft", createdAt: 4, template: true }),
      ];
      for (const discussion of rows)
        await discussions.project(discussion.id, 1, aStep({ discussion }));
      const found = await discussions.templates(9);
      expect(found.map(({ row }) => row)).toEqual([rows[3], rows[0]]);
      expect(await discussions.templates(1)).toHaveLength(1);
    });
  });
}
