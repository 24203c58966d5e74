import { Node } from "@tiptap/core";
import type { Node as ProseNode } from "@tiptap/pm/model";
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { limits } from "#shared/limits.ts";
import type { AuthorView } from "#shared/model.ts";

/** A person of the discussion, whole or not at all: what the server links to their posts. */
export const Mention = Node.create({
  name: "mention",
  ...{ group: "inline", inline: true, atom: true },
  addAttributes: () => ({
    id: { default: "", rendered: false },
    label: { default: "", rendered: false },
  }),
  // In a post that is read it is a link, which has this as well.
  parseHTML: () => [
    {
      tag: "[data-mention]",
      priority: 60,
      getAttrs: (element) => ({
        id: element.getAttribute("data-mention"),
        label: element.textContent,
      }),
    },
  ],
  renderHTML: ({ node: { attrs } }) => ["span", { "data-mention": attrs.id }, attrs.label],
  renderText: ({ node: { attrs } }) => attrs.label,
});

/** What is being typed after an @, and where it stands in the text, the @ included. */
export interface Asked {
  from: number;
  to: number;
  begins: string;
}

/** For what is no letter, so that an @ behind it begins a word as one behind a space does. */
const aNode = "\ufffc";
/** An @ within a word is an address. A name has a few words at most. */
const asked = new RegExp(
  `(?:^|[\\s${aNode}([{«“‘"'])@(\\p{L}[^\\s@${aNode}]*(?:\\s[^\\s@${aNode}]*){0,5})$`,
  "u",
);

/** null where nobody is being mentioned: in code, in a link, where something is marked, and where there are enough already. */
export function askedAt(state: EditorState): Asked | null {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type.spec.code) return null;
  const marks = state.storedMarks ?? $from.marks();
  if (marks.some(({ type }) => type.name === "code" || type.name === "link")) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, aNode, aNode);
  const begins = asked.exec(before)?.[1];
  if (begins === undefined || countIn(state.doc) >= limits.mentions) return null;
  if ([...begins].length > limits.name) return null;
  return { from: $from.pos - begins.length - 1, to: $from.pos, begins };
}

function countIn(doc: ProseNode): number {
  let count = 0;
  doc.descendants(({ type }) => {
    if (type.name === "mention") count++;
  });
  return count;
}

/** The mention in place of what was typed, with the caret behind the space that follows it. */
export function withMention(
  state: EditorState,
  { from, to }: Asked,
  { id, name }: AuthorView,
): Transaction {
  const { mention } = state.schema.nodes;
  if (!mention) return state.tr;
  const { tr } = state;
  const $to = state.doc.resolve(to);
  const next = $to.parent.textBetween($to.parentOffset, $to.parent.content.size, aNode, aNode);
  tr.replaceWith(from, to, mention.create({ id, label: `@${name}` }, null, $to.marks()));
  if (!/^\s/.test(next)) tr.insertText(" ", from + 1);
  return tr.setSelection(TextSelection.create(tr.doc, from + 2));
}
