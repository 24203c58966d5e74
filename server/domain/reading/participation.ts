import { discussionIdOf } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { discussionFor } from "#server/domain/permissions.ts";
import type { State } from "#server/domain/state.ts";
import type { Participation } from "#shared/commands/participation.ts";
import type { Input, Output } from "#shared/commands.ts";
import type { UserId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import type { Library } from "./library.ts";

/** Who has taken part so far, by category and language: of published posts alone, whoever asks. */
export async function readParticipation(
  deps: Deps,
  { actor }: Caller,
  input: Input<"discussion:participation">,
): Promise<Output<"discussion:participation">> {
  const id = await discussionIdOf(deps, input.discussionId);
  const { state, head } = await deps.serving.read(id);
  discussionFor(state, actor);
  const { library } = deps;
  return library.shared.participation.get(`${id} ${head}`, () => participationIn(library, state));
}

async function participationIn(library: Library, state: State): Promise<Participation> {
  const rows = [...state.posts.entries()].flatMap(([, row]) =>
    row.state === "published" ? [row] : [],
  );
  const authors = await library.authors([...new Set(rows.map(({ authorId }) => authorId))]);
  const grouped = <K>(of: (row: (typeof rows)[number]) => K) =>
    together(groupsOf(rows.map((row) => ({ key: of(row), authorId: row.authorId }))));
  return {
    people: new Set(rows.map(({ authorId }) => authorId)).size,
    posts: rows.length,
    fewest: limits.fewestPeople,
    categories: grouped(({ authorId }) => authors.get(authorId)?.category ?? null),
    languages: grouped(({ language }) => language),
  };
}

interface Group<K> {
  of: K[];
  people: Set<UserId>;
  posts: number;
}

function groupsOf<K>(posts: readonly { key: K; authorId: UserId }[]): Group<K>[] {
  const groups = new Map<K, Group<K>>();
  for (const { key, authorId } of posts) {
    const group = groups.get(key) ?? { of: [key], people: new Set(), posts: 0 };
    groups.set(key, group);
    group.people.add(authorId);
    group.posts++;
  }
  return [...groups.values()];
}

/**
 * The largest first. Those of too few people are told as one, with the next larger one where they are too few even so; nothing at
 * all where everybody together is. So no figure is about a handful of people, nor follows from the others.
 */
function together<K>(groups: readonly Group<K>[]): { of: K[]; people: number; posts: number }[] {
  const sorted = groups.toSorted((a, b) => b.people.size - a.people.size || b.posts - a.posts);
  const few = sorted.filter(({ people }) => people.size < limits.fewestPeople);
  const told = sorted.slice(0, sorted.length - few.length);
  let rest = joined(few);
  while (rest && rest.people.size < limits.fewestPeople) {
    const next = told.pop();
    if (!next) return [];
    rest = joined([next, rest]);
  }
  return [...told, ...(rest ? [rest] : [])].map(({ of, people, posts }) => ({
    ...{ of, people: people.size, posts },
  }));
}

const joined = <K>(groups: readonly Group<K>[]): Group<K> | null =>
  groups.length === 0
    ? null
    : {
        of: groups.flatMap(({ of }) => of),
        people: new Set(groups.flatMap(({ people }) => [...people])),
        posts: groups.reduce((sum, { posts }) => sum + posts, 0),
      };
