import { useEffect, useRef, useState } from "preact/hooks";
import { joiningWords } from "#client/messages/compiled/joining.ts";
import { sentenceAt } from "#client/view/fault.ts";
import { Field, Wrong } from "#client/view/field.tsx";
import { fullTime, isolated } from "#client/view/format.ts";
import { type OwnContact, refusalIn } from "#client/view/join-in-screen.tsx";
import { useUi } from "#client/view/ui.ts";
import { limits } from "#shared/limits.ts";
import { type Failure, faultAt } from "#shared/refusals.ts";

interface ContactsProps {
  told: NonNullable<OwnContact["host"]>;
  busy: boolean;
  failure: Failure | null;
  /** What the last download came to. */
  done: { contacts: number; file: string } | null;
  onDownload(reason: string): Promise<boolean>;
}

/** How many have left their contact, and the way to take them out, for which a host gives a reason. */
export function Contacts({ told, busy, failure, done, onDownload }: ContactsProps) {
  const ui = useUi();
  const words = joiningWords[ui.lang];
  const [reason, setReason] = useState("");
  const wrong = faultAt(failure, "reason");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (wrong) form.current?.querySelector("input")?.focus();
  }, [failure]);
  const send = async () => {
    if (await onDownload(reason)) setReason("");
  };
  return (
    <section>
      <h2>{words.hostsTitle}</h2>
      <p>{words.people(told.people)}</p>
      {told.people > 0 && (
        <form
          ref={form}
          class="form"
          aria-label={words.download}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          {failure && !wrong && <Wrong text={refusalIn(ui, failure)} alert />}
          <Field
            id="reason"
            label={words.reason}
            hint={words.reasonHint({ min: limits.exportReasonMin, max: limits.exportReason })}
            error={wrong && sentenceAt(ui, wrong)}
            alert
          >
            {(control) => (
              <input
                {...control}
                type="text"
                required
                autocomplete="off"
                dir="auto"
                value={reason}
                onInput={({ currentTarget }) => setReason(currentTarget.value)}
              />
            )}
          </Field>
          <p class="hint">{words.handle}</p>
          <button class="btn" type="submit" aria-disabled={busy}>
            {words.download}
          </button>
        </form>
      )}
      <p role="status">
        {done && words.downloaded({ n: done.contacts, file: `\u2066${done.file}\u2069` })}
      </p>
      {told.exports.length > 0 && (
        <>
          <h3>{words.exportsTitle}</h3>
          {told.exports.length < told.exportsInAll && (
            <p class="hint">
              {words.exportsLast({ n: told.exports.length, all: told.exportsInAll })}
            </p>
          )}
          <ul class="exports">
            {told.exports.map(({ at, name, contacts, reason: why }) => (
              <li key={at}>
                <p>
                  <bdi>{why}</bdi>
                </p>
                <p class="hint">
                  <time dateTime={at}>{fullTime(ui, at)}</time>
                  {ui.t.comma}
                  {words.exported({ n: contacts, name: isolated(ui, name ?? words.nobody) })}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
