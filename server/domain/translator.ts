import type { Language } from "#shared/model.ts";
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

/** Shorter than a page waits for an answer. */
const translateMs = 8_000;
const atOnce = 4;

const unable = (rule: "failed" | "slow" | "busy", message: string) =>
  new Refusal("unavailable", message, { details: { rule: `translator_${rule}` } });

export const unusable = (): Refusal => unable("failed", "The translator gave no usable text.");

/** One that can't hold anything up: few calls at once, each with an end, and its faults are refusals. */
export function bounded(
  translator: Translator,
  told: (error: unknown) => void,
  ms = translateMs,
): (text: ToTranslate) => Promise<string> {
  let running = 0;
  return async (text) => {
    if (running >= atOnce) throw unable("busy", "The translator has too much to do.");
    running++;
    const over = AbortSignal.timeout(ms);
    const late = new Promise<never>((_, fail) =>
      over.addEventListener("abort", () => fail(unable("slow", "The translator took too long."))),
    );
    // What goes on after its time holds its place until it ends: a provider that hangs isn't asked for ever more.
    const work = (async () => translator.translate({ ...text, signal: over }))().finally(() => {
      running--;
    });
    try {
      const html: unknown = await Promise.race([work, late]);
      if (typeof html !== "string") throw unusable();
      return html;
    } catch (error) {
      if (error instanceof Refusal) throw error;
      told(error);
      throw unable("failed", "The translator failed.");
    }
  };
}
