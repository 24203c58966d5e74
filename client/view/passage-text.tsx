import { useContext } from "preact/hooks";
import type { Found } from "./finding.ts";
import { directionOf } from "./format.ts";
import { GlossaryContext } from "./glossary.tsx";

interface PassageTextProps {
  passage: NonNullable<Found["hits"][number]["passage"]>;
  /** null for one that isn't known, of a quotation. */
  language: string | null;
  textName: string;
}

/** Part of a post, with what was looked for marked, and the host's notes on the terms in it. */
export function PassageText({ passage, language, textName }: PassageTextProps) {
  const glossary = useContext(GlossaryContext);
  const text = passage.map((part) => part.text).join("");
  const show = (part: string, at: number) => highlighted(passage, at, at + part.length);
  const marked = language
    ? glossary?.markLines([{ text, lang: language }], textName, { show })
    : undefined;
  return (
    <>
      <p class="prose" lang={language ?? undefined} dir={language ? directionOf(language) : "auto"}>
        {marked?.shown ?? show(text, 0)}
      </p>
      {marked?.notes}
    </>
  );
}

/** A passage from one place in it to another. */
function highlighted(passage: PassageTextProps["passage"], from: number, to: number) {
  let end = 0;
  return passage.map(({ text, found }, i) => {
    const start = end;
    end += text.length;
    const shown = text.slice(Math.max(0, from - start), Math.max(0, to - start));
    return found && shown ? <mark key={i}>{shown}</mark> : shown;
  });
}
