import { isRemoved, placesIn, valueAt, withValue } from "./three-way.ts";

/** What somebody else has, where both changed the same, by its path in the draft. */
export type Theirs = ReadonlyMap<string, unknown>;

/** Each path that leads into an item of a list, with the item's other place; without those of items that went. */
function moved(theirs: Theirs, list: string, placeOf: (place: number) => number | undefined) {
  return new Map(
    [...theirs].flatMap(([path, value]): [string, unknown][] => {
      if (!path.startsWith(`${list}.`)) return [[path, value]];
      const [place = "", ...rest] = path.slice(list.length + 1).split(".");
      const next = placeOf(Number(place));
      return next === undefined || next < 0 ? [] : [[[list, next, ...rest].join("."), value]];
    }),
  );
}

/** As a list has other items, or the same in another order: what is undecided stays with its item. */
function withList(theirs: Theirs, path: string, before: unknown, next: unknown): Theirs {
  if (!Array.isArray(before) || !Array.isArray(next)) return theirs;
  const idOf = (item: unknown) => valueAt(item, "id");
  return moved(theirs, path, (place) => {
    const item: unknown = before[place];
    const same = next.indexOf(item);
    const id = idOf(item);
    return same < 0 && typeof id === "string" ? next.findIndex((each) => idOf(each) === id) : same;
  });
}

/** As `merged` makes one list of three. */
export const afterMerge = <T extends object>(
  theirs: Theirs,
  before: T,
  mine: T,
  fresh: T,
): Theirs =>
  Object.entries(mine).reduce<Theirs>((all, [key, list]) => {
    if (!Array.isArray(list)) return all;
    const places = placesIn(valueAt(before, key), list, valueAt(fresh, key));
    return moved(all, key, (place) => places.get(place));
  }, theirs);

interface Open<T> {
  draft: T;
  theirs: Theirs;
}

/** With something else at a path. */
export const withSet = <T>({ draft, theirs }: Open<T>, path: string, value: unknown): Open<T> => ({
  draft: withValue(draft, path, value),
  theirs: withList(theirs, path, valueAt(draft, path), value),
});

/** With what somebody else made of it: their words, or an item less. */
export function withTheirs<T>(open: Open<T>, path: string): Open<T> {
  const value = open.theirs.get(path);
  const theirs = new Map([...open.theirs].filter(([each]) => each !== path));
  if (!isRemoved(value)) return { draft: withValue(open.draft, path, value), theirs };
  const list = path.slice(0, path.lastIndexOf("."));
  const items = valueAt(open.draft, list);
  const place = path.slice(list.length + 1);
  const left = Array.isArray(items) ? items.filter((_, i) => String(i) !== place) : items;
  return withSet({ draft: open.draft, theirs }, list, left);
}
