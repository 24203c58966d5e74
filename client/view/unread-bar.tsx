import { unreadWords } from "#client/messages/compiled/unread.ts";
import { useUi } from "./ui.ts";

interface UnreadBarProps {
  count: number;
  onNext(): void;
  onMarkAll(): void;
  /** Whether this browser keeps how far a visitor has read; null for whoever is signed in. */
  remembered: boolean | null;
  onRemember(on: boolean): void;
  keyOn: boolean;
  onKey(on: boolean): void;
}

/** The way to what hasn't been read: a button that floats at the window's foot, and below the questions what there is to choose. */
export function UnreadBar(props: UnreadBarProps) {
  const { count, remembered, keyOn } = props;
  const words = unreadWords[useUi().lang];
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
            {count > 0 ? words.left(count) : words.none}
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
        <label>
          <input
            type="checkbox"
            checked={keyOn}
            onChange={({ currentTarget }) => props.onKey(currentTarget.checked)}
          />
          <span>{words.key}</span>
        </label>
      </section>
    </>
  );
}
