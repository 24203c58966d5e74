import type { May } from "#shared/commands/row.ts";
import type { Audience, Role } from "#shared/model.ts";
import type { Actor } from "./deps.ts";
import { Refusal } from "./refusal.ts";
import type { DiscussionRow, State } from "./state.ts";

const ranks: Record<Role, number> = { visitor: 0, participant: 1, moderator: 2, host: 3, admin: 4 };
export const rank = (role: Role): number => ranks[role];

/** What somebody is in this discussion, now. */
export function roleIn(state: State, actor: Actor): Role {
  if (actor.kind === "visitor") return "visitor";
  if (actor.admin) return "admin";
  return state.members.get(actor.userId)?.role ?? "participant";
}

export const audienceOf = (role: Role): Audience =>
  rank(role) >= ranks.moderator ? "moderators" : "public";

/** The discussion, if the actor may know of it: drafts are their moderators' and hosts' alone. */
export function discussionFor(state: State, actor: Actor): DiscussionRow {
  const { discussion } = state;
  if (
    !discussion ||
    (discussion.phase === "draft" && audienceOf(roleIn(state, actor)) === "public")
  )
    throw new Refusal("not_found", "There is no such discussion.", { field: "discussionId" });
  return discussion;
}

/** The answer to "who may" for commands in a discussion; `author` is asked of the post itself. */
export function allow(state: State, actor: Actor, may: May): void {
  discussionFor(state, actor);
  if (may === "anyone") return;
  const role = roleIn(state, actor);
  if (role === "visitor") throw unauthenticated();
  const needed = may === "moderator" || may === "host" || may === "admin" ? may : "participant";
  if (rank(role) < ranks[needed])
    throw new Refusal("not_allowed", `Only a ${needed} of this discussion may do this.`);
}

export const unauthenticated = (): Refusal => new Refusal("unauthenticated", "Sign in to do this.");
