import { act, eventIn, newText } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { newQuestionId } from "#server/domain/new-id.ts";
import { questionIn } from "#server/domain/posts/checks.ts";
import type { QuestionTexts } from "#server/domain/reading/host-texts.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Input, Output } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";

function wordsOf(input: { text: Record<string, string>; authorName?: string | null | undefined }) {
  const words: QuestionTexts = {
    text: Object.fromEntries(Object.entries(input.text).filter(([, text]) => text !== "")),
    authorName: input.authorName || null,
  };
  return newText(JSON.stringify(words));
}

export async function addQuestion(
  deps: Deps,
  caller: Caller,
  input: Input<"question:add">,
): Promise<Output<"question:add">> {
  const words = wordsOf(input);
  const questionId = newQuestionId();
  const entry = await act(deps, caller, "question:add", input, [words], (state) => {
    const numbers = [...state.questions.entries()].map(([, { number }]) => number);
    if (numbers.length >= limits.questions)
      throw new Refusal("conflict", `A discussion has ${limits.questions} questions at most.`, {
        details: { limit: limits.questions },
      });
    return [
      { type: "question:added", questionId, number: Math.max(0, ...numbers) + 1, textId: words.id },
    ];
  });
  const added = eventIn(entry, "question:added");
  return { questionId: added.questionId, number: added.number, seq: entry.seq };
}

export async function updateQuestion(
  deps: Deps,
  caller: Caller,
  input: Input<"question:update">,
): Promise<Output<"question:update">> {
  const { questionId } = input;
  const words = wordsOf(input);
  const entry = await act(deps, caller, "question:update", input, [words], (state) => {
    const { seq } = questionIn(state, questionId);
    if ((input.seq ?? seq) !== seq)
      throw new Refusal("conflict", "Somebody else changed the question meanwhile.", {
        field: "seq",
        details: { seq },
      });
    return [{ type: "question:updated", questionId, textId: words.id }];
  });
  return { seq: entry.seq };
}

export async function lockQuestion(
  deps: Deps,
  caller: Caller,
  input: Input<"question:lock">,
): Promise<Output<"question:lock">> {
  const { questionId } = input;
  const entry = await act(deps, caller, "question:lock", input, [], (state) => {
    if (questionIn(state, questionId).locked)
      throw new Refusal("conflict", "The question is locked already.", {
        details: { locked: true },
      });
    return [{ type: "question:locked", questionId }];
  });
  return { seq: entry.seq };
}

export async function unlockQuestion(
  deps: Deps,
  caller: Caller,
  input: Input<"question:unlock">,
): Promise<Output<"question:unlock">> {
  const { questionId } = input;
  const entry = await act(deps, caller, "question:unlock", input, [], (state) => {
    if (!questionIn(state, questionId).locked)
      throw new Refusal("conflict", "The question isn't locked.", { details: { locked: false } });
    return [{ type: "question:unlocked", questionId }];
  });
  return { seq: entry.seq };
}
