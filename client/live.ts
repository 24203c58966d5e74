import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type AnsweredPlaces, heedAnswering } from "#client/answering.ts";
import type { Line, LineState } from "#client/feed/line.ts";
import {
  asItFits,
  begin,
  type MayInsert,
  newCounts,
  type Reading as ReadingState,
  reveal,
  shownPosts,
  withExtras,
  withFeed,
} from "#client/feed/reading.ts";
import { follow, type LiveLine } from "#client/follow.ts";
import { watchLine } from "#client/line-watch.ts";
import { type Paced, pacedOn } from "#client/paced.ts";
import { paintFrom } from "#client/place.ts";
import { unfoldedBefore } from "#client/unfolded.ts";
import type { Reading } from "#client/view/actions.ts";
import type { Linked } from "#client/view/page-state.ts";
import { drawnInTurns } from "#client/view/unhurried.tsx";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import { addPage, start } from "#shared/feed.ts";
import type { PostId, QuestionId } from "#shared/ids.ts";
import type { PostView } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";

/** In a rush of posts the page is drawn anew so often: nobody reads faster, and a phone has other things to do. */
const drawMs = 250;

interface LiveOptions<L extends LiveLine> {
  snapshot: Snapshot;
  /** The post that the page's address names, with what stands around it. */
  linked: Linked | null;
  /** Makes the line, which tells how it is. */
  connect(changed: (state: LineState) => void): L;
  /** Who asks now; what was read as somebody else is read again. */
  userId(): string | null;
  mayInsert: MayInsert;
  now(): number;
  refused(failure: Failure): void | Promise<void>;
  /** Makes sure that what has just been set is on the page, then does something with it. */
  afterRender(act: () => void): void;
}

/** A discussion as a page shows it, kept in step with the server. */
export interface Live<L extends LiveLine> {
  state: Signal<ReadingState>;
  shown: ReadonlySignal<ReadonlyMap<QuestionId, readonly PostView[]>>;
  fresh: ReadonlySignal<ReadonlyMap<QuestionId, number>>;
  expanded: Signal<ReadonlySet<PostId>>;
  readers: Signal<number | null>;
  answering: ReadonlySignal<AnsweredPlaces>;
  line: Signal<Line>;
  status: Signal<string>;
  watch: ReturnType<typeof watchLine>;
  connection: L;
  reading: Reading;
}

const newIn = ({ arrived, held }: ReadingState): number => arrived.size + held.size;

export function startLive<L extends LiveLine>(options: LiveOptions<L>): Live<L> {
  const state = signal(withExtras(begin(start(options.snapshot)), options.linked?.posts ?? []));
  // Posts that come faster than anybody reads are kept back, and counted, also where they could be inserted.
  const mayInsert: MayInsert = (questionId) => !paced.rush() && options.mayInsert(questionId);
  const paced = pacedOn(state, {
    everyMs: drawMs,
    showing: drawnInTurns,
    late: (shown, next) => asItFits(shown, next, mayInsert),
    more: (before, next) => newIn(next) > newIn(before),
  });
  const { discussionId } = options.snapshot;
  const context = contextFrom(discussionId, options.linked?.postId ?? null);
  const readers = signal<number | null>(null);
  const watch = watchLine(options.now);
  const connection = options.connect(watch.told);
  connection.on("feed:presence", (presence) => {
    if (presence.discussionId === discussionId) readers.value = presence.readers;
  });
  connection.on("session:ended", () => {
    void options.refused({ code: "session_ended", message: "" });
  });
  follow(connection, {
    discussionId,
    mayInsert,
    get: paced.latest,
    set: paced.put,
    beside: () => context.again(connection),
    isMine: ({ feed }) => feed.viewer.userId === options.userId(),
    caughtUp: watch.caughtUp,
    failed: (failure) => {
      if (failure.code === "session_ended") void options.refused(failure);
    },
  });

  const { expanded, reading } = readingOf(options, paced, connection, context);
  return {
    ...{ state, expanded, readers, watch, connection, reading },
    answering: heedAnswering(connection, discussionId),
    shown: steadyLists(computed(() => shownPosts(state.value))),
    fresh: computed(() => newCounts(state.value)),
    line: watch.line,
    status: signal(""),
  };
}

/** Where it can't be had, one comes back as the browser does. */
async function wayBack(from: PostId): Promise<() => void> {
  try {
    const { leaving } = await import("#client/way-back.ts");
    return leaving(from);
  } catch {
    return () => undefined;
  }
}

type Context = ReturnType<typeof contextFrom>;

/** Posts below the windows that somebody wanted to see, with what stands around them. */
function contextFrom(discussionId: Snapshot["discussionId"], first: PostId | null) {
  let wanted = first;
  const read = (connection: LiveLine, postId: PostId) => {
    wanted = postId;
    return connection.send("post:context", { discussionId, postId });
  };
  return {
    read,
    async again(connection: LiveLine): Promise<readonly PostView[]> {
      const answer = wanted && (await read(connection, wanted));
      return answer?.ok ? answer.value.posts : [];
    },
  };
}

