import { type Fault, locales } from "#client/messages/messages.ts";
import type { Failure } from "#shared/refusals.ts";
import type { Ui } from "./ui.ts";

/** A refusal in words for the person: at the field it quotes the limit and the figure, elsewhere what to do next. */
export function sentenceFor({ t, lang }: Pick<Ui, "t" | "lang">, failure: Failure): string {
  const { code, details, retryAfter } = failure;
  if (code === "invalid_input" || code === "not_allowed") {
    const fault = [details?.reason, details?.rule].find(
      (key): key is Fault => typeof key === "string" && Object.hasOwn(t.faults, key),
    );
    if (fault)
      return t.faults[fault]({
        limit: figure(lang, details?.limit),
        actual: figure(lang, details?.actual),
      });
  }
  const sentence = t.refusals[code];
  return retryAfter === undefined ? sentence : `${sentence} ${t.tryAgainIn(Math.ceil(retryAfter))}`;
}

const figure = (lang: Ui["lang"], value: unknown): string =>
  typeof value === "number"
    ? new Intl.NumberFormat(locales[lang]).format(value)
    : String(value ?? "?");
