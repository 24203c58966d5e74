import type { Editor } from "@tiptap/core";
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { writingWords } from "#client/messages/compiled/writing.ts";
import { Icon } from "#client/view/icon.tsx";
import { useOwnId } from "#client/view/own-id.ts";
import { useUi } from "#client/view/ui.ts";
import { withFootnote } from "./footnotes.ts";

const pictures = {
  bold: <path d="M4.5 3h4a2.4 2.4 0 0 1 0 5h-4zm0 5h4.7a2.5 2.5 0 0 1 0 5H4.5z" />,
  italic: <path d="M6.5 3h5M4.5 13h5M9 3 7 13" />,
  heading: <path d="M2.5 3.5v9M8.5 3.5v9M2.5 8h6M11.7 7.2 13.5 6v6.5" />,
  subheading: (
    <path d="M2.5 3.5v9M8.5 3.5v9M2.5 8h6M11.2 7.8c.2-2.4 3.4-2.2 3.1 0-.2 1.4-2.4 2.8-3.1 4.6h3.3" />
  ),
  bullets: <path d="M6 4h7.5M6 8h7.5M6 12h7.5M2.8 4h.1M2.8 8h.1M2.8 12h.1" />,
  numbers: <path d="M6.5 4H14M6.5 8H14M6.5 12H14M2.2 3l.9-.5V6M2 10h1.6L2 12.5h1.8" />,
  quote: <path d="M3 3v10M6.5 5h7M6.5 8h7M6.5 11h4" />,
  note: <path d="M2.5 13 6 4l3.5 9M3.7 10h4.6M11.5 3.5l1.5-1v4.5" />,
} satisfies Record<string, VNode>;
type Tool = keyof typeof pictures | "link";

interface Act {
  /** Whether it holds where the caret is; null for what is done once. */
  on: ((editor: Editor) => boolean) | null;
  run(editor: Editor): void;
  /** As aria-keyshortcuts has it. */
  keys?: string;
}

/** The text has the focus again before the next key comes; the editor's own command would wait for a frame. */
function chain(editor: Editor) {
  editor.view.focus();
  return editor.chain();
}
const acts: Record<Exclude<Tool, "link">, Act> = {
  bold: {
    ...{ keys: "Control+B", on: (editor) => editor.isActive("bold") },
    run: (editor) => chain(editor).toggleBold().run(),
  },
  italic: {
    ...{ keys: "Control+I", on: (editor) => editor.isActive("italic") },
    run: (editor) => chain(editor).toggleItalic().run(),
  },
  heading: {
    on: (editor) => editor.isActive("heading", { level: 3 }),
    run: (editor) => chain(editor).toggleHeading({ level: 3 }).run(),
  },
  subheading: {
    on: (editor) => editor.isActive("heading", { level: 4 }),
    run: (editor) => chain(editor).toggleHeading({ level: 4 }).run(),
  },
  bullets: {
    ...{ keys: "Control+Shift+8", on: (editor) => editor.isActive("bulletList") },
    run: (editor) => chain(editor).toggleBulletList().run(),
  },
  numbers: {
    ...{ keys: "Control+Shift+7", on: (editor) => editor.isActive("orderedList") },
    run: (editor) => chain(editor).toggleOrderedList().run(),
  },
  quote: {
    ...{ keys: "Control+Shift+B", on: (editor) => editor.isActive("blockquote") },
    run: (editor) => chain(editor).toggleBlockquote().run(),
  },
  note: {
    on: null,
    run(editor) {
      const tr = withFootnote(editor.state);
      if (tr) editor.view.dispatch(tr);
      editor.view.focus();
    },
  },
};
const order: readonly Tool[] = [
  ...(["bold", "italic", "heading", "subheading", "bullets", "numbers"] as const),
  ...(["quote", "link", "note"] as const),
];

interface ToolbarProps {
  editor: Editor;
  disabled: boolean;
}

