import { Extension, type Extensions, Mark, Node } from "@tiptap/core";
import { ListItem } from "@tiptap/extension-list";
import { Plugin } from "@tiptap/pm/state";
import StarterKit from "@tiptap/starter-kit";
import { isLanguage } from "#client/language-tag.ts";
import { directionOf } from "#client/view/format.ts";
import { renumbered } from "./footnotes.ts";
import { Mention } from "./mention.ts";

/** A raised number or letter that is no footnote, as old posts and pasted texts hold them. */
const Raised = Mark.create({
  name: "raised",
  parseHTML: () => [{ tag: "sup" }],
  renderHTML: () => ["sup", 0],
});

const marked = 'a[href^="#"]';

/** The number in the text; the note itself is an item of a list, by the same name. */
const Footnote = Node.create({
  name: "footnote",
  ...{ group: "inline", inline: true, atom: true, marks: "" },
  addAttributes: () => ({
    name: { default: "", rendered: false },
    label: { default: "", rendered: false },
  }),
  parseHTML: () => [
    {
      tag: "sup",
      priority: 60,
      getAttrs: (element) => {
        const link = element.querySelector(marked);
        return link && { name: link.getAttribute("href")?.slice(1), label: link.textContent };
      },
    },
  ],
  renderHTML: ({ node: { attrs } }) => ["sup", ["a", { href: `#${attrs.name}` }, attrs.label]],
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction: (changes, _, state) =>
        changes.some(({ docChanged }) => docChanged) ? renumbered(state) : null,
    }),
  ],
});

const Item = ListItem.extend({
  addAttributes: () => ({
    name: {
      default: null,
      // What a note is parted into is no second note of its name.
      keepOnSplit: false,
      parseHTML: ({ id }) => id || null,
      renderHTML: ({ name }) => (name ? { id: name } : {}),
    },
  }),
});

/** The language that quoted words are in. */
const Quoted = Extension.create({
  name: "quoted",
  addGlobalAttributes: () => [
    {
      types: ["blockquote"],
      attributes: {
        lang: {
          default: null,
          parseHTML: ({ lang }) => (isLanguage(lang) ? lang : null),
          renderHTML: ({ lang }) => (lang ? { lang, dir: directionOf(lang) } : {}),
        },
      },
    },
  ],
});

/** What a post may hold, and no more: what the server's sanitiser keeps. */
export const extensions: Extensions = [
  StarterKit.configure({
    ...{ strike: false, underline: false, horizontalRule: false, listItem: false },
    ...{ dropcursor: false, gapcursor: false, trailingNode: false },
    heading: { levels: [3, 4] },
    link: {
      ...{ openOnClick: false, autolink: true, linkOnPaste: true, defaultProtocol: "https" },
      HTMLAttributes: { target: null, rel: null },
    },
  }),
  ...[Item, Raised, Footnote, Mention, Quoted],
];
