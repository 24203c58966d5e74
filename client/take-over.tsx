import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { type Clock, startClock } from "#client/clock.ts";
import { keepPlaceAlways } from "#client/keep-place.ts";
import type { Lang, Messages } from "#client/messages/messages.ts";
import { watchPaper } from "#client/paper.ts";
import { pause } from "#client/pause.ts";
import { knowDates } from "#client/view/dates.ts";
import { knowLanguages } from "#client/view/format.ts";
import type { PageState } from "#client/view/page-state.ts";
import { type Ui, UiContext } from "#client/view/ui.ts";
import { takeOverIn } from "#client/view/unhurried.tsx";

/** Each language is a file of its own, and a browser loads one. */
const catalogues: Record<Lang, () => Promise<Messages>> = {
  en: async () => (await import("#client/messages/compiled/page-en.ts")).words,
  fr: async () => (await import("#client/messages/compiled/page-fr.ts")).words,
  es: async () => (await import("#client/messages/compiled/page-es.ts")).words,
  ar: async () => (await import("#client/messages/compiled/page-ar.ts")).words,
};

export interface Taken {
  state: PageState;
  t: Messages;
  clock: Clock;
}

/** What the server said about the page it rendered; null when it isn't to be taken over. */
export function stateOfPage(): PageState | null {
  const text = document.getElementById("state")?.textContent;
  return text ? JSON.parse(text) : null;
}

/** The page with its reader's sentences. */
export async function readPage(state: PageState): Promise<Taken> {
  knowLanguages(state.lang, state.languages);
  knowDates(state.lang, state.dates);
  const t = await catalogues[state.lang]();
  await pause();
  return { state, t, clock: startClock(Date.parse(state.now)) };
}

/**
 * Takes the rendered page over: first exactly as it stands, then with the reader's own time zone and all that is live, and between
 * the two, and after them, the browser does something else.
 */
export async function takeOver({ state, t, clock }: Taken, View: ComponentType): Promise<void> {
  const root = document.getElementById("app");
  if (!root) return;
  const live = signal(false);
  const onPaper = watchPaper();
  const rendered = Date.parse(state.now);
  const Root = () => {
    const zone = live.value ? "own" : "UTC";
    const now = live.value ? clock.shown.value : rendered;
    const paper = onPaper.value;
    const ui: Ui = { t, lang: state.lang, zone, now, live: live.value, paper };
    return (
      <UiContext.Provider value={ui}>
        <View />
      </UiContext.Provider>
    );
  };
  keepPlaceAlways();
  await pause();
  takeOverIn(<Root />, root);
  await pause();
  clock.tick();
  live.value = true;
  await pause();
}
