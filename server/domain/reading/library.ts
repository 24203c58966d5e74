import type { Time } from "#server/domain/log.ts";
import type { Store } from "#server/domain/store.ts";
import type { Touched } from "#server/domain/touched.ts";
import type { Participation } from "#shared/commands/participation.ts";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import type { PostId, TextId, UserId } from "#shared/ids.ts";
import type { AuthorView, Change } from "#shared/model.ts";
import { BoundedCache } from "./bounded-cache.ts";
import { Briefly } from "./briefly.ts";

/** What views need besides rows: texts, names, vote totals. */
export interface Library {
  texts(ids: readonly TextId[]): Promise<Map<TextId, string>>;
  authors(ids: readonly UserId[]): Promise<Map<UserId, AuthorView>>;
  support(ids: readonly PostId[]): Promise<ReadonlyMap<PostId, number>>;
  /** What is told may depend on the time. */
  now(): Time;
  /** What is the same for all of the public, for many who ask at once: a snapshot, what happened between two places of a log. */
  shared: {
    snapshots: Briefly<SnapshotContent>;
    touched: Briefly<Touched>;
    changes: Briefly<Change[]>;
    participation: Briefly<Participation>;
  };
  /** Who can be mentioned in a discussion, by its id, in the order of their compared names. */
  people: Briefly<readonly Findable[]>;
}
/** What a snapshot holds besides whom it is for. */
export type SnapshotContent = Pick<Snapshot, "windows" | "changes">;

interface LibraryDeps extends Pick<Library, "now" | "support"> {
  store: Store;
}

export interface Findable {
  person: AuthorView;
  /** Its words folded, with a space between each two. */
  name: string;
}

/** UTF-16 units of texts kept in memory; texts never change, so they never go stale. */
const textUnits = 16 * 1024 * 1024;
const cards = 10_000;
/** Names may change: after this they are read again. */
const cardMs = 5_000;

/** How many support each post: here, and where it was brought from. Posts without any are left out. */
export async function supportIn(
  store: Pick<Store, "posts" | "votes">,
  ids: readonly PostId[],
): Promise<ReadonlyMap<PostId, number>> {
  const [given, votes] = await Promise.all([store.posts.support(ids), store.votes.count(ids)]);
  const totals = new Map(votes);
  for (const [id, { agree }] of given) totals.set(id, agree + (votes.get(id) ?? 0));
  return totals;
}

export function createLibrary({ store, now, support }: LibraryDeps): Library {
  const texts = new BoundedCache<TextId, string>(textUnits, (body) => body.length + 100);
  const authors = new BoundedCache<UserId, { card: AuthorView; readAt: Time }>(cards, () => 1);

  return {
    now,
    shared: {
      ...{ snapshots: new Briefly(now), touched: new Briefly(now), changes: new Briefly(now) },
      participation: new Briefly(now),
    },
    people: new Briefly(now),

    async texts(ids) {
      const found = new Map<TextId, string>();
      const missing: TextId[] = [];
      for (const id of new Set(ids)) {
        const body = texts.get(id);
        if (body === undefined) missing.push(id);
        else found.set(id, body);
      }
      if (missing.length > 0)
        for (const { id, body } of await store.texts.get(missing)) {
          texts.set(id, body);
          found.set(id, body);
        }
      return found;
    },

    async authors(ids) {
      const found = new Map<UserId, AuthorView>();
      const missing: UserId[] = [];
      const at = now();
      for (const id of new Set(ids)) {
        const known = authors.get(id);
        if (known && Math.abs(at - known.readAt) < cardMs) found.set(id, known.card);
        else missing.push(id);
      }
      if (missing.length > 0)
        for (const { id, name, organisation, category } of await store.people.accounts(missing)) {
          const card = { id, name, organisation, category };
          authors.set(id, { card, readAt: at });
          found.set(id, card);
        }
      return found;
    },

    support,
  };
}
