import type { Caller, Deps } from "#server/domain/deps.ts";
import { instant, viewDiscussion } from "#server/domain/reading/views.ts";
import type { Input, Output } from "#shared/commands.ts";
import type { DiscussionId } from "#shared/ids.ts";
import { linkInvalid, linkOf } from "./links.ts";

/** The link itself is the right to read what it is for, also of a draft. */
export async function readLink(
  deps: Deps,
  _caller: Caller,
  { token }: Input<"link:read">,
): Promise<Output<"link:read">> {
  const { role, discussionId, usedBy, expiresAt } = await linkOf(deps, token);
  if (usedBy !== null || expiresAt <= deps.now()) throw linkInvalid();
  const discussion = discussionId && (await nameOf(deps, discussionId));
  return { role, discussion, expiresAt: instant(expiresAt) };
}

async function nameOf(deps: Deps, discussionId: DiscussionId) {
  const { state } = await deps.serving.read(discussionId);
  if (!state.discussion) throw linkInvalid();
  const { slug, title } = await viewDiscussion(deps.library, state.discussion);
  return { slug, title };
}
