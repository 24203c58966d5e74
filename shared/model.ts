import * as z from "zod/mini";
import {
  DiscussionId,
  FileId,
  PostId,
  QuestionId,
  Slug,
  SpaceId,
  TextId,
  UserId,
  VoiceId,
} from "./ids.ts";

/** ISO 8601 in UTC with milliseconds. */
export const Instant = z.iso.datetime().brand<"Instant">();
export type Instant = z.infer<typeof Instant>;

/** A BCP 47 tag of the simple kind: `en`, `fr`, `ar`, `zh-Hant`. */
export const Language = z
  .string()
  .check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/))
  .brand<"Language">();
export type Language = z.infer<typeof Language>;

/** HTML that only the sanitiser makes. */
export const SafeHtml = z.string().brand<"SafeHtml">();
export type SafeHtml = z.infer<typeof SafeHtml>;

/** A plain text in several languages. */
export const LocalText = z.record(Language, z.string());
export type LocalText = z.infer<typeof LocalText>;
/** Sanitised HTML in several languages. */
export const LocalHtml = z.record(Language, SafeHtml);
export type LocalHtml = z.infer<typeof LocalHtml>;

/** Which participant category somebody chose to be counted in. */
export const Category = z.enum([
  "member_state",
  "un_entity",
  "local_government",
  "civil_society",
  "academia",
  "private_sector",
  "diaspora",
  "other",
]);
export type Category = z.infer<typeof Category>;

/** Why something was hidden or somebody muted. The reader sees this; the note beside it only moderators. */
export const Reason = z.enum([
  "off_topic",
  "personal_attack",
  "hate",
  "spam",
  "personal_data",
  "duplicate",
  "unlawful",
  "other",
]);
export type Reason = z.infer<typeof Reason>;

/**
 * In which order posts are listed. `rotating`: one of each category in turn. `least_seen`: by their impressions, of equal ones by
 * chance, the same for everybody all day. `shuffled`: by chance, the same all day for one seed, or else for one person or address.
 */
export const PostOrder = z.enum([
  "newest",
  "oldest",
  "question",
  "supported",
  "discussed",
  "least_seen",
  "rotating",
  "shuffled",
]);
export type PostOrder = z.infer<typeof PostOrder>;

export const PostState = z.enum([
  "draft",
  "pending",
  "published",
  "changes_requested",
  "rejected",
  "hidden",
  "withdrawn",
  "removed",
]);
export type PostState = z.infer<typeof PostState>;

export const DiscussionPhase = z.enum(["draft", "open", "closed"]);
export type DiscussionPhase = z.infer<typeof DiscussionPhase>;

/** What somebody is in one discussion. `admin` is of the site and counts as host everywhere. */
export const Role = z.enum(["visitor", "participant", "moderator", "host", "admin"]);
export type Role = z.infer<typeof Role>;
export const GrantedRole = z.enum(["moderator", "host"]);
export type GrantedRole = z.infer<typeof GrantedRole>;

/** Two readings of a discussion: what everybody sees, and what its moderators see. */
export const Audience = z.enum(["public", "moderators"]);
export type Audience = z.infer<typeof Audience>;

export const AuthorView = z.object({
  id: UserId,
  name: z.string(),
  organisation: z.nullable(z.string()),
  category: z.nullable(Category),
});
export type AuthorView = z.infer<typeof AuthorView>;

/** Somebody whom the host has confirmed as the voice of an organisation. `organisation`: its name as the host writes it. */
export const VoiceView = z.object({ id: VoiceId, userId: UserId, organisation: z.string() });
export type VoiceView = z.infer<typeof VoiceView>;

/** A post's words in another language, and whose they are. */
export const TranslationView = z.object({
  language: Language,
  html: SafeHtml,
  /** The post's author, who attached it; null when a moderator did. */
  by: z.nullable(AuthorView),
  /** Made by a machine, and by nobody since. */
  machine: z.boolean(),
  /** The original it was made from; another one than the post's `revision` when the post was edited since. */
  of: TextId,
  at: Instant,
});
export type TranslationView = z.infer<typeof TranslationView>;

/** Who wrote what came to the moderators by e-mail or on paper, as a moderator who posts it says. */
export const Sender = z.object({
  name: z.string(),
  organisation: z.nullable(z.string()),
  category: z.nullable(Category),
});
export type Sender = z.infer<typeof Sender>;

