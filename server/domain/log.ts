import type {
  CommandId,
  DiscussionId,
  FileId,
  PostId,
  QuestionId,
  Slug,
  TextId,
  UserId,
  VoiceId,
} from "#shared/ids.ts";
import type { Citation, GrantedRole, Language, Reason, SupportTotals } from "#shared/model.ts";

/** Milliseconds since 1970. The log and the rows keep times as numbers; views give ISO strings. */
export type Time = number;

/** What rules need of the host's settings; all other settings are texts. */
export interface Terms {
  slug: Slug;
  opensAt: Time | null;
  closesAt: Time | null;
  languages: Language[];
  /** The text that brought the guidelines as they are now; null without any. Missing in what was written before they were accepted. */
  guidelines?: TextId | null;
  /** Missing: always. */
  supportTotals?: SupportTotals;
}

/** Files of a post. What they are called, and what they are, is the text: an array of `AttachedFile`. */
export interface PostFiles {
  textId: TextId;
  ids: readonly FileId[];
}

/** What can happen in a discussion. Texts are never in the log: events point at them. */
export type LogEvent =
  | { type: "discussion:created"; textId: TextId; terms: Terms; hostId: UserId }
  | { type: "discussion:updated"; textId: TextId; terms: Terms }
  /** An update that also says whether it is a template. */
  | { type: "discussion:marked-template"; textId: TextId; terms: Terms; template: boolean }
  | { type: "discussion:opened" }
  | { type: "discussion:closed" }
  | {
      type: "question:added";
      questionId: QuestionId;
      number: number;
      textId: TextId;
      /** When it was asked elsewhere, for imports; missing: now. */
      writtenAt?: Time;
    }
  | { type: "question:updated"; questionId: QuestionId; textId: TextId }
  | { type: "question:locked"; questionId: QuestionId }
  | { type: "question:unlocked"; questionId: QuestionId }
  | {
      type: "post:created";
      postId: PostId;
      questionId: QuestionId;
      parentId: PostId | null;
      authorId: UserId;
      state: "published" | "pending" | "rejected";
      /** Its number in the question, given at first publication; null until then. */
      number: number | null;
      textId: TextId;
      language: Language;
      /** Missing for none. */
      topics?: string[];
      /** Missing where it asks nobody in particular. */
      asks?: "moderators";
      /** Missing where it is said for nobody else. */
      onBehalfOf?: VoiceId;
      /** A moderator posted what its author had sent in. Missing elsewhere. */
      received?: true;
      /** Missing for none. */
      files?: PostFiles;
      /** Missing where it is about no document. */
      cites?: Citation;
      /** When it was written elsewhere, for imports; null: now. */
      writtenAt: Time | null;
    }
  | {
      type: "post:edited";
      postId: PostId;
      textId: TextId;
      language: Language;
      marked: boolean;
      /** Missing where they stay as they were. */
      topics?: string[];
      /** Missing where they stay as they were; null for none any more. */
      files?: PostFiles | null;
      /** Missing where it stays as it was; null for none any more. */
      cites?: Citation | null;
    }
  | { type: "post:marked-official"; postId: PostId }
  | { type: "post:unmarked-official"; postId: PostId }
  | { type: "post:tagged"; postId: PostId; topics: string[] }
  | {
      type: "post:translated";
      postId: PostId;
      language: Language;
      textId: TextId;
      by: UserId;
      machine: boolean;
      /** The text of the post that it was made from. */
      of: TextId;
      /** UTF-16 units of its HTML. */
      size: number;
    }
  | { type: "post:untranslated"; postId: PostId; language: Language }
  | { type: "post:withdrawn"; postId: PostId }
  | { type: "post:hidden"; postId: PostId; reason: Reason; noteId: TextId | null }
  | { type: "post:restored"; postId: PostId }
  | { type: "post:pinned"; postId: PostId }
  | { type: "post:unpinned"; postId: PostId }
  | { type: "post:approved"; postId: PostId; number: number; noteId: TextId | null }
  | { type: "post:rejected"; postId: PostId; reason: Reason; noteId: TextId | null }
  | { type: "member:granted"; userId: UserId; role: GrantedRole }
  | { type: "member:revoked"; userId: UserId }
  | {
      type: "member:muted";
      userId: UserId;
      until: Time | null;
      reason: Reason;
      noteId: TextId | null;
    }
  | { type: "member:unmuted"; userId: UserId }
  | { type: "voice:confirmed"; voiceId: VoiceId; userId: UserId }
  | { type: "voice:withdrawn"; voiceId: VoiceId }
  | { type: "guidelines:accepted"; userId: UserId; version: TextId };

/** What one accepted command did: one entry, one `seq`, all of its events or none. */
export interface Entry {
  discussionId: DiscussionId;
  /** 1, 2, 3 ... without a gap, in commit order (P3). */
  seq: number;
  /** Unique per actor, so a repeated command finds its first answer (P2). */
  commandId: CommandId;
  actorId: UserId;
  /** Of the command's name and content: the same id with another hash is a conflict. */
  hash: string;
  at: Time;
  events: LogEvent[];
}
export type Draft = Omit<Entry, "discussionId" | "seq">;

/** Where discussions are written down. Appending is the commit point; nothing else in a store has to be atomic. */
export interface Log {
  /** 0 for a discussion without entries. */
  head(discussionId: DiscussionId): Promise<number>;
  heads(discussionIds: readonly DiscussionId[]): Promise<Map<DiscussionId, number>>;
  /** Entries with `seq` above `after`, in order. */
  read(discussionId: DiscussionId, after: number, limit: number): Promise<Entry[]>;
  find(discussionId: DiscussionId, actorId: UserId, commandId: CommandId): Promise<Entry | null>;
  /**
   * Writes the drafts as `expected + 1`, `expected + 2` ... and returns how many were written, counted from the first.
   * Fewer than all means that somebody else wrote first, or that a draft repeats a command: read on, decide again.
   */
  append(discussionId: DiscussionId, expected: number, drafts: readonly Draft[]): Promise<number>;
}
