import { plainWords } from "#client/messages/compiled/plain.ts";
import { useUi } from "./ui.ts";

/** As `useUi`, with the sentences of pages without a discussion besides. */
export function usePlainUi() {
  const ui = useUi();
  return { ...ui, t: { ...ui.t, ...plainWords[ui.lang] } };
}
