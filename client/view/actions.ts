import type { Output, RawInput } from "#shared/commands.ts";
import type { DiscussionId, PostId, QuestionId, TextId, VoiceId } from "#shared/ids.ts";
import type { AttachedFile, Citation, Language, PostView, Sender } from "#shared/model.ts";
import type { Failure, Result } from "#shared/refusals.ts";

/** What a person can do with a post, a question or a member. */
export type ActName =
  | "post:pin"
  | "post:unpin"
  | "post:hide"
  | "post:restore"
  | "post:mark-official"
  | "post:unmark-official"
  | "post:tag"
  | "post:approve"
  | "post:reject"
  | "post:withdraw"
  | "post:translate"
  | "post:untranslate"
  | "post:machine-translate"
  | "post:context"
  | "discussion:translator"
  | "question:lock"
  | "question:unlock"
  | "discussion:open"
  | "discussion:close"
  | "member:mute"
  | "member:unmute"
  | "member:grant"
  | "member:revoke"
  | "member:invite"
  | "voice:list"
  | "voice:confirm"
  | "voice:withdraw"
  | "draft:list"
  | "draft:save"
  | "draft:drop"
  | "file:put"
  | "file:drop"
  | "guidelines:accepted"
  | "discussion:exposure"
  | "people:find";
/** What every act carries: where, and an id of its own. */
export interface Stamp {
  discussionId: DiscussionId;
  commandId: string;
}

/** What a composer writes: a new answer, a reply, or a change of one's own post. */
export type Target =
  | { kind: "answer"; questionId: QuestionId }
  /** What of the parent is marked when its composer opens, or is opened again by another target, is quoted. */
  | { kind: "reply"; questionId: QuestionId; parent: PostView }
  | { kind: "edit"; questionId: QuestionId; post: PostView };

/** A translation of a post, whose words are kept on the device as a composer's are. */
interface Translated {
  kind: "translate";
  questionId: QuestionId;
  post: PostView;
  language: Language;
}

/** A target by ids alone, as a device keeps it. */
export type Where =
  | { kind: "answer"; questionId: QuestionId }
  | { kind: "reply"; questionId: QuestionId; parentId: PostId }
  | { kind: "edit"; questionId: QuestionId; postId: PostId };

export const sameTarget = (a: Target | null, b: Target | null): boolean => keyOf(a) === keyOf(b);

/** A composer's name among the others of its discussion. */
export function keyOf(target: Target | Translated | null): string {
  if (!target) return "";
  if (target.kind === "translate") return `translate ${target.post.id} ${target.language}`;
  if (target.kind === "reply") return `reply ${target.parent.id}`;
  return target.kind === "edit" ? `edit ${target.post.id}` : `answer ${target.questionId}`;
}

/** In the page's address it leads whoever is signed in back to the open composer. `number`: the question's. */
export function writeHash(target: Target, number: number): string {
  if (target.kind === "answer") return `#write-${number}`;
  return target.kind === "reply" ? `#reply-${target.parent.id}` : `#edit-${target.post.id}`;
}

export interface Draft {
  /** "" when nothing is written. */
  html: string;
  /** null as long as its author chose none: what it looks like then is found out again. */
  language: Language | null;
  /** What it is about, by id; missing as long as its author didn't say. */
  topics?: readonly string[];
  /** A question to the moderators; missing for an answer. */
  asks?: "moderators";
  /** The organisation's voice with which it is said; missing for what its author says for themselves. */
  onBehalfOf?: VoiceId;
  /** Whose words it has, where a moderator posts what was sent in. */
  receivedFrom?: Sender;
  /** Position papers that are there; missing as long as there never were any. */
  files?: readonly AttachedFile[];
  /** Which place of a document it is about; missing for none. */
  cites?: Citation;
  /** Of an edit: the post's revision that it was written on. */
  of?: TextId;
  /** What was last sent, in its language and about what: sending the same once more is then the same command. */
  sent: { commandId: string; what: string } | null;
  /** Where it goes, from when it is sent until it is answered or its author stops it: if the page is left meanwhile, the next one sends it. */
  waiting: Where | null;
  /** Of the server's draft that this one follows; null where there is none. */
  version: number | null;
  /** The server's draft of that version says the same. */
  saved?: true;
  /** The version of the guidelines that was ticked for it; missing where nothing was asked. */
  accepts?: TextId;
}

