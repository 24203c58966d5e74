import type { AuthorView } from "#shared/model.ts";
import type { Asked } from "./mention.ts";

/** How long nothing is typed before the server is asked. */
const pauseMs = 120;

export interface Suggesting {
  /** What is being typed now; null when nobody is being mentioned. */
  ask(asked: Asked | null): void;
  /** Offers nobody until another @ is typed. */
  dismiss(): void;
}

const folded = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/**
 * Asks for people while a name is typed, and offers those found for what stands there now: an answer that comes late is kept, and offered
 * only if it is still, or again, what is asked; meanwhile those stay who can still be meant. Where nobody's name begins so, nobody's begins
 * with more letters.
 */
export function createSuggesting(
  find: (begins: string) => Promise<readonly AuthorView[] | null>,
  offer: (people: readonly AuthorView[]) => void,
): Suggesting {
  const known = new Map<string, readonly AuthorView[]>();
  let now: Asked | null = null;
  let dismissed: number | null = null;
  let offered: readonly AuthorView[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (people: readonly AuthorView[]) => {
    if (people.length === 0 && offered.length === 0) return;
    offered = people;
    offer(people);
  };
  const fetchFor = async (begins: string) => {
    const people = await find(begins);
    // Without an answer it is asked again with the next letter.
    if (people) known.set(begins, people);
    if (now?.begins === begins) show(people ?? []);
  };
  const isHopeless = (begins: string) =>
    [...known].some(([less, people]) => people.length === 0 && begins.startsWith(less));

  return {
    ask(asked) {
      if (asked?.from === now?.from && asked?.begins === now?.begins) return;
      clearTimeout(timer);
      // Behind another @ it is asked anew: people come.
      if (asked?.from !== now?.from) known.clear();
      now = asked;
      if (asked?.from !== dismissed) dismissed = null;
      if (!asked || dismissed !== null || isHopeless(asked.begins)) return show([]);
      const { begins } = asked;
      const people = known.get(begins);
      if (people) return show(people);
      show(offered.filter(({ name }) => folded(name).includes(folded(begins))));
      timer = setTimeout(() => void fetchFor(begins), pauseMs);
    },
    dismiss() {
      clearTimeout(timer);
      dismissed = now?.from ?? null;
      now = null;
      show([]);
    },
  };
}
