import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { UiContext, useUi } from "./ui.ts";

/** How many are handed on before the browser does something else. */
const atOnce = 8;

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

function handOn(): void {
  timer = undefined;
  let left = atOnce;
  for (const next of waiting) {
    waiting.delete(next);
    next();
    if (--left === 0) break;
  }
  if (waiting.size > 0) timer = setTimeout(handOn);
}

function soon(next: () => void): () => void {
  waiting.add(next);
  timer ??= setTimeout(handOn);
  return () => void waiting.delete(next);
}

/**
 * What all of a long record goes by (the time, the zone, that the page is live) comes to this part of it in its turn, so that a
 * change of it, which renders every post again, is many short tasks and no long one. Paper doesn't wait.
 */
export function Unhurried({ children }: { children: ComponentChildren }) {
  const ui = useUi();
  const [held, setHeld] = useState(ui);
  useEffect(() => (held === ui ? undefined : soon(() => setHeld(ui))), [ui, held]);
  const shown = held.paper === ui.paper ? held : ui;
  return <UiContext.Provider value={shown}>{children}</UiContext.Provider>;
}
