import { detectAll } from "tinyld/light";
import type { Language } from "#shared/model.ts";

/** Letters that a text needs before its language is guessed. */
const enough = 20;

/** Which of these languages a text is written in; null when that can't be told. */
export function languageOf(text: string, among: readonly Language[]): Language | null {
  if ((text.match(/\p{L}/gu)?.length ?? 0) < enough) return null;
  const codes = new Map(among.map((tag) => [tag.split("-")[0]?.toLowerCase() ?? "", tag]));
  const [best, next] = detectAll(text, { only: [...codes.keys()] });
  if (!best || (next && best.accuracy < 2 * next.accuracy)) return null;
  return codes.get(best.lang) ?? null;
}
