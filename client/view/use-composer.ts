import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { answeringTeller } from "#client/answering.ts";
import { limits } from "#shared/limits.ts";
import type { Language } from "#shared/model.ts";
import { plainText } from "#shared/plain-text.ts";
import type { Failure } from "#shared/refusals.ts";
import type { Draft } from "./actions.ts";
import type { WordsField } from "./composer-field.ts";
import type { WriteProps } from "./parts.ts";
import { type Ui, useUi } from "./ui.ts";

/** How long after the last key the draft is kept. */
const saveMs = 400;
/** Characters of the words, as the server counts them. */
const countOf = (html: string): number => [...plainText(html)].length;

/** What a composer is doing: nothing, sending, or waiting for the line, which can be stopped. */
export type Sending = { is: "no" } | { is: "yes" } | { is: "waits"; stop(): void };

/** A composer's state and acts. The text itself is the textarea's, or the editor's. */
export function useComposer(props: WriteProps) {
  const { target, writing } = props;
  const ui = useUi();
  const { box, first } = useMemo(() => {
    const found = writing.draftOf(target);
    return { box: found, first: found.load() ?? freshDraft(props, ui) };
  }, []);
  const shown = useMemo(() => answeringTeller((on) => writing.answering(target, on)), []);
  const field = useRef<WordsField>(null);
  const draft = useRef<Draft>({ ...first });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [language, setLanguage] = useState(first.language);
  const [count, setCount] = useState(() => countOf(first.html));
  const [saved, setSaved] = useState<{ at: number; kept: boolean } | null>(null);
  const [sending, setSending] = useState<Sending>({ is: "no" });
  const [failure, setFailure] = useState<Failure | null>(null);

  const changed = () =>
    draft.current.html !== first.html || draft.current.language !== first.language;
  const keep = () => {
    clearTimeout(timer.current);
    setSaved({ at: ui.now, kept: box.save(draft.current) });
  };

  useEffect(() => {
    const leave = () => {
      clearTimeout(timer.current);
      if (changed()) box.save(draft.current);
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      clearTimeout(timer.current);
      shown.over();
    };
  }, []);

  return {
    ...{ field, first, language, count, saved, sending, failure },
    write(html: string) {
      draft.current.html = html;
      setCount(countOf(html));
      setFailure(null);
      shown.typed();
      clearTimeout(timer.current);
      timer.current = setTimeout(keep, saveMs);
    },
    speak(chosen: Language) {
      draft.current.language = chosen;
      setLanguage(chosen);
      keep();
    },
    async send() {
      const fault = faultOf(draft.current.html);
      setFailure(fault);
      if (fault) return field.current?.focus();
      clearTimeout(timer.current);
      setSending({ is: "yes" });
      const failed = await writing.send(target, draft.current, (stop) =>
        setSending(stop ? { is: "waits", stop } : { is: "yes" }),
      );
      setSending({ is: "no" });
      if (!failed) return;
      setFailure(failed);
      field.current?.focus();
    },
    /** Stops waiting for the line, or closes; what was written stays as a draft. */
    cancel() {
      if (sending.is === "waits") return sending.stop();
      clearTimeout(timer.current);
      if (changed()) box.save(draft.current);
      writing.close();
    },
  };
}

function freshDraft({ target, languages }: WriteProps, { lang }: Ui): Draft {
  const spoken = languages.find((tag) => tag === lang) ?? languages[0] ?? null;
  if (target.kind !== "edit") return { html: "", language: spoken, sent: null };
  const { html, language } = target.post;
  return { html, language: language ?? spoken, sent: null };
}

/** What the server would refuse anyway, said at once. */
function faultOf(html: string): Failure | null {
  const text = plainText(html);
  const actual = [...text].length;
  const failure = (details: NonNullable<Failure["details"]>): Failure => ({
    ...{ code: "invalid_input", message: "", field: "body" },
    details,
  });
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(text)) return failure({ rule: "empty" });
  return actual > limits.postText
    ? failure({ rule: "too_long", limit: limits.postText, actual })
    : null;
}