/** What a file is, by what is in it. */
export const FileType = z.enum(["pdf", "docx", "odt"]);
export type FileType = z.infer<typeof FileType>;
/** A file as it is told of. `size`: in bytes. */
export const FileView = z.object({ id: FileId, name: z.string(), type: FileType, size: z.int() });
export type FileView = z.infer<typeof FileView>;
/** A position paper that somebody submits with a post. */
export const AttachedFile = z.extend(FileView, { title: z.string(), language: Language });
export type AttachedFile = z.infer<typeof AttachedFile>;
/** What the host lays before the participants. It keeps its `id` when a newer file takes the place of an older one. */
export const BackgroundDocument = z.object({
  id: z.string(),
  title: LocalText,
  /** null where that isn't one. */
  language: z.nullable(Language),
  file: FileView,
});
export type BackgroundDocument = z.infer<typeof BackgroundDocument>;
/** A place in one of the discussion's documents, as that counts: "3", "iv", "3.7", "12b". */
export const Citation = z.object({
  document: z.string(),
  page: z.nullable(z.string()),
  paragraph: z.nullable(z.string()),
});
export type Citation = z.infer<typeof Citation>;

/**
 * A post as its reader may see it. Hidden from this reader, withdrawn or removed: `author` is null and `html` empty.
 * `reference` ("1.12") is given at first publication and never reused; until then null.
 */
export const PostView = z.object({
  id: PostId,
  questionId: QuestionId,
  parentId: z.nullable(PostId),
  parentReference: z.nullable(z.string()),
  reference: z.nullable(z.string()),
  author: z.nullable(AuthorView),
  html: SafeHtml,
  /** Names the words that `html` has, until the next edit; null when nothing is shown of the text. */
  revision: z.nullable(TextId),
  /** Seen by whoever sees the text, and by nobody else. */
  translations: z.array(TranslationView),
  /** As its author said; also one that the discussion's `languages` don't name. Null when nothing is shown of the text. */
  language: z.nullable(Language),
  /**
   * The organisation for which its author wrote it, as whose voice they were confirmed then. Whether they still are is told by the
   * discussion's `voices`. Null for what they said for themselves.
   */
  onBehalfOf: z.nullable(z.pick(VoiceView, { id: true, organisation: true })),
  /** Its author sent it to the moderators, one of whom posted it. Which one is told to nobody; the log knows. */
  received: z.boolean(),
  state: PostState,
  /** Since when `state` holds. */
  stateAt: Instant,
  /** Why it is hidden; null in other states. */
  reason: z.nullable(Reason),
  /** The moderators' internal note on the last decision; null for everybody else. */
  note: z.nullable(z.string()),
  /** Its place in time: the `seq` at which it was first sent. */
  order: z.int(),
  /** The `seq` at which its words were last published: at first, when they came back, or by an edit that left a mark. */
  said: z.int(),
  /** The `seq` of the pinning, which is also the order among pinned posts; null when not pinned. */
  pinned: z.nullable(z.int()),
  createdAt: Instant,
  /** When it was last edited after the silent window; null without a mark. */
  editedAt: z.nullable(Instant),
  /** How many support it; null where the host keeps that from this reader: see `SupportTotals`. */
  support: z.nullable(z.int()),
  /**
   * Ids of the discussion's topics that it was given, in no order. One that the host has taken away since stays here, as there is no
   * name for it any more pages leave it out, and it is shown again if the host brings the same id back. Empty when nothing is shown of the text.
   */
  topics: z.array(z.string()),
  /** Empty when nothing is shown of the text. */
  files: z.array(AttachedFile),
  /** Which place it is about. A document that the host has taken away is left out by pages, as a topic is. */
  cites: z.nullable(Citation),
  /** Whom it asks: "moderators" for a question to them, null for what answers the question above it or a post. */
  asks: z.nullable(z.literal("moderators")),
  /**
   * The moderators answer with this reply what it replies to. Two facts, each of one post and each an event of its own, carry questions to the
   * moderators and their answers: whether such a question is answered follows from whether an official reply to it is published. So an
   * answer that is hidden opens its question again by itself, and no second record has to be kept in step with the posts.
   */
  official: z.boolean(),
  /** The `seq` of the last act on it. */
  seq: z.int(),
});
export type PostView = z.infer<typeof PostView>;

/**
 * Of what a reply answers as much as its line says: who wrote it and how it begins, or how it is gone. It is there for what a reader
 * hasn't loaded, and follows the post: whoever is told of the post puts it in its place.
 */
export const ParentView = z.object({
  id: PostId,
  state: PostState,
  /** null where the reader may not see it. */
  author: z.nullable(z.pick(AuthorView, { name: true })),
  /** How it begins, without what it quotes; empty where the reader may not see it. */
  html: SafeHtml,
  language: z.nullable(Language),
  translations: z.array(z.pick(TranslationView, { html: true, language: true })),
  /** As the post's. */
  seq: z.int(),
});
export type ParentView = z.infer<typeof ParentView>;

