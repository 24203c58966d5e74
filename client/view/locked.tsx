import { useEffect, useRef } from "preact/hooks";
import type { Block } from "#client/feed/may-write.ts";
import { lockWords } from "#client/messages/compiled/lock.ts";
import { fullTime } from "./format.ts";
import { type Ui, useUi } from "./ui.ts";

interface LockedProps {
  block: Block;
  /** Path to come back to after signing in. */
  next: string;
  /** There is a text in the composer. */
  draft: boolean;
  /** Somebody pressed a button to write, which this stands in for. */
  asked?: boolean;
}

/** In place of the composer: why nobody can write here now, until when, and what next. */
export function Locked({ block, next, draft, asked = false }: LockedProps) {
  const ui = useUi();
  const { title, more } = blockWords(ui, block);
  const signs = block.why === "signed_out" || block.why === "session_ended";
  const to = encodeURIComponent(next);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (asked) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class={block.why === "muted" ? "locked muted" : "locked"}>
      <h3 ref={heading} {...(asked ? { tabIndex: -1 } : {})}>
        {title}
      </h3>
      {more.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {draft && block.why !== "muted" && block.why !== "session_ended" && (
        <p>{lockWords[ui.lang].draftKept}</p>
      )}
      {signs && (
        <div class="btns">
          <a class="btn primary" href={`/sign-in?next=${to}`}>
            {ui.t.signIn}
          </a>
          <a class="btn" href={`/register?next=${to}`}>
            {ui.t.register}
          </a>
        </div>
      )}
    </div>
  );
}

/** Why nobody can write here now, and more about it. */
export function blockWords(ui: Ui, block: Block): { title: string; more: string[] } {
  const t = lockWords[ui.lang];
  switch (block.why) {
    case "signed_out":
      return { title: t.signIn, more: [t.signInMore] };
    case "session_ended":
      return { title: t.ended, more: [t.endedMore] };
    case "muted":
      return {
        title: block.until ? t.muted(fullTime(ui, block.until)) : t.mutedForGood,
        more: [t.mutedMore(ui.t.reasons[block.reason]), t.mutedKept],
      };
    case "locked":
      return { title: t.question, more: [t.questionMore] };
    case "parent_gone":
      return { title: t.parentGone, more: [t.parentGoneMore] };
    case "closed":
      return {
        title: block.at ? t.closed(fullTime(ui, block.at)) : t.closedPlain,
        more: [t.closedMore],
      };
    case "not_open":
      return {
        title: block.at ? t.soon(fullTime(ui, block.at)) : t.soonPlain,
        more: [t.soonMore],
      };
  }
}
