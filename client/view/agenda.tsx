import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { QuestionId } from "#shared/ids.ts";
import type { QuestionView } from "#shared/model.ts";
import type { Changing } from "./changing.tsx";
import { langProps, pick } from "./format.ts";
import { useUi } from "./ui.ts";

export interface AgendaItem {
  question: QuestionView;
  posts: number;
  fresh: number;
}
interface AgendaProps {
  items: readonly AgendaItem[];
  /** The question being read. */
  current: Changing<QuestionId | null>;
  children?: ComponentChildren;
}

/** More questions than fit in a phone's bar become "Question 4 of 14" with a list. */
const many = 6;

/** The questions: a list at the side, or a bar on top that stays. */
export function Agenda({ items, children, ...props }: AgendaProps) {
  const { t } = useUi();
  const current = props.current.value;
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (long) showCurrent(list.current);
  }, [current, open]);
  const here = items.find(({ question }) => question.id === current) ?? items[0];
  const long = items.length > many;
  return (
    <nav
      class={long ? "agenda many" : "agenda"}
      aria-label={t.questions}
      onKeyDown={({ key }) => key === "Escape" && setOpen(false)}
    >
      {here && <p class="h">{t.questions}</p>}
      {long && (
        <button
          class="toggle"
          type="button"
          aria-expanded={open}
          aria-controls="agenda"
          onClick={() => setOpen(!open)}
        >
          {t.questionOf({ n: here?.question.number ?? 1, of: items.length })}
        </button>
      )}
      {here && (
        <ol class="num" id="agenda" data-open={open} ref={list}>
          {items.map((item) => (
            <Item
              key={item.question.id}
              {...item}
              current={item.question.id === current}
              onGo={() => setOpen(false)}
            />
          ))}
        </ol>
      )}
      {children && <div class="extra">{children}</div>}
    </nav>
  );
}

/** Where the list is longer than its window, the question being read is seen in it; the page stays where it is. */
function showCurrent(list: HTMLElement | null): void {
  const link = list?.querySelector("[aria-current]");
  if (!list || !link) return;
  const [box, line] = [list.getBoundingClientRect(), link.getBoundingClientRect()];
  if (line.top < box.top || line.bottom > box.bottom)
    list.scrollTop += line.top - box.top - (box.height - line.height) / 2;
}

interface ItemProps extends AgendaItem {
  current: boolean;
  onGo(): void;
}

function Item({ question, posts, fresh, current, onGo }: ItemProps) {
  const { t, lang } = useUi();
  const text = pick(question.text, lang);
  return (
    <li>
      <a
        href={`#q-${question.number}`}
        onClick={onGo}
        {...(current ? { "aria-current": "true" as const } : {})}
      >
        <b>{question.number}</b>
        <span class="q-text" {...langProps(text?.lang ?? null, lang)}>
          {text?.text}
        </span>
        <span class="count">
          <span class="full">{posts === 0 ? t.noPostsYet : t.postsCount(posts)}</span>
          <span class="bare" aria-hidden="true">
            {posts}
          </span>
          {fresh > 0 && <span class="fresh"> · {t.newCount(fresh)}</span>}
        </span>
      </a>
    </li>
  );
}
