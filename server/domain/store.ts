import type {
  CommandId,
  DiscussionId,
  FileId,
  PostId,
  QuestionId,
  SessionId,
  Slug,
  SpaceId,
  TextId,
  UserId,
  VoiceId,
} from "#shared/ids.ts";
import type {
  Audience,
  Category,
  Citation,
  DraftPlace,
  FileType,
  GrantedRole,
  Language,
  LocalHtml,
  LocalText,
  Sender,
} from "#shared/model.ts";
import type { Log, Time } from "./log.ts";
import type { Counts, DiscussionRow, MemberRow, PostRow, QuestionRow } from "./state.ts";

/**
 * What the rules need of a database. The adapters in server/store pass one exam (test/contract).
 * Only `log.append` and the compare-and-set methods (those that answer "was it done?") must be atomic.
 * A store that can't be reached throws `StoreUnavailable` within 5 s; a full one throws `StorageFull`.
 */
export interface Store {
  readonly kind: "sqlite" | "mongodb";
  /** Names this life of the log. A restored or copied store has another one, so that clients start over. */
  readonly epoch: string;
  readonly log: Log;
  readonly texts: Texts;
  readonly discussions: Discussions;
  readonly posts: Posts;
  readonly people: People;
  readonly search: Search;
  readonly votes: Votes;
  readonly marks: Marks;
  readonly drafts: Drafts;
  readonly contacts: Contacts;
  readonly impressions: Impressions;
  readonly spaces: Spaces;
  readonly files: Files;
  /** Throws when the database doesn't answer, and `StoreReplaced` when it was filled from a backup or another store since it was opened. */
  ping(): Promise<void>;
  /** Whether nothing at all was ever written: no account, no discussion. */
  isEmpty(): Promise<boolean>;
  close(): Promise<void>;
}

/** The database holds another log than the one that was opened. */
export class StoreReplaced extends Error {
  override name = "StoreReplaced";
  constructor() {
    super("The store was filled anew while it was open. Start the server again.");
  }
}

export class StoreUnavailable extends Error {
  override name = "StoreUnavailable";
}
export class StorageFull extends Error {
  override name = "StorageFull";
}

/** A text beside the log, written before the entry that points at it, never changed. */
export interface StoredText {
  id: TextId;
  discussionId: DiscussionId;
  /** A post's HTML, a note, or JSON of the host's texts: whoever points at it knows. */
  body: string;
  at: Time;
}
export interface Texts {
  /** Writing the same id again is harmless. */
  put(texts: readonly StoredText[]): Promise<void>;
  /** Those that exist, in no order. */
  get(ids: readonly TextId[]): Promise<StoredText[]>;
  /** For copying: all texts in id order, above `after`. */
  scan(after: TextId | null, limit: number): Promise<StoredText[]>;
}

/** A discussion's entry in the register, made before its log begins. */
export interface Registration {
  id: DiscussionId;
  slug: Slug;
  createdBy: UserId;
  commandId: CommandId;
  createdAt: Time;
}

/** The rows that followed from the log up to `upTo`. Post rows are read with `posts.scan`. */
export interface Projection {
  upTo: number;
  discussion: DiscussionRow | null;
  questions: QuestionRow[];
  members: MemberRow[];
}
/** What one step of a follower writes. `counts` are those of the questions touched. */
export interface ProjectionStep {
  discussion: DiscussionRow | null;
  questions: QuestionRow[];
  members: MemberRow[];
  posts: PostRow[];
  counts: { questionId: QuestionId; counts: Counts }[];
}
export interface ListedDiscussion {
  row: DiscussionRow;
  questions: number;
  posts: number;
}

export interface ListQuery {
  before: { createdAt: Time; id: DiscussionId } | null;
  limit: number;
  drafts: boolean;
  spaceId: SpaceId | null;
}

