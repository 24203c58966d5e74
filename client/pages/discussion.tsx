import { computed, effect, signal } from "@preact/signals";
import { Connection } from "#client/connection.ts";
import type { Desk } from "#client/desk.ts";
import { createDrafts, type Drafts } from "#client/drafts.ts";
import { blockOf, keepsTotals, nextTurn, standing } from "#client/feed/may-write.ts";
import { glossaryFor, readyFor } from "#client/glossary.ts";
import { bringIntoView } from "#client/keep-place.ts";
import { announce, announceAnswering, countNew, startLive } from "#client/live.ts";
import { followNotes, isPostId } from "#client/notes.ts";
import { pause } from "#client/pause.ts";
import { mayInsert, watchCurrent } from "#client/place.ts";
import { accessToken, doubted, onToken, person, resume, signOut } from "#client/session.ts";
import { followSupport } from "#client/support.ts";
import { type Taken, takeOver } from "#client/take-over.tsx";
import type { Unread } from "#client/unread.tsx";
import { uuidv7 } from "#client/uuid.ts";
import { keyOf, never, type Target } from "#client/view/actions.ts";
import { allParts } from "#client/view/all-parts.ts";
import { DiscussionScreen } from "#client/view/discussion-screen.tsx";
import { pick } from "#client/view/format.ts";
import { GlossaryContext } from "#client/view/glossary.tsx";
import type { Linked } from "#client/view/page-state.ts";
import type { WritingKit } from "#client/view/parts.ts";
import { opened } from "#client/view/post-actions.tsx";
import { moderates } from "#client/view/reader.ts";
import { composer } from "#client/view/write.tsx";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import type { PostId, QuestionId } from "#shared/ids.ts";
import type { SpaceSummary } from "#shared/model.ts";

type Live = ReturnType<typeof startLive<Connection>>;

interface DiscussionPage extends Taken {
  snapshot: Snapshot;
  linked: Linked | null;
  spaces: readonly SpaceSummary[];
}

const composing = signal<Target | null>(null);
const current = signal<QuestionId | null>(null);

const nothing: ReadonlySet<PostId> = new Set();
const loadUnread = () => import("#client/unread.tsx");
const loadDesk = () => import("#client/desk.ts");
const unread = signal<Unread | null>(null);

const userId = () => (person.value.is === "signed_in" ? person.value.account.id : null);
const afterRender = (act: () => void) => void requestAnimationFrame(() => act());

/** A discussion's page: read, followed, and written in. */
export async function startDiscussion(page: DiscussionPage): Promise<void> {
  const { clock, t, snapshot, linked } = page;
  await pause();
  const live = startLive({
    ...{ snapshot, linked },
    connect: (changed) => new Connection({ token: accessToken, changed, refused: doubted }),
    userId: () => (person.peek().is === "signed_in" ? userId() : null),
    mayInsert: (questionId) => composing.peek() === null && mayInsert(questionId),
    now: clock.now,
    refused: doubted,
    afterRender,
  });
  await pause();
  const drafts = createDrafts(() => localStorage);
  const { discussionId } = snapshot;
  const named = (questionId: QuestionId, key: string) =>
    `${discussionId} ${questionId} ${key} ${userId() ?? "nobody"}`;
  let desk: Promise<Desk> | null = null;
  const writing = writingOf(live, snapshot, {
    ...{ drafts, named, now: clock.shown },
    desk() {
      desk ??= loadDesk().then(({ createDesk }) =>
        createDesk({
          ...{ live, discussionId, lang: page.state.lang, drafts, composing, userId },
          ...{ now: clock.now, named, ...writing },
        }),
      );
      desk.catch(() => {
        desk = null;
      });
      return desk;
    },
  });
  const { here } = page.state;
  await readyFor(live.state.peek().feed.discussion?.terms);
  await takeOver(page, () => {
    const { feed, arrived } = live.state.value;
    const who = person.value;
    const signed = who.is === "unknown" ? "signed_out" : who.is;
    return (
      <GlossaryContext.Provider value={glossaryFor(feed.discussion?.terms)}>
        <DiscussionScreen
          feed={feed}
          shown={live.shown.value}
          fresh={live.fresh.value}
          here={here}
          spaces={page.spaces}
          olderHref={() => null}
          arrived={arrived}
          unread={unread.value?.marked.value ?? nothing}
          below={unread.value?.bar()}
          expanded={live.expanded.value}
          name={who.is === "signed_in" ? who.account.name : null}
          answering={live.answering.value}
          readers={live.readers}
          line={live.line}
          current={current}
          composing={composing.value}
          blockOf={(questionId) => blockOf(feed, questionId, signed, clock.shown.value)}
          reading={live.reading}
          writing={writing}
          status={live.status}
          onTry={live.connection.tryNow}
          onSignOut={() => void signOut()}
        />
      </GlossaryContext.Provider>
    );
  });
  effect(() => void readyFor(live.state.value.feed.discussion?.terms));
  const tellNew = announce(live, countNew(t.newPostsIn));
  loadUnread().then(
    ({ followUnread }) => {
      unread.value = followUnread({ live, snapshot, lang: page.state.lang, person, tellNew });
    },
    () => undefined, // then the page goes on without
  );
  followTitle(live, page.state.lang);
  announceAnswering(live, t.answeringIn);
  effect(() => clock.wake(nextTurn(live.state.value.feed, clock.shown.value)));
  effect(() => live.watch.signInEnded(person.value.is === "session_ended"));
  closeForOthers();
  await pause();
  watchCurrent(
    (id) => {
      current.value = id;
    },
    () => [...live.state.peek().feed.questions.keys()],
  );
  keepCountdown(live, clock.tick);
  await resume(page.state.session);
  onToken(() => live.connection.restart());
  await pause();
  live.connection.tryNow();
  followHash(live);
  // Whoever is signed in may write, also once the line is lost.
  live.connection.onOpen(() => {
    if (userId() !== null)
      for (const part of [composer, opened, { load: writing.desk }])
        part.load().catch(() => undefined);
  });
  followNotes(live.reading);
}

