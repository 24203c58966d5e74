import { useEffect, useRef } from "preact/hooks";

/**
 * For a list whose items come and go: the focus goes on to the item that is at a place then, or to the last one, or else to where
 * one is added.
 */
export function useListFocus<E extends HTMLElement>() {
  const list = useRef<E>(null);
  const place = useRef<number | null>(null);
  useEffect(() => {
    if (place.current === null || !list.current) return;
    const items = list.current.querySelectorAll(":scope > .item, :scope > .chips > li");
    const item = items[Math.min(place.current, items.length - 1)];
    const control = item
      ? item.querySelector<HTMLElement>("input, textarea, button")
      : list.current.querySelector<HTMLElement>(":scope > .btn, :scope > .add input");
    control?.focus();
    place.current = null;
  });
  const focusOn = (at: number) => {
    place.current = at;
  };
  return { list, focusOn };
}
