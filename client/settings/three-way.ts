type Branch = Readonly<Record<string, unknown>>;
const isBranch = (value: unknown): value is Branch =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** What is compared and kept as one: a text, a number, a list. Nothing, and an empty text, are the same leaf. */
const leaf = (value: unknown): string => JSON.stringify(value ?? "");

const keysOf = (...all: unknown[]): string[] => [
  ...new Set(all.flatMap((each) => (isBranch(each) ? Object.keys(each) : []))),
];
const at = (value: unknown, key: string): unknown =>
  isBranch(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** Two that each have an id of their own, such as a file and the one that came in its place, differ as a whole. */
const areTwo = (one: unknown, other: unknown): boolean =>
  [one, other].every((each) => typeof at(each, "id") === "string") &&
  at(one, "id") !== at(other, "id");

/** Paths, with dots, of the leaves in which two values differ. */
export function differences(before: unknown, after: unknown, path = ""): string[] {
  if (!isBranch(before) && !isBranch(after)) return leaf(before) === leaf(after) ? [] : [path];
  if (areTwo(before, after)) return [path];
  return keysOf(before, after).flatMap((key) =>
    differences(at(before, key), at(after, key), path ? `${path}.${key}` : key),
  );
}

/** In place of what they have: of a list's item that one of us took away, and the other changed. */
export const removed = { byThem: Symbol("by them"), byMe: Symbol("by me") } as const;
export const isRemoved = (value: unknown): value is symbol => typeof value === "symbol";

/**
 * What both changed, and not to the same: theirs, by its path in what `merged` makes of it. Of a list's item what both changed of that
 * one; it is `removed` where one of the two took it away.
 */
export function clashes(before: unknown, mine: unknown, theirs: unknown): Map<string, unknown> {
  const changed = new Set(differences(before, mine));
  const open = new Set(differences(mine, theirs));
  const found = new Map<string, unknown>();
  for (const path of differences(before, theirs)) {
    if (!changed.has(path) || !open.has(path)) continue;
    const [was, here, there] = [before, mine, theirs].map((each) => valueAt(each, path));
    if (!Array.isArray(here) || !Array.isArray(there)) found.set(path, there ?? "");
    else
      for (const [within, value] of itemClashes(was, here, there))
        found.set(`${path}.${within}`, value);
  }
  return found;
}

/** Of what both changed, where theirs is still another. */
export const undecided = (mine: unknown, theirs: ReadonlyMap<string, unknown>): string[] =>
  [...theirs]
    .filter(([path, value]) =>
      isRemoved(value)
        ? valueAt(mine, path) !== undefined
        : differences(valueAt(mine, path), value).length > 0,
    )
    .map(([path]) => path);

/** How many texts and numbers two items have in common. */
function alike(one: unknown, other: unknown): number {
  const leaves = differences({}, one);
  const apart = new Set(differences(one, other));
  return leaves.filter((path) => !apart.has(path)).length;
}

/**
 * The items of a list by what tells them from one another: the id that some have, or else which item of the list before they are, as
 * it was or changed in part. What is no item of that list is told by all that it says.
 */
function keyed(list: unknown, before: unknown): Map<string, unknown> {
  const old = (Array.isArray(before) ? before : []).map((item, i) => ({ item, key: `${i}` }));
  const taken = new Set<string>();
  const take = (found: { key: string } | undefined): string | undefined => {
    if (found) taken.add(found.key);
    return found?.key;
  };
  const items = (Array.isArray(list) ? list : []).map((item) => ({
    item,
    key:
      isBranch(item) && typeof item.id === "string"
        ? `id ${item.id}`
        : take(old.find((each) => !taken.has(each.key) && leaf(each.item) === leaf(item))),
  }));
  const keys = new Set<string>();
  const alone = (key: string): string => (keys.has(key) ? alone(`${key} again`) : key);
  return new Map(
    items.map(({ item, key }) => {
      const likely = old
        .filter((each) => key === undefined && !taken.has(each.key))
        .map((each) => ({ ...each, common: alike(each.item, item) }))
        .filter(({ common }) => common > 0)
        .sort((a, b) => b.common - a.common)[0];
      const own = alone(key ?? take(likely) ?? `new ${leaf(item)}`);
      keys.add(own);
      return [own, item];
    }),
  );
}

interface Item {
  key: string;
  item: unknown;
  /** What both changed of it. */
  open: ReadonlyMap<string, unknown>;
}

/**
 * In my order: mine, without what they took away and I left as it was, and then what they added. What one took away and the other
 * changed is there, until it is decided.
 */
function together(before: unknown, mine: unknown, theirs: unknown): Item[] {
  const [was, here, there] = [before, mine, theirs].map((list) => keyed(list, before)) as [
    ...[Map<string, unknown>, Map<string, unknown>, Map<string, unknown>],
  ];
  const changed = (key: string, now: unknown) =>
    was.has(key) && differences(was.get(key), now).length > 0;
  const kept = [...here].flatMap(([key, item]): Item[] => {
    const old = was.get(key);
    if (there.has(key)) {
      const other = there.get(key);
      const open = was.has(key) ? clashes(old, item, other) : new Map();
      return [{ key, item: mergedAt(old, item, other), open }];
    }
    if (!was.has(key)) return [{ key, item, open: new Map() }];
    return changed(key, item) ? [{ key, item, open: new Map([["", removed.byThem]]) }] : [];
  });
  const added = [...there].flatMap(([key, item]): Item[] => {
    if (here.has(key)) return [];
    if (!was.has(key)) return [{ key, item, open: new Map() }];
    return changed(key, item) ? [{ key, item, open: new Map([["", removed.byMe]]) }] : [];
  });
  return [...kept, ...added];
}

const itemClashes = (before: unknown, mine: unknown, theirs: unknown): [string, unknown][] =>
  together(before, mine, theirs).flatMap(({ open }, i) =>
    [...open].map(([path, value]): [string, unknown] => [path ? `${i}.${path}` : `${i}`, value]),
  );

/** Where in a list that is merged an item of mine is, by its place in mine. */
export function placesIn(before: unknown, mine: unknown, theirs: unknown): Map<number, number> {
  const keys =
    differences(before, mine).length === 0
      ? [...keyed(theirs, before).keys()]
      : differences(before, theirs).length === 0
        ? [...keyed(mine, before).keys()]
        : together(before, mine, theirs).map(({ key }) => key);
  return new Map(
    [...keyed(mine, before).keys()]
      .map((key, i): [number, number] => [i, keys.indexOf(key)])
      .filter(([, place]) => place >= 0),
  );
}

/** Theirs, with what I changed. Of what both changed, mine; a list has the items of both. */
export function merged<T>(before: T, mine: T, theirs: T): T {
  return mergedAt(before, mine, theirs) as T;
}

function mergedAt(before: unknown, mine: unknown, theirs: unknown): unknown {
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    if (differences(before, mine).length === 0) return theirs;
    if (differences(before, theirs).length === 0) return mine;
    return together(before, mine, theirs).map(({ item }) => item);
  }
  if (!isBranch(mine) || !isBranch(theirs) || areTwo(mine, theirs))
    return differences(before, mine).length === 0 ? theirs : mine;
  return Object.fromEntries(
    keysOf(theirs, mine)
      .map((key) => [key, mergedAt(at(before, key), at(mine, key), at(theirs, key))] as const)
      .filter(([, value]) => value !== undefined),
  );
}

export function valueAt(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (within, key) => (Array.isArray(within) ? within[Number(key)] : at(within, key)),
      value,
    );
}

/** A copy with another value at a path; lists are gone through by number. */
export function withValue<T>(whole: T, path: string, value: unknown): T {
  return withAt(whole, path.split("."), value) as T;
}

function withAt(whole: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole))
    return whole.map((each, i) => (String(i) === key ? withAt(each, rest, value) : each));
  const branch = isBranch(whole) ? whole : {};
  return { ...branch, [key]: withAt(at(branch, key), rest, value) };
}
