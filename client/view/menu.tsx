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

/** A button that shows further buttons. Escape, and a click elsewhere, close it; Escape gives the focus back. */
export function Menu({ label, of, children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const id = useOwnId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    const element = box.current;
    if (!open || !element) return;
    const away = (event: Event) => {
      if (event.target instanceof Node && !element.contains(event.target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") close();
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event, element);
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("focusin", away);
    element.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("focusin", away);
      element.removeEventListener("keydown", onKey);
    };
  }, [open]);
  return (
    <div class="menu-box" ref={box}>
      <button
        class="act"
        type="button"
        ref={button}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
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

/** The arrow keys go from button to button. */
function step(event: KeyboardEvent, box: HTMLElement): void {
  const buttons = [...box.querySelectorAll<HTMLElement>("button")];
  const here = buttons.findIndex((each) => each.ownerDocument.activeElement === each);
  const next = buttons[here + (event.key === "ArrowDown" ? 1 : -1)];
  if (here === -1 || !next) return;
  event.preventDefault();
  next.focus();
}