export interface Discussions {
  /**
   * Adds to the register and claims the slug. The same `(createdBy, commandId)` again gives the first registration;
   * a slug claimed by another discussion gives "slug_taken".
   */
  register(registration: Registration): Promise<Registration | "slug_taken">;
  /** Makes the slug lead to the discussion as well; false when it leads elsewhere. Old slugs keep leading to it. */
  claimSlug(slug: Slug, id: DiscussionId): Promise<boolean>;
  /** Gives up a claim that wasn't used. */
  releaseSlug(slug: Slug, id: DiscussionId): Promise<void>;
  /** null for one that isn't registered. */
  find(ref: { id: DiscussionId } | { slug: Slug }): Promise<DiscussionId | null>;
  /** All registrations, oldest first, after the given id (ids are in time order). */
  registrations(after: DiscussionId | null, limit: number): Promise<Registration[]>;
  /**
   * Newest first by `(createdAt, id)`, those projected, below the cursor. Without `drafts` only open and closed ones; with a
   * space only those listed in it.
   */
  list(query: ListQuery): Promise<ListedDiscussion[]>;
  /** Drafts that are templates, newest first. */
  templates(limit: number): Promise<ListedDiscussion[]>;
  /** Drafts in which the person is a host or a moderator, newest first. */
  draftsOf(userId: UserId, limit: number): Promise<ListedDiscussion[]>;
  /** Up to where the discussion is projected; 0 when it isn't. */
  projected(id: DiscussionId): Promise<number>;
  load(id: DiscussionId): Promise<Projection>;
  /**
   * Writes rows that are newer than those there (each has a seq), and then the cursor `upTo`, if it is higher.
   * Writing the same step twice, or an older one late, changes nothing.
   */
  project(id: DiscussionId, upTo: number, step: ProjectionStep): Promise<void>;
}

export interface Posts {
  /**
   * Up to `limit` posts of a question that the audience may know of, highest `order` first, below `before`.
   * Public: published, and hidden or withdrawn ones that had been published (`number` isn't null). Moderators: all.
   */
  page(query: {
    discussionId: DiscussionId;
    questionId: QuestionId;
    audience: Audience;
    before: number | null;
    limit: number;
  }): Promise<PostRow[]>;
  /** Pinned posts of a question, oldest pin first. */
  pinned(discussionId: DiscussionId, questionId: QuestionId): Promise<PostRow[]>;
  /** Of one author: posts whose state isn't `published`, newest first. */
  unpublishedOf(discussionId: DiscussionId, authorId: UserId, limit: number): Promise<PostRow[]>;
  get(discussionId: DiscussionId, ids: readonly PostId[]): Promise<PostRow[]>;
  discussionOf(id: PostId): Promise<DiscussionId | null>;
  /** All rows of a discussion in `order`, above `after`: for loading the folded state. */
  scan(discussionId: DiscussionId, after: number, limit: number): Promise<PostRow[]>;
  /** Totals of votes that were given elsewhere and came with an import; posts without any are left out. */
  support(ids: readonly PostId[]): Promise<Map<PostId, Support>>;
  putSupport(discussionId: DiscussionId, totals: ReadonlyMap<PostId, Support>): Promise<void>;
  scanSupport(discussionId: DiscussionId): Promise<Map<PostId, Support>>;
}
export interface Support {
  agree: number;
  disagree: number;
  pass: number;
}

export interface Vote {
  discussionId: DiscussionId;
  postId: PostId;
  userId: UserId;
}
/** Who supports which post: one vote for each person and post. */
export interface Votes {
  /** Gives or takes back; doing it again changes nothing. */
  put(vote: Vote, on: boolean): Promise<void>;
  /** The posts of a discussion that somebody supports. */
  of(discussionId: DiscussionId, userId: UserId): Promise<PostId[]>;
  /** How many support each; posts without any are left out. */
  count(ids: readonly PostId[]): Promise<Map<PostId, number>>;
  /** For copying: in the order of post and person, above `after`. */
  scan(discussionId: DiscussionId, after: Vote | null, limit: number): Promise<Vote[]>;
}

