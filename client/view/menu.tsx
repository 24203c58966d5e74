import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./icon.tsx";
import { useOwnId } from "./own-id.ts";

interface MenuProps {
  label: string;
  /** Said after the label to whoever doesn't see where the button stands. */
  of: string;
  children: (close: () => void) => ComponentChildren;
}

/**
 * A button that shows further buttons. An arrow key opens it at its first or last one; Escape, and a click elsewhere, close it; Escape
 * gives the focus back.
 */
export function Menu({ label, of, children }: MenuProps) {
  /** The key that opened it, or "" where it was pressed; null while it is closed. */
  const [openedBy, setOpenedBy] = useState<string | null>(null);
  const open = openedBy !== null;
  const id = useOwnId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpenedBy(null);
    button.current?.focus();
  };
  useEffect(() => {
    const element = box.current;
    if (openedBy === null || !element) return;
    step(openedBy, element);
    const away = (event: Event) => {
      if (event.target instanceof Node && !element.contains(event.target)) setOpenedBy(null);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") close();
      else if (step(event.key, element)) event.preventDefault();
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("focusin", away);
    element.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("focusin", away);
      element.removeEventListener("keydown", onKey);
    };
  }, [openedBy]);
  return (
    <div class="menu-box" ref={box}>
      <button
        class="act"
        type="button"
        ref={button}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpenedBy(open ? null : "")}
        onKeyDown={(event) => {
          if (open || !event.key.match(/^Arrow(Up|Down)$/)) return;
          event.preventDefault();
          setOpenedBy(event.key);
        }}
      >
        <Icon name="dots" />
        {label}
        <span class="sr"> {of}</span>
      </button>
      <div class="menu" id={id} hidden={!open}>
        {open && children(close)}
      </div>
    </div>
  );
}

/** The arrow keys go from button to button, Home and End to the first and the last of those that are shown. Whether it was such a key. */
function step(key: string, box: HTMLElement): boolean {
  const buttons = [...box.querySelectorAll<HTMLElement>("button")];
  const here = buttons.findIndex((each) => each === document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 1, End: -1 }[key];
  if (to === undefined) return false;
  buttons.at(to)?.focus();
  return true;
}
