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

/** Paths, with dots, of the leaves in which two values differ. */
export function differences(before: unknown, after: unknown, path = ""): string[] {
  if (!isBranch(before) && !isBranch(after)) return leaf(before) === leaf(after) ? [] : [path];
  return keysOf(before, after).flatMap((key) =>
    differences(at(before, key), at(after, key), path ? `${path}.${key}` : key),
  );
}

/** What both changed, and not to the same. Of a list, that both changed the same of one of its items. */
export function clashes(before: unknown, mine: unknown, theirs: unknown): string[] {
  const changed = new Set(differences(before, mine));
  const open = new Set(differences(mine, theirs));
  return differences(before, theirs).filter((path) => {
    if (!changed.has(path) || !open.has(path)) return false;
    const [was, here, there] = [before, mine, theirs].map((each) => valueAt(each, path));
    return !Array.isArray(here) || !Array.isArray(there) || itemsClash(was, here, there);
  });
}

/** Of what both changed, where theirs is still another. */
export const undecided = (mine: unknown, theirs: ReadonlyMap<string, unknown>): string[] =>
  [...theirs]
    .filter(([path, value]) => differences(valueAt(mine, path), value).length > 0)
    .map(([path]) => path);

/** What tells an item from others of its list: the id that some have, or all that it says. */
const keyOf = (item: unknown): string =>
  isBranch(item) && typeof item.id === "string" ? item.id : JSON.stringify(item);
const keyed = (list: unknown): Map<string, unknown> =>
  new Map((Array.isArray(list) ? list : []).map((item) => [keyOf(item), item]));

function itemsClash(before: unknown, mine: unknown, theirs: unknown): boolean {
  const [was, there] = [keyed(before), keyed(theirs)];
  return [...keyed(mine)].some(
    ([key, item]) =>
      was.has(key) && there.has(key) && clashes(was.get(key), item, there.get(key)).length > 0,
  );
}

/** In my order: mine, without what they took away and I left as it was, and then what they added. */
function mergedLists(before: unknown, mine: unknown[], theirs: unknown[]): unknown[] {
  const [was, here, there] = [keyed(before), keyed(mine), keyed(theirs)];
  const kept = mine.flatMap((item) => {
    const key = keyOf(item);
    if (there.has(key)) return [mergedAt(was.get(key), item, there.get(key))];
    return was.has(key) && differences(was.get(key), item).length === 0 ? [] : [item];
  });
  const added = theirs.filter((item) => !was.has(keyOf(item)) && !here.has(keyOf(item)));
  return [...kept, ...added];
}

/** Theirs, with what I changed. Of what both changed, mine; a list has the items of both. */
export function merged<T>(before: T, mine: T, theirs: T): T {
  return mergedAt(before, mine, theirs) as T;
}

function mergedAt(before: unknown, mine: unknown, theirs: unknown): unknown {
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    if (differences(before, mine).length === 0) return theirs;
    return differences(before, theirs).length === 0 ? mine : mergedLists(before, mine, theirs);
  }
  if (!isBranch(mine) || !isBranch(theirs))
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
