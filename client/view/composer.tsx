import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { asText } from "#client/feed/plain-text.ts";
import { limits } from "#shared/limits.ts";
import type { Language } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import type { Draft, Target } from "./actions.ts";
import { sentenceFor } from "./failure.ts";
import { Field, Wrong } from "./field.tsx";
import { clock, isolated, languageName, numeral } from "./format.ts";
import { Locked } from "./locked.tsx";
import type { WriteProps } from "./parts.ts";
import { type Ui, useUi } from "./ui.ts";

/** How long after the last key the draft is kept. */
const saveMs = 400;
const codePoints = (text: string): number => [...text].length;

/**
 * Where a person writes. The text lives in the textarea alone: nothing that arrives meanwhile is rendered over it. It is kept as
 * a draft, and sending keeps it until the server has it.
 */
function Composer(props: WriteProps) {
  const { target, block, writing } = props;
  const ui = useUi();
  const { t } = ui;
  const box = useMemo(() => writing.draftOf(target), [writing, target]);
  const first = useMemo(() => box.load() ?? freshDraft(props, ui), [box]);
  const [language, setLanguage] = useState(first.language);
  const [count, setCount] = useState(codePoints(first.text));
  const [saved, setSaved] = useState<{ at: number; kept: boolean } | null>(null);
  const [sending, setSending] = useState<"no" | "yes" | "waits">("no");
  const [failure, setFailure] = useState<Failure | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const sent = useRef(first.sent);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const text = () => area.current?.value ?? "";
  const keep = (spoken: Language | null) =>
    setSaved({
      at: ui.now,
      kept: box.save({ text: text(), language: spoken, sent: sent.current }),
    });

  useEffect(() => {
    const field = area.current;
    field?.focus({ preventScroll: true });
    field?.setSelectionRange(field.value.length, field.value.length);
    field?.closest(".composer")?.scrollIntoView({ block: "nearest" });
    const leave = () => {
      if (field && field.value !== "" && field.value !== first.text)
        box.save({ text: field.value, language: first.language, sent: sent.current });
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      clearTimeout(timer.current);
    };
  }, [box, first]);

  const onInput = () => {
    setCount(codePoints(text()));
    setFailure(null);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => keep(language), saveMs);
  };

  const send = async () => {
    const fault = faultOf(text());
    setFailure(fault);
    if (fault) return area.current?.focus();
    clearTimeout(timer.current);
    setSending("yes");
    const draft: Draft = { text: text(), language, sent: sent.current };
    const failed = await writing.send(target, draft, (waits) =>
      setSending(waits ? "waits" : "yes"),
    );
    sent.current = draft.sent;
    setSending("no");
    if (!failed) return;
    setFailure(failed);
    area.current?.focus();
  };

  const { title, label } = namesFor(ui, props);
  const bad = failure !== null;
  const over = count > limits.postText;
  return (
    <form
      class={`composer ${bad ? "bad" : ""}`}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || block) return;
        event.preventDefault();
        void send();
      }}
    >
      <div class="head">
        <h3>{title}</h3>
        {saved && <span>{saved.kept ? t.draftSaved(clock(ui, saved.at)) : t.draftMemory}</span>}
      </div>
      {block && <Locked block={block} next={props.next} draft={count > 0} />}
      {failure && <Wrong id="composer-error" text={sentenceFor(ui, failure)} alert />}
      <textarea
        ref={area}
        aria-label={label}
        aria-describedby={bad ? "composer-error composer-count" : "composer-count"}
        aria-invalid={bad}
        rows={7}
        dir="auto"
        {...(language ? { lang: language } : {})}
        readOnly={block !== null || sending !== "no"}
        defaultValue={first.text}
        onInput={onInput}
      />
      <div class="row">
        <Field label={t.postLanguage}>
          {(control) => (
            <select
              {...control}
              value={language ?? ""}
              onChange={({ currentTarget }) => {
                const chosen = props.languages.find((tag) => tag === currentTarget.value);
                if (!chosen) return;
                setLanguage(chosen);
                keep(chosen);
              }}
            >
              {props.languages.map((tag) => (
                <option key={tag} value={tag}>
                  {languageName(ui.lang, tag)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <p id="composer-count" class={over ? "num over" : "num"}>
          {t.characters(numeral(ui.lang, count), numeral(ui.lang, limits.postText))}
        </p>
      </div>
      <div class="row send">
        <p>{hintFor(t, sending, target)}</p>
        <div class="btns">
          <button class="btn" type="button" onClick={() => writing.close()}>
            {t.cancel}
          </button>
          {!block && (
            <button class="btn primary" type="submit" disabled={sending !== "no"}>
              {sendLabel(t, sending, failure, target)}
            </button>
          )}
        </div>
      </div>
    </form>
  );
}

function freshDraft({ target, languages }: WriteProps, { lang }: Ui): Draft {
  const spoken = languages.find((tag) => tag === lang) ?? languages[0] ?? null;
  if (target.kind !== "edit") return { text: "", language: spoken, sent: null };
  const { html, language } = target.post;
  return { text: asText(html).text, language: language ?? spoken, sent: null };
}

function faultOf(text: string): Failure | null {
  const actual = codePoints(text.trim());
  const failure = (details: NonNullable<Failure["details"]>): Failure => ({
    code: "invalid_input",
    message: "",
    field: "body",
    details,
  });
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(text)) return failure({ rule: "empty" });
  return actual > limits.postText
    ? failure({ rule: "too_long", limit: limits.postText, actual })
    : null;
}

function namesFor(ui: Ui, { target, number }: WriteProps): { title: string; label: string } {
  const { t } = ui;
  if (target.kind === "answer")
    return { title: t.answerQuestion(number), label: t.yourAnswer(number) };
  if (target.kind === "edit")
    return { title: t.editTitle(target.post.reference ?? ""), label: t.yourEdit };
  const name = isolated(ui, target.parent.author?.name ?? "");
  return { title: t.replyTitle(name), label: t.yourReply(name) };
}

function hintFor(t: Ui["t"], sending: "no" | "yes" | "waits", target: Target): string {
  if (sending === "waits") return t.waitsForLine;
  if (target.kind !== "edit") return `${t.publishHint} ${t.paragraphs}`;
  return asText(target.post.html).plain ? t.editSilent : `${t.editSilent} ${t.editPlain}`;
}

function sendLabel(
  t: Ui["t"],
  sending: "no" | "yes" | "waits",
  failure: Failure | null,
  target: Target,
): string {
  if (sending !== "no") return t.sending;
  if (failure?.code === "no_answer") return t.sendAgain;
  return target.kind === "edit" ? t.save : t.publish;
}

/** The composer, or only the reason why there is none while nothing was written. */
export function Write(props: WriteProps) {
  const { target, block, next, writing } = props;
  // A composer that is open stays open: its text must not vanish because somebody was muted meanwhile.
  const [opened, setOpened] = useState(block === null || writing.draftOf(target).load() !== null);
  useEffect(() => {
    if (block === null) setOpened(true);
  }, [block]);
  if (block && !opened) return <Locked block={block} next={next} draft={false} />;
  return <Composer {...props} />;
}