/** Whoever signs in in another tab is that person here too. What the one before was writing stays a draft of theirs. */
function closeForOthers(): void {
  let last = userId();
  effect(() => {
    const now = userId();
    if (now === null || now === last) return;
    if (last !== null) composing.value = null;
    last = now;
  });
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

interface Kept {
  drafts: Drafts;
  /** What a draft of this person is kept under, by its question and what `keyOf` says of its target. */
  named(questionId: QuestionId, key: string): string;
  /** Fetched when somebody could write. */
  desk(): Promise<Desk>;
  now: { readonly value: number };
}

function writingOf(
  live: Live,
  { discussionId }: Snapshot,
  { drafts, named, desk, now }: Kept,
): WritingKit & Pick<Kept, "desk"> {
  const { connection } = live;
  const kept = computed(() => {
    const { discussion, viewer } = live.state.value.feed;
    return !!discussion && !moderates(viewer) && keepsTotals(discussion, now.value);
  });
  const keyed = (target: Parameters<WritingKit["draftOf"]>[0]) =>
    named(target.questionId, keyOf(target));
  const open = computed(() => {
    const { discussion } = live.state.value.feed;
    return !!discussion && standing(discussion, now.value) === "open";
  });
  const linked = computed(() => !["lost", "offline"].includes(live.line.value.state));
  const draftOf: WritingKit["draftOf"] = (target) => drafts.box(keyed(target));

  return {
    ...{ parts: allParts, desk },
    stamp: () => ({ discussionId, commandId: uuidv7() }),
    who: userId,
    linked: () => linked.value,
    languages: () => live.state.peek().feed.discussion?.languages ?? [],
    act: (name, input) => connection.send(name, input),
    open(target) {
      composing.value = target;
      // Until the composer is there, what is said in its place; it brings itself into view.
      afterRender(() => bringIntoView(document.querySelector(".composer, .locked")));
    },
    close() {
      const target = composing.peek();
      composing.value = null;
      if (target) void desk().then(({ goBack }) => goBack(target), never);
    },
    draftOf,
    begun: (target) => drafts.begun(keyed(target)),
    send: (target, draft, waits) => desk().then(({ send }) => send(target, draft, waits), never),
    answering(target, on) {
      const { feed } = live.state.peek();
      if (target.kind === "edit" || !moderates(feed.viewer) || !connection.open) return;
      const parentId = target.kind === "reply" ? target.parent.id : null;
      const { questionId } = target;
      void connection.send("post:answering", { discussionId, questionId, parentId, on });
    },
    ...followSupport(connection, discussionId, userId, kept, open),
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        return false;
      }
    },
    say(text) {
      // The same words once more are read out only as something new.
      live.status.value = "";
      afterRender(() => {
        live.status.value = text;
      });
    },
    linkTo: (postId) => `${location.origin}/p/${postId}`,
  };
}

/** The window's title is the discussion's, also when a host changes it. */
function followTitle({ state }: Live, lang: string): void {
  let shown: string | undefined;
  effect(() => {
    const title = pick(state.value.feed.discussion?.title ?? {}, lang)?.text;
    if (shown && title) document.title = document.title.replace(shown, title);
    shown = title;
  });
}
