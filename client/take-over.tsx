import { signal } from "@preact/signals";
import { type ComponentType, hydrate } from "preact";
import { type Clock, startClock } from "#client/clock.ts";
import { keepPlaceAlways } from "#client/keep-place.ts";
import type { Lang, Messages } from "#client/messages/messages.ts";
import { watchPaper } from "#client/paper.ts";
import type { PageState } from "#client/view/page-state.ts";
import { UiContext } from "#client/view/ui.ts";

/** Each language is a file of its own, and a browser loads one. */
const catalogues: Record<Lang, () => Promise<Messages>> = {
  en: async () => (await import("#client/messages/en.ts")).en,
  fr: async () => (await import("#client/messages/fr.ts")).fr,
  es: async () => (await import("#client/messages/es.ts")).es,
  ar: async () => (await import("#client/messages/ar.ts")).ar,
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
  return { state, t: await catalogues[state.lang](), clock: startClock(Date.parse(state.now)) };
}

/** Takes the rendered page over: first exactly as it stands, then with the reader's own time zone and all that is live. */
export function takeOver({ state, t, clock }: Taken, View: ComponentType): void {
  const root = document.getElementById("app");
  if (!root) return;
  const live = signal(false);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const onPaper = watchPaper();
  const rendered = Date.parse(state.now);
  const Root = () => {
    const now = live.value ? clock.shown.value : rendered;
    const zone = live.value ? timeZone : "UTC";
    const paper = onPaper.value;
    const ui = { t, lang: state.lang, zone, now, live: live.value, paper };
    return (
      <UiContext.Provider value={ui}>
        <View />
      </UiContext.Provider>
    );
  };
  keepPlaceAlways();
  hydrate(<Root />, root);
  clock.tick();
  live.value = true;
}
