/** Styles and handlers under a name that means nothing: the page's policy would report each of them, although none would do anything here. */
export const unstyled = (html: string): string =>
  html
    .replace(/<style[\s>][\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)\s*=/gi, " data-$1="));

/** What a pasted element's style says about one thing; "" where it says nothing. */
export function styled(element: HTMLElement, property: string): string {
  for (const each of (element.dataset.style ?? "").split(";")) {
    const colon = each.indexOf(":");
    if (each.slice(0, colon).trim().toLowerCase() === property) return each.slice(colon + 1).trim();
  }
  return "";
}

export const all = (body: Element): HTMLElement[] => [...body.querySelectorAll<HTMLElement>("*")];

export function renamed(element: Element, name: string): Element {
  const next = element.ownerDocument.createElement(name);
  next.append(...element.childNodes);
  element.replaceWith(next);
  return next;
}
