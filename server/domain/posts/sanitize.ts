import sanitizeHtml from "sanitize-html";
import { Refusal } from "#server/domain/refusal.ts";
import { limits } from "#shared/limits.ts";
import { SafeHtml } from "#shared/model.ts";

/**
 * Characters that change how other text is read: bidirectional controls, and invisible ones except the joiners
 * that Arabic, Persian and Indic scripts and emoji are written with.
 */
const misleading = new RegExp(
  [
    "[\\u00ad\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u202a-\\u202e]",
    "[\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb]|[\\u{e0000}-\\u{e0fff}]|\\u034f",
  ].join("|"),
  "gu",
);

const options: sanitizeHtml.IOptions = {
  allowedTags: [
    "p",
    "br",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "blockquote",
    "a",
    "strong",
    "em",
    "code",
    "pre",
    "sup",
  ],
  allowedAttributes: { a: ["href", "rel"] },
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  enforceHtmlBoundary: false,
  nestingLimit: limits.nesting,
  transformTags: {
    h1: "h3",
    h2: "h3",
    h5: "h4",
    h6: "h4",
    b: "strong",
    i: "em",
    a: (tagName, { href }) => ({
      tagName,
      attribs: href ? { href, rel: "nofollow noopener noreferrer ugc" } : {},
    }),
  },
};

/** The only maker of SafeHtml. */
export const sanitize = (html: string): SafeHtml =>
  SafeHtml.parse(sanitizeHtml(html.normalize("NFC").replace(misleading, ""), options).trim());

const blocks = /<\/?(?:p|br|h3|h4|ul|ol|li|blockquote|pre)[^>]*>/g;
const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** The words of sanitised HTML, without markup. */
export const plainText = (html: SafeHtml): string =>
  html
    .replace(blocks, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ *\n[\n ]*/g, "\n")
    .trim();

/** A post's body made safe; refused when nothing readable is left, or when it is too long. */
export function readBody(body: string): SafeHtml {
  const html = sanitize(body);
  const text = plainText(html);
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(text))
    throw new Refusal("invalid_input", "There is no text in this post.", {
      field: "body",
      details: { rule: "empty" },
    });
  const length = [...text].length;
  if (length > limits.postText)
    throw new Refusal(
      "invalid_input",
      `A post may have ${limits.postText} characters; this one has ${length}.`,
      { field: "body", details: { rule: "too_long", limit: limits.postText, actual: length } },
    );
  return html;
}
