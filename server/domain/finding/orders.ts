import { createHash } from "node:crypto";
import type { PostRow, State } from "#server/domain/state.ts";
import type { PostId, UserId } from "#shared/ids.ts";
import type { Category, PostOrder } from "#shared/model.ts";

/** What orders depend on besides the rows. */
export interface OrderFacts {
  state: State;
  /** Published replies. */
  replies: ReadonlyMap<PostId, number>;
  support: ReadonlyMap<PostId, number>;
  /** Impressions. */
  seen: ReadonlyMap<PostId, number>;
  categories: ReadonlyMap<UserId, Category | null>;
  /** What `shuffled` is drawn from, and which of equal ones comes first in `least_seen`. */
  chance: string;
}

/** A post's place: higher keys first, and of equal ones the newer post. */
export interface Placed {
  row: PostRow;
  key: number;
}

/** Above every `seq` there will be, and far below what a number can tell apart. */
const aQuestion = 2 ** 40;

const keys: Record<Exclude<PostOrder, "rotating">, (row: PostRow, facts: OrderFacts) => number> = {
  newest: (row) => row.order,
  oldest: (row) => -row.order,
  question: (row, { state }) =>
    row.order - (state.questions.get(row.questionId)?.number ?? 0) * aQuestion,
  supported: (row, { support }) => support.get(row.id) ?? 0,
  discussed: (row, { replies }) => replies.get(row.id) ?? 0,
  // Of equal ones the same for everybody: a place in a list of all is nobody's own.
  least_seen: (row, { seen, chance }) =>
    -(seen.get(row.id) ?? 0) - drawn(chance, row).readUIntBE(0, 3) / 2 ** 24,
  shuffled: (row, { chance }) => drawn(chance, row).readUIntBE(0, 6),
};

const drawn = (chance: string, { id }: PostRow): Buffer =>
  createHash("sha256").update(`${chance} ${id}`).digest();

/** The rows in their order, each with the key that a cursor keeps. */
export function placed(rows: readonly PostRow[], order: PostOrder, facts: OrderFacts): Placed[] {
  const all =
    order === "rotating"
      ? rotating(rows, facts)
      : rows.map((row) => ({ row, key: keys[order](row, facts) }));
  return all.sort(byPlace);
}

export const byPlace = (a: Placed, b: Placed): number => b.key - a.key || b.row.order - a.row.order;

/** The newest of each category, then the second of each: no category fills the first page alone. */
function rotating(rows: readonly PostRow[], { categories }: OrderFacts): Placed[] {
  const taken = new Map<Category | null, number>();
  return [...rows]
    .sort((a, b) => b.order - a.order)
    .map((row) => {
      const category = categories.get(row.authorId) ?? null;
      const round = taken.get(category) ?? 0;
      taken.set(category, round + 1);
      return { row, key: -round };
    });
}
