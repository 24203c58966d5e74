import { draftIn } from "#client/read-draft.ts";
import "./translation-form.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { type TranslatingWords, translatingWords } from "#client/messages/compiled/translating.ts";
import { writingWords } from "#client/messages/compiled/writing.ts";
import { sentenceAt } from "#client/view/fault.ts";
import { Field, Wrong } from "#client/view/field.tsx";
import { directionOf, languageName } from "#client/view/format.ts";
import { Html } from "#client/view/html.tsx";
import { useInPlace } from "#client/view/in-place.ts";
import { moderates } from "#client/view/reader.ts";
import { type TranslatingProps, targetsFor } from "#client/view/translation-targets.ts";
import { type Ui, useUi } from "#client/view/ui.ts";
import { useAct } from "#client/view/use-act.ts";
import { limits } from "#shared/limits.ts";
import type { Language, PostView } from "#shared/model.ts";
import { plainText } from "#shared/plain-text.ts";
import type { Failure } from "#shared/refusals.ts";
import { Words } from "./composer.tsx";
import { peopleIn, type WordsField } from "./composer-field.ts";

const existing = ({ translations }: PostView, language: Language | undefined) =>
  translations.find((each) => each.language === language) ?? null;

/** A translation beside its original: written, corrected or taken back. What is typed is kept on the device until it is attached. */
export function TranslationForm(props: TranslatingProps) {
  const { post, reader, writing, close } = props;
  const ui = useUi();
  const t = translatingWords[ui.lang];
  const own = post.author !== null && post.author.id === reader.userId;
  const targets = targetsFor(post, own, reader, writing);
  const [language, setLanguage] = useState(
    () => targets.find((tag) => tag.startsWith(ui.lang)) ?? targets[0],
  );
  const [of, setOf] = useState(post.revision);
  const typed = useTyped(post, writing);
  const field = useRef<WordsField | null>(null);
  const acting = useAct(writing);
  const before = existing(post, language);
  const html = language ? (typed.of(language) ?? before?.html ?? "") : "";
  const end = () => {
    document.getElementById(`p-${post.id}`)?.focus();
    close();
  };
  const { cancel, props: inPlace } = useInPlace<HTMLFormElement>(close, {
    first: null,
    mayEscape: html === (before?.html ?? ""),
  });
  const machine = useMachine(writing);
  if (!language) return null;
  const send = async () => {
    const about = { postId: post.id, language, body: html, of };
    if (await acting.act("post:translate", { ...writing.stamp(), ...about })) {
      typed.drop(language);
      end();
    } else if (of !== post.revision) setOf(post.revision);
  };
  const takeBack = async () => {
    const about = { ...writing.stamp(), postId: post.id, language };
    if (!(await acting.act("post:untranslate", about))) return;
    typed.drop(language);
    end();
  };
  const translateByMachine = async () => {
    if (acting.busy) return;
    machine.begin();
    const about = { ...writing.stamp(), postId: post.id, language, of };
    const done = await acting.act("post:machine-translate", about);
    machine.end(done !== null);
    if (done) typed.drop(language);
  };
  const made = before?.machine && typed.of(language) === null ? before.at : "";
  const mayTakeBack = before && (moderates(reader) || before.by?.id === reader.userId);
  const count = [...plainText(html as PostView["html"])].length;
  return (
    <form
      class="composer translating"
      aria-label={t.title(post.reference ?? "")}
      {...inPlace}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div class="head">
        <h3>{t.title(post.reference ?? "")}</h3>
      </div>
      {acting.failure && <Wrong text={sentenceOf(ui, t, acting.failure)} alert />}
      <div class="row">
        <Into {...{ post, targets, language }} onChoose={setLanguage} />
        <p>{before ? t.replaces : own ? t.shownAs : t.shownAsModerators}</p>
      </div>
      <div class="beside">
        <Original post={post} t={t} />
        <section aria-label={t.yours(languageName(ui.lang, language))}>
          <h4>{t.yours(languageName(ui.lang, language))}</h4>
          <Words
            key={`${language} ${made}`}
            html={html}
            attributes={{
              "aria-label": t.yours(languageName(ui.lang, language)),
              "aria-multiline": "true",
              ...{ lang: language, dir: directionOf(language) },
            }}
            readOnly={acting.busy}
            people={peopleIn(writing)}
            field={field}
            onRich={() => undefined}
            onChange={(text) => typed.keep(language, text, before?.html ?? "")}
            onSend={() => void send()}
          />
        </section>
      </div>
      {machine.offered && (
        <div class="row">
          <p role="status">
            {machine.is === "working"
              ? t.atWork
              : machine.is === "done"
                ? t.machineDone
                : own
                  ? t.machineHint
                  : t.machineHintModerators}
          </p>
          <button
            class="btn small"
            type="button"
            aria-disabled={acting.busy}
            onClick={() => void translateByMachine()}
          >
            {t.byMachine}
          </button>
        </div>
      )}
      <div class="row send">
        <p class={count > limits.postText ? "num over" : "num"}>
          {writingWords[ui.lang].characters({ count, limit: limits.postText })}
        </p>
        <div class="btns">
          {mayTakeBack && (
            <button
              class="btn danger"
              type="button"
              aria-disabled={acting.busy}
              onClick={() => void takeBack()}
            >
              {t.takeBack}
            </button>
          )}
          <button class="btn" type="button" onClick={cancel}>
            {ui.t.cancel}
          </button>
          <button class="btn primary" type="submit" aria-disabled={acting.busy}>
            {acting.busy ? writingWords[ui.lang].sending : t.attach}
          </button>
        </div>
      </div>
    </form>
  );
}

