import { inertBody } from "#client/view/html.tsx";

const headings: Record<string, string> = { H1: "h3", H2: "h3", H5: "h4", H6: "h4" };

/** What Word and its like put on the clipboard, as the HTML that it means. */
export function cleanPasted(html: string): string {
  const body = inertBody(unstyled(html));
  for (const each of body.querySelectorAll("meta, link, title, xml, script")) each.remove();
  for (const each of all(body)) {
    if (each.tagName.includes(":")) each.replaceWith(...each.childNodes);
    else if (headings[each.tagName]) renamed(each, headings[each.tagName] ?? "");
  }
  wordLists(body);
  wordNotes(body);
  return body.innerHTML;
}

/** Styles and handlers under a name that means nothing: the page's policy would report each of them, although none would do anything here. */
const unstyled = (html: string): string =>
  html
    .replace(/<style[\s>][\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)\s*=/gi, " data-$1="));

const all = (body: Element): Element[] => [...body.querySelectorAll("*")];
const styleOf = (element: HTMLElement): string => element.dataset.style ?? "";

function renamed(element: Element, name: string): Element {
  const next = element.ownerDocument.createElement(name);
  next.append(...element.childNodes);
  element.replaceWith(next);
  return next;
}

const listed = /mso-list:\s*l\d+ level(\d+)/;
const numbered = /^\s*(?:\d+|[a-z]|[ivx]+)[.)]/i;

/** Word writes the items of a list as paragraphs, with the bullet or number in a span of its own, which is marked as to be ignored. */
function wordLists(body: Element): void {
  const open: Element[] = [];
  let before: Element | null = null;
  for (const each of body.querySelectorAll<HTMLElement>("p")) {
    const level = Number(listed.exec(styleOf(each))?.[1] ?? 0);
    if (level === 0) continue;
    if (before === null || each.previousElementSibling !== before) open.length = 0;
    const marker = [...each.querySelectorAll("span")].find((span) =>
      /mso-list:\s*ignore/i.test(styleOf(span)),
    );
    const kind = numbered.test(marker?.textContent ?? "") ? "ol" : "ul";
    marker?.remove();
    open.length = Math.min(open.length, level);
    const item = each.ownerDocument.createElement("li");
    item.append(...each.childNodes);
    while (open.length < level) {
      const list = each.ownerDocument.createElement(kind);
      const parent = open.at(-1)?.lastElementChild;
      if (parent) parent.append(list);
      else each.before(list);
      open.push(list);
      if (open.length < level) list.append(each.ownerDocument.createElement("li"));
    }
    open.at(-1)?.append(item);
    before = open[0] ?? null;
    each.remove();
  }
}

const toNote = /^.*#_(?:ft|ed)n(\d+)$/;

/** Word's footnotes and endnotes: marks that lead to blocks at the end, which lead back. */
function wordNotes(body: Element): void {
  const notes = [...body.querySelectorAll("div[id^=ftn], div[id^=edn]")];
  if (notes.length === 0) return;
  for (const link of body.querySelectorAll("a[href]")) {
    const number = toNote.exec(link.getAttribute("href") ?? "")?.[1];
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
