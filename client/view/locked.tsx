import type { Block } from "#client/feed/may-write.ts";
import { fullTime } from "./format.ts";
import { type Ui, useUi } from "./ui.ts";

interface LockedProps {
  block: Block;
  /** Path to come back to after signing in. */
  next: string;
  /** There is a text in the composer. */
  draft: boolean;
}

/** In place of the composer: why nobody can write here now, until when, and what next. */
export function Locked({ block, next, draft }: LockedProps) {
  const ui = useUi();
  const { title, more } = lockWords(ui, block);
  const signs = block.why === "signed_out" || block.why === "session_ended";
  const to = encodeURIComponent(next);
  return (
    <div class={block.why === "muted" ? "locked muted" : "locked"}>
      <h3>{title}</h3>
      {more.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {draft && block.why !== "muted" && block.why !== "session_ended" && <p>{ui.t.draftKept}</p>}
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
export function lockWords(ui: Ui, block: Block): { title: string; more: string[] } {
  const { t } = ui;
  switch (block.why) {
    case "signed_out":
      return { title: t.lockSignIn, more: [t.lockSignInMore] };
    case "session_ended":
      return { title: t.lockEnded, more: [t.lockEndedMore] };
    case "muted":
      return {
        title: block.until ? t.lockMuted(fullTime(ui, block.until)) : t.lockMutedForGood,
        more: [t.lockMutedMore(t.reasons[block.reason]), t.lockMutedKept],
      };
    case "locked":
      return { title: t.lockQuestion, more: [t.lockQuestionMore] };
    case "closed":
      return {
        title: block.at ? t.lockClosed(fullTime(ui, block.at)) : t.lockClosedPlain,
        more: [t.lockClosedMore],
      };
    case "not_open":
      return {
        title: block.at ? t.lockSoon(fullTime(ui, block.at)) : t.lockSoonPlain,
        more: [t.lockSoonMore],
      };
  }
}
