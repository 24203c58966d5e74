import type { Node } from "@tiptap/pm/model";
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";

interface Place {
  at: number;
  node: Node;
}
function placesOf(doc: Node, type: string): Place[] {
  const found: Place[] = [];
  doc.descendants((node, at) => {
    if (node.type.name === type) found.push({ at, node });
  });
  return found;
}
const nameOf = ({ node }: Place): string => String(node.attrs.name ?? "");
/** List items that are notes, with the number each has in its list. */
function notesOf(doc: Node): Map<string, string> {
  const numbers = new Map<string, string>();
  for (const { at, node } of placesOf(doc, "listItem"))
    if (node.attrs.name && !numbers.has(node.attrs.name))
      numbers.set(node.attrs.name, String(doc.resolve(at).index() + 1));
  return numbers;
}

/** A note without words whose mark is gone goes too, and with the last of them their list. */
function withoutEmpty({ doc, tr }: EditorState): Transaction {
  const marks = new Set(placesOf(doc, "footnote").map(nameOf));
  for (const place of placesOf(doc, "listItem").reverse()) {
    const { at, node } = place;
    if (nameOf(place) === "" || marks.has(nameOf(place)) || node.textContent !== "") continue;
    const alone = tr.doc.resolve(at).parent.childCount === 1;
    tr.delete(alone ? at - 1 : at, at + node.nodeSize + (alone ? 1 : 0));
  }
  return tr;
}

/** Each mark in the text bears its note's number; one whose note is gone goes too. null when that is so already. */
export function renumbered(state: EditorState): Transaction | null {
  const tr = withoutEmpty(state);
  const { doc } = tr;
  const notes = notesOf(doc);
  for (const { at, node } of placesOf(doc, "footnote").reverse()) {
    const label = notes.get(node.attrs.name);
    if (label === undefined) tr.delete(at, at + node.nodeSize);
    else if (label !== node.attrs.label) tr.setNodeAttribute(at, "label", label);
  }
  return tr.docChanged ? tr : null;
}

const isNotes = (node: Node | null): boolean => {
  if (node?.type.name !== "orderedList") return false;
  for (let i = 0; i < node.childCount; i++) if (!node.child(i).attrs.name) return false;
  return true;
};

/** Where the text ends, above its notes. */
export function endOfText(doc: Node): TextSelection {
  const { lastChild } = doc;
  const notes = lastChild && isNotes(lastChild) ? lastChild.nodeSize : 0;
  const end = TextSelection.near(doc.resolve(doc.content.size - notes), -1);
  return end instanceof TextSelection ? end : TextSelection.create(doc, end.from);
}

/** From within a note back to the text behind its mark; null elsewhere. */
export function outOfNote({ doc, selection, tr }: EditorState): Transaction | null {
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const { name } = $from.node(depth).attrs;
    const mark = name && placesOf(doc, "footnote").find((place) => nameOf(place) === name);
    if (mark) return tr.setSelection(TextSelection.create(doc, mark.at + mark.node.nodeSize));
  }
  return null;
}

/** A mark where the selection ends and an empty note in the list at the end, in the order of the marks, with the caret in it. null within a note. */
export function withFootnote(state: EditorState): Transaction | null {
  const { schema, selection, tr, doc } = state;
  const { footnote, listItem, orderedList, paragraph } = schema.nodes;
  if (!footnote || !listItem || !orderedList || !paragraph) return null;
  const { $to } = selection;
  for (let depth = $to.depth; depth > 0; depth--) if ($to.node(depth).attrs.name) return null;
  const taken = notesOf(doc);
  let number = taken.size + 1;
  while (taken.has(`note-${number}`)) number++;
  const name = `note-${number}`;
  tr.insert($to.pos, footnote.create({ name }));
  const item = listItem.create({ name }, paragraph.create());
  const list = tr.doc.lastChild;
  const end = tr.doc.content.size;
  if (!list || !isNotes(list)) {
    tr.insert(end, orderedList.create(null, item));
    return tr.setSelection(TextSelection.create(tr.doc, end + 3));
  }
  const before = placesOf(tr.doc, "footnote").findIndex((place) => nameOf(place) === name);
  let at = end - list.nodeSize + 1;
  for (let i = 0; i < Math.min(before, list.childCount); i++) at += list.child(i).nodeSize;
  tr.insert(at, item);
  return tr.setSelection(TextSelection.create(tr.doc, at + 2));
}
