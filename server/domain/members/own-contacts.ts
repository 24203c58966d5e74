import { signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { audienceOf, roleIn } from "#server/domain/permissions.ts";
import { hostTextsAt } from "#server/domain/reading/host-texts.ts";
import { instant } from "#server/domain/reading/views.ts";
import type { Output } from "#shared/commands.ts";

/** As many as a person is told. */
const told = 100;

/** Where one finds the way to take it back, also when nothing leads there from the discussion any more. */
export async function listOwnContacts(
  deps: Deps,
  caller: Caller,
): Promise<Output<"contact:where">> {
  const actor = signedIn(caller);
  const discussions: Output<"contact:where">["discussions"] = [];
  for (const { discussionId, consentedAt } of await deps.store.contacts.ofUser(
    actor.userId,
    told,
  )) {
    const state = await deps.serving.latest(discussionId);
    const { discussion } = state;
    if (!discussion) continue;
    // A draft may be known of by whoever still runs it.
    if (discussion.phase === "draft" && audienceOf(roleIn(state, actor)) === "public") continue;
    const { slug, textId } = discussion;
    const { title } = await hostTextsAt(deps.library, textId);
    discussions.push({ slug, title, consentedAt: instant(consentedAt) });
  }
  return { discussions };
}
