import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { PostId } from "#shared/ids.ts";

/** How long a post stands in the middle of the window before it is taken for read. */
const glanceMs = 1_000;
const middle = "-15% 0px -15% 0px";

/** Tells which of these posts were on the screen for a moment. */
export function watchReading(
  posts: ReadonlySignal<readonly { readonly id: PostId }[]>,
  tell: (ids: readonly PostId[]) => void,
): void {
  const watched = new Map<PostId, Element>();
  const ids = new WeakMap<Element, PostId>();
  const waiting = new Map<Element, ReturnType<typeof setTimeout>>();
  const leave = (element: Element) => {
    clearTimeout(waiting.get(element));
    waiting.delete(element);
  };
  const eye = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        leave(target);
        const id = ids.get(target);
        if (!isIntersecting || !id) continue;
        waiting.set(
          target,
          setTimeout(() => {
            if (document.visibilityState === "visible") tell([id]);
          }, glanceMs),
        );
      }
    },
    { rootMargin: middle },
  );
  const watch = (id: PostId) => {
    const element = document.getElementById(`p-${id}`);
    if (!element) return;
    watched.set(id, element);
    ids.set(element, id);
    eye.observe(element);
  };
  const forget = (id: PostId, element: Element) => {
    leave(element);
    eye.unobserve(element);
    watched.delete(id);
  };
  let looks = false;
  const look = () => {
    looks = false;
    const wanted = new Set(posts.peek().map(({ id }) => id));
    for (const [id, element] of watched)
      if (!wanted.has(id) || !element.isConnected) forget(id, element);
    for (const id of wanted) if (!watched.has(id)) watch(id);
  };
  effect(() => {
    const { length } = posts.value;
    if (looks || length + watched.size === 0) return;
    looks = true;
    requestAnimationFrame(look);
  });
}

const name = "key-n";
/** A text that is locked for a while is one too. */
const typed = "input, textarea, select, [role=textbox], [role=combobox]";
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest(typed) !== null);

/** The key N, also where it writes another letter; whoever doesn't want it turns it off, and that is kept. */
export function onKeyN(act: () => void) {
  const on = signal(true);
  try {
    on.value = localStorage.getItem(name) !== "off";
  } catch {
    // A browser that keeps nothing.
  }
  addEventListener("keydown", (event) => {
    if (!on.value || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.defaultPrevented || isTyping(event.target)) return;
    const latin = /^[a-z]$/i.test(event.key);
    if (latin ? event.key !== "n" : event.code !== "KeyN") return;
    event.preventDefault();
    act();
  });
  return {
    on,
    set(now: boolean) {
      on.value = now;
      try {
        if (now) localStorage.removeItem(name);
        else localStorage.setItem(name, "off");
      } catch {
        // Then it holds for this page.
      }
    },
  };
}
