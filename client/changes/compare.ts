import { diffArrays } from "diff";
import type { SafeHtml } from "#shared/model.ts";
import { type Around, type Block, blocksOf, type Token } from "./blocks.ts";

/** Words that follow each other and are all kept, all removed or all added. */
export interface Run {
  readonly kind: "same" | "gone" | "new";
  readonly tokens: readonly Token[];
}
/** A block of either version, or one of both, with what became of its words. */
export interface ComparedBlock {
  readonly path: readonly Around[];
  readonly runs: readonly Run[];
}
export interface Comparison {
  readonly blocks: readonly ComparedBlock[];
  /** False when no word changed: then it was only how they look. */
  readonly changed: boolean;
}

/**
 * What became of a text, word by word, in the order of the newer one. Blocks are matched first, and the words of those that match
 * after that, so that nothing is said to be the same only because every text has an "and". Its work is bounded: where two texts
 * have too little in common to be worth comparing, the older one is gone and the newer one is new.
 */
export function compare(before: SafeHtml, after: SafeHtml, language: string): Comparison {
  const pairs = matched(blocksOf(before, language), blocksOf(after, language));
  const homes = new Map<Around, Around>();
  for (const { gone, come } of pairs) if (gone && come) settle(homes, gone.path, come.path);
  const words = wordComparer();
  const blocks = pairs.map(({ gone, come }): ComparedBlock => {
    if (gone && come) return { path: come.path, runs: words(gone.tokens, come.tokens) };
    if (come) return { path: come.path, runs: [{ kind: "new", tokens: come.tokens }] };
    if (gone) return { path: atHome(homes, gone), runs: [{ kind: "gone", tokens: gone.tokens }] };
    throw new Error("A pair has a block at least.");
  });
  const changed = blocks.some(({ runs }) => runs.some(({ kind }) => kind !== "same"));
  return { blocks, changed };
}

/** Elements of the older text that go on in the newer one, so that a removed item is shown in its list. */
function settle(homes: Map<Around, Around>, gone: Block["path"], come: Block["path"]): void {
  for (const [index, old] of gone.entries()) {
    const now = come[index];
    if (now?.tag !== old.tag) return;
    if (!homes.has(old)) homes.set(old, now);
  }
}
function atHome(homes: Map<Around, Around>, { path }: Block): Around[] {
  const strange = path.findIndex((each) => !homes.has(each));
  return path.map((each, index) =>
    strange === -1 || index < strange ? (homes.get(each) ?? each) : each,
  );
}

interface Pair {
  gone: Block | null;
  come: Block | null;
}

const keyOf = ({ tokens }: Block): string => tokens.map(({ key }) => key).join("\u0000");

/** How many blocks may differ for them to be matched one by one. */
const blockEdits = 500;

/** The blocks of both in one order: those that are the same, and between them those that are much alike, side by side. */
function matched(gone: readonly Block[], come: readonly Block[]): Pair[] {
  const pairs: Pair[] = [];
  const rest = { gone: [] as Block[], come: [] as Block[] };
  const flush = () => {
    pairs.push(...alike(rest.gone, rest.come));
    rest.gone = [];
    rest.come = [];
  };
  let [i, j] = [0, 0];
  for (const { kind, count } of steps(gone.map(keyOf), come.map(keyOf), blockEdits)) {
    const olds = gone.slice(i, kind === "new" ? i : i + count);
    const news = come.slice(j, kind === "gone" ? j : j + count);
    i += olds.length;
    j += news.length;
    if (kind !== "same") {
      rest.gone.push(...olds);
      rest.come.push(...news);
      continue;
    }
    flush();
    for (const [index, old] of olds.entries()) pairs.push({ gone: old, come: news[index] ?? null });
  }
  flush();
  return pairs;
}

/** Above this share of common words two blocks are taken for versions of one. */
const alikeFrom = 0.4;
/** How many blocks of one version times how many of the other are compared each with each. */
const alikeMost = 10_000;

/** Puts side by side what is most alike without changing any order. */
function alike(gone: readonly Block[], come: readonly Block[]): Pair[] {
  const apart = [
    ...gone.map((each) => ({ gone: each, come: null })),
    ...come.map((each) => ({ gone: null, come: each })),
  ];
  if (gone.length === 0 || come.length === 0 || gone.length * come.length > alikeMost) return apart;
  const bags = { gone: gone.map(bagOf), come: come.map(bagOf) };
  const likeness = bags.gone.map((old) => bags.come.map((now) => share(old, now)));
  const best = bestSums(likeness);
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < gone.length || j < come.length) {
    const [old, now] = [gone[i] ?? null, come[j] ?? null];
    const here = best[i]?.[j] ?? 0;
    if (old && here === (best[i + 1]?.[j] ?? 0)) {
      pairs.push({ gone: old, come: null });
      i++;
    } else if (now && here === (best[i]?.[j + 1] ?? 0)) {
      pairs.push({ gone: null, come: now });
      j++;
    } else {
      pairs.push({ gone: old, come: now });
      i++;
      j++;
    }
  }
  return pairs;
}

