/**
 * Notes of one text. Whoever writes may not choose ids for our page, so what a link within the text points at is numbered,
 * `note-1` and on; other ids, and links to what isn't there, are dropped. A page gives each text's notes names of their own.
 */
export interface Footnotes {
  /** The attributes of an element as the sanitiser should write them, for `settle`; "" is none. */
  mark(attributes: { href: string; id: string }): Record<string, string>;
  /** The sanitiser's output with the ids and links that belong together, and no others. */
  settle(html: string): string;
}

const tags = /<[^<>]*>/g;
const marks = / (id|href)="#?note-(\d+)"/g;

export function footnotes(): Footnotes {
  const numbers = new Map<string, number>();
  const named = (name: string, before: "#" | ""): string => {
    const number = numbers.get(name) ?? numbers.size + 1;
    numbers.set(name, number);
    return `${before}note-${number}`;
  };
  return {
    mark: ({ href, id }) => ({
      ...(href === "" ? {} : { href: href.startsWith("#") ? named(href.slice(1), "#") : href }),
      ...(id === "" ? {} : { id: named(id, "") }),
    }),
    settle: (html) => (numbers.size === 0 ? html : settled(html)),
  };
}

function settled(html: string): string {
  const found = { id: new Set<string>(), href: new Set<string>() };
  for (const [tag] of html.matchAll(tags))
    for (const [, kind, number] of tag.matchAll(marks))
      if (number) found[kind === "id" ? "id" : "href"].add(number);
  const both = [...found.id].filter((number) => found.href.has(number));
  const order = new Map(both.map((number, i) => [number, i + 1]));
  const given = new Set<number>();
  const write = (_whole: string, kind: string, number: string): string => {
    const place = order.get(number);
    if (place === undefined) return "";
    if (kind === "href") return ` href="#note-${place}"`;
    if (given.has(place)) return "";
    given.add(place);
    return ` id="note-${place}"`;
  };
  return html.replace(tags, (tag) => tag.replace(marks, write));
}
