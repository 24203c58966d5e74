import type { Editor } from "@tiptap/core";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { writingWords } from "#client/messages/compiled/writing.ts";
import { useOwnId } from "#client/view/own-id.ts";
import { useUi } from "#client/view/ui.ts";
import type { RichFieldProps } from "#client/view/writing/composer-field.ts";
import type { AuthorView } from "#shared/model.ts";
import { type Asked, askedAt, withMention } from "./mention.ts";
import { createSuggesting } from "./suggesting.ts";

/**
 * People to choose from while a name is typed behind an @. The focus stays in the text, which is a combobox as long as the list is
 * there: the arrow keys go through it, Enter takes one, Escape lets the words stand as they are.
 */
export function useMentions(editor: Editor | null, people: RichFieldProps["people"]) {
  const id = useOwnId();
  const t = writingWords[useUi().lang];
  const [asked, setAsked] = useState<Asked | null>(null);
  const [{ found, at }, setShown] = useState(nobody);
  const setAt = (index: number) => setShown((before) => ({ ...before, at: index }));
  const suggesting = useMemo(
    () => createSuggesting(people, (offered) => setShown((before) => among(offered, before))),
    [],
  );
  useEffect(() => {
    if (!editor) return;
    const look = () => {
      const next = editor.isEditable && editor.isFocused ? askedAt(editor.state) : null;
      setAsked((before) => (isSame(before, next) ? before : next));
      suggesting.ask(next);
    };
    const leave = () => suggesting.ask(null);
    editor.on("transaction", look);
    editor.on("blur", leave);
    look();
    return () => {
      suggesting.ask(null);
      editor.off("transaction", look);
      editor.off("blur", leave);
    };
  }, [editor]);
  const open = asked !== null && found.length > 0;
  const choose = (person: AuthorView | undefined) => {
    if (!editor || !asked || !person) return;
    editor.view.dispatch(withMention(editor.state, asked, person).scrollIntoView());
    editor.view.focus();
  };
  return {
    /** Whether the key was for the list. */
    onKey(event: KeyboardEvent): boolean {
      if (!open || event.isComposing) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) setAt((at + step + found.length) % found.length);
      else if (event.key === "Escape") suggesting.dismiss();
      else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) choose(found[at]);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    attributes: open
      ? {
          ...{ role: "combobox", "aria-expanded": "true", "aria-haspopup": "listbox" },
          ...{ "aria-autocomplete": "list", "aria-controls": id },
          "aria-activedescendant": `${id}-${at}`,
        }
      : null,
    list: (
      <>
        <p class="sr" role="status">
          {open && t.peopleFound(found.length)}
        </p>
        {open && editor && (
          <List
            {...{ id, editor, asked, found, at }}
            label={t.peopleHere}
            onPoint={setAt}
            onChoose={choose}
          />
        )}
      </>
    ),
  };
}

interface Shown {
  found: readonly AuthorView[];
  /** Index of the one that Enter takes. */
  at: number;
}
const nobody: Shown = { found: [], at: 0 };

/** Whoever was gone to with the keys stays the one, also when an answer comes meanwhile; else it is the first. */
function among(found: readonly AuthorView[], { found: before, at }: Shown): Shown {
  const same = at === 0 ? 0 : found.findIndex(({ id }) => id === before[at]?.id);
  return { found, at: Math.max(0, same) };
}

const isSame = (a: Asked | null, b: Asked | null): boolean =>
  a?.from === b?.from && a?.to === b?.to && a?.begins === b?.begins;

interface ListProps {
  id: string;
  label: string;
  editor: Editor;
  asked: Asked;
  found: readonly AuthorView[];
  at: number;
  onPoint(at: number): void;
  onChoose(person: AuthorView): void;
}

function List({ id, label, editor, asked, found, at, onPoint, onChoose }: ListProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current) place(box.current, editor, asked.from);
  }, [asked.from, found]);
  useLayoutEffect(() => {
    box.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at, found]);
  return (
    <div class="people-list" id={id} role="listbox" aria-label={label} ref={box}>
      {found.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text's, which keeps the focus
        <div
          key={person.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => index !== at && onPoint(index)}
          onClick={() => onChoose(person)}
        >
          <bdi>{person.name}</bdi>
          {person.organisation && (
            <span class="meta">
              <bdi>{person.organisation}</bdi>
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

/** Below the line that is written in, or above it where there is more room; at the @ as far as it fits in. */
function place(list: HTMLElement, editor: Editor, from: number): void {
  const around = list.offsetParent?.getBoundingClientRect();
  if (!around) return;
  const mark = editor.view.coordsAtPos(from);
  const rtl = getComputedStyle(list).direction === "rtl";
  const wanted = rtl ? around.right - mark.right : mark.left - around.left;
  const most = Math.max(0, around.width - list.offsetWidth);
  const height = globalThis.visualViewport?.height ?? innerHeight;
  const above = mark.bottom + list.offsetHeight > height && mark.top > height - mark.bottom;
  const top = above ? mark.top - list.offsetHeight - 4 : mark.bottom + 4;
  list.style.insetInlineStart = `${Math.min(Math.max(0, wanted), most)}px`;
  list.style.insetBlockStart = `${top - around.top}px`;
}
