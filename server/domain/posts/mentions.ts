import { type Slug, UserId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { SafeHtml } from "#shared/model.ts";

/** The element that a mention is while a text is sanitised; in what was sanitised there is none. */
export const mentionTag = "mention";

/** How a mention is written, by whom it names and its label, which is HTML; the label alone makes it plain text. */
export type WriteMention = (id: UserId, label: string) => string;

export const asPlainText: WriteMention = (_id, label) => label;
/** For what was sanitised before, and so was checked then. */
export const asItStands: WriteMention = (id, label) => written(id, label);

/** The names that these people have now, whatever was sent; anybody else, and what is too many, is plain text. */
export function asNamed(names: ReadonlyMap<UserId, string>): WriteMention {
  let left: number = limits.mentions;
  return (id, label) => {
    const name = names.get(id);
    if (name === undefined || left === 0) return label;
    left--;
    return written(id, `@${escaped(name)}`);
  };
}

const written = (id: UserId, label: string) => `<span data-mention="${id}">${label}</span>`;
const references: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (each) => references[each] ?? each);

/** What the sanitiser makes of an element: whom it mentions, if that can be an id. */
export function mentionIn(tagName: string, value: string | undefined): UserId | null {
  if (value === undefined || !["span", "a", mentionTag].includes(tagName)) return null;
  return UserId.safeParse(value).data ?? null;
}

/** Longer than any name, so that nothing is lost of a text that stands where a name should. */
const label = `[^<]{1,${3 * limits.name}}`;
const marks = new RegExp(
  `<${mentionTag} data-mention="([^"]*)">(${label})</${mentionTag}>|<(/?)(${mentionTag}|a)\\b[^>]*>`,
  "g",
);

/** Sanitised HTML with its mentions written. One in a link is plain text, and so is what holds more than a name could. */
export function settleMentions(html: string, write: WriteMention): string {
  let links = 0;
  return html.replace(marks, (whole, id?: UserId, name = "", end = "", tag = "") => {
    if (id !== undefined) return links > 0 ? name : write(id, name);
    if (tag === mentionTag) return "";
    links += end === "" ? 1 : -1;
    return whole;
  });
}

const stored = /<span data-mention="([^"]*)">([^<]*)<\/span>/g;

/** A stored text as it is read: each mention leads to that person's posts, and its name goes its own way in a text of the other direction. */
export function linkMentions(html: SafeHtml, slug: Slug): SafeHtml {
  if (!html.includes("<span data-mention=")) return html;
  return SafeHtml.parse(
    html.replace(
      stored,
      (_, id: string, name: string) =>
        `<a href="/d/${slug}/posts?author=${id}" data-mention="${id}"><bdi>${name}</bdi></a>`,
    ),
  );
}

/** Whom a stored text mentions. */
export const mentionedIn = (html: string): UserId[] => [
  ...new Set([...html.matchAll(stored)].map(([, id]) => UserId.parse(id))),
];

const sent = /data-mention\s*=\s*["']?([0-9a-f-]{36})/gi;

/** Whom a text as it was sent may mention, each once, in the order of the text. */
export const namedIn = (body: string): UserId[] => [
  ...new Set([...body.matchAll(sent)].flatMap(([, id]) => UserId.safeParse(id).data ?? [])),
];
