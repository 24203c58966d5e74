import type { Failure } from "#shared/refusals.ts";
import type { Ui } from "./ui.ts";

/** A refusal in words for the person: what to do next. Where something was typed, `sentenceAt` says more (see fault.ts). */
export function sentenceFor({ t }: Pick<Ui, "t">, { code, retryAfter }: Failure): string {
  const sentence = t.refusals[code];
  return retryAfter === undefined ? sentence : `${sentence} ${t.tryAgainIn(Math.ceil(retryAfter))}`;
}
