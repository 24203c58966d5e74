import type { ComponentChildren } from "preact";
import { uuidv7 } from "#client/uuid.ts";
import { Wrong } from "#client/view/field.tsx";
import { useHost } from "#client/view/host/use-host.ts";
import { limits } from "#shared/limits.ts";
import { LocalLine, LocalRich, Theirs } from "./text-fields.tsx";
import { useListFocus } from "./use-list-focus.ts";
import { useSettings } from "./use-settings.ts";

interface ItemsProps<T> {
  path: "faq" | "terms" | "topics";
  hint?: string;
  /** What one of them is called. */
  one: string;
  most: number;
  items: readonly T[];
  keyOf(item: T, place: number): string;
  blank(): T;
  children(path: string): ComponentChildren;
}

/** A list whose items are added and removed in all languages at once, and written in one at a time. */
function Items<T>({ path, hint, one, most, items, keyOf, blank, children }: ItemsProps<T>) {
  const h = useHost();
  const { set, errorAt } = useSettings();
  const error = errorAt(path);
  const { list, focusOn } = useListFocus<HTMLFieldSetElement>();
  const put = (next: readonly T[], place: number) => {
    set(path, next);
    focusOn(place);
  };
  return (
    <fieldset class="item" id={path} tabIndex={-1} ref={list}>
      <legend>{h.labels[path]}</legend>
      {hint && <p class="hint">{hint}</p>}
      {error && <Wrong text={error} />}
      {items.map((item, i) => (
        <fieldset key={keyOf(item, i)} class="item">
          <legend>{h.item({ what: one, n: i + 1 })}</legend>
          {children(`${path}.${i}`)}
          <button
            class="btn small"
            type="button"
            onClick={() =>
              put(
                items.filter((_each, place) => place !== i),
                i,
              )
            }
          >
            {h.remove}
            <span class="sr"> {h.item({ what: one, n: i + 1 })}</span>
          </button>
        </fieldset>
      ))}
      {items.length < most && (
        <button class="btn" type="button" onClick={() => put([...items, blank()], items.length)}>
          {h.addItem(one)}
        </button>
      )}
      <Theirs path={path} />
    </fieldset>
  );
}

const newId = (): string => uuidv7().slice(-8);

export function FaqList() {
  const { labels } = useHost();
  const { draft } = useSettings();
  return (
    <Items
      path="faq"
      one={labels["faq.question"]}
      most={limits.faq}
      items={draft.faq}
      keyOf={({ id }) => id}
      blank={() => ({ id: newId(), question: {}, answer: {} })}
    >
      {(path) => (
        <>
          <LocalLine path={`${path}.question`} label={labels["faq.question"]} />
          <LocalRich path={`${path}.answer`} label={labels["faq.answer"]} />
        </>
      )}
    </Items>
  );
}

export function TermList() {
  const { labels, termsHint } = useHost();
  const { draft } = useSettings();
  return (
    <Items
      path="terms"
      hint={termsHint}
      one={labels["terms.term"]}
      most={limits.terms}
      items={draft.terms}
      keyOf={(_, place) => String(place)}
      blank={() => ({ term: {}, note: {} })}
    >
      {(path) => (
        <>
          <LocalLine path={`${path}.term`} label={labels["terms.term"]} />
          <LocalLine path={`${path}.note`} label={labels["terms.note"]} />
        </>
      )}
    </Items>
  );
}

export function TopicList() {
  const { labels, topicsHint } = useHost();
  const { draft } = useSettings();
  return (
    <Items
      path="topics"
      hint={topicsHint}
      one={labels["topics.topic"]}
      most={limits.topics}
      items={draft.topics}
      keyOf={({ id }) => id}
      blank={() => ({ id: newId(), label: {} })}
    >
      {(path) => <LocalLine path={`${path}.label`} label={labels["topics.topic"]} />}
    </Items>
  );
}
