import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asHtml, asText } from "#client/feed/plain-text.ts";
import { bringIntoView } from "#client/keep-place.ts";
import { type WritingWords, writingWords } from "#client/messages/compiled/writing.ts";
import { writeHash } from "#client/view/actions.ts";
import { Wrong } from "#client/view/field.tsx";
import { clock, directionOf, isolated } from "#client/view/format.ts";
import { Locked } from "#client/view/locked.tsx";
import { useOwnId } from "#client/view/own-id.ts";
import type { WriteProps } from "#client/view/parts.ts";
import { TopicBoxes } from "#client/view/topic-boxes.tsx";
import { type Ui, useUi } from "#client/view/ui.ts";
import { limits } from "#shared/limits.ts";
import { CitesField } from "./cites-field.tsx";
import { peopleIn, type RichFieldProps, richField, type WordsField } from "./composer-field.ts";
import { FilesField } from "./files-field.tsx";
import { Guidelines, useGuidelines } from "./guidelines.tsx";
import { helpFor } from "./help.ts";
import { LanguageField } from "./language-field.tsx";
import { faultIn, isOfSender, Others, placeIn, untitledIn } from "./others.tsx";
import { useComposer } from "./use-composer.ts";
import { useLock } from "./use-lock.ts";
import { VoiceField } from "./voice-field.tsx";

/**
 * Where a person writes. The text lives in the textarea, or the editor, alone: nothing that arrives meanwhile is rendered over
 * it. It is kept as a draft, and sending keeps it until the server has it.
 */
export function Composer(props: WriteProps) {
  const { target, block, here, number, languages } = props;
  const next = here + writeHash(target, number);
  const ui = useUi();
  const t = writingWords[ui.lang];
  const composer = useComposer(props);
  const { failure, count, saved, sending, language } = composer;
  const { title, label } = namesFor(ui, props, composer.asks);
  const lock = useLock(props, composer.field);
  const guidelines = useGuidelines(lock.guidelines);
  const send = (event: Event) => {
    event.preventDefault();
    if (!block && sending.is === "no" && guidelines.mayGo()) void composer.send(guidelines.ticked);
  };
  /** Nothing can be changed now. */
  const still = block !== null || sending.is !== "no";
  const [rich, setRich] = useState(false);
  const counted = "composer-count";
  // A long text fills the window, and what is wrong with it stands above it.
  useEffect(() => {
    if (failure) bringIntoView(document.getElementById("composer-error"));
  }, [failure]);
  return (
    <form
      ref={lock.form}
      class={failure ? "composer bad" : "composer"}
      aria-label={title}
      onSubmit={send}
    >
      <div class="head">
        <h3>{title}</h3>
        {/* It has its room from the start, so that nothing moves when it comes. */}
        <span class={saved && count > 0 ? undefined : "yet"}>
          {saved && !saved.kept ? t.draftMemory : t.draftSaved(clock(ui, saved?.at ?? ui.now))}
        </span>
      </div>
      {props.target.kind === "answer" && (
        <KindField
          number={props.number}
          asks={composer.asks}
          disabled={still}
          onChoose={composer.ask}
        />
      )}
      {lock.opened && <Guidelines {...guidelines} writing={props.writing} />}
      <Others {...composer} disabled={still} />
      {failure && <Wrong id="composer-error" text={faultIn(ui, failure)} alert />}
      {failure && failure.details?.rule !== "empty" && props.help && (
        <p class="help">
          <a href={helpFor(props, title, composer.words())}>{t.cannotPost}</a>
        </p>
      )}
      <Words
        html={composer.first.html}
        attributes={{
          "aria-label": label,
          "aria-describedby": failure ? `composer-error ${counted}` : counted,
          "aria-multiline": "true",
          "aria-invalid": String(failure !== null && !isOfSender(failure)),
          ...(language ? { lang: language, dir: directionOf(language) } : {}),
        }}
        readOnly={still}
        people={peopleIn(props.writing)}
        field={composer.field}
        onRich={() => setRich(true)}
        onChange={composer.write}
        onSend={send}
      />
      {/* Below the text, which must not move while somebody writes. */}
      {block && <Locked block={block} next={next} draft={count > 0} />}
      <div class="row">
        {props.target.kind !== "edit" && (
          <VoiceField
            {...composer}
            reader={props.reader}
            disabled={still}
            wrong={isOfSender(failure)}
          />
        )}
        <CitesField
          cites={composer.cites}
          disabled={still}
          wrong={placeIn(failure)}
          onChange={composer.cite}
        />
        <LanguageField
          languages={languages}
          language={language}
          recognised={composer.recognised}
          disabled={still}
          onChoose={composer.speak}
        />
        <p id={counted} class={count > limits.postText ? "num over" : "num"}>
          {t.characters({ count, limit: limits.postText })}
        </p>
      </div>
      <FilesField
        files={composer.files}
        languages={languages}
        language={language}
        disabled={still}
        untitled={untitledIn(failure)}
        writing={props.writing}
        onChange={composer.putFiles}
        onAttach={composer.attach}
        onCount={composer.counted}
      />
      <TopicBoxes chosen={composer.topics} disabled={still} onChange={composer.sort} />
      <div class="row send">
        <p>{!block && hintFor(t, props, { ...composer, waits: sending.is === "waits", rich })}</p>
        <div class="btns">
          <button
            class="btn"
            type="button"
            disabled={sending.is === "yes"}
            onClick={() => composer.cancel()}
          >
            {ui.t.cancel}
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

interface WordsProps extends Omit<RichFieldProps, "area" | "ready"> {
  field: { current: WordsField | null };
  /** Called when the editor has taken over. */
  onRich(): void;
}

/** A textarea, and as soon as it can be had the editor in its place: the caret and what was typed move over. */
export function Words({ field, onRich, ...props }: WordsProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [Rich, setRich] = useState<ComponentType<RichFieldProps> | null>(null);
  const [moved, setMoved] = useState(false);
  const given = useRef(props.html);
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const set = (html: string) => {
      given.current = html;
      element.value = asText(html).text;
      element.defaultValue = element.value;
    };
    field.current = {
      ...{ focus: () => element.focus(), set },
      insert(html) {
        const there =
          element.value === element.defaultValue ? given.current : asHtml(element.value);
        set(there + html);
        props.onChange(given.current);
      },
    };
    element.focus({ preventScroll: true });
    element.setSelectionRange(element.value.length, element.value.length);
    bringIntoView(element.closest(".composer"));
    // What is higher than the window hides the field otherwise.
    bringIntoView(element);
    return () => {
      field.current = null;
    };
  }, []);
  const load = async (element: HTMLTextAreaElement) => {
    const Field = await richField();
    // What an input method is still composing can't be moved.
    if (Field && !composing.has(element)) setRich(() => Field);
    else if (Field) element.addEventListener("compositionend", () => setRich(() => Field));
  };
  return (
    <>
      {Rich && (
        <Rich
          {...props}
          html={given.current}
          area={area.current}
          ready={(rich) => {
            field.current = rich;
            setMoved(true);
            onRich();
          }}
        />
      )}
      {!moved && (
        <textarea
          ref={area}
          {...props.attributes}
          rows={7}
          dir="auto"
          readOnly={props.readOnly}
          defaultValue={asText(props.html).text}
          onFocus={({ currentTarget }) => void load(currentTarget)}
          onCompositionStart={({ currentTarget }) => composing.add(currentTarget)}
          onCompositionEnd={({ currentTarget }) => composing.delete(currentTarget)}
          onInput={({ currentTarget }) => props.onChange(asHtml(currentTarget.value))}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) props.onSend(event);
          }}
        />
      )}
    </>
  );
}
/** Fields in which an input method is at work. */
const composing = new WeakSet<HTMLElement>();

