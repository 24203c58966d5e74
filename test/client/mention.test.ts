import { getSchema } from "@tiptap/core";
import { Node } from "@tiptap/pm/model";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import { expect, test } from "vitest";
import { askedAt, withMention } from "#client/editor/mention.ts";
import { extensions } from "#client/editor/schema.ts";
import { UserId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";

const schema = getSchema(extensions);
const ana = { id: UserId.parse("0198c0de-aaaa-7000-8000-00000000000a"), name: "Ana Lima" };
const person = { ...ana, organisation: null, category: null };
type Part = string | { type: string; attrs?: object; text?: string; marks?: object[] };
const mention = { type: "mention", attrs: { id: ana.id, label: "@Ana Lima" } };

/** A paragraph with the caret at its end, or `back` places before it. */
function typed(parts: Part[], { type = "paragraph", back = 0 } = {}): EditorState {
  const content = parts.map((part) =>
    typeof part === "string" ? { type: "text", text: part } : part,
  );
  const doc = Node.fromJSON(schema, { type: "doc", content: [{ type, content }] });
  const selection = TextSelection.create(doc, doc.content.size - 1 - back);
  return EditorState.create({ schema, doc, selection });
}

test.each([
  [["@an"], "an"],
  [["Dear @Ana L"], "Ana L"],
  [["Dear @Ana "], "Ana "],
  [["(@أحمد"], "أحمد"],
  [["One", { type: "hardBreak" }, "@b"], "b"],
  [[mention, "@b"], "b"],
  [["@Jean-Luc d’A"], "Jean-Luc d’A"],
  [["@"], null],
  [["@ an"], null],
  [["ana@example"], null],
  [["@1"], null],
  [["@one two three four five six seven"], null],
  [[`@${"x".repeat(limits.name + 1)}`], null],
  [[{ type: "text", text: "@an", marks: [{ type: "code" }] }], null],
  [
    [{ type: "text", text: "@an", marks: [{ type: "link", attrs: { href: "https://x.y" } }] }],
    null,
  ],
  [[...Array<Part>(limits.mentions).fill(mention), " @an"], null],
] as [Part[], string | null][])("in %j the name %j is being typed", (parts, begins) => {
  expect(askedAt(typed(parts))?.begins ?? null).toBe(begins);
});

test("in code nobody is mentioned, and with the caret before the @ neither", () => {
  expect(askedAt(typed(["@an"], { type: "codeBlock" }))).toBeNull();
  expect(askedAt(typed(["x @an"], { back: 3 }))).toBeNull();
});

test.each([
  [["Dear @an"], 0, "Dear [@Ana Lima] |"],
  [["Dear @an, hello"], 7, "Dear [@Ana Lima] |, hello"],
  [["Dear @an hello"], 6, "Dear [@Ana Lima] |hello"],
] as [Part[], number, string][])(
  "in %j it takes the place of what was typed",
  (parts, back, shown) => {
    const state = typed(parts, { back });
    const asked = askedAt(state);
    if (!asked) throw new Error("a name");
    const after = state.apply(withMention(state, asked, person));
    const text = (from: number, to: number) =>
      after.doc.textBetween(from, to, "\n", (leaf) => `[${leaf.attrs.label}]`);
    const { from } = after.selection;
    expect(`${text(0, from)}|${text(from, after.doc.content.size)}`).toBe(shown);
  },
);

test("it is written as the server takes it", () => {
  const { toDOM } = schema.nodes.mention?.spec ?? {};
  const node = schema.nodes.mention?.create(mention.attrs);
  expect(node && toDOM?.(node)).toEqual(["span", { "data-mention": ana.id }, "@Ana Lima"]);
});