/** Up to which `seq` a person has read a discussion. Nobody else is told. */
export interface Mark {
  discussionId: DiscussionId;
  userId: UserId;
  seq: number;
}
/** One for each person and discussion. */
export interface Marks {
  /** Moves it on; one that is further already stays. */
  put(mark: Mark): Promise<void>;
  /** null where there is none. */
  of(discussionId: DiscussionId, userId: UserId): Promise<number | null>;
  /** For copying: in the order of persons, above `after`. */
  scan(discussionId: DiscussionId, after: UserId | null, limit: number): Promise<Mark[]>;
}

/** What somebody is writing at a place of a discussion. Nobody else is told. */
export interface KeptDraft {
  discussionId: DiscussionId;
  userId: UserId;
  place: string;
  version: number;
  row: {
    where: DraftPlace;
    html: string;
    language: Language | null;
    /** Missing where nothing was chosen. */
    topics?: readonly string[];
    asks?: "moderators";
    onBehalfOf?: VoiceId;
    receivedFrom?: Sender;
    /** Missing where there never were any. */
    files?: readonly { id: FileId; title: string; language: Language }[];
    cites?: Citation;
    of?: TextId;
    at: Time;
  };
}
/** One for each person and place. */
export interface Drafts {
  /** Writes it where the version that is there is `before`, null for none; otherwise nothing happens, which is false. */
  put(draft: KeptDraft, before: number | null): Promise<boolean>;
  /** In the order of places. */
  of(discussionId: DiscussionId, userId: UserId): Promise<KeptDraft[]>;
  /** Only this version; a newer one stays. */
  drop(where: Omit<KeptDraft, "row" | "version">, version: number): Promise<void>;
  /** For copying: in the order of persons and places, above `after`. */
  scan(discussionId: DiscussionId, after: KeptDraft | null, limit: number): Promise<KeptDraft[]>;
}

/** That somebody may be written to after a discussion by those who host it. It can be taken back, so it is in no log. */
export interface Contact {
  discussionId: DiscussionId;
  userId: UserId;
  consentedAt: Time;
  /** The host's texts in which the invitation stood that was read, word for word. */
  textId: TextId;
}
/** That the contacts of a discussion were handed to a host: when, to whom, how many and why; nobody's contact is in it. */
export interface ContactExport {
  /** In time order. */
  id: string;
  discussionId: DiscussionId;
  by: UserId;
  at: Time;
  contacts: number;
  reason: string;
}
/** By which commands somebody gave their contact, also once they took it back: sent again late, one gives nothing a second time. */
export interface ContactGive {
  discussionId: DiscussionId;
  userId: UserId;
  commandId: CommandId;
}
/** One for each person and discussion, and what was done with them. */
export interface Contacts {
  /** Writes it over one that is there. */
  put(contact: Contact): Promise<void>;
  /** null where there is none. */
  of(discussionId: DiscussionId, userId: UserId): Promise<Contact | null>;
  /** What isn't there is gone. */
  drop(discussionId: DiscussionId, userId: UserId): Promise<void>;
  count(discussionId: DiscussionId): Promise<number>;
  /** In the order of persons, above `after`. */
  scan(discussionId: DiscussionId, after: UserId | null, limit: number): Promise<Contact[]>;
  /** A person's, those in the newest discussions first. */
  ofUser(userId: UserId, limit: number): Promise<Contact[]>;
  /** Writing the same again is harmless. */
  putGive(give: ContactGive): Promise<void>;
  hasGive(give: ContactGive): Promise<boolean>;
  /** For copying: in the order of persons and commands, above `after`. */
  scanGives(
    discussionId: DiscussionId,
    after: ContactGive | null,
    limit: number,
  ): Promise<ContactGive[]>;
  /** Writing the same id again is harmless. */
  addExport(made: ContactExport): Promise<void>;
  countExports(discussionId: DiscussionId): Promise<number>;
  /** Newest first, below `before`. */
  exports(
    discussionId: DiscussionId,
    before: string | null,
    limit: number,
  ): Promise<ContactExport[]>;
}

