import { signal } from "@preact/signals";
import type { NewPosts, TellNew } from "#client/live.ts";
import { unreadWords } from "#client/messages/compiled/unread.ts";
import type { Lang } from "#client/messages/messages.ts";
import { excerpt } from "#shared/cut.ts";

/** How much the live line says of new posts: how many there are, who wrote each and how it begins, or nothing. */
export const verbosities = ["count", "each", "none"] as const;
export type Verbosity = (typeof verbosities)[number];

/** Of more at once only their number is said. */
const eachAtMost = 3;
const excerptLength = 80;
const name = "aloud";

/** What this browser's reader chose; kept on this device, and only once they chose something else than the count. */
export function chooseVerbosity(lang: Lang, count: TellNew) {
  const words = unreadWords[lang];
  const each: TellNew = (news) => {
    const all = news.flatMap(({ question, posts }) => posts.map((post) => ({ question, post })));
    const said = all.slice(0, eachAtMost).map(({ question, post }) =>
      words.eachNew({
        ...{ name: post.author?.name ?? "", question: String(question) },
        excerpt: excerpt(post.html, excerptLength),
      }),
    );
    return [...said, count(withoutFirst(news, eachAtMost))].filter(Boolean).join(" ");
  };
  const ways: Record<Verbosity, TellNew> = { count, each, none: () => "" };
  const chosen = signal<Verbosity>(kept());
  return {
    chosen,
    tell: () => ways[chosen.value],
    choose(next: Verbosity) {
      chosen.value = next;
      try {
        if (next === "count") localStorage.removeItem(name);
        else localStorage.setItem(name, next);
      } catch {
        // A browser that keeps nothing: it holds as long as the page.
      }
    },
  };
}

function kept(): Verbosity {
  try {
    const found = localStorage.getItem(name);
    return verbosities.find((each) => each === found) ?? "count";
  } catch {
    return "count";
  }
}

/** All but the first so many posts. */
function withoutFirst(news: readonly NewPosts[], most: number): NewPosts[] {
  let left = most;
  return news.flatMap(({ question, posts }) => {
    const rest = posts.slice(left);
    left = Math.max(0, left - posts.length);
    return rest.length > 0 ? [{ question, posts: rest }] : [];
  });
}
