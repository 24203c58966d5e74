import type {
  DiscussionId,
  PostId,
  QuestionId,
  Slug,
  TextId,
  UserId,
  VoiceId,
} from "#shared/ids.ts";
import type {
  Citation,
  DiscussionPhase,
  Language,
  PostState,
  Reason,
  SupportTotals,
} from "#shared/model.ts";
import type { PostFiles, Time } from "./log.ts";

/** A discussion's own facts. `seq`: the last entry that changed them. */
export interface DiscussionRow {
  id: DiscussionId;
  slug: Slug;
  phase: DiscussionPhase;
  opensAt: Time | null;
  closesAt: Time | null;
  /** When a host closed it; missing where that isn't so. */
  closedAt?: Time | null;
  languages: Language[];
  /** See `Terms`. */
  guidelines?: TextId | null;
  supportTotals?: SupportTotals;
  /** Missing where it never was one. */
  template?: boolean;
  /** Those confirmed now, in that order; missing where none ever was. What an organisation is called is the text of the voice's id. */
  voices?: readonly VoiceRow[];
  textId: TextId;
  createdAt: Time;
  seq: number;
}

export interface VoiceRow {
  id: VoiceId;
  userId: UserId;
}

export interface QuestionRow {
  id: QuestionId;
  number: number;
  textId: TextId;
  createdAt: Time;
  locked: boolean;
  seq: number;
}

/** How many posts a question has in the states that count. `last`: the highest number given to one of its posts. */
export interface Counts {
  posts: number;
  pending: number;
  pins: number;
  last: number;
  /** Last entry that touched the question or one of its posts. */
  seq: number;
  /** The same, of posts that had been published by then: all that the public may know. */
  publicSeq: number;
}

export interface Mute {
  until: Time | null;
  reason: Reason;
  noteId: TextId | null;
}
export interface MemberRow {
  userId: UserId;
  role: "participant" | "moderator" | "host";
  mute: Mute | null;
  /** The version of the guidelines that was accepted last, and when at first; missing where none was. */
  accepted?: { version: TextId; at: Time };
  seq: number;
}

/** A post in another language. `of`: the text it was made from. */
export interface TranslationRow {
  language: Language;
  textId: TextId;
  by: UserId;
  machine: boolean;
  of: TextId;
  at: Time;
  /** UTF-16 units of its HTML. */
  size: number;
  /** Texts it had before, oldest first. */
  earlier: readonly TextId[];
}

export interface PostRow {
  id: PostId;
  questionId: QuestionId;
  parentId: PostId | null;
  authorId: UserId;
  state: PostState;
  /** null until first published; kept for good then. */
  number: number | null;
  textId: TextId;
  language: Language;
  createdAt: Time;
  stateAt: Time;
  editedAt: Time | null;
  /** Texts it had before each marked edit, oldest first. */
  earlier: readonly TextId[];
  /** One for each language; missing where there never was any. */
  translations?: readonly TranslationRow[];
  reason: Reason | null;
  noteId: TextId | null;
  /** The seq of its creation: its place in time. */
  order: number;
  /** The seq at which its words were published last, by approval, restoring or a marked edit; missing where that is `order`. */
  said?: number;
  pinned: number | null;
  /** Of the host's texts, by id; missing for none. The host may have taken one away since. */
  topics?: readonly string[];
  /** Missing where it asks nobody in particular. */
  asks?: "moderators";
  /** As which voice its author wrote it; missing where it is said for nobody else. */
  onBehalfOf?: VoiceId;
  /** A moderator posted what its author had sent in; missing elsewhere. */
  received?: true;
  /** Missing where it never had any. */
  files?: PostFiles | null;
  /** Those that it had with one of its `earlier` texts, as the text that tells them; missing where none had any. */
  earlierFiles?: readonly { with: TextId; textId: TextId }[];
  /** Missing where it never was about a document. */
  cites?: Citation | null;
  /** Whether it was marked as an official answer; missing where it never was. A hidden one keeps it, and answers nothing. */
  official?: boolean;
  seq: number;
}

/** What a Map does that folding and deciding need, so that an overlay can stand in for one. */
export interface Rows<K, V> {
  get(key: K): V | undefined;
  has(key: K): boolean;
  set(key: K, value: V): unknown;
  entries(): Iterable<[K, V]>;
}

/**
 * What the rules know about a discussion: no texts, one small row per post. Rows are never changed, only replaced,
 * so that an overlay is a handful of maps. `discussion` is null before the first entry.
 */
export interface State {
  seq: number;
  discussion: DiscussionRow | null;
  readonly questions: Rows<QuestionId, QuestionRow>;
  readonly counts: Rows<QuestionId, Counts>;
  readonly members: Rows<UserId, MemberRow>;
  readonly posts: Rows<PostId, PostRow>;
}

export const emptyState = (): State => ({
  seq: 0,
  discussion: null,
  questions: new Map(),
  counts: new Map(),
  members: new Map(),
  posts: new Map(),
});

class Overlay<K, V> implements Rows<K, V> {
  readonly #below: Rows<K, V>;
  readonly #own = new Map<K, V>();
  constructor(below: Rows<K, V>) {
    this.#below = below;
  }
  get(key: K): V | undefined {
    return this.#own.get(key) ?? this.#below.get(key);
  }
  has(key: K): boolean {
    return this.#own.has(key) || this.#below.has(key);
  }
  set(key: K, value: V): void {
    this.#own.set(key, value);
  }
  *entries(): Iterable<[K, V]> {
    yield* this.#own.entries();
    for (const row of this.#below.entries()) if (!this.#own.has(row[0])) yield row;
  }
}

/** A state to try things out on: what is folded into it doesn't reach the one below. */
export const overlay = (state: State): State => ({
  seq: state.seq,
  discussion: state.discussion,
  questions: new Overlay(state.questions),
  counts: new Overlay(state.counts),
  members: new Overlay(state.members),
  posts: new Overlay(state.posts),
});