/** What was typed in each language and not attached yet. */
function useTyped(post: PostView, { draftOf }: TranslatingProps["writing"]) {
  const typed = useRef(new Map<Language, string | null>());
  const [, setCount] = useState(0);
  const { questionId } = post;
  const shelf = (language: Language) => draftOf({ kind: "translate", questionId, post, language });
  const of = (language: Language): string | null => {
    const known = typed.current.get(language);
    if (known !== undefined) return known;
    const kept = draftIn(shelf(language))?.html ?? null;
    typed.current.set(language, kept);
    return kept;
  };
  return {
    of,
    /** What is as it stands there already needn't be kept. */
    keep(language: Language, html: string, before: string): void {
      typed.current.set(language, html);
      const draft = { language, sent: null, waiting: null, version: null };
      shelf(language).save({ ...draft, html: html === before ? "" : html });
      setCount((n) => n + 1);
    },
    drop(language: Language): void {
      typed.current.set(language, null);
      shelf(language).drop();
    },
  };
}

/** Whether a machine can be asked here, and how far it is. */
function useMachine({ act, stamp }: TranslatingProps["writing"]) {
  const [offered, setOffered] = useState(false);
  const [is, setIs] = useState<"idle" | "working" | "done">("idle");
  useEffect(() => {
    const { discussionId } = stamp();
    void act("discussion:translator", { discussionId }).then((answer) =>
      setOffered(answer.ok && answer.value.offered),
    );
  }, []);
  return {
    ...{ offered, is },
    begin: () => setIs("working"),
    end: (done: boolean) => setIs(done ? "done" : "idle"),
  };
}

function sentenceOf(ui: Ui, t: TranslatingWords, failure: Failure): string {
  const { rule } = failure.details ?? {};
  if (rule === "translator_slow") return t.machineSlow;
  if (rule === "translator_busy") return t.machineBusy;
  if (rule === "translator_failed") return t.machineFailed;
  if (rule === "edited") return t.edited;
  return rule === "too_long_together" ? t.tooLong : sentenceAt(ui, failure);
}

interface IntoProps {
  post: PostView;
  targets: readonly Language[];
  language: Language;
  onChoose(language: Language): void;
}

function Into({ post, targets, language, onChoose }: IntoProps) {
  const { lang } = useUi();
  const t = translatingWords[lang];
  return (
    <Field label={t.into}>
      {(control) => (
        <select
          {...control}
          value={language}
          onChange={({ currentTarget: { value } }) => {
            const chosen = targets.find((tag) => tag === value);
            if (chosen) onChoose(chosen);
          }}
        >
          {targets.map((tag) => (
            <option key={tag} value={tag}>
              {existing(post, tag) ? t.present(languageName(lang, tag)) : languageName(lang, tag)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** It scrolls beside the field, so the keyboard must get into it. */
function Original({ post, t }: { post: PostView; t: TranslatingWords }) {
  const { lang } = useUi();
  const language = post.language ?? lang;
  const title = t.original(languageName(lang, language));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by the keyboard
    <section class="beside-original" aria-label={title} tabIndex={0}>
      <h4>{title}</h4>
      <Html
        class="prose"
        html={post.html}
        textName={`${post.id}-beside`}
        lang={language}
        dir={directionOf(language)}
      />
    </section>
  );
}