interface KindFieldProps {
  number: number;
  asks: boolean;
  disabled: boolean;
  onChoose(asks: boolean): void;
}

/** Whether a new post answers the question or asks the moderators something. */
function KindField({ number, asks, disabled, onChoose }: KindFieldProps) {
  const { lang } = useUi();
  const t = writingWords[lang];
  const name = useOwnId();
  return (
    <fieldset class="topic-boxes" aria-label={t.kind} disabled={disabled}>
      {[false, true].map((each) => (
        <label key={String(each)}>
          <input type="radio" name={name} checked={asks === each} onChange={() => onChoose(each)} />
          {each ? t.asks : t.answers(number)}
        </label>
      ))}
    </fieldset>
  );
}

function namesFor(
  ui: Ui,
  { target, number }: WriteProps,
  asks: boolean,
): { title: string; label: string } {
  const t = writingWords[ui.lang];
  if (target.kind === "answer" && asks) return { title: t.asksTitle, label: t.yourQuestion };
  if (target.kind === "answer")
    return { title: ui.t.answerQuestion(number), label: t.yourAnswer(number) };
  if (target.kind === "edit")
    return { title: t.editTitle(target.post.reference ?? ""), label: t.yourEdit };
  const { author, reference } = target.parent;
  const name = author ? isolated(ui, author.name) : (reference ?? "");
  return { title: t.replyTitle(name), label: t.yourReply(name) };
}

type Composed = ReturnType<typeof useComposer>;

function hintFor(
  t: WritingWords,
  { target, writing }: WriteProps,
  {
    waits,
    asks,
    voice,
    sender,
    rich,
  }: Pick<Composed, "asks" | "voice" | "sender"> & Record<"waits" | "rich", boolean>,
): string {
  if (waits) return t.waitsForLine;
  if (!writing.linked()) return t.noLine;
  const under = voice ? t.voiceHint : t.publishHint;
  const own = asks ? t.asksHint : under;
  const hint = sender ? t.senderHint : own;
  if (target.kind !== "edit") return rich ? hint : `${hint} ${t.paragraphs}`;
  return rich || asText(target.post.html).plain ? t.editSilent : `${t.editSilent} ${t.editPlain}`;
}

function sendLabel(t: WritingWords, { target }: WriteProps, failed: string | undefined): string {
  if (failed === "no_answer") return t.sendAgain;
  return target.kind === "edit" ? t.save : t.publish;
}