/** A composer's own memory. */
export interface DraftBox {
  /** What it has kept, for `draftIn` to read (see client/read-draft.ts); null for nothing. */
  text(): string | null;
  /** Whether it will be there after a reload. */
  save(draft: Draft): boolean;
  drop(): void;
}

/** What every reader can ask for. Nothing here throws. */
export interface Reading {
  showOlder(questionId: QuestionId): Promise<Failure | null>;
  reveal(questionId: QuestionId): void;
  /** Brings a post on the screen, loading it when it isn't there. Of a post that one goes `from`, it is a step one can take back. */
  goTo(postId: PostId, from?: PostId): Promise<Failure | null>;
  revisions(postId: PostId): Promise<Result<Output<"post:revisions">>>;
  setExpanded(postId: PostId, expanded: boolean): void;
}

/** Called with what ends the waiting, and with null when there is none any more. */
export type Waits = (stop: (() => void) | null) => void;

/** What goes beyond reading; where there is none of it (in the embed) no such button is shown. Nothing here throws. */
export interface Writing {
  stamp(): Stamp;
  /** Who is signed in now. */
  who(): string | null;
  /** Whether there is a connection. A component that asks is rendered again when that changes. */
  linked(): boolean;
  /** In which people are asked to write here. */
  languages(): readonly Language[];
  act<N extends ActName>(name: N, input: RawInput<N>): Promise<Result<Output<N>>>;
  open(target: Target): void;
  close(): void;
  draftOf(target: Target | Translated): DraftBox;
  /** Whether something was begun there and not sent. A component that asks is rendered again when that changes. */
  begun(target: Target): boolean;
  /** Resolves when the server has it, or with why not. While there is no connection it waits, and says how to stop that. */
  send(target: Target, draft: Draft, waits: Waits): Promise<Failure | null>;
  /** Shows readers that this composer is being typed in, if a moderator does. Whether that succeeds concerns nobody. */
  answering(target: Target, on: boolean): void;
  /** How many support a post now, whether the reader is one of them, and whether that can be changed. A component that asks is rendered again when it changes. */
  supportOf(post: PostView): { total: number | null; mine: boolean; open: boolean };
  support(post: PostView, on: boolean): Promise<Failure | null>;
  copy(text: string): Promise<boolean>;
  /** Has it read out, politely. */
  say(text: string): void;
  linkTo(postId: PostId): string;
}

const gone: Failure = { code: "no_answer", message: "There is no browser yet." };
/** Nothing was answered. */
export const never = () => Promise.resolve(gone);
const refused = () => Promise.resolve({ ok: false as const, failure: gone });
/** For the server, whose page nobody has pressed anything on. */
export const inertReading: Reading = {
  showOlder: never,
  reveal: () => undefined,
  goTo: never,
  revisions: refused,
  setExpanded: () => undefined,
};
export const inertWriting: Writing = {
  stamp: () => {
    throw new Error("Nothing is sent from where nothing can be pressed.");
  },
  who: () => null,
  linked: () => true,
  languages: () => [],
  act: refused,
  open: () => undefined,
  close: () => undefined,
  draftOf: () => ({ text: () => null, save: () => false, drop: () => undefined }),
  begun: () => false,
  send: never,
  answering: () => undefined,
  supportOf: ({ support }) => ({ total: support, mine: false, open: true }),
  support: never,
  copy: () => Promise.resolve(false),
  say: () => undefined,
  linkTo: (id) => `/p/${id}`,
};
