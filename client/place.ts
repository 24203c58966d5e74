import { stuckHeight } from "#client/keep-place.ts";
import type { QuestionId } from "#shared/ids.ts";

const sectionOf = (questionId: QuestionId): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-question="${CSS.escape(questionId)}"]`);

/**
 * Whether a post may be inserted in a question's list at once: only while the list's top rule hasn't been scrolled past, so that
 * everything being read stands above it, and while nothing is selected.
 */
export function mayInsert(questionId: QuestionId): boolean {
  const selection = getSelection();
  if (selection && !selection.isCollapsed) return false;
  const list = sectionOf(questionId)?.querySelector(".posts, .invite");
  return !list || list.getBoundingClientRect().top >= stuckHeight() - 1;
}

/** Tells which question is being read, as the reader scrolls. */
export function watchCurrent(
  tell: (id: QuestionId | null) => void,
  questions: () => QuestionId[],
): void {
  let waiting = false;
  const look = () => {
    waiting = false;
    const middle = stuckHeight() + innerHeight / 3;
    let current: { id: QuestionId; top: number } | null = null;
    for (const id of questions()) {
      const top = sectionOf(id)?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
      if (top <= middle && (!current || top > current.top)) current = { id, top };
    }
    tell(current?.id ?? null);
  };
  addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(look);
    },
    { passive: true },
  );
  look();
}

/** Of a record, how many posts a screen shows at most, nearly. */
const onScreen = 8;

/** What is far from the screen isn't painted (see `client/view/unhurried.tsx`); what one is brought to is, at once. */
export function paintFrom(element: Element): void {
  let item: Element | null = element.closest("li");
  for (let n = 0; item && n < onScreen; n++) {
    item.removeAttribute("data-drawn");
    item = item.nextElementSibling;
  }
}
