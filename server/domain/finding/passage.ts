import { piecesOf } from "./folding.ts";

/** Part of a passage; `found` when it is one of the words looked for. */
export interface PassagePart {
  text: string;
  found: boolean;
}

/** Characters before and after the first word found. */
const before = 90;
const after = 240;

/** Where a text first has one of the words that begin so, with those words told apart; null when it has none. */
export function passageOf(text: string, beginnings: readonly string[]): PassagePart[] | null {
  const parts: PassagePart[] = [];
  for (const { text: piece, words } of piecesOf(text)) {
    const found = words.some((word) => beginnings.some((each) => word.startsWith(each)));
    const last = parts.at(-1);
    if (last && last.found === found) last.text += piece;
    else parts.push({ text: piece, found });
  }
  const first = parts.findIndex(({ found }) => found);
  if (first < 0) return null;
  const kept = parts.slice(first);
  const lead = parts
    .slice(0, first)
    .map((part) => part.text)
    .join("");
  const start = lead.length > before ? `…${fromWord(lead.slice(-before))}` : lead;
  return [...(start ? [{ text: start, found: false }] : []), ...upTo(kept, after)];
}

const fromWord = (text: string): string => text.replace(/^\S*\s/u, "").toWellFormed();

function upTo(parts: readonly PassagePart[], most: number): PassagePart[] {
  const kept: PassagePart[] = [];
  let left = most;
  for (const part of parts) {
    if (part.text.length > left && !part.found) {
      kept.push({
        text: `${part.text
          .slice(0, left)
          .replace(/\s\S*$/u, "")
          .toWellFormed()}…`,
        found: false,
      });
      break;
    }
    kept.push(part);
    left -= part.text.length;
    if (left <= 0) break;
  }
  return kept;
}
