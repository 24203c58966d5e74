import type { AnsweredPlace, FeedChanged } from "#shared/events.ts";
import type { CommandId, DiscussionId, PostId, SessionId, UserId } from "#shared/ids.ts";
import type { Audience, Change } from "#shared/model.ts";
import type { Faults } from "./faults.ts";
import type { Load } from "./load.ts";
import type { Entry, LogEvent, Time } from "./log.ts";
import type { Library } from "./reading/library.ts";
import type { Scan } from "./scanner.ts";
import type { State } from "./state.ts";
import type { Store } from "./store.ts";
import type { ToTranslate } from "./translator.ts";

/** Who is asking. What somebody is in a discussion is never here: it is read from the discussion at commit. */
export type Actor =
  | { kind: "visitor" }
  | { kind: "account"; userId: UserId; sessionId: SessionId; admin: boolean };

/** One call of a command: who, from where, and the refresh cookie where there can be one (HTTP). */
export interface Caller {
  actor: Actor;
  /** For rate limits, and for an order that is a visitor's own; never stored, never logged. */
  address: string;
  cookie: RefreshCookie | null;
  /** On a socket: entering and leaving the rooms of the live feed. */
  rooms?: Rooms;
  /** Which socket it came on: what it said for a while ends with it. */
  line?: string;
}
export interface Rooms {
  /** Before the read that answers a join, so that nothing falls between the two. */
  enter(discussionId: DiscussionId, audience: Audience): Promise<void>;
  leave(discussionId: DiscussionId): void;
}
export interface RefreshCookie {
  get(): string | null;
  /** null clears it. */
  set(token: string | null, expiresAt: Time): void;
}

export interface Logger {
  info(what: string, about?: Record<string, unknown>): void;
  warn(what: string, about?: Record<string, unknown>): void;
  error(what: string, error: unknown, about?: Record<string, unknown>): void;
}

/** What one tick of a discussion tells: one message per audience, and before it what concerns single people. */
export interface Telling {
  discussionId: DiscussionId;
  personal: { userId: UserId; changes: Change[] }[];
  feed: Record<Audience, FeedChanged>;
  /** People whose role changed: their sockets change audience and start over. */
  roles: UserId[];
}

/** How the rules are heard; the socket layer's to implement. */
export interface Ears {
  tell(telling: Telling): void;
  sessionsEnded(sessionIds: readonly SessionId[]): void;
}

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Against no hash (nobody has this address) it takes as long, and is false. */
  verify(hash: string | null, password: string): Promise<boolean>;
}

/** Whom an access token was issued to, and when it ends. */
export interface TokenHolder {
  userId: UserId;
  sessionId: SessionId;
  expiresAt: Time;
}

/** Access tokens. */
export interface Tokens {
  issue(actor: { userId: UserId; sessionId: SessionId; now: Time }): {
    token: string;
    expiresAt: Time;
  };
  /** Throws a Refusal (`unauthenticated`, `session_ended`) for anything but a valid one. */
  verify(token: string, now: Time): TokenHolder;
}

/** A command on its way into a discussion's log. */
export interface LogCommand {
  commandId: CommandId;
  actorId: UserId;
  /** Of the command's name and content (see `hashOf`): the same id with another hash is a conflict. */
  hash: string;
  /** Pure, throws a Refusal for no. It may be asked again when somebody else committed first. */
  decide(state: State, now: Time): LogEvent[];
}

/** The discussions this process serves. */
export interface Serving {
  /** Whether the discussion is in memory, and so is one. */
  serves(discussionId: DiscussionId): boolean;
  /** The discussions in memory as they stand; that this is asked keeps none of them there. */
  loaded(): Promise<ReadonlyMap<DiscussionId, State>>;
  /** Resolves with the entry once it is in the log: the new one, or the first one of a repeated command. */
  commit(discussionId: DiscussionId, command: LogCommand): Promise<Entry>;
  /** The state as this process has it: for a look ahead of a commit, which decides anew. */
  state(discussionId: DiscussionId): Promise<State>;
  /** The same, once what other processes wrote until now is in it. */
  latest(discussionId: DiscussionId): Promise<State>;
  /** The state after all that was acknowledged before this call, with the projection level with `head`. */
  read(discussionId: DiscussionId): Promise<{ state: State; head: number }>;
}

/** Who answers where, as processes tell each other; no reader is told who it is. */
export interface Answers {
  discussionId: DiscussionId;
  userId: UserId;
  place: AnsweredPlace;
}
/** A moderator's composer that is being typed in. */
export interface AnsweringMark {
  discussionId: DiscussionId;
  actor: Extract<Actor, { kind: "account" }>;
  /** The socket it was told on; null over HTTP. */
  line: string | null;
  place: AnsweredPlace;
}
/** Who is answering where, as told to this process. It forgets by itself what isn't renewed. */
export interface Answering {
  set(mark: AnsweringMark, on: boolean): void;
  in(discussionId: DiscussionId): readonly AnsweringMark[];
}

/** How often posts stood before readers' eyes, whoever they were. */
export interface Tally {
  /** Each post once more. */
  count(discussionId: DiscussionId, postIds: Iterable<PostId>): void;
  /** Up to a few seconds ago, of all processes; posts without any are left out. */
  totals(discussionId: DiscussionId): Promise<ReadonlyMap<PostId, number>>;
  /** Resolves when all that was counted here is in the store, or lost. */
  write(): Promise<void>;
}

/** Hears which posts got or lost support; their readers are told by and by. */
export type Supported = (discussionId: DiscussionId, postId: PostId) => void;

export interface Deps {
  store: Store;
  serving: Serving;
  library: Library;
  ears: Ears;
  answering: Answering;
  supported: Supported;
  tally: Tally;
  /** Within bounds; null where the operator has none. */
  translate: ((text: ToTranslate) => Promise<string>) | null;
  /** Within bounds; null where the operator has none. */
  scan: Scan | null;
  log: Logger;
  faults: Faults;
  now(): Time;
  /** How much the process has to carry. */
  load(): Load;
  passwords: Passwords;
  tokens: Tokens;
  /** Without a slash at the end. */
  publicUrl: string;
  /** Key for cursors; 32 bytes or more. */
  secret: string;
}
