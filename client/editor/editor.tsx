import { bringIntoView } from "#client/keep-place.ts";
import "./editor.css";
import { Editor } from "@tiptap/core";
import { DOMParser } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { asHtml } from "#client/feed/plain-text.ts";
import { inertBody } from "#client/view/html.tsx";
import type { RichFieldProps } from "#client/view/writing/composer-field.ts";
import { endOfText, outOfNote } from "./footnotes.ts";
import { useMentions } from "./mention-list.tsx";
import { cleanPasted } from "./paste/clean.ts";
import { extensions } from "./schema.ts";
import { Toolbar } from "./toolbar.tsx";

/** Stands for the caret while a text is taken over; no text holds it. */
const caret = "\u{f8ff}";

/** The editor in the textarea's place, with what was written there and the caret where it was. */
export function RichField(props: RichFieldProps) {
  const { area, html, attributes, readOnly, onChange, onSend, ready } = props;
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const { onKey, attributes: listed, list } = useMentions(editor, props.people);
  const heard = useRef({ onChange, onSend, onKey });
  heard.current = { onChange, onSend, onKey };
  const looks: Record<string, string> = { ...attributes, class: "prose", ...listed };
  // So that it keeps the focus, and its place, while it is locked.
  looks.tabindex = "0";
  if (readOnly) looks["aria-readonly"] = "true";
  // A combobox is never of several lines.
  if (listed) delete looks["aria-multiline"];

  useLayoutEffect(() => {
    if (!place.current) return;
    const made = new Editor({
      ...{ element: place.current, extensions, injectCSS: false },
      // Not as HTML, which its library would read by a way that the page's policy forbids.
      content: { type: "doc", content: [{ type: "paragraph" }] },
      editorProps: {
        attributes: looks,
        transformPastedHTML: cleanPasted,
        handleKeyDown: (view, event) => {
          if (heard.current.onKey(event)) return true;
          if (event.key !== "Enter" || event.isComposing) return false;
          if (!event.ctrlKey && !event.metaKey) {
            const back = event.shiftKey ? null : outOfNote(view.state);
            if (back) view.dispatch(back.scrollIntoView());
            return back !== null;
          }
          heard.current.onSend(event);
          return true;
        },
      },
      onUpdate: ({ editor: { isEmpty } }) => {
        heard.current.onChange(isEmpty ? "" : made.getHTML());
      },
    });
    const focused = area !== null && area === document.activeElement;
    takeText(made, area, html);
    ready({
      focus() {
        made.view.dom.focus({ preventScroll: true });
        made.view.focus();
      },
      set: (text) => setText(made, text),
      insert: (text) => insertBelow(made, text),
    });
    if (focused) {
      made.view.focus();
      bringIntoView(made.view.dom);
    }
    setEditor(made);
    return () => made.destroy();
  }, []);

  useLayoutEffect(() => {
    editor?.setOptions({ editorProps: { ...editor.options.editorProps, attributes: looks } });
  }, [editor, JSON.stringify(looks)]);
  useEffect(() => {
    editor?.setEditable(!readOnly, false);
  }, [editor, readOnly]);

  return (
    <>
      {editor && <Toolbar editor={editor} disabled={readOnly} />}
      <div class="words">
        <div ref={place} />
        {list}
      </div>
    </>
  );
}

function setText({ state, view }: Editor, html: string): void {
  const doc = DOMParser.fromSchema(state.schema).parse(inertBody(html));
  const tr = state.tr.replaceWith(0, state.doc.content.size, doc.content);
  // Nobody has typed it: whoever gave it knows.
  view.dispatch(tr.setSelection(TextSelection.atEnd(tr.doc)).setMeta("preventUpdate", true));
}

function insertBelow({ state, view }: Editor, html: string): void {
  const { content } = DOMParser.fromSchema(state.schema).parse(inertBody(html));
  const { $to } = state.selection;
  const isEmpty = $to.depth === 1 && $to.parent.content.size === 0;
  const end = $to.depth > 0 ? $to.after(1) : state.doc.content.size;
  const start = isEmpty ? $to.before(1) : end;
  const tr = state.tr.replaceWith(start, end, content);
  const below = tr.doc.resolve(start + content.size);
  view.dispatch(tr.setSelection(TextSelection.near(below, -1)).scrollIntoView());
}

/** What the textarea shows is taken, not what was kept, when somebody has typed in it meanwhile. */
function takeText(editor: Editor, area: HTMLTextAreaElement | null, html: string): void {
  const typed = area !== null && area.value !== area.defaultValue;
  const at = area?.selectionEnd ?? 0;
  const from = area?.selectionStart ?? at;
  const marks = (text: string) =>
    `${text.slice(0, from)}${caret}${text.slice(from, at)}${caret}${text.slice(at)}`;
  const content = area && (typed || html === "") ? asHtml(marks(area.value)) : html;
  const { state, view } = editor;
  const doc = DOMParser.fromSchema(state.schema).parse(inertBody(content), {
    preserveWhitespace: content === html ? false : "full",
  });
  const tr = state.tr.replaceWith(0, state.doc.content.size, doc.content);
  const found: number[] = [];
  tr.doc.descendants((node, position) => {
    const { text } = node;
    for (let i = 0; text && i < text.length; i++) if (text[i] === caret) found.push(position + i);
  });
  for (const position of found.toReversed()) tr.delete(position, position + 1);
  const [start, end] = found;
  if (start === undefined || end === undefined) tr.setSelection(endOfText(tr.doc));
  else tr.setSelection(TextSelection.create(tr.doc, start, end - 1));
  view.dispatch(tr.setMeta("addToHistory", false).setMeta("preventUpdate", true));
}
