/** Pages of a keyset scan, until there are no more. */
export async function* pages<T, K>(
  read: (after: K | null) => Promise<T[]>,
  key: (row: T) => K,
): AsyncIterable<T[]> {
  let after: K | null = null;
  for (;;) {
    const page: T[] = await read(after);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = key(last);
  }
}