export const QuestionView = z.object({
  id: QuestionId,
  number: z.int(),
  text: LocalText,
  authorName: z.nullable(z.string()),
  createdAt: Instant,
  locked: z.boolean(),
  seq: z.int(),
});
export type QuestionView = z.infer<typeof QuestionView>;

/** How many posts a question has: published ones, and (moderators only, else null) those waiting. */
export const CountsView = z.object({
  questionId: QuestionId,
  posts: z.int(),
  pending: z.nullable(z.int()),
  seq: z.int(),
});
export type CountsView = z.infer<typeof CountsView>;

export const Deliverable = z.object({
  title: LocalText,
  wordLimit: z.nullable(z.int()),
  /** Calendar date, `2026-12-31`. */
  dueDate: z.nullable(z.iso.date()),
  feedsInto: LocalText,
});
export type Deliverable = z.infer<typeof Deliverable>;

export const NamedModerator = z.object({
  name: z.string(),
  organisation: z.nullable(z.string()),
  languages: z.array(Language),
});
export type NamedModerator = z.infer<typeof NamedModerator>;

/** An answer that many look for. `id`: of its own in the discussion, for links (`#faq-ID`). */
export const FaqItem = z.object({ id: z.string(), question: LocalText, answer: LocalHtml });
export type FaqItem = z.infer<typeof FaqItem>;

/** What a word means here: shown as a footnote wherever it stands in a text of the host or in a post. */
export const Term = z.object({ term: LocalText, note: LocalText });
export type Term = z.infer<typeof Term>;

export const Topic = z.object({ id: z.string(), label: LocalText });
export type Topic = z.infer<typeof Topic>;

/** Where the host would have people go next. */
export const CallToAction = z.object({ label: LocalText, url: z.string() });
export type CallToAction = z.infer<typeof CallToAction>;

export const SupportTotal = z.object({ postId: PostId, support: z.int() });
export type SupportTotal = z.infer<typeof SupportTotal>;

/** Who is told how many support a post: always everybody, or before the discussion is over its moderators and hosts alone. */
export const SupportTotals = z.enum(["always", "after_closing"]);
export type SupportTotals = z.infer<typeof SupportTotals>;

/**
 * In which order a page shows its questions; their numbers stay. `current`: those that aren't locked first, of both the newest
 * first, as it is when the page is read. What is locked meanwhile stays in its place, and what is asked meanwhile comes first.
 */
export const QuestionOrder = z.enum(["ascending", "descending", "current"]);
export type QuestionOrder = z.infer<typeof QuestionOrder>;

/** Everything the host wrote about a discussion, and where it stands. Empty texts are `{}`. */
export const DiscussionView = z.object({
  id: DiscussionId,
  slug: Slug,
  phase: DiscussionPhase,
  opensAt: z.nullable(Instant),
  closesAt: z.nullable(Instant),
  /** When a host closed it; null where nobody did, or somebody opened it again. */
  closedAt: z.nullable(Instant),
  /** IANA name, for showing the two times above. */
  timeZone: z.string(),
  /** By how many minutes clocks there are ahead of UTC at these times, so that a browser needs no table of zones. */
  offsets: z.object({ opensAt: z.nullable(z.int()), closesAt: z.nullable(z.int()) }),
  /** Those in which people are asked to write, which a composer offers. A post in another one is taken: see `PostView`. */
  languages: z.array(Language),
  questionOrder: QuestionOrder,
  supportTotals: SupportTotals,
  title: LocalText,
  aim: LocalHtml,
  preparedBy: LocalText,
  onBehalfOf: LocalText,
  deliverable: z.nullable(Deliverable),
  method: LocalHtml,
  guidelines: LocalHtml,
  /** What whoever writes accepts: it changes when a text of the guidelines does, not when a translation comes. null without any. */
  guidelinesVersion: z.nullable(TextId),
  contact: LocalHtml,
  disclaimer: LocalHtml,
  moderators: z.array(NamedModerator),
  /** Who is asked to take part. */
  addressees: LocalText,
  callToAction: z.nullable(CallToAction),
  faq: z.array(FaqItem),
  terms: z.array(Term),
  topics: z.array(Topic),
  documents: z.array(BackgroundDocument),
  /** In the order of their confirmation. Of an author whose `organisation` is none of theirs here it is what they say themselves. */
  voices: z.array(VoiceView),
  /** What was done with the contributions; pages show it once the discussion is closed. */
  outcome: LocalHtml,
  /** What participants are invited to join afterwards, leaving their contact: see `contact:give`. `{}`: nothing. */
  followUp: LocalText,
  /** When it was to close, as first announced; null unless that was put off. */
  extendedFrom: z.nullable(Instant),
  /** Origins that may frame the embed, `https://host.example`. */
  embedOrigins: z.array(z.string()),
  /** A draft that others are begun from, and that is never opened itself. */
  template: z.boolean(),
  createdAt: Instant,
  seq: z.int(),
});
export type DiscussionView = z.infer<typeof DiscussionView>;

