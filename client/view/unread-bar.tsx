import { type Verbosity, verbosities } from "#client/aloud.ts";
import { unreadWords } from "#client/messages/compiled/unread.ts";
import { Field } from "./field.tsx";
import { useUi } from "./ui.ts";

interface UnreadBarProps {
  count: number;
  onNext(): void;
  onMarkAll(): void;
  /** Whether this browser keeps how far a visitor has read; null for whoever is signed in. */
  remembered: boolean | null;
  /** It was asked to, and can't. */
  forgetful: boolean;
  onRemember(on: boolean): void;
  /** Nothing has been unread yet since the page was loaded. */
  isFirst: boolean;
  verbosity: Verbosity;
  onVerbosity(next: Verbosity): void;
  keyOn: boolean;
  onKey(on: boolean): void;
}

/** The way to what hasn't been read: a button that floats at the window's foot, and below the questions what there is to choose. */
export function UnreadBar(props: UnreadBarProps) {
  const { count, remembered, keyOn } = props;
  const words = unreadWords[useUi().lang];
  const none = props.isFirst ? words.fromNow : words.none;
  return (
    <>
      {count > 0 && (
        <div class="nextpill">
          <button
            type="button"
            onClick={props.onNext}
            {...(keyOn ? { "aria-keyshortcuts": "n" } : {})}
          >
            {words.next(count)}
          </button>
        </div>
      )}
      <section class="unread" aria-label={words.title}>
        {/* Of a visitor nobody knows what they have read before. */}
        {(count > 0 || remembered !== false) && (
          <p>
            {count > 0 ? words.left(count) : none}
            {count > 0 && (
              <button class="btn" type="button" onClick={props.onMarkAll}>
                {words.markAll}
              </button>
            )}
          </p>
        )}
        {remembered !== null && (
          <label>
            <input
              type="checkbox"
              checked={remembered}
              onChange={({ currentTarget }) => props.onRemember(currentTarget.checked)}
            />
            <span>
              {words.remember}
              <small>{words.rememberMore}</small>
            </span>
          </label>
        )}
        {props.forgetful && <p role="alert">{words.forgetful}</p>}
        <label>
          <input
            type="checkbox"
            checked={keyOn}
            onChange={({ currentTarget }) => props.onKey(currentTarget.checked)}
          />
          <span>{words.key}</span>
        </label>
        <Field id="aloud" label={words.aloud} hint={words.aloudMore}>
          {(control) => (
            <select
              {...control}
              value={props.verbosity}
              onChange={({ currentTarget: { value } }) =>
                props.onVerbosity(verbosities.find((each) => each === value) ?? "count")
              }
            >
              {verbosities.map((each) => (
                <option key={each} value={each}>
                  {words.aloudWays[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </section>
    </>
  );
}
