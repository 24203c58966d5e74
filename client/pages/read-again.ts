import { askAsHost } from "#client/host-routes.ts";
import type { Page } from "#client/view/page-state.ts";
import type { Output } from "#shared/commands.ts";
import type { Slug } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";

type List = Pick<Extract<Page, { name: "list" }>, "list" | "spaces">;

/** What the start page lists by now; null when that can't be read. */
export async function readList(before: string | null): Promise<List | null> {
  const [list, all] = await Promise.all([
    askAsHost("discussion:list", { before }),
    askAsHost("space:list", {}),
  ]);
  return list.ok && all.ok ? { list: list.value, spaces: all.value.spaces } : null;
}

/** What a space's home lists by now; null when that can't be read. */
export async function readSpace(
  spaceId: Slug,
  before: string | null,
): Promise<Output<"space:read"> | null> {
  const read = await askAsHost("space:read", { spaceId, before, limit: limits.page });
  return read.ok ? read.value : null;
}
