import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { StorageFull, type Store } from "#server/domain/store.ts";
import { openStore } from "#server/store/open-store.ts";
import { StoreCannotOpen } from "#server/store/store-cannot-open.ts";
import { canMount, mount, unmount } from "#test/support/disk.ts";
import { drafts, ids } from "#test/support/rows.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

describe.skipIf(!canMount)("sqlite: the disk", () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  function aDisk(size: string): string {
    const folder = tempFolder();
    if (!mount("-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder)) throw new Error("no disk");
    closing.push(() => unmount(folder));
    return folder;
  }
  async function openIn(dataDir: string): Promise<Store> {
    const store = await openStore({ kind: "sqlite", dataDir, durability: "normal" });
    closing.push(() => store.close());
    return store;
  }

  test("a full disk is a typed failure that loses nothing, and writing goes on when there is space (P1)", async () => {
    const folder = aDisk("2m");
    const store = await openIn(folder);
    const id = ids.discussion();
    let head = 0;
    const fill = async () => {
      for (let i = 0; i < 10_000; i++) head += await store.log.append(id, head, drafts(20));
    };
    await expect(fill()).rejects.toBeInstanceOf(StorageFull);
    await expect(store.log.append(id, head, drafts(20))).rejects.toBeInstanceOf(StorageFull);
    expect(head).toBeGreaterThan(100);
    expect(await store.log.head(id)).toBe(head);
    const other = await openIn(folder);
    expect(await other.log.read(id, 0, 100_000)).toHaveLength(head);
    expect(mount("-o", "remount,size=8m", folder)).toBe(true);
    expect(await store.log.append(id, head, drafts(20))).toBe(20);
  });

  test("no space for even an empty store is a clear error that leaves nothing behind", async () => {
    const folder = aDisk("16k");
    const failure = await openIn(folder).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreCannotOpen);
    expect(String(failure)).toContain(join(folder, "roundtable.db"));
    expect(existsSync(join(folder, "roundtable.db"))).toBe(false);
  });

  test("a store on a disk that can only be read is refused, and so is a new one", async () => {
    const folder = tempFolder();
    await (await openStore({ kind: "sqlite", dataDir: folder, durability: "normal" })).close();
    for (const source of [folder, tempFolder()]) {
      const readOnly = tempFolder();
      expect(mount("--bind", source, readOnly)).toBe(true);
      closing.push(() => unmount(readOnly));
      expect(mount("-o", "remount,bind,ro", readOnly)).toBe(true);
      const failure = await openIn(readOnly).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(StoreCannotOpen);
      expect(String(failure)).toContain(readOnly);
    }
  });
});
