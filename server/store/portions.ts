/** Rows that one call to the database reads or writes: few enough not to hold up the event loop. */
const portion = 250;

/** In portions, each taken when it is its turn. */
export function* chunks<T>(items: Iterable<T>, size = portion): Iterable<readonly T[]> {
  let some: T[] = [];
  for (const item of items) {
    some.push(item);
    if (some.length < size) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** Reads up to `limit` rows above a key, a portion at a time. */
export async function paged<T, K>(
  query: { after: K; limit: number },
  read: (after: K, size: number) => Promise<T[]>,
  keyOf: (row: T) => K,
  size = portion,
): Promise<T[]> {
  const found: T[] = [];
  let { after } = query;
  while (found.length < query.limit) {
    const wanted = Math.min(size, query.limit - found.length);
    const rows = await read(after, wanted);
    for (const row of rows) found.push(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < wanted) break;
    after = keyOf(last);
  }
  return found;
}
