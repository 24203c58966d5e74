interface RowActProps {
  label: string;
  /** What is acted on, for whoever doesn't see the row. */
  of: string;
  busy: boolean;
  onAct(): Promise<unknown>;
}

/** A small button at the end of a row of the host's lists. */
export const RowAct = ({ label, of, busy, onAct }: RowActProps) => (
  <button class="btn small" type="button" disabled={busy} onClick={() => void onAct()}>
    {label}
    <span class="sr"> {of}</span>
  </button>
);
