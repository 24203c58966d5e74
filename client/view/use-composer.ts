import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { answeringTeller } from "#client/answering.ts";
import { asText } from "#client/feed/plain-text.ts";
import { limits } from "#shared/limits.ts";
import type { Language } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import type { Draft } from "./actions.ts";
import type { WriteProps } from "./parts.ts";
import { type Ui, useUi } from "./ui.ts";

/** How long after the last key the draft is kept. */
const saveMs = 400;
export const codePoints = (text: string): number => [...text].length;

/** What a composer is doing: nothing, sending, or waiting for the line, which can be stopped. */
export type Sending = { is: "no" } | { is: "yes" } | { is: "waits"; stop(): void };

/** A composer's state and acts. The text itself is the textarea's. */
export function useComposer(props: WriteProps) {
  const { target, writing } = props;
  const ui = useUi();
  const { box, first } = useMemo(() => {
    const found = writing.draftOf(target);
    return { box: found, first: found.load() ?? freshDraft(props, ui) };
  }, []);
  const shown = useMemo(() => answeringTeller((on) => writing.answering(target, on)), []);
  const area = useRef<HTMLTextAreaElement>(null);
  const draft = useRef<Draft>({ ...first });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [language, setLanguage] = useState(first.language);
  const [count, setCount] = useState(codePoints(first.text));
  const [saved, setSaved] = useState<{ at: number; kept: boolean } | null>(null);
  const [sending, setSending] = useState<Sending>({ is: "no" });
  const [failure, setFailure] = useState<Failure | null>(null);

  const changed = () =>
    draft.current.text !== first.text || draft.current.language !== first.language;
  const keep = () => {
    clearTimeout(timer.current);
    setSaved({ at: ui.now, kept: box.save(draft.current) });
  };

  useEffect(() => {
    const field = area.current;
    field?.focus({ preventScroll: true });
    field?.setSelectionRange(field.value.length, field.value.length);
    field?.closest(".composer")?.scrollIntoView({ block: "nearest" });
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
    ...{ area, first, language, count, saved, sending, failure },
    write(text: string) {
      draft.current.text = text;
      setCount(codePoints(text));
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
      const fault = faultOf(draft.current.text);
      setFailure(fault);
      if (fault) return area.current?.focus();
      clearTimeout(timer.current);
      setSending({ is: "yes" });
      const failed = await writing.send(target, draft.current, (stop) =>
        setSending(stop ? { is: "waits", stop } : { is: "yes" }),
      );
      setSending({ is: "no" });
      if (!failed) return;
      setFailure(failed);
      area.current?.focus();
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
  if (target.kind !== "edit") return { text: "", language: spoken, sent: null };
  const { html, language } = target.post;
  return { text: asText(html).text, language: language ?? spoken, sent: null };
}

/** What the server would refuse anyway, said at once. */
function faultOf(text: string): Failure | null {
  const actual = codePoints(text.trim());
  const failure = (details: NonNullable<Failure["details"]>): Failure => ({
    ...{ code: "invalid_input", message: "", field: "body" },
    details,
  });
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(text)) return failure({ rule: "empty" });
  return actual > limits.postText
    ? failure({ rule: "too_long", limit: limits.postText, actual })
    : null;
}
