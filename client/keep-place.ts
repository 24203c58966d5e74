import { options } from "preact";

/** What a reader's eye may rest on, from small to large. */
const anchors = ".posts > li, .q > header, .older, .invite, .composer";

interface Place {
  element: Element;
  top: number;
}

/** Nobody has scrolled yet. To ask the browser where the page stands it would lay out what was drawn, each time anew. */
let unscrolled = false;

function watchScrolling(): void {
  unscrolled = scrollY <= 0 && location.hash === "";
  addEventListener("scroll", scrolled, { once: true });
}
const scrolled = () => {
  unscrolled = false;
};

/** Whoever writes looks at their words, whatever stands above them; a field that an editor takes the place of is held by its composer. */
function wordsNow(): Place | null {
  const { activeElement: field } = document;
  const composer = field?.closest(".composer");
  const element = field?.getAttribute("role") === "textbox" ? field : composer;
  if (!composer || !element) return null;
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > stuckHeight() && top < innerHeight ? { element, top } : null;
}

/** Where somebody has pressed or gone to last: as long as it is in the window, that is where they are. */
let touched: Element | null = null;

function watchTouching(): void {
  for (const type of ["pointerdown", "focusin"] as const)
    document.addEventListener(type, ({ target }) => {
      touched = target instanceof Element ? target.closest(anchors) : null;
    });
}

/**
 * What stands highest in the window, below what is stuck to its top. It is looked for by halves: all stand below one another. Of what
 * begins above the window only the end may be seen, which moves when it is folded: then what comes next is held.
 */
function placeNow(): Place | null {
  const words = wordsNow();
  if (words) return words;
  if (unscrolled || scrollY <= 0) return null;
  const from = stuckHeight() + 1;
  const seen = (element: Element | null | undefined): Place | null => {
    const { top, bottom } = element?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
    return element && bottom > from && top < innerHeight ? { element, top } : null;
  };
  const here = seen(touched);
  if (here) return here;
  const all = document.querySelectorAll(anchors);
  let low = 0;
  for (let high = all.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.getBoundingClientRect().bottom ?? 0) > from) high = middle;
    else low = middle + 1;
  }
  const first = seen(all[low]);
  return first && first.top < from ? (seen(all[low + 1]) ?? first) : first;
}

/** How much of the window's top the question bar covers. */
export function stuckHeight(): number {
  const bar = document.querySelector(".agenda");
  if (!bar || getComputedStyle(bar).position !== "sticky") return 0;
  const { top, bottom, width } = bar.getBoundingClientRect();
  return top <= 1 && width > innerWidth / 2 ? bottom : 0;
}

interface Focus {
  element: HTMLElement;
  selection: [number, number] | null;
}
function focusNow(): Focus | null {
  const { activeElement: element } = document;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const selection: [number, number] | null =
    element instanceof HTMLTextAreaElement ? [element.selectionStart, element.selectionEnd] : null;
  return { element, selection };
}

/** A node that was moved lost its focus; one that is gone gives it to what stands in its place. */
function giveBack({ element, selection }: Focus, postId: string | null): void {
  if (document.activeElement !== document.body && document.activeElement !== null) return;
  const target = element.isConnected ? element : postId && document.getElementById(postId);
  if (!target) return;
  target.focus({ preventScroll: true });
  if (selection && target instanceof HTMLTextAreaElement) target.setSelectionRange(...selection);
}

let moved = false;

/** Brings what somebody asked for into the window. While something is drawn, that is the place to be kept, and not the one before. */
export function bringIntoView(element: Element | null | undefined): void {
  scrolled();
  element?.scrollIntoView({ block: "nearest" });
  moved = true;
}

/** Does something to the page so that what is being read, and where one writes, stay where they are. */
export function keepingPlace(act: () => void): void {
  moved = false;
  const place = placeNow();
  const focus = focusNow();
  const postId = focus?.element.closest(".post")?.id ?? null;
  act();
  if (focus) giveBack(focus, postId);
  if (moved || !place?.element.isConnected) return;
  const top = place.element.getBoundingClientRect().top - place.top;
  if (Math.abs(top) >= 1) scrollBy({ top, behavior: "instant" });
}

/** From now on every rendering keeps the reader's place. */
export function keepPlaceAlways(): void {
  document.documentElement.dataset.live = "true";
  watchScrolling();
  watchTouching();
  options.debounceRendering = (render) => queueMicrotask(() => keepingPlace(render));
}
