import { effect, signal } from "@preact/signals";
import { uuidv7 } from "uuidv7";
import { Connection } from "#client/connection.ts";
import { createDrafts } from "#client/drafts.ts";
import { blockOf, nextTurn } from "#client/feed/may-write.ts";
import { announce, announceAnswering, startLive } from "#client/live.ts";
import { followNotes, isPostId } from "#client/notes.ts";
import { mayInsert, watchCurrent } from "#client/place.ts";
import { accessToken, doubted, onToken, person, resume, signOut } from "#client/session.ts";
import { followSupport } from "#client/support.ts";
import { type Taken, takeOver } from "#client/take-over.tsx";
import { type Draft, keyOf, type Target, type Waits } from "#client/view/actions.ts";
import { allParts } from "#client/view/all-parts.ts";
import { DiscussionScreen } from "#client/view/discussion-screen.tsx";
import type { Linked } from "#client/view/page-state.ts";
import type { WritingKit } from "#client/view/parts.ts";
import { moderates } from "#client/view/reader.ts";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import type { QuestionId } from "#shared/ids.ts";
import type { Failure } from "#shared/refusals.ts";

type Live = ReturnType<typeof startLive<Connection>>;

interface DiscussionPage extends Taken {
  snapshot: Snapshot;
  linked: Linked | null;
}

const composing = signal<Target | null>(null);
const current = signal<QuestionId | null>(null);

const userId = () => (person.value.is === "signed_in" ? person.value.account.id : null);
const afterRender = (act: () => void) => void requestAnimationFrame(() => act());

/** A discussion's page: read, followed, and written in. */
export async function startDiscussion(page: DiscussionPage): Promise<void> {
  const { clock, t, snapshot, linked } = page;
  const live = startLive({
    ...{ snapshot, linked },
    connect: (changed) => new Connection({ token: accessToken, changed, refused: doubted }),
    userId: () => (person.peek().is === "signed_in" ? userId() : null),
    mayInsert: (questionId) => composing.peek() === null && mayInsert(questionId),
    now: clock.now,
    refused: doubted,
    afterRender,
  });
  const writing = writingOf(live, snapshot, page.state.lang);
  const { here } = page.state;
  takeOver(page, () => {
    const { feed, arrived } = live.state.value;
    const who = person.value;
    const signed = who.is === "unknown" ? "signed_out" : who.is;
    return (
      <DiscussionScreen
        feed={feed}
        shown={live.shown.value}
        fresh={live.fresh.value}
        here={here}
        olderHref={() => null}
        arrived={arrived}
        expanded={live.expanded.value}
        name={who.is === "signed_in" ? who.account.name : null}
        answering={live.answering.value}
        readers={live.readers.value}
        line={live.line.value}
        current={current.value}
        composing={composing.value}
        blockOf={(questionId) => blockOf(feed, questionId, signed, clock.shown.value)}
        reading={live.reading}
        writing={writing}
        status={live.status.value}
        onTry={live.connection.tryNow}
        onSignOut={() => void signOut()}
      />
    );
  });
  announce(live, t.newPostsIn);
  announceAnswering(live, t.answeringIn);
  effect(() => clock.wake(nextTurn(live.state.value.feed, clock.shown.value)));
  effect(() => live.watch.signInEnded(person.value.is === "session_ended"));
  watchCurrent(
    (id) => {
      current.value = id;
    },
    () => [...live.state.peek().feed.questions.keys()],
  );
  keepCountdown(live, clock.tick);
  await resume();
  onToken(() => live.connection.restart());
  live.connection.tryNow();
  followHash(live);
  followNotes(live.reading);
}

/** While a line is lost, its seconds are counted down. */
function keepCountdown({ line }: Live, tick: () => void): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  effect(() => {
    clearInterval(timer);
    if (line.value.state === "lost" && line.value.retryAt !== null) timer = setInterval(tick, 1000);
  });
}

