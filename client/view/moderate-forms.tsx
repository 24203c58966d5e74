import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Messages } from "#client/messages/messages.ts";
import { limits } from "#shared/limits.ts";
import type { Reason } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import { sentenceAt } from "./fault.ts";
import { type Control, Field, Wrong } from "./field.tsx";
import { useInPlace } from "./in-place.ts";
import { useModerating } from "./moderating.ts";
import { useUi } from "./ui.ts";

interface Waiting {
  busy: boolean;
  failure: Failure | null;
}

interface AskProps extends Waiting {
  question: string;
  yes: string;
  /** It takes something away. */
  takes?: boolean;
  onYes(): Promise<void>;
  onNo(): void;
}

/** Asks once more, in place. The focus is on what is asked: whoever presses Enter twice has answered nothing. */
export function Ask({ question, yes, takes = false, busy, failure, onYes, onNo }: AskProps) {
  const ui = useUi();
  const { cancel, props } = useInPlace<HTMLDivElement>(onNo, { first: "p" });
  return (
    <div class="decide" {...props}>
      <p tabIndex={-1}>{question}</p>
      {failure && <Wrong text={sentenceAt(ui, failure)} alert />}
      <div class="btns">
        <button
          class={takes ? "btn danger" : "btn primary"}
          type="button"
          aria-disabled={busy}
          onClick={() => void (busy || onYes())}
        >
          {yes}
        </button>
        <button class="btn" type="button" onClick={cancel}>
          {ui.t.cancel}
        </button>
      </div>
    </div>
  );
}

interface Decision {
  reason: Reason;
  note: string | null;
}
interface DecideProps extends Waiting {
  title: string;
  hint: string;
  yes: string;
  /** What is asked before the reason. */
  children?: ComponentChildren;
  onDecide(decision: Decision): Promise<void>;
  onCancel(): void;
}

/** A decision with its reason, which nobody is held to have done before it is chosen, and a note among moderators. */
export function Decide(props: DecideProps) {
  const { title, hint, yes, busy, failure, children, onDecide, onCancel } = props;
  const m = useModerating();
  const [reason, setReason] = useState<Reason | null>(null);
  const [tried, setTried] = useState(false);
  const [note, setNote] = useState<string | null>(null);
  const {
    box,
    cancel,
    props: inPlace,
  } = useInPlace<HTMLFormElement>(onCancel, { first: "select" });
  return (
    <form
      class="decide"
      aria-label={title}
      noValidate
      {...inPlace}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason) return void onDecide({ reason, note });
        setTried(true);
        box.current?.querySelector<HTMLElement>("[name=reason]")?.focus();
      }}
    >
      <p class="h">{title}</p>
      {children}
      <Field label={m.reason} hint={hint} error={tried && !reason ? m.chooseReason : null}>
        {(control) => <ReasonChoice {...{ control, reason }} onChoose={setReason} />}
      </Field>
      <Field label={m.noteLabel}>
        {(control) => (
          <input
            {...control}
            type="text"
            maxLength={limits.note}
            value={note ?? ""}
            onInput={({ currentTarget }) => setNote(currentTarget.value || null)}
          />
        )}
      </Field>
      <Buttons yes={yes} busy={busy} failure={failure} onCancel={cancel} />
    </form>
  );
}

const isReason = (t: Messages, value: string): value is Reason => Object.hasOwn(t.reasons, value);

interface ReasonChoiceProps {
  control: Control;
  reason: Reason | null;
  onChoose(reason: Reason): void;
}

function ReasonChoice({ control, reason, onChoose }: ReasonChoiceProps) {
  const { t } = useUi();
  return (
    <select
      {...control}
      name="reason"
      required
      value={reason ?? ""}
      onChange={({ currentTarget: { value } }) => isReason(t, value) && onChoose(value)}
    >
      <option value="" disabled hidden />
      {Object.entries(t.reasons).map(([each, words]) => (
        <option key={each} value={each}>
          {words}
        </option>
      ))}
    </select>
  );
}

function Buttons({ yes, busy, failure, onCancel }: Waiting & { yes: string; onCancel(): void }) {
  const ui = useUi();
  return (
    <>
      {failure && <Wrong text={sentenceAt(ui, failure)} alert />}
      <div class="btns">
        <button class="btn primary" type="submit" aria-disabled={busy}>
          {yes}
        </button>
        <button class="btn" type="button" onClick={onCancel}>
          {ui.t.cancel}
        </button>
      </div>
    </>
  );
}

const hourMs = 3_600_000;
const lengths = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs };
type Length = keyof typeof lengths;
const isLength = (value: string): value is Length => value in lengths;

interface MuteFormProps extends Waiting {
  name: string;
  onMute(mute: Decision & { until: string }): Promise<void>;
  onCancel(): void;
}

/** Keeps somebody from posting for an hour, a day or a week. */
export function MuteForm({ name, onMute, ...props }: MuteFormProps) {
  const { now } = useUi();
  const m = useModerating();
  const [length, setLength] = useState<Length>("hour");
  return (
    <Decide
      {...props}
      title={m.muteTitle(name)}
      hint={m.reasonHintAuthor}
      yes={m.mute}
      onDecide={(decision) =>
        onMute({ ...decision, until: new Date(now + lengths[length]).toISOString() })
      }
    >
      <Field label={m.howLong}>
        {(control) => (
          <select
            {...control}
            value={length}
            onChange={({ currentTarget: { value } }) => isLength(value) && setLength(value)}
          >
            <option value="hour">{m.hour}</option>
            <option value="day">{m.day}</option>
            <option value="week">{m.week}</option>
          </select>
        )}
      </Field>
    </Decide>
  );
}
