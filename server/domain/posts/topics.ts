import { act, discussionIdOf, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { hostTextsAt } from "#server/domain/reading/host-texts.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Input, Output } from "#shared/commands.ts";
import type { DiscussionRef } from "#shared/ids.ts";
import { inState, postFor } from "./checks.ts";

/**
 * The topics that a discussion has, read before a command about them is decided: they are the host's texts, which the folded state
 * knows nothing of. Should the host take one away at that very moment, the post has one that is no longer there, like any post from before.
 */
export async function topicsFor(
  deps: Deps,
  caller: Caller,
  input: { discussionId: DiscussionRef; topics?: readonly string[] | undefined },
): Promise<ReadonlySet<string>> {
  if (!input.topics?.length) return new Set();
  signedIn(caller);
  const id = await discussionIdOf(deps, input.discussionId);
  const { discussion } = await deps.serving.latest(id);
  const { topics } = await hostTextsAt(deps.library, discussion?.textId);
  return new Set(topics.map((topic) => topic.id));
}

/** The topics as asked for, none of which may be unknown; one that the post has already is never held against it. */
export function onlyKnown(
  known: ReadonlySet<string>,
  topics: readonly string[] | undefined,
  kept: readonly string[] = [],
): string[] | undefined {
  if (topics?.some((id) => !known.has(id) && !kept.includes(id)))
    throw new Refusal("invalid_input", "The discussion has no such topic.", {
      field: "topics",
      details: { rule: "unknown_topic" },
    });
  return topics && [...topics];
}

/** Whoever moderates sorts a post, whoever wrote it: its words stay, and so does the absence of a mark for an edit. */
export async function tagPost(
  deps: Deps,
  caller: Caller,
  input: Input<"post:tag">,
): Promise<Output<"post:tag">> {
  const { postId, seq } = input;
  const known = await topicsFor(deps, caller, input);
  const entry = await act(deps, caller, "post:tag", input, [], (state, _now, actor) => {
    const post = inState(postFor(state, actor, postId), ["published", "pending", "hidden"]);
    if (seq !== null && seq !== undefined && seq !== post.seq)
      throw new Refusal("conflict", "The post has changed since it was read.", {
        field: "seq",
        details: { state: post.state, seq: post.seq },
      });
    const topics = onlyKnown(known, input.topics, post.topics) ?? [];
    const before = new Set(post.topics);
    if (topics.length === before.size && topics.every((id) => before.has(id)))
      throw new Refusal("conflict", "The post has these topics already.", { field: "topics" });
    return [{ type: "post:tagged", postId, topics }];
  });
  return { postId, seq: entry.seq };
}
