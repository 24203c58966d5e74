import { discussionIdOf, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { allow } from "#server/domain/permissions.ts";
import { unmuted } from "#server/domain/posts/checks.ts";
import { peopleHere } from "#server/domain/reading/people-here.ts";
import { commands, type Input, type Output } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";
import type { AuthorView } from "#shared/model.ts";
import { fold } from "./folding.ts";

/** People of a discussion whose name, or a later word of it, begins so: those whose name itself does come first, else by the alphabet. */
export async function findPeople(
  deps: Deps,
  caller: Caller,
  { discussionId, begins }: Input<"people:find">,
): Promise<Output<"people:find">> {
  const actor = signedIn(caller);
  const state = await deps.serving.state(await discussionIdOf(deps, discussionId));
  allow(state, actor, commands["people:find"].may);
  unmuted(state, actor.userId, deps.now());
  const wanted = inWords(begins);
  if (wanted === "") return { people: [] };
  const people = await peopleHere(deps, state);
  people.delete(actor.userId);
  const found = [...(await deps.library.authors([...people])).values()].flatMap((person) => {
    const name = nameOf(person);
    if (name.startsWith(wanted)) return { person, key: `0 ${name}` };
    return name.includes(` ${wanted}`) ? { person, key: `1 ${name}` } : [];
  });
  found.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { people: found.slice(0, limits.people).map(({ person }) => person) };
}

/** A name as it is compared: its folded words with one space between them. */
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
