import { useEffect, useRef, useState } from "preact/hooks";
import type { Messages } from "#client/messages/messages.ts";
import { limits } from "#shared/limits.ts";
import type { Reason } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import { sentenceAt } from "./fault.ts";
import { Field, Wrong } from "./field.tsx";
import { useModerating } from "./moderating.ts";
import { useUi } from "./ui.ts";

interface Waiting {
  busy: boolean;
  failure: Failure | null;
}

/** Focus goes into what just opened. */
function useFocus<T extends HTMLElement>() {
  const box = useRef<T>(null);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>("select, input, button")?.focus();
  }, []);
  return box;
}

interface AskProps extends Waiting {
  question: string;
  yes: string;
  /** It takes something away. */
  takes?: boolean;
  onYes(): Promise<void>;
  onNo(): void;
}

/** Asks once more, in place. */
export function Ask({ question, yes, takes = false, busy, failure, onYes, onNo }: AskProps) {
  const ui = useUi();
  const box = useFocus<HTMLDivElement>();
  return (
    <div class="decide" ref={box}>
      <p>{question}</p>
      {failure && <Wrong text={sentenceAt(ui, failure)} alert />}
      <div class="btns">
        <button
          class={takes ? "btn danger" : "btn primary"}
          type="button"
          disabled={busy}
          onClick={() => void onYes()}
        >
          {yes}
        </button>
        <button class="btn" type="button" onClick={onNo}>
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
  onDecide(decision: Decision): Promise<void>;
  onCancel(): void;
}

/** A decision with its reason, and a note among moderators. */
export function Decide({ title, hint, yes, busy, failure, onDecide, onCancel }: DecideProps) {
  const [decision, setDecision] = useState<Decision>({ reason: "off_topic", note: null });
  const box = useFocus<HTMLFormElement>();
  return (
    <form
      class="decide"
      aria-label={title}
      ref={box}
      onSubmit={(event) => {
        event.preventDefault();
        void onDecide(decision);
      }}
    >
      <p class="h">{title}</p>
      <ReasonFields decision={decision} hint={hint} onChange={setDecision} />
      <Buttons yes={yes} busy={busy} failure={failure} onCancel={onCancel} />
    </form>
  );
}

const isReason = (t: Messages, value: string): value is Reason => Object.hasOwn(t.reasons, value);

function ReasonFields({
  decision,
  hint,
  onChange,
}: {
  decision: Decision;
  hint: string;
  onChange(next: Decision): void;
}) {
  const { t } = useUi();
  const m = useModerating();
  return (
    <>
      <Field label={m.reason} hint={hint}>
        {(control) => (
          <select
            {...control}
            value={decision.reason}
            onChange={({ currentTarget: { value } }) =>
              isReason(t, value) && onChange({ ...decision, reason: value })
            }
          >
            {Object.entries(t.reasons).map(([reason, words]) => (
              <option key={reason} value={reason}>
                {words}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={m.noteLabel}>
        {(control) => (
          <input
            {...control}
            type="text"
            maxLength={limits.note}
            value={decision.note ?? ""}
            onInput={({ currentTarget }) =>
              onChange({ ...decision, note: currentTarget.value || null })
            }
          />
        )}
      </Field>
    </>
  );
}

function Buttons({ yes, busy, failure, onCancel }: Waiting & { yes: string; onCancel(): void }) {
  const ui = useUi();
  return (
    <>
      {failure && <Wrong text={sentenceAt(ui, failure)} alert />}
      <div class="btns">
        <button class="btn primary" type="submit" disabled={busy}>
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
export function MuteForm({ name, busy, failure, onMute, onCancel }: MuteFormProps) {
  const { now } = useUi();
  const m = useModerating();
  const [decision, setDecision] = useState<Decision>({ reason: "personal_attack", note: null });
  const [length, setLength] = useState<Length>("hour");
  const box = useFocus<HTMLFormElement>();
  return (
    <form
      class="decide"
      aria-label={m.muteTitle(name)}
      ref={box}
      onSubmit={(event) => {
        event.preventDefault();
        const until = new Date(now + lengths[length]).toISOString();
        void onMute({ ...decision, until });
      }}
    >
      <p class="h">{m.muteTitle(name)}</p>
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
      <ReasonFields decision={decision} hint={m.reasonHintAuthor} onChange={setDecision} />
      <Buttons yes={m.mute} busy={busy} failure={failure} onCancel={onCancel} />
    </form>
  );
}
