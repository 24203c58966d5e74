import type { Entry, LogEvent } from "#server/domain/log.ts";
import type { PostId, TextId, UserId } from "#shared/ids.ts";
import type { PostState } from "#shared/model.ts";
import { type Evidence, happened, onPosts, type Report, stateAfter } from "./evidence.ts";
import { type Ledger, wordPattern } from "./ledger.ts";

/** A word that from `from` on only its author, if anybody, and moderators may receive. */
interface Canary {
  from: number;
  authorId: UserId | null;
  forModerators: boolean;
}

/** Those of posts that ended as hidden, pending, rejected or withdrawn, and of all notes. */
function canariesOf({ entries, texts }: Evidence): Map<string, Canary> {
  const canaries = new Map<string, Canary>();
  const put = (textId: TextId | null, canary: Canary) => {
    for (const [word] of (texts.get(textId as TextId) ?? "").matchAll(wordPattern))
      canaries.set(word, canary);
  };
  for (const { authorId, textIds, state, since } of postsOf(entries).values()) {
    if (state === "published") continue;
    const owner = state === "withdrawn" ? null : authorId;
    for (const id of textIds)
      put(id, { from: since, authorId: owner, forModerators: state !== "withdrawn" });
  }
  for (const { event } of happened(entries))
    if ("noteId" in event) put(event.noteId, { from: 0, authorId: null, forModerators: true });
  return canaries;
}

interface Traced {
  authorId: UserId;
  textIds: TextId[];
  state: PostState;
  since: number;
}
function made(
  seq: number,
  { authorId, textId, state }: Extract<LogEvent, { type: "post:created" }>,
): Traced {
  return { authorId, textIds: [textId], state, since: state === "published" ? seq : 0 };
}
function postsOf(entries: readonly Entry[]): Map<PostId, Traced> {
  const posts = new Map<PostId, Traced>();
  for (const { entry, event } of onPosts(entries)) {
    if (event.type === "post:created") posts.set(event.postId, made(entry.seq, event));
    const post = posts.get(event.postId);
    const state = stateAfter[event.type];
    if (event.type === "post:edited" || event.type === "post:translated")
      post?.textIds.push(event.textId);
    if (post && state) Object.assign(post, { state, since: entry.seq });
  }
  return posts;
}

/** I5: every byte that a client received, and every line that a server printed, is searched. */
export function noLeak(evidence: Evidence, report: Report): void {
  const canaries = canariesOf(evidence);
  const moderated = new Map(
    evidence.ledgers.map(({ userId }) => [userId, roleOf(evidence, userId)]),
  );
  for (const ledger of evidence.ledgers)
    for (const { word, at } of wordsIn(ledger)) {
      const canary = canaries.get(word);
      const moderates = ledger.moderates || moderated.get(ledger.userId)?.(at) === true;
      if (canary && at >= canary.from && !mayRead({ ...ledger, moderates }, canary))
        report("I5", `${ledger.client} received ${word}, forbidden from ${canary.from} on`);
    }
  for (const [word] of evidence.output.matchAll(wordPattern))
    report("I5", `a server printed ${word}`);
}

/** Each word received, with how far the client had been told when it came. */
function* wordsIn(ledger: Ledger): Iterable<{ word: string; at: number }> {
  let reached = 0;
  for (const text of received(ledger)) {
    const tells = headIn(text);
    reached = Math.max(reached, tells ?? 0);
    // The answer to a join may have been read before an act and come after it.
    const at = Math.min(reached, tells ?? reached);
    for (const [word] of text.matchAll(wordPattern)) yield { word, at };
  }
}
/** Whether somebody was a moderator after an entry, by the log. */
function roleOf({ entries }: Evidence, userId: UserId | null): (at: number) => boolean {
  const changes = happened(entries).flatMap(({ entry: { seq }, event }) =>
    (event.type === "member:granted" || event.type === "member:revoked") && event.userId === userId
      ? [{ seq, is: event.type === "member:granted" }]
      : [],
  );
  return (at) => changes.findLast(({ seq }) => seq <= at)?.is ?? false;
}
const mayRead = ({ userId, moderates }: Ledger, { authorId, forModerators }: Canary): boolean =>
  (moderates && forModerators) || (authorId !== null && authorId === userId);

function* received({ lines }: Ledger): Iterable<string> {
  for (const line of lines) {
    if (line.is === "recv") yield line.raw;
    if (line.is === "read") yield JSON.stringify(line);
  }
}
/** Up to which entry a packet tells: of a change its `to`, of a join or a reading its `head`. */
function headIn(text: string): number | null {
  const found =
    /^2\["feed:changed".*?"to":(\d+)/s.exec(text)?.[1] ?? /"head":(\d+)/.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}