/** An address may name a post that isn't in the windows: then it is fetched, once there is a line. */
function followHash({ connection, reading, state }: Live): void {
  const bring = () => {
    const id = location.hash.replace(/^#p-/, "");
    if (!isPostId(id)) return;
    const { feed, extras } = state.peek();
    if (!feed.posts.has(id) && !extras.has(id)) void reading.goTo(id);
  };
  let first = true;
  connection.onOpen(() => {
    if (first) bring();
    first = false;
  });
  addEventListener("hashchange", bring);
}

function writingOf(live: Live, { discussionId }: Snapshot, lang: string): WritingKit {
  const drafts = createDrafts(() => localStorage);
  const { connection } = live;
  const draftOf: WritingKit["draftOf"] = (target) =>
    drafts(`${discussionId} ${target.questionId} ${keyOf(target)} ${userId() ?? "nobody"}`);

  return {
    parts: allParts,
    stamp: () => ({ discussionId, commandId: uuidv7() }),
    act: (name, input) => connection.send(name, input),
    open(target) {
      composing.value = target;
      afterRender(() =>
        document
          .querySelector<HTMLElement>(".composer, .locked")
          ?.scrollIntoView({ block: "nearest" }),
      );
    },
    close() {
      const target = composing.peek();
      composing.value = null;
      if (target) focusBack(target);
    },
    draftOf,
    async send(target, draft, waits) {
      const box = draftOf(target);
      const post = {
        ...{ discussionId, commandId: commandFor(draft), language: draft.language ?? lang },
        body: draft.html,
      };
      box.save(draft);
      const failure = await sendSurely(live, () => write(connection, target, post), waits);
      if (failure) return failure;
      box.drop();
      composing.value = null;
      focusBack(target);
      return null;
    },
    answering(target, on) {
      const { feed } = live.state.peek();
      if (target.kind === "edit" || !moderates(feed.viewer) || !connection.open) return;
      const parentId = target.kind === "reply" ? target.parent.id : null;
      const { questionId } = target;
      void connection.send("post:answering", { discussionId, questionId, parentId, on });
    },
    ...followSupport(connection, discussionId, userId),
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        return false;
      }
    },
    linkTo: (postId) => `${location.origin}/p/${postId}`,
  };
}

/** The same words, sent once more, is the same command: so it never stands there twice. */
function commandFor(draft: Draft): string {
  const what = `${draft.language} ${draft.html}`;
  if (draft.sent?.what !== what) draft.sent = { commandId: uuidv7(), what };
  return draft.sent.commandId;
}

interface Post {
  discussionId: Snapshot["discussionId"];
  commandId: string;
  language: string;
  body: string;
}

async function write(
  connection: Live["connection"],
  target: Target,
  post: Post,
): Promise<Failure | null> {
  const { questionId } = target;
  const result =
    target.kind === "edit"
      ? await connection.send("post:edit", { ...post, postId: target.post.id })
      : await connection.send("post:create", {
          ...{ ...post, questionId },
          parentId: target.kind === "reply" ? target.parent.id : null,
        });
  return result.ok ? null : result.failure;
}

/** How often a text goes out by itself before its author is asked. */
const attempts = 5;

/** Sends again after a line that dropped, and after a token that had run out; anything else is told. */
async function sendSurely(
  live: Live,
  send: () => Promise<Failure | null>,
  waits: Waits,
): Promise<Failure | null> {
  const { connection } = live;
  let failure = await send();
  for (let attempt = 1; failure && attempt < attempts; ) {
    const tokenOver = failure.code === "session_ended" || failure.code === "unauthenticated";
    if (tokenOver) await doubted();
    if (tokenOver ? person.peek().is !== "signed_in" : failure.code !== "no_answer") return failure;
    if (connection.open && !tokenOver) return failure;
    if (!connection.open && (await stoppedWaiting(live, waits))) return failure;
    if (connection.open) attempt++;
    failure = await send();
  }
  return failure;
}

/** Waits until it is worth trying again; true when the author didn't want to. */
async function stoppedWaiting({ connection, watch }: Live, waits: Waits): Promise<boolean> {
  watch.waiting(1);
  const stopped = await Promise.race([
    connection.tried().then(() => false),
    new Promise<boolean>((done) => waits(() => done(true))),
  ]);
  waits(null);
  watch.waiting(0);
  return stopped;
}

/** Where the composer was opened from. */
function focusBack(target: Target): void {
  const id =
    target.kind === "reply"
      ? `p-${target.parent.id}`
      : target.kind === "edit"
        ? `p-${target.post.id}`
        : null;
  afterRender(() => {
    const place = id
      ? document.getElementById(id)
      : document.querySelector<HTMLElement>(
          `[data-question="${CSS.escape(target.questionId)}"] .older button:last-of-type`,
        );
    place?.focus({ preventScroll: true });
  });
}
