import type { Deps } from "#server/domain/deps.ts";
import { nameKey } from "#server/domain/people/name-key.ts";
import type { State } from "#server/domain/state.ts";
import type { UserId } from "#shared/ids.ts";
import { hostTextsAt } from "./host-texts.ts";
import { anybody, sight } from "./visibility.ts";

/**
 * Whom everybody may know of in a discussion, and so who can be mentioned there: whoever has a post that all can read, and those of its
 * moderators and hosts whom the host's text names. It says nothing of any other account.
 */
export async function peopleHere({ library }: Pick<Deps, "library">, state: State) {
  const people = new Set<UserId>();
  for (const [, row] of state.posts.entries())
    if (sight(row, anybody) === "whole") people.add(row.authorId);
  for (const id of await namedStaff(library, state)) people.add(id);
  return people;
}

async function namedStaff(library: Deps["library"], state: State): Promise<UserId[]> {
  const { moderators } = await hostTextsAt(library, state.discussion?.textId);
  const named = new Set(moderators.map(({ name }) => nameKey(name)));
  if (named.size === 0) return [];
  const staff = [...state.members.entries()].filter(([, { role }]) => role !== "participant");
  const cards = await library.authors(staff.map(([id]) => id));
  return [...cards.values()].flatMap(({ id, name }) => (named.has(nameKey(name)) ? [id] : []));
}