/** How often a post stood before readers' eyes in one hour. Whose they were isn't known, here or anywhere. */
export interface Impression {
  discussionId: DiscussionId;
  postId: PostId;
  /** Hours since 1970, in UTC. */
  hour: number;
  count: number;
}
/** A sum for each post and hour, and one for each post. */
export interface Impressions {
  /** Adds to the sums that are there. What others add at the same moment counts too. */
  add(impressions: readonly Impression[]): Promise<void>;
  /** Of each post of a discussion, over all hours; posts without any are left out. */
  totals(discussionId: DiscussionId): Promise<Map<PostId, number>>;
  /** For copying: in the order of posts and hours, above `after`. */
  scan(discussionId: DiscussionId, after: Impression | null, limit: number): Promise<Impression[]>;
}

/** A file that somebody brings, whole or on its way. */
export interface StoredFile {
  id: FileId;
  discussionId: DiscussionId;
  ownerId: UserId;
  name: string;
  /** Bytes it is to have, and of those how many are there, from the beginning on. */
  size: number;
  received: number;
  /** What it was found to be, and its SHA-256; null until it was. Nothing is added to it from then on. */
  found: { type: FileType; hash: string } | null;
  /** A post, or a discussion, has it. */
  kept: boolean;
  at: Time;
}
/** Files in pieces. A piece never changes, so what was looked through is what is read later. */
export interface Files {
  /** Adds it; where there is one of this id, it is given as it is. */
  begin(file: StoredFile): Promise<StoredFile>;
  /** Those there are, in no order. */
  get(ids: readonly FileId[]): Promise<StoredFile[]>;
  /** Adds a piece if it begins where the file ends as far as it has arrived. Gives how much of it has arrived then; null for none of this id. */
  append(id: FileId, from: number, piece: Uint8Array): Promise<number | null>;
  /** The piece that begins there; null behind the last one. */
  piece(id: FileId, from: number): Promise<Uint8Array | null>;
  find(id: FileId, found: NonNullable<StoredFile["found"]>): Promise<void>;
  /** All of them, or none: false where one isn't there. */
  keep(ids: readonly FileId[]): Promise<boolean>;
  /** They are loose again. */
  release(ids: readonly FileId[]): Promise<void>;
  /** Those of one person that aren't kept. */
  looseOf(discussionId: DiscussionId, ownerId: UserId): Promise<StoredFile[]>;
  /** Some that aren't kept and were begun before `time`. */
  looseBefore(time: Time, limit: number): Promise<FileId[]>;
  /** Takes it away with its pieces, unless it is kept. */
  drop(id: FileId): Promise<void>;
  /** For copying: in id order, above `after`. */
  scan(discussionId: DiscussionId, after: FileId | null, limit: number): Promise<StoredFile[]>;
}

/** A command that was done, so that it is answered when it comes again. */
export interface DoneCommand {
  by: UserId;
  commandId: CommandId;
  hash: string;
}
/** A group of discussions. Its slug is its own among spaces for good, archived or not. */
export interface Space {
  id: SpaceId;
  slug: Slug;
  title: LocalText;
  about: LocalHtml;
  archived: boolean;
  made: DoneCommand;
  /** The last change; null before the first. */
  changed: DoneCommand | null;
  createdAt: Time;
  version: number;
}
export interface Spaces {
  /** The same `(by, commandId)` again gives the first; a slug that another one has gives "slug_taken". */
  add(space: Space): Promise<Space | "slug_taken">;
  /** Compare-and-set on the version. Slug and maker stay. */
  put(space: Space): Promise<boolean>;
  find(ref: { id: SpaceId } | { slug: Slug }): Promise<Space | null>;
  /** All there are, archived ones too, oldest first (ids are in time order). */
  all(): Promise<Space[]>;
  /** Lists a discussion in a space, or takes it off the list; doing it again changes nothing. */
  list(spaceId: SpaceId, discussionId: DiscussionId, on: boolean): Promise<void>;
  /** The spaces in which a discussion is listed, in id order. */
  of(discussionId: DiscussionId): Promise<SpaceId[]>;
  /** For copying: what is listed in a space, in id order, above `after`. */
  scan(spaceId: SpaceId, after: DiscussionId | null, limit: number): Promise<DiscussionId[]>;
}

