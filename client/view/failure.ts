import type { Failure, RefusalCode } from "#shared/refusals.ts";
import type { Ui } from "./ui.ts";

/** A refusal in words for the person: what to do next. Where something was typed, `sentenceAt` knows more of them and says more (see fault.ts). */
export function sentenceFor({ t }: Pick<Ui, "t">, { code, retryAfter }: Failure): string {
  const sentences: Partial<Record<RefusalCode, string>> = t.refusals;
  const sentence = sentences[code] ?? t.refusals.invalid_input;
  return retryAfter === undefined ? sentence : `${sentence} ${t.tryAgainIn(Math.ceil(retryAfter))}`;
}
