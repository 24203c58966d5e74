import { afterEach } from "vitest";
import type { Store } from "#server/domain/store.ts";
import type { Opener } from "#test/support/stores.ts";

/** What a part of the exam stands on: stores on fresh databases, closed after each test. */
export interface Instances {
  engine: Opener["engine"];
  open: Opener["open"];
  opened: Store[];
  /** Instances on one fresh database, as many processes have it open. */
  stores(n: number): Promise<[Store, Store, Store]>;
  aStore(): Promise<Store>;
}

export function instancesOf(engine: Opener["engine"], open: Opener["open"]): Instances {
  const opened: Store[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  async function stores(n: number): Promise<[Store, Store, Store]> {
    const fresh = await open();
    const all = [fresh.store];
    while (all.length < n) all.push(await fresh.again());
    opened.push(...all);
    const [first = fresh.store, second = first, third = second] = all;
    return [first, second, third];
  }
  return { engine, open, opened, stores, aStore: async () => (await stores(1))[0] };
}

/** For what can't be missing. */
export const never = (): never => {
  throw new Error("The test's own data are incomplete.");
};
