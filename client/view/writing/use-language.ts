import { useEffect, useRef, useState } from "preact/hooks";
import type { WriteProps } from "#client/view/parts.ts";
import { useUi } from "#client/view/ui.ts";
import type { Language } from "#shared/model.ts";
import { plainText } from "#shared/plain-text.ts";

/**
 * What a text is written in: as its author chose, or else as it looks, or else as the page is. Only a choice is kept; a guess is
 * made again of what stands there then.
 */
export function useLanguage(
  { target, languages }: Pick<WriteProps, "target" | "languages">,
  { language: first, html }: { language: Language | null; html(): string },
) {
  const { lang } = useUi();
  const ground =
    (target.kind === "edit" ? target.post.language : null) ??
    languages.find((tag) => tag === lang) ??
    languages[0] ??
    null;
  const now = useRef({ chosen: first, guessed: null as Language | null, of: "" });
  const [, show] = useState({});
  const set = (next: Partial<typeof now.current>) => {
    Object.assign(now.current, next);
    show({});
  };
  const look = async (): Promise<void> => {
    const text = html();
    if (now.current.chosen) return;
    const guessed = await guess(text, languages, ground);
    // What is found out too late is of another text.
    if (now.current.chosen || html() !== text) return;
    // As long as it can't be told, what was told of its beginning holds.
    if (guessed) set({ guessed, of: text.slice(0, beginning) });
    else if (!text.startsWith(now.current.of)) set({ guessed: null, of: "" });
  };
  useEffect(() => {
    if (html() !== "") void look();
  }, []);
  const spoken = () => now.current.chosen ?? now.current.guessed ?? ground;
  const { chosen, guessed } = now.current;
  return {
    language: spoken(),
    recognised: !chosen && guessed !== null && guessed !== ground,
    /** The newest, for what goes on while this is rendered anew. */
    spoken,
    /** To be called when the text has changed. */
    look,
    /** null: the author leaves it to us. */
    choose(next: Language | null): void {
      set({ chosen: next, guessed: null, of: "" });
      void look();
    },
  };
}

/** So much of a text tells that it is still the same one. */
const beginning = 20;

/** Somebody else's words. */
const quoted = /<blockquote\b[^>]*>[\s\S]*?<\/blockquote>/g;
/** Of no language. */
const addresses = /\b(?:https?:\/\/|www\.)\S+|\S+@\S+/g;

/** Guessing is fetched when it is first needed; where it can't be had, nothing is guessed. */
async function guess(
  html: string,
  among: readonly Language[],
  supposed: Language | null,
): Promise<Language | null> {
  try {
    const { languageOf } = await import("#client/editor/detect.ts");
    const words = plainText(html.replace(quoted, "")).replace(addresses, "");
    return languageOf(words, among, supposed);
  } catch {
    return null;
  }
}
