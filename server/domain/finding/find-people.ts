import { discussionIdOf, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { allow } from "#server/domain/permissions.ts";
import { unmuted } from "#server/domain/posts/checks.ts";
import type { Findable } from "#server/domain/reading/library.ts";
import { peopleHere } from "#server/domain/reading/people-here.ts";
import type { State } from "#server/domain/state.ts";
import { commands, type Input, type Output } from "#shared/commands.ts";
import { fold } from "#shared/fold.ts";
import { limits } from "#shared/limits.ts";
import type { AuthorView } from "#shared/model.ts";

/** People of a discussion whose name, or a later word of it, begins so: those whose name itself does come first, else by the alphabet. */
export async function findPeople(
  deps: Deps,
  caller: Caller,
  { discussionId, begins }: Input<"people:find">,
): Promise<Output<"people:find">> {
  const actor = signedIn(caller);
  const id = await discussionIdOf(deps, discussionId);
  const state = await deps.serving.state(id);
  allow(state, actor, commands["people:find"].may);
  unmuted(state, actor.userId, deps.now());
  const wanted = inWords(begins);
  if (wanted === "") return { people: [] };
  // With every letter that somebody types it is asked anew.
  const all = await deps.library.people.get(id, () => findableIn(deps, state));
  const others = all.filter(({ person }) => person.id !== actor.userId);
  const found = [
    ...others.filter(({ name }) => name.startsWith(wanted)),
    ...others.filter(({ name }) => !name.startsWith(wanted) && name.includes(` ${wanted}`)),
  ];
  return { people: found.slice(0, limits.people).map(({ person }) => person) };
}

async function findableIn(deps: Deps, state: State): Promise<Findable[]> {
  const cards = await deps.library.authors([...(await peopleHere(deps, state))]);
  return [...cards.values()]
    .map((person) => ({ person, name: nameOf(person) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const inWords = (name: string): string =>
  fold(name)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();

/** The library keeps a card for a while, and as long as that its name needn't be folded again. */
const folded = new WeakMap<AuthorView, string>();
function nameOf(person: AuthorView): string {
  const known = folded.get(person);
  if (known !== undefined) return known;
  const name = inWords(person.name);
  folded.set(person, name);
  return name;
}