/** One stop for the Tab key; the arrows go from tool to tool, Alt+F10 leads here from the text and Escape back. */
export function Toolbar({ editor, disabled }: ToolbarProps) {
  const t = writingWords[useUi().lang];
  const [, redraw] = useState(0);
  const [at, setAt] = useState(0);
  const [linking, setLinking] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const again = () => redraw((count) => count + 1);
    editor.on("transaction", again);
    return () => void editor.off("transaction", again);
  }, [editor]);
  const goTo = (index: number) => {
    const next = (index + order.length) % order.length;
    setAt(next);
    box.current?.querySelectorAll("button")[next]?.focus();
  };
  useEffect(() => {
    const { dom } = editor.view;
    const lead = (event: KeyboardEvent) => {
      if (event.key === "F10" && event.altKey) {
        event.preventDefault();
        goTo(at);
      } else if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        setLinking(true);
      }
    };
    dom.addEventListener("keydown", lead);
    return () => dom.removeEventListener("keydown", lead);
  }, [editor, at]);
  const onKeyDown = (event: KeyboardEvent) => {
    const forward = getComputedStyle(box.current ?? document.body).direction === "rtl" ? -1 : 1;
    const to = {
      ArrowRight: at + forward,
      ArrowLeft: at - forward,
      Home: 0,
      End: order.length - 1,
    }[event.key];
    if (event.key === "Escape") editor.view.focus();
    else if (to === undefined) return;
    else goTo(to);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div class="tools" role="toolbar" aria-label={t.formatting} ref={box} onKeyDown={onKeyDown}>
        {order.map((tool, index) => {
          const act = tool === "link" ? null : acts[tool];
          const on = act ? (act.on?.(editor) ?? null) : editor.isActive("link");
          return (
            <button
              key={tool}
              type="button"
              aria-label={t.tools[tool]}
              title={t.tools[tool]}
              {...(on === null ? {} : { "aria-pressed": on })}
              aria-keyshortcuts={act ? act.keys : "Control+K"}
              tabIndex={index === at ? 0 : -1}
              disabled={disabled}
              onFocus={() => setAt(index)}
              // The selection in the text stays while a tool is pressed.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => (act ? act.run(editor) : setLinking(!linking))}
            >
              {tool === "link" ? (
                <Icon name="link" />
              ) : (
                <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
                  {pictures[tool]}
                </svg>
              )}
            </button>
          );
        })}
      </div>
      {linking && !disabled && <LinkForm editor={editor} onDone={() => setLinking(false)} />}
    </>
  );
}

interface LinkFormProps {
  editor: Editor;
  onDone(): void;
}

/** A web or mail address; one without a scheme is a web address. null when it is neither. */
function addressOf(text: string): string | null {
  const trimmed = text.trim();
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(trimmed)
    ? trimmed
    : trimmed.includes("@") && !trimmed.includes("/")
      ? `mailto:${trimmed}`
      : `https://${trimmed}`;
  const readable = URL.canParse(whole) && /^(?:https?:\/\/[^/]*[^/.]|mailto:.+@)/i.test(whole);
  return trimmed !== "" && readable && !/\s/.test(whole) ? whole : null;
}

/** Not a form of its own: it stands within the composer's. */
function LinkForm({ editor, onDone }: LinkFormProps) {
  const { t: common, lang } = useUi();
  const t = writingWords[lang];
  const id = useOwnId();
  const [address, setAddress] = useState(() => String(editor.getAttributes("link").href ?? ""));
  const [wrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus({ preventScroll: true }), []);
  const back = () => {
    onDone();
    editor.view.focus();
  };
  const set = () => {
    const href = addressOf(address);
    setWrong(href === null);
    if (href === null) return field.current?.focus();
    onDone();
    const linked = chain(editor).extendMarkRange("link");
    if (editor.state.selection.empty && !editor.isActive("link"))
      linked.insertContent({
        ...{ type: "text", text: address.trim() },
        marks: [{ type: "link", attrs: { href } }],
      });
    else linked.setLink({ href });
    linked.run();
  };
  return (
    <div class="link-form">
      <label for={id}>{t.linkAddress}</label>
      <input
        id={id}
        ref={field}
        type="text"
        inputMode="url"
        dir="ltr"
        value={address}
        placeholder="https://"
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onInput={({ currentTarget }) => setAddress(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === "Enter") set();
          else back();
        }}
      />
      <button class="btn small" type="button" onClick={set}>
        {t.linkSet}
      </button>
      {editor.isActive("link") && (
        <button
          class="btn small"
          type="button"
          onClick={() => {
            onDone();
            chain(editor).extendMarkRange("link").unsetLink().run();
          }}
        >
          {t.linkRemove}
        </button>
      )}
      <button class="btn small" type="button" onClick={back}>
        {common.cancel}
      </button>
      {wrong && (
        <p class="err" id={`${id}-wrong`} role="alert">
          {t.linkWrong}
        </p>
      )}
    </div>
  );
}
