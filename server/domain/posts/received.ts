import { discussionIdOf, type SignedIn, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { derivedId } from "#server/domain/derived-id.ts";
import { addImportedAccount } from "#server/domain/people/imported-account.ts";
import { readName } from "#server/domain/people/names.ts";
import { audienceOf, roleIn } from "#server/domain/permissions.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { State } from "#server/domain/state.ts";
import type { Input } from "#shared/commands.ts";
import { UserId } from "#shared/ids.ts";

/** Only moderators and hosts post what others sent in. */
export function mayReceive(state: State, actor: SignedIn): void {
  if (audienceOf(roleIn(state, actor)) !== "moderators")
    throw new Refusal("not_allowed", "Only moderators post what somebody else sent in.", {
      field: "receivedFrom",
      details: { rule: "moderators_only" },
    });
}

/**
 * The account of whoever wrote what a moderator posts, which nobody can sign in to; null where the caller writes for themselves. The
 * same name, organisation and category in one discussion are the same person. It is there before the post, as a post's author must be.
 */
export async function senderOf(
  deps: Deps,
  caller: Caller,
  { discussionId: ref, receivedFrom }: Pick<Input<"post:create">, "discussionId" | "receivedFrom">,
): Promise<UserId | null> {
  if (!receivedFrom) return null;
  const actor = signedIn(caller);
  const discussionId = await discussionIdOf(deps, ref);
  // The newest: whoever was made a moderator a moment ago, by another process, is one.
  mayReceive(await deps.serving.latest(discussionId), actor);
  const { name } = readName(receivedFrom.name, "receivedFrom.name");
  const organisation = receivedFrom.organisation || null;
  const { category } = receivedFrom;
  const id = UserId.parse(
    derivedId("received", discussionId, name, organisation ?? "", category ?? ""),
  );
  await addImportedAccount(deps.store, {
    ...{ id, name, organisation, category, languages: [], createdAt: deps.now() },
  });
  return id;
}
