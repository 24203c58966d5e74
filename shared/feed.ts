import type { Joined, Snapshot } from "./commands/snapshot.ts";
import type { Output } from "./commands.ts";
import type { FeedChanged } from "./events.ts";
import type { DiscussionId, PostId, QuestionId, UserId } from "./ids.ts";
import type {
  Change,
  CountsView,
  DiscussionView,
  MemberView,
  ParentView,
  PostView,
  QuestionView,
  ViewerView,
  WindowView,
} from "./model.ts";

/**
 * A discussion as one client holds it. Live update, late join and reconnect all come in here, through `put`,
 * and a client that missed a while ends in the state a newcomer with the same rights reads (P4).
 */
export interface Feed {
  readonly discussionId: DiscussionId;
  readonly epoch: string;
  /** All that happened up to here is in. */
  readonly seq: number;
  readonly viewer: ViewerView;
  readonly discussion: DiscussionView | null;
  /** As the snapshot had them, which is the order of `current`, and before those what was asked since. */
  readonly questions: ReadonlyMap<QuestionId, QuestionView>;
  readonly counts: ReadonlyMap<QuestionId, CountsView>;
  readonly windows: ReadonlyMap<QuestionId, WindowView>;
  readonly posts: ReadonlyMap<PostId, PostView>;
  /** What replies answer that wasn't loaded when they came. */
  readonly parents: ReadonlyMap<PostId, ParentView>;
  readonly members: ReadonlyMap<UserId, MemberView>;
}

/**
 * Where a change comes from. `room`: of two records with the same seq the one held stays, so that what a person was told
 * alone isn't covered by the public reading of the same act. `mine`: made for this reader, so it replaces.
 */
type Source = "room" | "mine";

export const byNumber = ({ questions }: Feed): QuestionView[] =>
  [...questions.values()].sort((a, b) => a.number - b.number);

/** The state a snapshot describes, and nothing else. */
export function start(snapshot: Snapshot): Feed {
  const blank: Feed = {
    discussionId: snapshot.discussionId,
    epoch: snapshot.epoch,
    seq: snapshot.head,
    viewer: snapshot.viewer,
    discussion: null,
    questions: new Map(),
    counts: new Map(),
    windows: new Map(snapshot.windows.map((window) => [window.questionId, window])),
    ...{ posts: new Map(), parents: new Map(), members: new Map() },
  };
  return put(blank, snapshot.changes, "mine");
}

/** What a join answered, put onto what is held. */
export function rejoin(feed: Feed | null, joined: Joined): Feed {
  if (joined.mode === "snapshot" || feed === null) return start(joined);
  const caughtUp = put(feed, joined.changes, "mine");
  return { ...caughtUp, viewer: joined.viewer, seq: Math.max(feed.seq, joined.head) };
}

/** One message of the live feed; null when something before it was missed and the client has to join again. */
export function hear(feed: Feed, message: FeedChanged): Feed | null {
  if (message.epoch !== feed.epoch || feed.seq < message.from) return null;
  if (message.to <= feed.seq) return feed;
  return { ...put(feed, message.changes, "room"), seq: message.to };
}

/** What was told to this person alone: put, without moving the seq. */
export function hearPersonal(feed: Feed, changes: readonly Change[]): Feed {
  return put(feed, changes, "mine");
}

/**
 * An older page of one question: its posts are in from now on, down to the window's floor. What it was read too early to know of
 * their parents has been told meanwhile, and not been kept: then nothing is known of these.
 */
export function addPage(feed: Feed, { posts, window, parents, head }: Page): Feed {
  const windows = new Map(feed.windows).set(window.questionId, window);
  const more = head < feed.seq ? [] : parents;
  return put(
    { ...feed, windows },
    [
      ...posts.map((post): Change => ({ kind: "post", post })),
      ...more.map((parent): Change => ({ kind: "parent", parent })),
    ],
    "mine",
  );
}
type Page = Output<"post:list">;

interface Seqed {
  readonly seq: number;
}

/** A map to write to, which stays the same object as long as nothing is written. */
function writable<K, V>(from: ReadonlyMap<K, V>) {
  let copy: Map<K, V> | null = null;
  return {
    get map(): ReadonlyMap<K, V> {
      return copy ?? from;
    },
    set(key: K, value: V): void {
      copy ??= new Map(from);
      copy.set(key, value);
    },
    setFirst(key: K, value: V): void {
      copy = new Map([[key, value], ...(copy ?? from)]);
    },
  };
}
type Writable<K, V> = ReturnType<typeof writable<K, V>>;

/** The one way anything gets on a screen: whole records, the newer seq wins, an old or repeated one changes nothing. */
export function put(feed: Feed, changes: readonly Change[], source: Source): Feed {
  if (changes.length === 0) return feed;
  let { discussion } = feed;
  const questions = writable(feed.questions);
  const counts = writable(feed.counts);
  const windows = writable(feed.windows);
  const posts = writable(feed.posts);
  const parents = writable(feed.parents);
  const members = writable(feed.members);
  const isNewer = (held: Seqed | null | undefined, given: Seqed) =>
    !held || given.seq > held.seq || (source === "mine" && given.seq === held.seq);
  const keep = <K, V extends Seqed>(into: Writable<K, V>, key: K, given: V) => {
    if (isNewer(into.map.get(key), given)) into.set(key, given);
  };
  for (const change of changes) {
    switch (change.kind) {
      case "post":
        if (posts.map.has(change.post.id) || isLoaded(feed, windows.map, change.post))
          keep(posts, change.post.id, change.post);
        if (parents.map.has(change.post.id)) keep(parents, change.post.id, change.post);
        break;
      case "parent":
        if (!posts.map.has(change.parent.id)) keep(parents, change.parent.id, change.parent);
        break;
      case "question":
        if (windows.map.has(change.question.id))
          keep(questions, change.question.id, change.question);
        else questions.setFirst(change.question.id, change.question);
        openWindow(windows, change.question.id);
        break;
      case "counts":
        keep(counts, change.counts.questionId, change.counts);
        break;
      case "discussion":
        if (isNewer(discussion, change.discussion)) discussion = change.discussion;
        break;
      case "member":
        keep(members, change.member.userId, change.member);
        break;
      default:
        change satisfies never;
    }
  }
  return {
    ...{ ...feed, discussion },
    ...{ questions: questions.map, counts: counts.map, windows: windows.map },
    ...{ posts: posts.map, parents: parents.map, members: members.map },
  };
}

/** A question that came while following is loaded from its first post on. */
function openWindow(windows: Writable<QuestionId, WindowView>, questionId: QuestionId): void {
  if (!windows.map.has(questionId)) windows.set(questionId, { questionId, floor: 0, older: null });
}

/** Below the window only what is pinned, or the reader's own unpublished, is held: the rest comes by page. */
function isLoaded(feed: Feed, windows: Feed["windows"], post: PostView): boolean {
  const window = windows.get(post.questionId);
  if (!window || post.order >= window.floor || post.pinned !== null) return true;
  return (
    post.state !== "published" && post.author !== null && post.author.id === feed.viewer.userId
  );
}
