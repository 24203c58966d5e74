import type { DiscussionRef, TextId } from "#shared/ids.ts";
import type { LocalHtml } from "#shared/model.ts";
import { discussionIdOf, type SignedIn } from "./act.ts";
import type { Deps } from "./deps.ts";
import type { LogEvent } from "./log.ts";
import { audienceOf, roleIn } from "./permissions.ts";
import { type HostTexts, readHostTexts, stillStands } from "./reading/host-texts.ts";
import { Refusal } from "./refusal.ts";
import type { DiscussionRow, State } from "./state.ts";

const isEmpty = (guidelines: LocalHtml): boolean => Object.keys(guidelines).length === 0;

/** The version in force: the text that brought it. What was written before versions counted is one with the text it is in. */
export function versionOf(
  { guidelines, textId }: Pick<DiscussionRow, "guidelines" | "textId">,
  texts: Pick<HostTexts, "guidelines">,
): TextId | null {
  if (guidelines !== undefined) return guidelines;
  return isEmpty(texts.guidelines) ? null : textId;
}

/**
 * The version after an update. Another word, in any language, makes a new one, and so does a text that is taken away: what somebody
 * accepted doesn't stand there any more. A translation that is added makes none: those who accepted read another language, in which
 * every word still stands.
 */
export function versionAfter(
  before: { version: TextId | null; guidelines: LocalHtml },
  after: { textId: TextId; guidelines: LocalHtml },
): TextId | null {
  if (isEmpty(after.guidelines)) return null;
  const stands = stillStands(before.guidelines, after.guidelines);
  return before.version !== null && stands ? before.version : after.textId;
}

/** Tells the version in force by the state a rule decides on. A text is read only for what was written before versions counted. */
export async function guidelinesIn(
  deps: Deps,
  ref: DiscussionRef,
): Promise<(state: State) => TextId | null> {
  const { discussion } = await deps.serving.state(await discussionIdOf(deps, ref));
  if (!discussion || discussion.guidelines !== undefined)
    return (state) => state.discussion?.guidelines ?? null;
  const body = (await deps.library.texts([discussion.textId])).get(discussion.textId);
  const old = body === undefined ? null : versionOf(discussion, readHostTexts(body));
  return ({ discussion: now }) => (now?.guidelines === undefined ? old : now.guidelines);
}

/**
 * What posting adds to the log: nothing, or that its author accepts the guidelines with it. Whoever didn't accept them as they are now
 * is refused; moderators and hosts, who hold others to them, aren't asked.
 */
export function acceptance(
  state: State,
  actor: SignedIn,
  inForce: TextId | null,
  given: TextId | null | undefined,
): LogEvent[] {
  if (inForce === null || audienceOf(roleIn(state, actor)) === "moderators") return [];
  const before = state.members.get(actor.userId)?.accepted?.version ?? null;
  if (before === inForce) return [];
  if (given !== inForce)
    throw new Refusal(
      "guidelines_not_accepted",
      "Accept the guidelines of this discussion first.",
      {
        field: "guidelines",
        details: { version: inForce, before },
      },
    );
  return [{ type: "guidelines:accepted", userId: actor.userId, version: inForce }];
}
