import { discussionIdOf, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { peopleHere } from "#server/domain/reading/people-here.ts";
import type { DiscussionRef } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import type { SafeHtml } from "#shared/model.ts";
import { asNamed, namedIn } from "./mentions.ts";
import { readBody } from "./sanitize.ts";

/**
 * A post's body made safe as `readBody` does, with mentions of people of the discussion under the names that they have now. Who they are
 * is read before the command is decided: should the last post of one of them be hidden at that very moment, the post names them all the same.
 */
export async function readBodyIn(
  deps: Deps,
  caller: Caller,
  { discussionId, body }: { discussionId: DiscussionRef; body: string },
): Promise<SafeHtml> {
  const named = namedIn(body);
  if (named.length === 0) return readBody(body);
  signedIn(caller);
  const state = await deps.serving.latest(await discussionIdOf(deps, discussionId));
  const people = await peopleHere(deps, state);
  const here = named.filter((id) => people.has(id)).slice(0, limits.mentions);
  const cards = await deps.library.authors(here);
  return readBody(body, asNamed(new Map([...cards].map(([id, { name }]) => [id, name]))));
}
