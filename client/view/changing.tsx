import { useUi } from "./ui.ts";

/** What changes by itself while a page is read. It is looked at where it is shown, so that nothing else is drawn anew with it. */
export interface Changing<T> {
  readonly value: T;
}

/** The one line that is read out. */
export function Status({ of }: { of: Changing<string> }) {
  return (
    <p class="sr" role="status" aria-live="polite">
      {of.value}
    </p>
  );
}

/** How many have the page open, once somebody has said it. */
export function Readers({ of }: { of: Changing<number | null> }) {
  const { t } = useUi();
  const readers = of.value;
  return readers ? <span class="num">{t.readers(readers)}</span> : null;
}