/** For each pair of places how much likeness can still be had from there on. */
function bestSums(likeness: readonly (readonly number[])[]): number[][] {
  const columns = likeness[0]?.length ?? 0;
  const best = [...likeness, []].map(() => new Array<number>(columns + 1).fill(0));
  for (let i = likeness.length - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--) {
      const like = likeness[i]?.[j] ?? 0;
      const paired = like >= alikeFrom ? like + (best[i + 1]?.[j + 1] ?? 0) : 0;
      const row = best[i];
      if (row) row[j] = Math.max(paired, best[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  return best;
}

interface Bag {
  words: Map<string, number>;
  size: number;
}
const isWord = ({ text }: Token): boolean => /[\p{L}\p{N}]/u.test(text);
function bagOf({ tokens }: Block): Bag {
  const words = new Map<string, number>();
  const said = tokens.filter(isWord);
  for (const { text } of said) words.set(text, (words.get(text) ?? 0) + 1);
  return { words, size: said.length };
}
/** How much of both is common: 1 for the same words in any order. */
function share(a: Bag, b: Bag): number {
  if (a.size + b.size === 0) return 0;
  const [less, more] = a.words.size < b.words.size ? [a, b] : [b, a];
  let common = 0;
  for (const [word, count] of less.words) common += Math.min(count, more.words.get(word) ?? 0);
  return (2 * common) / (a.size + b.size);
}

/** How many words may differ in a block, and how much work (about the square of that) all blocks together may make. */
const wordEdits = 1_200;
const allWork = 3_000_000;

function wordComparer(): (gone: readonly Token[], come: readonly Token[]) => Run[] {
  let left = allWork;
  return (gone, come) => {
    const most = Math.min(wordEdits, Math.floor(Math.sqrt(left)));
    const found = steps(keysOf(gone), keysOf(come), most);
    const edits = found.reduce((sum, { kind, count }) => sum + (kind === "same" ? 0 : count), 0);
    left -= Math.min(edits, most) ** 2;
    return readable(found, gone, come);
  };
}
const keysOf = (tokens: readonly Token[]) => tokens.map(({ key }) => key);

interface Step {
  kind: Run["kind"];
  count: number;
}

/** What leads from one list to the other. With more than `most` edits only what is common at both ends is kept. */
function steps(gone: readonly string[], come: readonly string[], most: number): Step[] {
  const found = diffArrays([...gone], [...come], { maxEditLength: most });
  if (found)
    return found.map(({ added, removed, count }) => ({
      kind: added ? "new" : removed ? "gone" : "same",
      count,
    }));
  const { start, rest } = kept(gone, come);
  const all: Step[] = [
    { kind: "same", count: start },
    { kind: "gone", count: gone.length - start - rest },
    { kind: "new", count: come.length - start - rest },
    { kind: "same", count: rest },
  ];
  return all.filter(({ count }) => count > 0);
}

/** Neighbouring changes in one piece, what is gone before what is new: a kept space or comma between two changes belongs to both. */
function readable(found: readonly Step[], gone: readonly Token[], come: readonly Token[]): Run[] {
  const runs: { kind: Run["kind"]; tokens: Token[] }[] = [];
  const push = (kind: Run["kind"], tokens: readonly Token[]) => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.tokens.push(...tokens);
    else if (tokens.length > 0) runs.push({ kind, tokens: [...tokens] });
  };
  let [from, to] = [
    { gone: 0, come: 0 },
    { gone: 0, come: 0 },
  ];
  let change = false;
  const pushChange = (end: typeof to) => {
    const [old, now] = [gone.slice(from.gone, end.gone), come.slice(from.come, end.come)];
    const { start, rest } = kept(keysOf(old), keysOf(now));
    push("same", come.slice(from.come, from.come + start));
    push("gone", gone.slice(from.gone + start, end.gone - rest));
    push("new", come.slice(from.come + start, end.come - rest));
    push("same", come.slice(end.come - rest, end.come));
    from = end;
    change = false;
  };
  for (const { kind, count } of found) {
    const before = to;
    to = {
      gone: before.gone + (kind === "new" ? 0 : count),
      come: before.come + (kind === "gone" ? 0 : count),
    };
    if (kind !== "same") change = true;
    else if (!change || come.slice(before.come, to.come).some(isWord)) {
      pushChange(before);
      pushChange(to);
    }
  }
  pushChange(to);
  return runs;
}

/** How many tokens two lists have in common at their beginnings, and at their ends. */
function kept(gone: readonly string[], come: readonly string[]): { start: number; rest: number } {
  const shorter = Math.min(gone.length, come.length);
  let start = 0;
  while (start < shorter && gone[start] === come[start]) start++;
  let rest = 0;
  while (rest < shorter - start && gone.at(-1 - rest) === come.at(-1 - rest)) rest++;
  return { start, rest };
}
