import { useMemo, useRef } from "preact/hooks";
import { cut } from "#shared/cut.ts";
import type { Language, SafeHtml } from "#shared/model.ts";
import { PostText } from "./glossary.tsx";
import { useUi } from "./ui.ts";

/** Words that stay of a long post, and from how many on a post is long: nobody opens a post for its last sentence. */
const keep = 120;
const most = 170;
const wordsPerMinute = 220;

interface ProseProps {
  html: SafeHtml;
  language: Language | null;
  textName: string;
  expanded: boolean;
  onExpand(expanded: boolean): void;
}

/** The text, folded where it is long. As the server makes it all of it is there as well, for readers without script. */
export function Prose({ html: whole, language, textName, expanded, onExpand }: ProseProps) {
  const { t, live, paper, still } = useUi();
  const short = useMemo(() => cut(whole, keep, most), [whole]);
  const box = useRef<HTMLDivElement>(null);
  const folds = !paper && !still && short.shortened;
  const both = folds && !live;
  // What was opened before is opened once the page is taken over, which begins with what the server made.
  const open = live && expanded;
  const html = folds && !open ? short.html : whole;
  const toggle = () => {
    onExpand(!open);
    if (open) box.current?.closest(".post")?.scrollIntoView({ block: "start" });
  };
  return (
    <div ref={box}>
      <div {...(both && { class: "script" })}>
        <PostText html={html} language={language} textName={textName} />
        {folds && (
          <button class="more" type="button" aria-expanded={open} onClick={toggle}>
            <b>{open ? t.readLess : t.readRest}</b>
            {!open && (
              <span>
                {t.readRestMore({
                  words: short.words,
                  minutes: Math.max(1, Math.round(short.words / wordsPerMinute)),
                })}
              </span>
            )}
          </button>
        )}
      </div>
      {both && (
        <div class="no-script">
          <PostText html={whole} language={language} textName={`${textName}-whole`} />
        </div>
      )}
    </div>
  );
}
