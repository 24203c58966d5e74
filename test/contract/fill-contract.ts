import { describe, expect, test } from "vitest";
import { StoreReplaced } from "#server/domain/store.ts";
import { fillable, fillStore, StoreNotEmpty } from "#server/store/fill-store.ts";
import { StoreCannotOpen } from "#server/store/store-cannot-open.ts";
import { aLink, anAccountRow, aRegistration, drafts } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";

/** A store that is filled from elsewhere is whole, or as empty as before, or refused. */
export function fillContract({ engine, open, opened }: Instances): void {
  describe(`${engine}: filling a store`, () => {
    const aPlace = async () => {
      const { store, place, again } = await open();
      const { epoch } = store;
      await store.close();
      const opening = async () => {
        const opens = await again();
        opened.push(opens);
        return opens;
      };
      return { place, epoch, opening };
    };
    const ann = anAccountRow();

    test("a filled store has its content and an epoch of its own", async () => {
      const { place, epoch, opening } = await aPlace();
      const filled = await fillStore(place, async ({ people }) => people.addAccount(ann));
      expect(filled).toBe("done");
      const store = await opening();
      expect(await store.people.scanAccounts(null, 9)).toEqual([ann]);
      expect(store.epoch).toMatch(/^[0-9a-f-]{36}$/);
      expect(store.epoch).not.toBe(epoch);
    });

    test("who has a store open while it is filled is told so by a ping", async () => {
      const { place, opening } = await aPlace();
      const open = await opening();
      await open.ping();
      await fillStore(place, async ({ people }) => people.addAccount(ann));
      await expect(open.ping()).rejects.toBeInstanceOf(StoreReplaced);
      await (await opening()).ping();
    });

    test("a store that isn't empty isn't filled, and nothing in it changes", async () => {
      const { place, opening } = await aPlace();
      const store = await opening();
      await store.people.addAccount(ann);
      const filling = fillStore(place, async ({ people }) => people.addAccount(anAccountRow()));
      await expect(filling).rejects.toBeInstanceOf(StoreNotEmpty);
      const again = await opening();
      expect(again.epoch).toBe(store.epoch);
      expect(await again.people.scanAccounts(null, 9)).toEqual([ann]);
    });

    test("a failure in the middle leaves it as empty as before", async () => {
      const { place, opening } = await aPlace();
      const filling = fillStore(place, async ({ people, log, discussions }) => {
        const registration = aRegistration();
        await people.addAccount(ann);
        await people.addLink(aLink());
        await discussions.register(registration);
        await log.append(registration.id, 0, drafts(3));
        throw new Error("the source is gone");
      });
      await expect(filling).rejects.toThrow("the source is gone");
      const store = await opening();
      expect(await store.isEmpty()).toBe(true);
      expect(await store.people.scanLinks(null, 9)).toEqual([]);
      expect(await store.people.addAccount(ann)).toBe("done");
    });

    test("one that was interrupted is refused to everybody until it is filled again, from the start", async () => {
      const { place, opening } = await aPlace();
      const dying = await fillable(place);
      expect(await dying.begin()).toBe(true);
      await dying.store.people.addAccount(ann);
      await dying.store.close();
      const refusal = await opening().catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(StoreCannotOpen);
      expect(String(refusal)).toMatch(/is incomplete.*Restore or copy into it again/);

      const other = anAccountRow({ email: ann.email });
      await fillStore(place, async ({ people }) => people.addAccount(other));
      expect(await (await opening()).people.scanAccounts(null, 9)).toEqual([other]);
    });

    test("of two that fill at once only the later one can finish", async () => {
      const { place, opening } = await aPlace();
      const [first, second] = [await fillable(place), await fillable(place)];
      opened.push(first.store, second.store);
      expect(await first.begin()).toBe(true);
      await first.store.people.addAccount(anAccountRow());
      expect(await second.begin()).toBe(true);
      await second.store.people.addAccount(ann);
      expect(await first.finish()).toBe(false);
      await first.abandon();
      expect(await second.finish()).toBe(true);
      const { epoch } = await opening();
      expect(await first.finish()).toBe(false);
      await first.abandon();
      const store = await opening();
      expect(store.epoch).toBe(epoch);
      expect(await store.people.scanAccounts(null, 9)).toEqual([ann]);
    });
  });
}
