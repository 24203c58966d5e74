import type { Answer } from "#server/domain/answer.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { newPostId, newTextId } from "#server/domain/new-id.ts";
import type { CommandName, Output, RawInput } from "#shared/commands.ts";
import type { DiscussionId, PostId, QuestionId } from "#shared/ids.ts";
import { Language } from "#shared/model.ts";
import { commandId } from "./people.ts";

/** The value of a command that must be granted. */
export async function granted<N extends CommandName>(
  answer: Answer,
  caller: Caller,
  name: N,
  input: RawInput<N>,
): Promise<Output<N>> {
  const result = await answer(caller, name, input);
  if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.failure)}`);
  return result.value;
}

let made = 0;

/** An open discussion with `questions` questions; `host` must be an admin. */
export async function anOpenDiscussion(
  answer: Answer,
  host: Caller,
  questions = 2,
): Promise<{ discussionId: DiscussionId; slug: string; questionIds: QuestionId[] }> {
  const { discussionId, slug } = await granted(answer, host, "discussion:create", {
    slug: `talk-${Date.now().toString(36)}-${made++}`,
    title: { en: "A talk" },
    languages: ["en", "fr"],
    commandId: commandId(),
  });
  const questionIds: QuestionId[] = [];
  for (let i = 1; i <= questions; i++) {
    const { questionId } = await granted(answer, host, "question:add", {
      discussionId,
      text: { en: `Question ${i}?` },
      commandId: commandId(),
    });
    questionIds.push(questionId);
  }
  await granted(answer, host, "discussion:open", { discussionId, commandId: commandId() });
  return { discussionId, slug, questionIds };
}

/** A post that waits for a moderator, as an import leaves one. */
export async function aPendingPost(
  deps: Deps,
  author: Caller,
  discussionId: DiscussionId,
  questionId: QuestionId,
  html: string,
): Promise<PostId> {
  if (author.actor.kind !== "account") throw new Error("A post has an author.");
  const authorId = author.actor.userId;
  const textId = newTextId();
  const postId = newPostId();
  await deps.store.texts.put([{ id: textId, discussionId, body: html, at: Date.now() }]);
  await deps.serving.commit(discussionId, {
    commandId: commandId(),
    actorId: authorId,
    hash: "pending",
    decide: () => [
      {
        type: "post:created",
        ...{ postId, questionId, parentId: null, authorId, number: null, textId },
        state: "pending",
        language: Language.parse("en"),
        writtenAt: null,
      },
    ],
  });
  return postId;
}