/** The words of posts, folded (see finding/folding). Derived from the texts: it can be made again, and a backup leaves it out. */
export interface Search {
  /** Up to which `seq` a discussion's posts are in it, as it was put; 0 for none. Far above all seqs of the log (see finding/index-posts). */
  level(discussionId: DiscussionId): Promise<number>;
  /** Writes each post's words over older ones, then the level, if it is higher. */
  put(discussionId: DiscussionId, level: number, posts: readonly PostWords[]): Promise<void>;
  /** All posts of a discussion that have, for each beginning, a word that begins so. In no order. */
  find(discussionId: DiscussionId, beginnings: readonly string[]): Promise<PostId[]>;
}
export interface PostWords {
  postId: PostId;
  seq: number;
  words: readonly string[];
}

/** Versions count from 1; a compare-and-set writes `version` over `version - 1`. */
export interface Account {
  id: UserId;
  /** `imported`: an author from elsewhere, who can't sign in. */
  kind: "person" | "imported";
  name: string;
  /** What makes names look alike; unique where not null. */
  nameKey: string | null;
  /** Lower case; unique where not null. */
  email: string | null;
  passwordHash: string | null;
  organisation: string | null;
  category: Category | null;
  languages: Language[];
  admin: boolean;
  registrationId: CommandId | null;
  createdAt: Time;
  version: number;
}

export interface Session {
  id: SessionId;
  userId: UserId;
  /** SHA-256 of the refresh token now valid, and of the one before it. */
  tokenHash: string;
  previousHash: string | null;
  rotatedAt: Time;
  createdAt: Time;
  expiresAt: Time;
  endedAt: Time | null;
  version: number;
}

export interface Link {
  /** SHA-256 of the token in the address. */
  tokenHash: string;
  role: "admin" | GrantedRole;
  /** null for `admin`. */
  discussionId: DiscussionId | null;
  createdAt: Time;
  expiresAt: Time;
  usedBy: UserId | null;
  usedAt: Time | null;
  version: number;
}

export interface People {
  /** "done", or which unique field is taken. */
  addAccount(account: Account): Promise<"done" | "email_taken" | "name_taken">;
  /** Compare-and-set on the version. */
  putAccount(account: Account): Promise<boolean>;
  accounts(ids: readonly UserId[]): Promise<Account[]>;
  accountByEmail(email: string): Promise<Account | null>;
  accountByNameKey(nameKey: string): Promise<Account | null>;
  /** For copying: in id order, above `after`. */
  scanAccounts(after: UserId | null, limit: number): Promise<Account[]>;
  hasAdmin(): Promise<boolean>;

  addSession(session: Session): Promise<void>;
  putSession(session: Session): Promise<boolean>;
  /** Those there are, in no order. */
  sessions(ids: readonly SessionId[]): Promise<Session[]>;
  /** By the hash of its present or its previous refresh token. */
  sessionByToken(hash: string): Promise<Session | null>;
  sessionsOf(userId: UserId): Promise<Session[]>;
  /** Ids of sessions that ended after `time`: how one process hears of another's sign-outs. */
  endedSince(time: Time): Promise<SessionId[]>;

  addLink(link: Link): Promise<void>;
  putLink(link: Link): Promise<boolean>;
  link(tokenHash: string): Promise<Link | null>;
  /** For copying: in the order of their hashes, above `after`. */
  scanLinks(after: string | null, limit: number): Promise<Link[]>;
}