function readingOf(
  { snapshot: { discussionId }, afterRender }: LiveOptions<LiveLine>,
  state: Paced<ReadingState>,
  connection: LiveLine,
  context: Context,
) {
  const expanded = unfoldedBefore();
  // The address marks the post that it names, which has to be there by then; and what is drawn in turns comes some frames later.
  const bring = (id: PostId, leave?: (() => void) | null, frames = 120): void =>
    afterRender(() => {
      const element = document.getElementById(`p-${id}`);
      if (!element) return frames > 0 ? bring(id, leave, frames - 1) : undefined;
      leave?.();
      location[leave ? "assign" : "replace"](`#p-${id}`);
      paintFrom(element);
      element.scrollIntoView({ block: "start" });
      element.focus({ preventScroll: true });
    });
  const has = (id: PostId) => {
    const { feed, extras } = state.latest();
    return feed.posts.has(id) || extras.has(id);
  };
  const reading: Reading = {
    async showOlder(questionId) {
      const older = state.latest().feed.windows.get(questionId)?.older ?? null;
      if (older === null) return null;
      const page = await connection.send("post:list", { discussionId, questionId, before: older });
      if (!page.ok) return page.failure;
      const held = state.latest();
      // A snapshot may have come meanwhile, and with it another window.
      if (held.feed.windows.get(questionId)?.older !== older) return null;
      const known = held.feed.posts;
      const more = new Set(page.value.posts.map(({ id }) => id).filter((id) => !known.has(id)));
      state.show(withFeed(held, addPage(held.feed, page.value)));
      afterRender(() => focusFirst(questionId, more));
      return null;
    },
    reveal(questionId) {
      const held = state.latest();
      const first = [...held.held].find((id) => held.feed.posts.get(id)?.questionId === questionId);
      state.show(reveal(held, questionId));
      if (first) afterRender(() => focusFirst(questionId, held.held));
    },
    async goTo(postId, from) {
      const leave = from && (await wayBack(from));
      if (!has(postId)) {
        const read = await context.read(connection, postId);
        if (!read.ok) return read.failure;
        state.put(withExtras(state.latest(), read.value.posts));
      }
      const now = state.latest();
      const post = now.held.has(postId) && now.feed.posts.get(postId);
      state.show(post ? reveal(now, post.questionId) : now);
      bring(postId, leave);
      return null;
    },
    revisions: (postId) => connection.send("post:revisions", { discussionId, postId }),
    setExpanded(postId, open) {
      const next = new Set(expanded.peek());
      if (open) next.add(postId);
      else next.delete(postId);
      expanded.value = next;
    },
  };
  return { expanded, reading };
}

/** Of what was asked for, the one that stands highest gets the focus. */
function focusFirst(questionId: QuestionId, asked: ReadonlySet<PostId>): void {
  const posts = document.querySelectorAll<HTMLElement>(
    `[data-question="${CSS.escape(questionId)}"] .post`,
  );
  const first = [...posts].find(({ id }) => [...asked].some((each) => id === `p-${each}`));
  first?.scrollIntoView({ block: "center" });
  first?.focus({ preventScroll: true });
}

/** A question's list stays the same object as long as nothing in it has changed, so that it isn't sorted and rendered again. */
function steadyLists(
  source: ReadonlySignal<Map<QuestionId, PostView[]>>,
): ReadonlySignal<ReadonlyMap<QuestionId, readonly PostView[]>> {
  let last = new Map<QuestionId, PostView[]>();
  return computed(() => {
    const next = new Map(
      [...source.value].map(([id, posts]) => {
        const before = last.get(id);
        const same =
          before?.length === posts.length && before.every((post, index) => post === posts[index]);
        return [id, same && before ? before : posts] as const;
      }),
    );
    last = next;
    return next;
  });
}

const announceMs = 10_000;
/** What comes together is told together. */
const gatherMs = 1_000;

/** Posts of others that came to a question, by its number, and weren't told yet. */
export interface NewPosts {
  question: number;
  posts: readonly PostView[];
}
/** What is said of them; "" for nothing. */
export type TellNew = (news: readonly NewPosts[]) => string;

/** One polite line about what is new, at most every ten seconds. What it says can be changed. */
export function announce(
  { state, status }: Pick<Live<LiveLine>, "state" | "status">,
  count: TellNew,
): Signal<TellNew> {
  const tell = signal(count);
  const told = new Set<PostId>();
  let last = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const untold = ({ held, arrived }: ReadingState) =>
    [...held, ...arrived].filter((id) => !told.has(id));
  const speak = () => {
    timer = undefined;
    last = Date.now();
    const { feed } = state.peek();
    const news = new Map<number, PostView[]>();
    for (const id of untold(state.peek())) {
      told.add(id);
      const post = feed.posts.get(id);
      const number = post && feed.questions.get(post.questionId)?.number;
      if (number) news.set(number, [...(news.get(number) ?? []), post]);
    }
    const line = tell.peek()([...news].map(([question, posts]) => ({ question, posts })));
    if (line) status.value = line;
  };
  effect(() => {
    if (untold(state.value).length > 0 && timer === undefined)
      timer = setTimeout(speak, Math.max(gatherMs, last + announceMs - Date.now()));
  });
  return tell;
}

/** How many came to each question. */
export const countNew =
  (say: (counted: { n: number; question: number }) => string): TellNew =>
  (news) =>
    news.map(({ question, posts }) => say({ n: posts.length, question })).join(". ");

/** Each place where a moderator is answering is read out once, however often it comes and goes. */
export function announceAnswering(
  { answering, state, status }: Pick<Live<LiveLine>, "answering" | "state" | "status">,
  say: (question: number) => string,
): void {
  const said = new Set<QuestionId | PostId>();
  effect(() => {
    for (const [id, questionId] of answering.value) {
      const question = state.peek().feed.questions.get(questionId);
      if (!question || said.has(id)) continue;
      said.add(id);
      status.value = say(question.number);
    }
  });
}
