import type { Connection } from "#client/connection.ts";
import type { Live } from "#client/live.ts";
import { draftIn } from "#client/read-draft.ts";
import { doubted, person } from "#client/session.ts";
import { uuidv7 } from "#client/uuid.ts";
import type { Draft, DraftBox, Waits, Where } from "#client/view/actions.ts";
import { placeOf } from "#client/view/writing/places.ts";
import type { DiscussionId, PostId, TextId, VoiceId } from "#shared/ids.ts";
import type { AttachedFile, Citation, Sender } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";

type Line = Pick<Live<Connection>, "connection" | "watch">;

/** What became of a text that was sent: which post it is, or why it isn't one. */
export type Sent = { failure: null; postId: PostId } | { failure: Failure };

/** Sends texts; each is kept on the device until the server has it. */
export interface Sending {
  /** Resolves when the server has it, or with why not. */
  send(box: DraftBox, draft: Draft, where: Where, waits: Waits): Promise<Sent>;
  /** What an earlier page left unanswered; undefined when that isn't so any more, or the line is lost again. */
  again(box: DraftBox, where: Where): Promise<Sent | undefined>;
}

export function createSending(
  line: Line,
  { discussionId, lang }: { discussionId: DiscussionId; lang: string },
): Sending {
  const going = new Set<string>();
  const send: Sending["send"] = async (box, draft, where, waits) => {
    const post = {
      ...{ discussionId, commandId: commandFor(draft), language: draft.language ?? lang },
      body: draft.html,
      ...(draft.topics ? { topics: [...draft.topics] } : {}),
      ...(draft.accepts ? { guidelines: draft.accepts } : {}),
      ...(draft.of && where.kind === "edit" ? { of: draft.of } : {}),
      ...(draft.asks && where.kind === "answer" ? { asks: draft.asks } : {}),
      ...(draft.onBehalfOf && where.kind !== "edit" ? { onBehalfOf: draft.onBehalfOf } : {}),
      ...(draft.receivedFrom && where.kind !== "edit" ? { receivedFrom: draft.receivedFrom } : {}),
      ...(draft.files ? { files: draft.files.map(asSent) } : {}),
      ...(draft.cites || where.kind === "edit" ? { cites: draft.cites ?? null } : {}),
    };
    going.add(post.commandId);
    draft.waiting = where;
    box.save(draft);
    const sent = await sendSurely(line, () => write(line, where, post), waits);
    going.delete(post.commandId);
    draft.waiting = null;
    if (sent.failure) box.save(draft);
    else box.drop();
    return sent;
  };
  return {
    send,
    async again(box, where) {
      const draft = draftIn(box);
      if (!draft?.sent || going.has(draft.sent.commandId)) return undefined;
      const sent = await send(box, draft, where, () => undefined);
      const { failure } = sent;
      const { version } = draft;
      if (!failure && version !== null) {
        const input = { discussionId, place: placeOf(where), version, commandId: uuidv7() };
        await line.connection.send("draft:drop", input);
      }
      if (failure?.code !== "no_answer") return sent;
      draft.waiting = where;
      box.save(draft);
      return undefined;
    },
  };
}

/** What a file is the server knows. */
const asSent = ({ id, title, language }: AttachedFile) => ({ id, title, language });

/** The same words, sent once more, is the same command: so it never stands there twice. */
function commandFor(draft: Draft): string {
  const { html, language, asks, onBehalfOf, receivedFrom, topics, of, cites } = draft;
  const files = draft.files?.map(asSent);
  const what = JSON.stringify([
    ...[html, language, asks, onBehalfOf, receivedFrom, topics, of],
    ...[files, cites],
  ]);
  if (draft.sent?.what !== what) draft.sent = { commandId: uuidv7(), what };
  return draft.sent.commandId;
}

interface Post {
  discussionId: DiscussionId;
  commandId: string;
  language: string;
  body: string;
  topics?: string[];
  guidelines?: TextId;
  of?: TextId;
  asks?: "moderators";
  onBehalfOf?: VoiceId;
  receivedFrom?: Sender;
  files?: ReturnType<typeof asSent>[];
  cites?: Citation | null;
}

async function write({ connection }: Line, where: Where, post: Post): Promise<Sent> {
  const { questionId } = where;
  const result =
    where.kind === "edit"
      ? await connection.send("post:edit", { ...post, postId: where.postId })
      : await connection.send("post:create", {
          ...{ ...post, questionId },
          parentId: where.kind === "reply" ? where.parentId : null,
        });
  return result.ok ? { failure: null, postId: result.value.postId } : result;
}

/** How often a text goes out by itself before its author is asked. */
const attempts = 5;

/** Sends again after a line that dropped, and after a token that had run out; anything else is told. */
async function sendSurely(line: Line, send: () => Promise<Sent>, waits: Waits): Promise<Sent> {
  const { connection } = line;
  let sent = await send();
  for (let attempt = 1; sent.failure && attempt < attempts; ) {
    const { failure } = sent;
    const tokenOver = failure.code === "session_ended" || failure.code === "unauthenticated";
    if (tokenOver) await doubted();
    if (tokenOver ? person.peek().is !== "signed_in" : failure.code !== "no_answer") return sent;
    if (connection.open && !tokenOver) return sent;
    if (!connection.open && (await stoppedWaiting(line, waits))) return sent;
    if (connection.open) attempt++;
    sent = await send();
  }
  return sent;
}

/** Waits until it is worth trying again; true when the author didn't want to. */
async function stoppedWaiting({ connection, watch }: Line, waits: Waits): Promise<boolean> {
  watch.waiting(1);
  const stopped = await Promise.race([
    connection.tried().then(() => false),
    new Promise<boolean>((done) => waits(() => done(true))),
  ]);
  waits(null);
  watch.waiting(0);
  return stopped;
}
