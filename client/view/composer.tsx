import { useEffect, useState } from "preact/hooks";
import { asText } from "#client/feed/plain-text.ts";
import { limits } from "#shared/limits.ts";
import type { Language } from "#shared/model.ts";
import { sentenceFor } from "./failure.ts";
import { Field, Wrong } from "./field.tsx";
import { clock, isolated, languageName, numeral } from "./format.ts";
import { Locked } from "./locked.tsx";
import type { WriteProps } from "./parts.ts";
import { type Ui, useUi } from "./ui.ts";
import { useComposer } from "./use-composer.ts";

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

/**
 * Where a person writes. The text lives in the textarea alone: nothing that arrives meanwhile is rendered over it. It is kept as
 * a draft, and sending keeps it until the server has it.
 */
function Composer(props: WriteProps) {
  const { block, next, languages } = props;
  const ui = useUi();
  const { t } = ui;
  const composer = useComposer(props);
  const { failure, count, saved, sending, language } = composer;
  const { title, label } = namesFor(ui, props);
  const send = (event: Event) => {
    event.preventDefault();
    if (!block && sending.is === "no") void composer.send();
  };
  const counted = "composer-count";
  return (
    <form class={failure ? "composer bad" : "composer"} aria-label={title} onSubmit={send}>
      <div class="head">
        <h3>{title}</h3>
        {saved && <span>{saved.kept ? t.draftSaved(clock(ui, saved.at)) : t.draftMemory}</span>}
      </div>
      {block && <Locked block={block} next={next} draft={count > 0} />}
      {failure && <Wrong id="composer-error" text={sentenceFor(ui, failure)} alert />}
      <textarea
        ref={composer.area}
        aria-label={label}
        aria-describedby={failure ? `composer-error ${counted}` : counted}
        aria-invalid={failure !== null}
        rows={7}
        dir="auto"
        {...(language ? { lang: language } : {})}
        readOnly={block !== null || sending.is !== "no"}
        defaultValue={composer.first.text}
        onInput={({ currentTarget }) => composer.write(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event);
        }}
      />
      <div class="row">
        <LanguageField languages={languages} language={language} onChoose={composer.speak} />
        <p id={counted} class={count > limits.postText ? "num over" : "num"}>
          {t.characters(numeral(ui.lang, count), numeral(ui.lang, limits.postText))}
        </p>
      </div>
      <div class="row send">
        <p>{hintFor(t, props, sending.is === "waits")}</p>
        <div class="btns">
          <button
            class="btn"
            type="button"
            disabled={sending.is === "yes"}
            onClick={() => composer.cancel()}
          >
            {t.cancel}
          </button>
          {!block && (
            <button class="btn primary" type="submit" disabled={sending.is !== "no"}>
              {sending.is === "no" ? sendLabel(t, props, failure?.code) : t.sending}
            </button>
          )}
        </div>
      </div>
    </form>
  );
}

interface LanguageFieldProps {
  languages: readonly Language[];
  language: Language | null;
  onChoose(language: Language): void;
}

function LanguageField({ languages, language, onChoose }: LanguageFieldProps) {
  const { t, lang } = useUi();
  // A post may be in a language that the discussion doesn't name any more.
  const all = language && !languages.includes(language) ? [language, ...languages] : languages;
  return (
    <Field label={t.postLanguage}>
      {(control) => (
        <select
          {...control}
          value={language ?? ""}
          onChange={({ currentTarget: { value } }) => {
            const chosen = all.find((tag) => tag === value);
            if (chosen) onChoose(chosen);
          }}
        >
          {all.map((tag) => (
            <option key={tag} value={tag}>
              {languageName(lang, tag)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
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

function hintFor(t: Ui["t"], { target }: WriteProps, waits: boolean): string {
  if (waits) return t.waitsForLine;
  if (target.kind !== "edit") return `${t.publishHint} ${t.paragraphs}`;
  return asText(target.post.html).plain ? t.editSilent : `${t.editSilent} ${t.editPlain}`;
}

function sendLabel(t: Ui["t"], { target }: WriteProps, failed: string | undefined): string {
  if (failed === "no_answer") return t.sendAgain;
  return target.kind === "edit" ? t.save : t.publish;
}
