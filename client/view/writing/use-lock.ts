import { useContext, useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { writingWords } from "#client/messages/compiled/writing.ts";
import { GuidelinesContext } from "#client/view/guidelines-ask.ts";
import { blockWords } from "#client/view/locked.tsx";
import type { WriteProps } from "#client/view/parts.ts";
import { useUi } from "#client/view/ui.ts";
import type { WordsField } from "./composer-field.ts";

/** A composer that is locked while somebody writes, and opened again: nothing above the text moves, and it is said why. */
export function useLock(
  { block, writing }: Pick<WriteProps, "block" | "writing">,
  field: { readonly current: WordsField | null },
) {
  const ui = useUi();
  const form = useRef<HTMLFormElement>(null);
  const locked = block !== null;
  const was = useRef(locked);
  const opened = useRef(!locked);
  opened.current ||= !locked;
  // Of whoever isn't signed in any more nobody knows what they had accepted.
  const asked = useContext(GuidelinesContext);
  const guidelines = useRef(asked);
  if (!locked) guidelines.current = asked;

  const held = holdsFocus(form.current);
  useLayoutEffect(() => {
    if (held && !holdsFocus(form.current)) field.current?.focus();
  }, [locked]);
  useEffect(() => {
    if (was.current === locked) return;
    was.current = locked;
    const { title, more } = block ? blockWords(ui, block) : openWords(ui.lang);
    writing.say([title, ...more].join(" "));
  }, [locked]);
  return { form, opened: opened.current, guidelines: guidelines.current };
}

const openWords = (lang: keyof typeof writingWords) => ({
  ...{ title: writingWords[lang].openAgain, more: [] },
});

/** A button that is disabled keeps nobody's keys. */
const holdsFocus = (form: HTMLElement | null): boolean =>
  form !== null &&
  typeof document !== "undefined" &&
  form.contains(document.activeElement) &&
  document.activeElement?.matches(":disabled") === false;
