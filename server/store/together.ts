import DataLoader from "dataloader";

/** Rows read in one go. */
const portion = 500;

/** One row by its id: what is asked for in one turn of the event loop is read in one go, since people come by the thousands. */
export function together<I extends string, R extends { id: I }>(
  read: (ids: readonly I[]) => Promise<readonly R[]>,
): (id: I) => Promise<R | null> {
  const readAll = async (ids: readonly I[]) => {
    const rows = new Map((await read([...new Set(ids)])).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? null);
  };
  const loader = new DataLoader<I, R | null>(readAll, {
    cache: false,
    maxBatchSize: portion,
    batchScheduleFn: (go) => void setImmediate(go),
  });
  return (id) => loader.load(id);
}
