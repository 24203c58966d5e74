import sanitizeHtml from "sanitize-html";
import { Refusal } from "#server/domain/refusal.ts";
import { isKnownLanguage } from "#shared/known-language.ts";
import { limits } from "#shared/limits.ts";
import { Language, SafeHtml } from "#shared/model.ts";
import { isReadable, plainText } from "#shared/plain-text.ts";
import { type Footnotes, footnotes } from "./footnotes.ts";
import {
  asPlainText,
  mentionIn,
  mentionTag,
  settleMentions,
  type WriteMention,
} from "./mentions.ts";

/** Those that no text may hold, and that a character reference may still name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

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

const clean = (text: string): string =>
  text.normalize("NFC").replace(controls, "").replace(misleading, "");

const optionsFor = (notes: Footnotes): sanitizeHtml.IOptions => ({
  allowedTags: [
    ...["p", "br", "h3", "h4", "ul", "ol", "li", "blockquote"],
    ...["a", "strong", "em", "code", "pre", "sup", mentionTag],
  ],
  allowedAttributes: {
    ...{ a: ["href"], [mentionTag]: ["data-mention"], blockquote: ["lang", "dir"] },
    "*": ["id"],
  },
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
    // A link is cleaned before its scheme is looked at: what is taken away could have hidden one.
    "*": (tagName, { href = "", id = "", name = "", "data-mention": person, ...given }) => {
      const mentioned = mentionIn(tagName, person);
      if (mentioned) return { tagName: mentionTag, attribs: { "data-mention": mentioned } };
      const link = tagName === "a" ? clean(href) : "";
      const marks = notes.mark({ href: link, id: id || name });
      return {
        tagName,
        attribs: tagName === "blockquote" ? { ...marks, ...tongueIn(given) } : marks,
      };
    },
  },
});

/** Which language somebody else's words are in, and which way it is written. Without a language there is no way either. */
function tongueIn({ lang, dir = "" }: Record<string, string>): Record<string, string> {
  const language = Language.safeParse(lang);
  if (!language.success || !isKnownLanguage(language.data)) return {};
  return { lang: language.data, ...(/^(?:ltr|rtl)$/.test(dir) ? { dir } : {}) };
}

/** What stands between tags. The tags are left alone: a mark behind one would change its last character. */
const texts = /(?<=^|>)[^<>]+/g;
/** Outward links, which are always an anchor's first attribute. */
const outward = /<a href="[^"#][^"]*"/g;

/** The only maker of SafeHtml. Texts are cleaned as they will be read, once character references have become characters. */
export function sanitize(html: string, mention: WriteMention = asPlainText): SafeHtml {
  const notes = footnotes();
  const safe = sanitizeHtml(html, optionsFor(notes)).replace(texts, clean);
  const linked = safe.replace(outward, (link) => `${link} rel="nofollow noopener noreferrer ugc"`);
  return SafeHtml.parse(settleMentions(notes.settle(linked), mention).trim());
}

/** A post's body made safe; refused when nothing readable is left, or when it is too long. */
export function readBody(body: string, mention?: WriteMention): SafeHtml {
  const html = sanitize(body, mention);
  const text = plainText(html);
  if (!isReadable(text))
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
