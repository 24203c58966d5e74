import { type FaultWords, faultWords } from "#client/messages/compiled/fault.ts";
import { locales } from "#client/messages/messages.ts";
import type { Failure } from "#shared/refusals.ts";
import { sentenceFor } from "./failure.ts";
import type { Ui } from "./ui.ts";

/** A refusal of what was typed, in words for the person: what is wrong with it, with the limit and the figure. */
export function sentenceAt(ui: Pick<Ui, "t" | "lang">, failure: Failure): string {
  const { code, details } = failure;
  const faults = faultWords[ui.lang];
  const isTyped = code === "invalid_input" || code === "not_allowed";
  // At least one character: there is none.
  const isMissing = details?.rule === "too_short" && details.limit === 1;
  const rule = isMissing ? "required" : details?.rule;
  const fault = (isTyped ? [details?.reason, rule] : [code]).find(
    (key): key is keyof FaultWords => typeof key === "string" && Object.hasOwn(faults, key),
  );
  const said = fault && faults[fault];
  if (typeof said === "string") return said;
  if (said)
    return said({
      limit: figure(ui.lang, details?.limit),
      actual: figure(ui.lang, details?.actual),
    });
  return sentenceFor(ui, failure);
}

const figure = (lang: Ui["lang"], value: unknown): string =>
  typeof value === "number"
    ? new Intl.NumberFormat(locales[lang]).format(value)
    : String(value ?? "?");
