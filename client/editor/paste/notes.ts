import { renamed } from "./pasted.ts";

const marked = /#_([fe][td]n(\d+))$/;
/** Of a mark in the text: the name and number of its note. */
const noteOf = (link: Element) => marked.exec(link.getAttribute("href") ?? "") ?? [];

const notesIn = (body: Element): Element[] => [
  ...body.querySelectorAll("div[id^=ftn], div[id^=edn]"),
];

/** The footnotes and endnotes that are marked in a part of the text. */
export function notesOf(body: Element, part: Element): Element[] {
  const names = [...part.querySelectorAll("a[href]")].map((link) => noteOf(link)[1]);
  return notesIn(body).filter(({ id }) => names.includes(id));
}

/** Word's footnotes and endnotes: marks that lead to blocks at the end, which lead back. */
export function wordNotes(body: Element): void {
  const notes = notesIn(body);
  if (notes.length === 0) return;
  for (const link of body.querySelectorAll("a[href]")) {
    const [, , number] = noteOf(link);
    if (number === undefined || notes.some((note) => note.contains(link))) continue;
    const mark = body.ownerDocument.createElement("sup");
    const to = body.ownerDocument.createElement("a");
    to.setAttribute("href", `#note-${number}`);
    to.append(number);
    mark.append(to);
    (link.closest("sup") ?? link).replaceWith(mark);
  }
  const list = body.ownerDocument.createElement("ol");
  for (const note of notes) {
    note.querySelector("a[href*=ref]")?.remove();
    const item = renamed(note, "li");
    item.id = `note-${/\d+$/.exec(note.id)?.[0] ?? ""}`;
    list.append(item);
  }
  body.append(list);
}