export const MuteView = z.object({
  /** null: until unmuted. */
  until: z.nullable(Instant),
  reason: Reason,
  /** Internal; null for the muted person. */
  note: z.nullable(z.string()),
});
export type MuteView = z.infer<typeof MuteView>;

/** Which version of the guidelines somebody accepted last, and when. */
export const AcceptedView = z.object({ version: TextId, at: Instant });
export type AcceptedView = z.infer<typeof AcceptedView>;

/** Somebody with a role or a sanction in a discussion, who is told to moderators, and what the reader is here, told to them alone. */
export const MemberView = z.object({
  userId: UserId,
  name: z.string(),
  role: z.enum(["participant", "moderator", "host"]),
  mute: z.nullable(MuteView),
  accepted: z.nullable(AcceptedView),
  seq: z.int(),
});
export type MemberView = z.infer<typeof MemberView>;

/** Who the reader of a snapshot is in this discussion. */
export const ViewerView = z.object({
  userId: z.nullable(UserId),
  role: Role,
  audience: Audience,
});
export type ViewerView = z.infer<typeof ViewerView>;

/** One thing in a discussion as the reader may see it now, whole. */
export const Change = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("post"), post: PostView }),
  z.object({ kind: z.literal("parent"), parent: ParentView }),
  z.object({ kind: z.literal("question"), question: QuestionView }),
  z.object({ kind: z.literal("counts"), counts: CountsView }),
  z.object({ kind: z.literal("discussion"), discussion: DiscussionView }),
  z.object({ kind: z.literal("member"), member: MemberView }),
]);
export type Change = z.infer<typeof Change>;

/** The part of a question's posts that a snapshot holds: all the reader may see with `order >= floor`, and the pinned ones. */
export const WindowView = z.object({
  questionId: QuestionId,
  floor: z.int(),
  /** Gives the page below the floor; null when there is none. */
  older: z.nullable(z.string()),
});
export type WindowView = z.infer<typeof WindowView>;

export const DiscussionSummary = z.object({
  id: DiscussionId,
  slug: Slug,
  phase: DiscussionPhase,
  opensAt: z.nullable(Instant),
  closesAt: z.nullable(Instant),
  languages: z.array(Language),
  title: LocalText,
  aim: LocalHtml,
  questions: z.int(),
  posts: z.int(),
  template: z.boolean(),
});
export type DiscussionSummary = z.infer<typeof DiscussionSummary>;

/** What groups discussions. An archived one is there for admins only. */
export const SpaceSummary = z.object({
  id: SpaceId,
  slug: Slug,
  title: LocalText,
  archived: z.boolean(),
  /** Counts from 1; a change names the one it was made from. */
  version: z.int(),
});
export type SpaceSummary = z.infer<typeof SpaceSummary>;
export const SpaceView = z.extend(SpaceSummary, { about: LocalHtml, createdAt: Instant });
export type SpaceView = z.infer<typeof SpaceView>;

export const AccountView = z.object({
  id: UserId,
  name: z.string(),
  email: z.string(),
  organisation: z.nullable(z.string()),
  category: z.nullable(Category),
  languages: z.array(Language),
  admin: z.boolean(),
});
export type AccountView = z.infer<typeof AccountView>;

/** What is written: an answer to the question, a reply to `parentId`, or a change of `postId`. */
export const DraftPlace = z.object({
  questionId: QuestionId,
  parentId: z.nullable(PostId),
  postId: z.nullable(PostId),
});
export type DraftPlace = z.infer<typeof DraftPlace>;
/** What its author has written and not sent: HTML as the composer made it, which only its author reads. */
export const DraftView = z.object({
  place: DraftPlace,
  html: z.string(),
  language: z.nullable(Language),
  /** null as long as its author didn't say. */
  topics: z.nullable(z.array(z.string())),
  asks: z.nullable(z.literal("moderators")),
  /** One of the author's voices, by which it is to be said. */
  onBehalfOf: z.nullable(VoiceId),
  /** Whose words it has, where a moderator posts what was sent in; the name may not be there yet. */
  receivedFrom: z.nullable(Sender),
  /** null as long as there never were any; one that is no longer kept is left out. */
  files: z.nullable(z.array(AttachedFile)),
  cites: z.nullable(Citation),
  /** Of an edit: the post's `revision` that it was written on. */
  of: z.nullable(TextId),
  version: z.int(),
  savedAt: Instant,
});
export type DraftView = z.infer<typeof DraftView>;
