import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Lang, Messages } from "#client/messages/messages.ts";
import type { Zone } from "./dates.ts";

/** What every component may know: the reader's language, time zone and time. */
export interface Ui {
  t: Messages;
  lang: Lang;
  /** UTC on the server, then the reader's own. */
  zone: Zone;
  /** By the server's clock. */
  now: number;
  /** The browser has taken the page over. Until then everything looks as the server made it. */
  live: boolean;
  /** The page is being printed: nothing can be unfolded any more, and "today" will be another day. */
  paper?: boolean;
  /** No program will take the page over. */
  still?: boolean;
}

export const UiContext = createContext<Ui | null>(null);

export function useUi(): Ui {
  const ui = useContext(UiContext);
  if (!ui) throw new Error("There is no UiContext.");
  return ui;
}
