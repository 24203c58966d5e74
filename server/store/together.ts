import DataLoader from "dataloader";

/** Read in one go; who asks for more than that at once needs no company. */
const portion = 500;

/** How long others are waited for: no longer than what is under way, or to the end of this turn of the event loop. */
type Until = "now" | "turn";

/** What is asked for at the same time is read in one go. */
export function together<I extends string, V>(
  read: (ids: readonly I[]) => Promise<ReadonlyMap<I, V>>,
  until: Until = "now",
): (ids: readonly I[]) => Promise<ReadonlyMap<I, V>> {
  const readAll = async (ids: readonly I[]) => {
    const found = await read([...new Set(ids)]);
    return ids.map((id) => found.get(id) ?? null);
  };
  const loader = new DataLoader<I, V | null>(readAll, {
    cache: false,
    maxBatchSize: portion,
    ...(until === "turn" ? { batchScheduleFn: (go) => void setImmediate(go) } : {}),
  });
  return async (ids) => {
    if (ids.length > portion) return read(ids);
    const found = await Promise.all(ids.map((id) => loader.load(id)));
    return new Map(
      ids.flatMap((id, i) => {
        const value = found[i];
        return value === null || value === undefined ? [] : [[id, value] as const];
      }),
    );
  };
}

/** One row by its id, for people who come by the thousands: each on a line of its own, and so in a call of its own. */
export function rowTogether<I extends string, R extends { id: I }>(
  read: (ids: readonly I[]) => Promise<readonly R[]>,
): (id: I) => Promise<R | null> {
  const rows = together(async (ids: readonly I[]) => {
    return new Map((await read(ids)).map((row) => [row.id, row]));
  }, "turn");
  return async (id) => (await rows([id])).get(id) ?? null;
}
