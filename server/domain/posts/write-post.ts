import { act, discussionIdOf, eventIn, type NewText, newText } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { citedIn, filesFor, filesIn } from "#server/domain/files/files-of-post.ts";
import { letGo } from "#server/domain/files/let-go.ts";
import { acceptance, guidelinesIn } from "#server/domain/guidelines.ts";
import { newPostId } from "#server/domain/new-id.ts";
import { postponed } from "#server/domain/postponed.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { PostRow, State } from "#server/domain/state.ts";
import type { Input, Output } from "#shared/commands.ts";
import { type PostId, TextId } from "#shared/ids.ts";
import { isKnownLanguage } from "#shared/known-language.ts";
import { limits } from "#shared/limits.ts";
import {
  answerable,
  ownPost,
  ownVoice,
  takesPosts,
  unchanged,
  unlocked,
  unmuted,
} from "./checks.ts";
import { readBodyIn } from "./mentioning.ts";
import { mayReceive, senderOf } from "./received.ts";
import { onlyKnown, topicsFor } from "./topics.ts";

export async function createPost(
  deps: Deps,
  caller: Caller,
  input: Input<"post:create">,
): Promise<Output<"post:create">> {
  // What is accepted with a post is no part of it: sent again with another acceptance it is the same post.
  const { guidelines, ...words } = input;
  const { questionId, parentId, language } = words;
  const postId = newPostId();
  const text = firstText(postId, await readBodyIn(deps, caller, words));
  const known = await topicsFor(deps, caller, words);
  const inForce = await guidelinesIn(deps, words.discussionId);
  const sender = await senderOf(deps, caller, words);
  const attached = await postponed(filesFor(deps, caller, words));
  const cited = await postponed(citedIn(deps, words));
  const texts = [text, attached.found ?? null];
  const entry = await act(deps, caller, "post:create", words, texts, (state, now, actor) => {
    answerable(state, actor, { questionId, parentId }, now);
    const [files, cites] = [attached.get(), cited.get()];
    const accepted = acceptance(state, actor, inForce(state), guidelines);
    const number = (state.counts.get(questionId)?.last ?? 0) + 1;
    if (sender) mayReceive(state, actor);
    const authorId = sender ?? actor.userId;
    const topics = onlyKnown(known, words.topics);
    const asks = words.asks ?? undefined;
    if (asks && parentId !== null)
      throw new Refusal("invalid_input", "A reply asks nobody but whom it answers.", {
        field: "asks",
        details: { rule: "not_in_a_reply" },
      });
    const onBehalfOf = ownVoice(state, authorId, words.onBehalfOf);
    return [
      ...accepted,
      {
        type: "post:created",
        ...{ postId, questionId, parentId, authorId, number, textId: text.id, language },
        ...(topics && topics.length > 0 ? { topics } : {}),
        ...(asks ? { asks } : {}),
        ...(onBehalfOf ? { onBehalfOf } : {}),
        ...(sender ? { received: true } : {}),
        ...(files ? { files: filesIn(files) } : {}),
        ...(cites ? { cites } : {}),
        state: "published",
        writtenAt: null,
      },
    ];
  });
  return { postId: eventIn(entry, "post:created").postId, seq: entry.seq };
}

/** It bears the post's id: in a discussion of 100,000 posts, ids are most of what a post weighs in memory. */
const firstText = (postId: PostId, body: string): NewText => ({ id: TextId.parse(postId), body });

const silentMs = limits.silentEditMinutes * 60_000;

export async function editPost(
  deps: Deps,
  caller: Caller,
  input: Input<"post:edit">,
): Promise<Output<"post:edit">> {
  const { guidelines, ...words } = input;
  const { postId } = words;
  const text = newText(await readBodyIn(deps, caller, words));
  const known = await topicsFor(deps, caller, words);
  const inForce = await guidelinesIn(deps, words.discussionId);
  const supported = (await deps.store.votes.count([postId])).has(postId);
  const discussionId = await discussionIdOf(deps, words.discussionId);
  const before = (await deps.serving.latest(discussionId)).posts.get(postId);
  const attached = await postponed(filesFor(deps, caller, words));
  const cited = await postponed(citedIn(deps, words, before));
  const texts = [text, attached.found ?? null];
  const entry = await act(deps, caller, "post:edit", words, texts, (state, now, actor) => {
    const post = ownPost(state, actor, postId, ["published", "pending"]);
    unmuted(state, actor.userId, now);
    takesPosts(state, now);
    unlocked(state, post.questionId);
    unchanged(post, words.of);
    const [files, cites] = [attached.get(), cited.get()];
    const silent = now - post.createdAt <= silentMs && !supported && !isAnswered(state, post);
    const marked = post.state === "published" && !silent;
    const language = words.language ?? post.language;
    if (language !== post.language && !isKnownLanguage(language))
      throw new Refusal("invalid_input", "There is no such language.", {
        field: "language",
        details: { rule: "unknown_language" },
      });
    const accepted = acceptance(state, actor, inForce(state), guidelines);
    const topics = onlyKnown(known, words.topics, post.topics);
    return [
      ...accepted,
      {
        type: "post:edited",
        ...{ postId, textId: text.id, language, marked },
        ...(topics ? { topics } : {}),
        ...(files || (files === null && post.files) ? { files: files && filesIn(files) } : {}),
        ...(cites || (cites === null && post.cites) ? { cites } : {}),
      },
    ];
  });
  if (input.files) await letGo(deps, discussionId, before?.files?.ids ?? []);
  return { postId, seq: entry.seq };
}

/** Somebody else has replied to it: what they answered has to be there to be read. */
function isAnswered(state: State, { id, authorId }: PostRow): boolean {
  for (const [, row] of state.posts.entries())
    if (row.parentId === id && row.authorId !== authorId && row.state === "published") return true;
  return false;
}

/** Always possible for its author, muted or closed: the words are theirs. */
export async function withdrawPost(
  deps: Deps,
  caller: Caller,
  input: Input<"post:withdraw">,
): Promise<Output<"post:withdraw">> {
  const { postId } = input;
  const discussionId = await discussionIdOf(deps, input.discussionId);
  const before = (await deps.serving.state(discussionId)).posts.get(postId);
  const entry = await act(deps, caller, "post:withdraw", input, [], (state, _now, actor) => {
    ownPost(state, actor, postId, ["published", "pending", "changes_requested", "rejected"]);
    return [{ type: "post:withdrawn", postId }];
  });
  await letGo(deps, discussionId, before?.files?.ids ?? []);
  return { postId, seq: entry.seq };
}
