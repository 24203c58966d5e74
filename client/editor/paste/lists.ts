import { styled } from "./pasted.ts";

/** "l0 level1 lfo1": a list, how deep in it, and which of the times that its numbers begin. */
const listed = /^(l\d+)\s+level(\d+)(?:\s+(lfo\d+))?/;
/** "1.", "1.1", "(a)", "iv)", "٢-": but not Courier's "o" or a dash, which are bullets. */
const numbered = /^\s*[([]?\s*(?:[\p{Nd}.]*\p{Nd}|\p{L}{1,8}\s*[.)\]、．:-])/u;

type Kind = "ol" | "ul";
interface Item {
  from: HTMLElement;
  /** From 1. */
  level: number;
  /** Which list it is of. */
  of: string;
  /** null where no bullet and no number stands before it. */
  kind: Kind | null;
}
interface Open {
  list: Element;
  of: string;
  kind: Kind;
}

/** Word writes the items of a list as paragraphs, with the bullet or number in a span of its own, which is marked as to be ignored. */
export function wordLists(body: Element): void {
  const open: Open[] = [];
  for (const each of body.querySelectorAll<HTMLElement>("p")) {
    const item = itemOf(each);
    if (!item) continue;
    if (each.previousElementSibling !== open[0]?.list) open.length = 0;
    if (each.textContent?.trim()) place(item, open);
    each.remove();
  }
}

function itemOf(from: HTMLElement): Item | null {
  const [, list, level, from1] = listed.exec(styled(from, "mso-list")) ?? [];
  if (!level) return null;
  const marker = [...from.querySelectorAll("span")].find(
    (span) => styled(span, "mso-list").toLowerCase() === "ignore",
  );
  const kind = marker && (numbered.test(marker.textContent ?? "") ? "ol" : "ul");
  marker?.remove();
  return { from, level: Number(level), of: `${list} ${from1}`, kind: kind ?? null };
}

/** Into the list that is open so deep, or else a new one: of another kind, or one that Word counts apart. */
function place({ from, level, of, kind }: Item, open: Open[]): void {
  const there = open.splice(level - 1).slice(0, 1);
  open.push(...there.filter((each) => each.of === of && each.kind === (kind ?? each.kind)));
  while (open.length < level) {
    const list = element(from, kind ?? "ul");
    const parent = open.at(-1)?.list;
    if (parent) (parent.lastElementChild ?? parent.appendChild(emptyItem(from))).append(list);
    else from.before(list);
    open.push({ list, of, kind: kind ?? "ul" });
  }
  const item = element(from, "li");
  item.append(...from.childNodes);
  open.at(-1)?.list.append(item);
}

const element = ({ ownerDocument }: Element, name: string) => ownerDocument.createElement(name);
function emptyItem(from: Element): Element {
  const item = element(from, "li");
  item.append(element(from, "p"));
  return item;
}
