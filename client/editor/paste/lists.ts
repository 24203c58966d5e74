const styleOf = (element: HTMLElement): string => element.dataset.style ?? "";
const listed = /mso-list:\s*l\d+ level(\d+)/;
const numbered = /^\s*(?:\d+|[a-z]|[ivx]+)[.)]/i;
/** Word writes the items of a list as paragraphs, with the bullet or number in a span of its own, which is marked as to be ignored. */
export function wordLists(body: Element): void {
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
