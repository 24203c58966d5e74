import type { ComponentType } from "preact";
import type { Block } from "#client/feed/may-write.ts";
import type {
  DiscussionView,
  Instant,
  Language,
  MemberView,
  PostView,
  QuestionView,
} from "#shared/model.ts";
import type { Target, Writing } from "./actions.ts";
import type { Reader } from "./reader.ts";

export interface PostActionsProps {
  post: PostView;
  own: boolean;
  reader: Reader;
  writing: Writing;
  /** Until when its author is muted here, null for good; false when they aren't. */
  mutedUntil: Instant | null | false;
}
export interface WriteProps {
  target: Target;
  reader: Reader;
  /** Number of the question. */
  number: number;
  languages: readonly Language[];
  /** Why nothing can be sent now. It may come and go while somebody writes. */
  block: Block | null;
  /** Path of this page, for coming back after signing in. */
  here: string;
  writing: Writing;
  /** Who helps when posting fails: a mail address, or an address on this page. */
  help: string | null;
}
export interface BarredProps {
  block: Block;
  here: string;
}
export interface LockButtonProps {
  question: QuestionView;
  /** What is said of whether it takes answers, were it locked or not. */
  phaseWhen(locked: boolean): string;
  writing: Writing;
}
export interface HostPanelProps {
  discussion: DiscussionView;
  reader: Reader;
  members: readonly MemberView[];
  /** In the order of their numbers. */
  questions: readonly QuestionView[];
  writing: Writing;
}

/** The components of whoever does more than read. They are handed in, so that the embed needn't load them. */
export interface Parts {
  PostActions: ComponentType<PostActionsProps>;
  ReplyButton: ComponentType<Pick<PostActionsProps, "post" | "writing">>;
  Write: ComponentType<WriteProps>;
  Barred: ComponentType<BarredProps>;
  LockButton: ComponentType<LockButtonProps>;
  HostPanel: ComponentType<HostPanelProps>;
}
export interface WritingKit extends Writing {
  parts: Parts;
}
