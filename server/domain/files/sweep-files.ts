import type { Deps } from "#server/domain/deps.ts";
import { limits } from "#shared/limits.ts";

const portion = 50;
const dayMs = 24 * 60 * 60_000;

/** Takes away what was sent long ago and that nothing has. */
export async function sweepFiles({ store, now }: Pick<Deps, "store" | "now">): Promise<void> {
  const before = now() - limits.looseFileDays * dayMs;
  for (;;) {
    const ids = await store.files.looseBefore(before, portion);
    for (const id of ids) await store.files.drop(id);
    if (ids.length < portion) return;
  }
}
