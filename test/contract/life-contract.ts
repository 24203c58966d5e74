import { describe, expect, test } from "vitest";
import { anAccountRow, aRegistration } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";

export function lifeContract({ engine, aStore, open, opened }: Instances): void {
  describe(`${engine}: the store`, () => {
    test("three that open one fresh database at once agree on the epoch, and it stays", async () => {
      const fresh = await open();
      const all = await Promise.all([fresh.again(), fresh.again(), fresh.again()]);
      opened.push(fresh.store, ...all);
      const { epoch } = fresh.store;
      expect(epoch).toMatch(/^[0-9a-f-]{36}$/);
      expect(all.map((store) => store.epoch)).toEqual([epoch, epoch, epoch]);
      await all[0].close();
      const later = await fresh.again();
      opened.push(later);
      expect(later.epoch).toBe(epoch);
      expect((await aStore()).epoch).not.toBe(epoch);
    });

    test("a store is empty until it has an account or a discussion", async () => {
      const [a, b] = [await aStore(), await aStore()];
      expect([await a.isEmpty(), await b.isEmpty()]).toEqual([true, true]);
      await a.people.addAccount(anAccountRow());
      await b.discussions.register(aRegistration());
      expect([await a.isEmpty(), await b.isEmpty()]).toEqual([false, false]);
      await a.ping();
    });
  });
}
