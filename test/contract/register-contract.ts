import { describe, expect, test } from "vitest";
import type { Registration } from "#server/domain/store.ts";
import { aRegistration, ids, slug } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";

export function registerContract({ engine, aStore, stores }: Instances): void {
  describe(`${engine}: register`, () => {
    test("the same command again gives the first registration", async () => {
      const [a, b] = await stores(2);
      const first = aRegistration();
      const again: Registration = { ...first, id: ids.discussion(), createdAt: 1 };
      expect(await a.discussions.register(first)).toEqual(first);
      expect(await b.discussions.register(again)).toEqual(first);
      expect(await a.discussions.registrations(null, 10)).toEqual([first]);
      expect(await a.discussions.find({ id: again.id })).toBeNull();
    });

    test("a slug that leads elsewhere is taken, and the discussion isn't registered", async () => {
      const { discussions } = await aStore();
      const first = aRegistration();
      const second = aRegistration({ slug: first.slug });
      await discussions.register(first);
      expect(await discussions.register(second)).toBe("slug_taken");
      expect(await discussions.find({ id: second.id })).toBeNull();
      expect(await discussions.find({ slug: first.slug })).toBe(first.id);
      expect(await discussions.register({ ...second, slug: slug("another-name") })).toMatchObject({
        id: second.id,
      });
    });

    test("of many who want one slug at once one gets it", async () => {
      const all = await stores(3);
      const wanted = aRegistration().slug;
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, i) =>
          (all[i % 3] ?? all[0]).discussions.register(aRegistration({ slug: wanted })),
        ),
      );
      const granted = answers.filter((answer) => answer !== "slug_taken");
      expect(granted).toHaveLength(1);
      expect(await all[0].discussions.registrations(null, 100)).toEqual(granted);
      expect(await all[0].discussions.find({ slug: wanted })).toBe(granted[0]?.id);
    });

    test("one command sent many times at once registers once (P2)", async () => {
      const all = await stores(3);
      const command = aRegistration();
      const answers = await Promise.all(
        Array.from({ length: 9 }, (_, i) =>
          (all[i % 3] ?? all[0]).discussions.register({ ...command, id: ids.discussion() }),
        ),
      );
      expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
      expect(await all[0].discussions.registrations(null, 100)).toEqual([answers[0]]);
    });

    test("a discussion keeps its old slugs, and gives up a claim that wasn't used", async () => {
      const [{ discussions }, b] = await stores(2);
      const { id, slug: old } = aRegistration();
      await discussions.register(aRegistration({ id, slug: old }));
      const other = aRegistration();
      await discussions.register(other);
      const next = slug("next-name");
      expect(await discussions.claimSlug(next, id)).toBe(true);
      expect(await b.discussions.claimSlug(next, id)).toBe(true);
      expect(await b.discussions.claimSlug(next, other.id)).toBe(false);
      expect(await discussions.find({ slug: old })).toBe(id);
      expect(await discussions.find({ slug: next })).toBe(id);
      await b.discussions.releaseSlug(next, other.id);
      expect(await discussions.find({ slug: next })).toBe(id);
      await b.discussions.releaseSlug(next, id);
      expect(await discussions.find({ slug: next })).toBeNull();
      await b.discussions.releaseSlug(old, id);
      expect(await discussions.find({ slug: old })).toBe(id);
    });

    test("registrations are read oldest first, a page after the other", async () => {
      const { discussions } = await aStore();
      const all = Array.from({ length: 5 }, () => aRegistration());
      for (const each of all.toReversed()) await discussions.register(each);
      const first = await discussions.registrations(null, 3);
      const rest = await discussions.registrations(first.at(-1)?.id ?? null, 3);
      expect([...first, ...rest]).toEqual(all);
    });
  });
}
