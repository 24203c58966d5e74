import type { Language } from "#shared/model.ts";
import { bounded } from "./bounded.ts";
import { Refusal } from "./refusal.ts";

/** A text to be translated by machine: HTML of a post, which may come back with the same tags and no others. */
export interface ToTranslate {
  html: string;
  from: Language;
  to: Language;
}

/** What translates by machine. None comes with Roundtable: the operator brings one (see `TRANSLATOR`). */
export interface Translator {
  /** The signal is aborted when the time is over: nobody waits any longer. */
  translate(text: ToTranslate & { signal: AbortSignal }): Promise<string>;
}

const translateMs = 8_000;

export const unusable = (): Refusal =>
  new Refusal("unavailable", "The translator gave no usable text.", {
    details: { rule: "translator_failed" },
  });

export function boundedTranslator(
  translator: Translator,
  told: (error: unknown) => void,
  ms = translateMs,
): (text: ToTranslate) => Promise<string> {
  const translate = bounded(
    (text: ToTranslate & { signal: AbortSignal }) => translator.translate(text),
    {
      ...{ rule: "translator", ms, told },
    },
  );
  return async (text) => {
    const html = await translate(text);
    if (typeof html !== "string") throw unusable();
    return html;
  };
}
