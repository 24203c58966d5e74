import { useEffect, useRef, useState } from "preact/hooks";

interface Behaviour {
  /** What gets the focus when it opens; null where something in it takes the focus by itself. */
  first: string | null;
  /** Whether Escape closes it now. */
  mayEscape?: boolean;
}

/** For what opens in place, where a button was pressed. Escape closes it as its button to cancel does, and the focus goes back where it came from. */
export function useInPlace<T extends HTMLElement>(
  close: () => void,
  { first, mayEscape = true }: Behaviour,
) {
  const box = useRef<T>(null);
  const [opener] = useState(() => document.activeElement);
  const cancel = () => {
    close();
    if (opener instanceof HTMLElement) opener.focus();
  };
  useEffect(() => {
    if (first) box.current?.querySelector<HTMLElement>(first)?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && mayEscape && !event.isComposing) cancel();
  };
  return { box, cancel, props: { ref: box, onKeyDown } };
}
