import { standing } from "#client/feed/may-write.ts";
import type { DiscussionView, QuestionView } from "#shared/model.ts";
import type { WritingKit } from "./parts.ts";
import { useUi } from "./ui.ts";

interface AnswerButtonProps {
  discussion: DiscussionView;
  question: QuestionView;
  writing: WritingKit | null;
  primary?: boolean;
}

export const takesAnswers = (
  { discussion, question }: Pick<AnswerButtonProps, "discussion" | "question">,
  now: number,
): boolean => standing(discussion, now) === "open" && !question.locked;

/** Opens a composer for an answer; nothing where the question takes none. */
export function AnswerButton({ discussion, question, writing, primary }: AnswerButtonProps) {
  const { t, now } = useUi();
  if (!writing || !takesAnswers({ discussion, question }, now)) return null;
  const target = { kind: "answer", questionId: question.id } as const;
  return (
    <button
      class={primary ? "btn primary script" : "btn script"}
      type="button"
      onClick={() => writing.open(target)}
    >
      {writing.begun(target) ? t.continueDraft(question.number) : t.answerQuestion(question.number)}
    </button>
  );
}
