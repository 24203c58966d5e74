import { isDeepStrictEqual } from "node:util";
import type { TextId } from "#shared/ids.ts";
import type { BackedUp } from "./backed-up.ts";
import { check } from "./check.ts";
import { onPosts, stateAfter } from "./evidence.ts";
import { wordPattern } from "./ledger.ts";

/** What a restored site owes to the one that was backed up; empty when nothing is wrong. */
export function findingsOfBackup(run: BackedUp): string[] {
  const { original, evidence, before, early, late, oldToken, epochs } = run;
  const found: string[] = check(evidence).map(({ rule, what }) => `${rule}: ${what}`);
  const must = (holds: boolean, what: string) => {
    if (!holds) found.push(what);
  };
  // The last one was sent again after the restore.
  const restored = evidence.entries.slice(0, -1);
  must(restored.length < original.length, "there was nothing that the backup had to leave out");
  must(
    isDeepStrictEqual(restored, original.slice(0, restored.length)),
    "the restored log isn't the beginning of the original one",
  );
  const pointed = restored.flatMap(({ events }) =>
    events.flatMap((event) => ("textId" in event ? [event.textId] : [])),
  );
  const lost = pointed.filter((id) => !evidence.texts.has(id)).length;
  must(lost === 0, `${lost} texts that the restored log points at are missing`);
  const last = Math.max(...before.map(({ seq }) => seq));
  must(last <= restored.length, `${last} was acknowledged before the backup and isn't in it`);
  must(isDeepStrictEqual(early.again, early.first), "a command is answered otherwise than before");
  must(late.first.ok && late.again.ok, "a post that is lost can't be sent again");
  must(isDeepStrictEqual(late.onceMore, late.again), "a post that is sent again comes twice");
  must(oldToken === "session_ended" || oldToken === "unauthenticated", `an old token: ${oldToken}`);
  must(epochs.restored !== epochs.original, "the epoch is the same");
  for (const epoch of epochs.held) must(epoch === epochs.restored, `a page holds epoch ${epoch}`);
  return [...found, ...readThoughHidden(run)];
}

function readThoughHidden({ evidence, publicBytes }: BackedUp): string[] {
  const texts = new Map<string, TextId>();
  const hidden = new Set<string>();
  for (const { event } of onPosts(evidence.entries)) {
    if (event.type === "post:created") texts.set(event.postId, event.textId);
    const state = event.type === "post:created" ? event.state : stateAfter[event.type];
    if (state === "published") hidden.delete(event.postId);
    else if (state) hidden.add(event.postId);
  }
  if (hidden.size < 3) return ["too few posts were hidden to say anything"];
  return [...hidden]
    .flatMap((id) => bodyOf(texts.get(id), evidence.texts).match(wordPattern) ?? [])
    .filter((word) => publicBytes.includes(word))
    .map((word) => `${word} is hidden and can be read`);
}

const bodyOf = (id: TextId | undefined, texts: ReadonlyMap<TextId, string>): string =>
  (id && texts.get(id)) ?? "";
