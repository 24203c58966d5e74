import { signal } from "@preact/signals";
import type { Glossary } from "#client/view/glossary.tsx";
import type { Term } from "#shared/model.ts";

type Maker = (terms: readonly Term[]) => Glossary | null;
/** Most discussions have no terms, so what looks for them comes with the first that has. */
const maker = signal<Maker | null>(null);

export async function readyFor(terms: readonly Term[] | undefined): Promise<void> {
  if (!terms || terms.length === 0 || maker.peek()) return;
  try {
    maker.value = (await import("#client/view/marking.tsx")).glossaryOf;
  } catch {
    // Then texts are shown without their notes; the next page that comes asks again.
  }
}

export const glossaryFor = (terms: readonly Term[] | undefined): Glossary | null =>
  (terms && maker.value?.(terms)) ?? null;
