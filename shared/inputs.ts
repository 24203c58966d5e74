import * as z from "zod/mini";
import {
  CommandId,
  DiscussionRef,
  PostId,
  QuestionId,
  Slug,
  SpaceRef,
  TextId,
  UserId,
  VoiceId,
} from "./ids.ts";
import { limits } from "./limits.ts";
import {
  Audience,
  Category,
  GrantedRole,
  Instant,
  Language,
  PostOrder,
  Reason,
  SupportTotals,
} from "./model.ts";

/** Refuses what no text may hold: lone surrogates (not encodable in UTF-8) and control characters besides tab and line ends. */
const encodable = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose
  text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text);
const clean = () => z.refine<string>(encodable, { error: "unreadable_characters" });

/** A required text of at most `max` UTF-16 units, outer white space taken off. */
export const text = (max: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(max), clean());
const maybeText = (max: number) => z.string().check(z.trim(), z.maxLength(max), clean());

const local = (max: number) =>
  z
    .record(Language, maybeText(max))
    .check(
      z.refine((texts) => Object.keys(texts).length <= limits.languages, { error: "too_many" }),
    );

const languages = () =>
  z.array(Language).check(
    z.maxLength(limits.languages),
    z.refine((all) => new Set(all).size === all.length, { error: "named_twice" }),
  );

/** What every state-changing command carries. */
const act = { commandId: CommandId };
const inDiscussion = { discussionId: DiscussionRef };
const onPost = { ...inDiscussion, postId: PostId, ...act };
const onQuestion = { ...inDiscussion, questionId: QuestionId, ...act };

/** The `seq` of the post, question or discussion as its reader had it: of what has changed since, a decision or an edit is a `conflict`. */
const seen = { seq: z.optional(z.nullable(z.int().check(z.nonnegative()))) };

export const Nothing = z.strictObject({});

const email = z
  .string()
  .check(z.trim(), z.toLowerCase(), z.maxLength(limits.email), z.email(), clean());
/** Only what a password must be to be read at all; whether it is good enough is the rule's to say. */
const password = z.string().check(z.minLength(1), z.maxLength(limits.password), clean());

export const Register = z.strictObject({
  name: text(limits.name),
  email,
  password: z
    .string()
    .check(z.minLength(limits.passwordMin), z.maxLength(limits.password), clean()),
  organisation: z.optional(z.nullable(maybeText(limits.organisation))),
  category: z.optional(z.nullable(Category)),
  languages: z.optional(languages()),
  /** Repeating a registration with the same id and password answers like the first time. */
  commandId: z.optional(CommandId),
});
export const SignIn = z.strictObject({ email, password });
export const ChangePassword = z.strictObject({
  currentPassword: password,
  newPassword: z
    .string()
    .check(z.minLength(limits.passwordMin), z.maxLength(limits.password), clean()),
  ...act,
});
export const Act = z.strictObject(act);
export const LinkToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{20,64}$/));
export const ReadLink = z.strictObject({ token: LinkToken });
export const AcceptLink = z.strictObject({ token: LinkToken, ...act });

export const ListDiscussions = z.strictObject({
  before: z.optional(z.nullable(z.string().check(z.maxLength(200)))),
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
});
export const InDiscussion = z.strictObject(inDiscussion);
export const ActInDiscussion = z.strictObject({ ...inDiscussion, ...act });
export const Join = z.strictObject({
  ...inDiscussion,
  /** As told by the last join; null or another one gives a snapshot. */
  epoch: z.nullable(z.string().check(z.maxLength(64))),
  /** The client's seq; null for a snapshot. */
  since: z.nullable(z.int().check(z.nonnegative())),
  /** Whose reading the client holds; another one than today's gives a snapshot. */
  audience: z.optional(z.nullable(Audience)),
});

const place = z.int().check(z.nonnegative());
export const SeenDiscussion = z.strictObject({
  ...inDiscussion,
  /** All that was said up to here has been read. */
  seq: place,
  ...act,
});
export const Unread = z.strictObject({
  ...inDiscussion,
  /** From where on; null for the caller's own mark. */
  since: z.optional(z.nullable(place)),
});

const origin = z.string().check(
  z.maxLength(200),
  z.refine(
    (value) => {
      try {
        const url = new URL(value);
        return (url.protocol === "https:" || url.protocol === "http:") && url.origin === value;
      } catch {
        return false;
      }
    },
    { error: "not_an_origin" },
  ),
);
const timeZone = z.string().check(
  z.maxLength(64),
  z.refine(
    (value) => {
      try {
        new Intl.DateTimeFormat("en", { timeZone: value });
        return true;
      } catch {
        return false;
      }
    },
    { error: "unknown_time_zone" },
  ),
);
/** A tag may be well formed and mean nothing (`qq`). Nobody could choose such a language, nor be told its name. */
const isKnown = (tag: string): boolean => {
  try {
    const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
    return names.of(tag.split("-", 1)[0] ?? tag) !== undefined;
  } catch {
    return false;
  }
};
const filled = z.refine<Record<string, string>>((texts) => Object.values(texts).some(Boolean), {
  error: "required",
});
/** Of an item in a list: `a-z`, `0-9` and single hyphens, so that it can stand in an address. */
const itemId = () => z.string().check(z.maxLength(40), z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));
const distinct = z.refine<{ id: string }[]>(
  (items) => new Set(items.map(({ id }) => id)).size === items.length,
  { error: "named_twice" },
);
/** What a post is about: ids of the discussion's topics, each once. */
const postTopics = () =>
  z.array(itemId()).check(
    z.maxLength(limits.postTopics),
    z.refine((ids) => new Set(ids).size === ids.length, { error: "named_twice" }),
  );
/** An address that people are sent to: public, encrypted, and without a password in it. */
const webAddress = z.string().check(
  z.trim(),
  z.maxLength(limits.url),
  clean(),
  z.refine(
    (value) => {
      try {
        const { protocol, username, password } = new URL(value);
        return protocol === "https:" && username === "" && password === "" && !/\s/.test(value);
      } catch {
        return false;
      }
    },
    { error: "not_https" },
  ),
);
const hostTexts = {
  title: local(limits.title),
  aim: local(limits.hostText),
  preparedBy: local(limits.hostText),
  onBehalfOf: local(limits.hostText),
  deliverable: z.nullable(
    z.strictObject({
      title: local(limits.title),
      wordLimit: z.nullable(z.int().check(z.minimum(1), z.maximum(1_000_000))),
      dueDate: z.nullable(z.iso.date()),
      feedsInto: local(limits.hostText),
    }),
  ),
  method: local(limits.hostText),
  guidelines: local(limits.hostText),
  contact: local(limits.hostText),
  disclaimer: local(limits.hostText),
  moderators: z
    .array(
      z.strictObject({
        name: text(limits.name),
        organisation: z.nullable(maybeText(limits.organisation)),
        languages: languages(),
      }),
    )
    .check(z.maxLength(limits.namedModerators)),
  addressees: local(limits.hostText),
  callToAction: z.nullable(
    z.strictObject({ label: local(limits.title).check(filled), url: webAddress }),
  ),
  faq: z
    .array(
      z.strictObject({
        id: itemId(),
        question: local(limits.questionText).check(filled),
        answer: local(limits.hostText).check(filled),
      }),
    )
    .check(z.maxLength(limits.faq), distinct),
  terms: z
    .array(
      z.strictObject({
        term: local(limits.term).check(filled),
        note: local(limits.note).check(filled),
      }),
    )
    .check(z.maxLength(limits.terms)),
  topics: z
    .array(z.strictObject({ id: itemId(), label: local(limits.title).check(filled) }))
    .check(z.maxLength(limits.topics), distinct),
  outcome: local(limits.hostText),
  opensAt: z.nullable(Instant),
  closesAt: z.nullable(Instant),
  timeZone,
  languages: languages().check(
    z.minLength(1),
    z.refine((tags) => tags.every(isKnown), { error: "unknown_language" }),
  ),
  questionOrder: z.enum(["ascending", "descending"]),
  supportTotals: SupportTotals,
  embedOrigins: z.array(origin).check(z.maxLength(limits.origins)),
};
export const DiscussionTexts = z.partial(z.strictObject(hostTexts));
export type DiscussionTexts = z.infer<typeof DiscussionTexts>;
export const CreateDiscussion = z.extend(DiscussionTexts, {
  title: local(limits.title).check(filled),
  languages: hostTexts.languages,
  slug: Slug,
  ...act,
});
export const UpdateDiscussion = z.extend(DiscussionTexts, {
  ...inDiscussion,
  slug: z.optional(Slug),
  title: z.optional(local(limits.title).check(filled)),
  /** Whether others are begun from this draft; for admins to say. */
  template: z.optional(z.boolean()),
  ...seen,
  ...act,
});

export const CopyDiscussion = z.strictObject({ ...inDiscussion, slug: Slug, ...act });

/** Kept for pages of the site's own beside the spaces. */
const keptSlugs = new Set(["about", "admin", "all", "archive", "edit", "new", "settings"]);
const onSpace = { spaceId: SpaceRef, ...act };
export const ListSpaces = z.strictObject({
  /** Only those in which this discussion is listed. */
  discussionId: z.optional(z.nullable(DiscussionRef)),
});
export const ReadSpace = z.extend(ListDiscussions, { spaceId: SpaceRef });
export const CreateSpace = z.strictObject({
  slug: Slug.check(z.refine((slug) => !keptSlugs.has(slug), { error: "reserved" })),
  title: local(limits.title).check(filled),
  about: z.optional(local(limits.hostText)),
  ...act,
});
export const UpdateSpace = z.strictObject({
  ...onSpace,
  /** The one that the change was made from. */
  version: z.int().check(z.positive()),
  title: z.optional(local(limits.title).check(filled)),
  about: z.optional(local(limits.hostText)),
  /** An archived space is gone from view, with its address and its list kept. */
  archived: z.optional(z.boolean()),
});
export const InSpace = z.strictObject({ ...onSpace, ...inDiscussion });

export const AddQuestion = z.strictObject({
  ...inDiscussion,
  text: local(limits.questionText).check(filled),
  /** Whose question it is, as shown; null for nobody's. */
  authorName: z.optional(z.nullable(maybeText(limits.name))),
  ...act,
});
export const UpdateQuestion = z.strictObject({
  ...onQuestion,
  ...seen,
  text: local(limits.questionText).check(filled),
  authorName: z.optional(z.nullable(maybeText(limits.name))),
});
export const OnQuestion = z.strictObject(onQuestion);

/** The version of the guidelines that the author accepts with it, as the discussion's `guidelinesVersion` names it. */
const accepting = { guidelines: z.optional(z.nullable(TextId)) };
const choice = <T extends z.core.$ZodType>(schema: T) => z.optional(z.nullable(schema));

const body = z.string().check(z.maxLength(limits.postHtml), clean());
export const CreatePost = z.strictObject({
  ...inDiscussion,
  questionId: QuestionId,
  parentId: z.nullable(PostId),
  /** HTML of the allow-list; a plain-text client escapes. */
  body,
  /** What the text is written in; one of the discussion's `languages`, or another. */
  language: Language,
  topics: z.optional(postTopics()),
  ...accepting,
  /** A question to the moderators instead of an answer to the question; not for a reply. */
  asks: choice(z.literal("moderators")),
  /** The voice of an organisation that its author speaks with here; see the discussion's `voices`. It stays with the post. */
  onBehalfOf: choice(VoiceId),
  ...act,
});
export const EditPost = z.strictObject({
  ...onPost,
  body,
  language: z.optional(Language),
  /** Left out, they stay. */
  topics: z.optional(postTopics()),
  ...accepting,
  /** The post's `revision` that the new words were written on: over one that came after it, this is a `conflict`. */
  of: choice(TextId),
});
/** All topics that the post has from then on. */
export const TagPost = z.strictObject({ ...onPost, ...seen, topics: postTopics() });
export const AcceptGuidelines = z.strictObject({ ...inDiscussion, version: TextId, ...act });
export const OnPost = z.strictObject(onPost);
/** The place is an answer's, a reply's or an edit's. */
const draftPlace = z.strictObject({
  questionId: QuestionId,
  parentId: z.nullable(PostId),
  postId: z.nullable(PostId),
});
export const SaveDraft = z.strictObject({
  ...inDiscussion,
  place: draftPlace,
  html: body,
  /** null while none was chosen. */
  language: z.nullable(Language),
  /** As in `post:create`; null while its author didn't say. */
  topics: choice(postTopics()),
  asks: choice(z.literal("moderators")),
  onBehalfOf: choice(VoiceId),
  /** Of an edit: as in `post:edit`. */
  of: choice(TextId),
  /** The version that this one was made from; null where there was none. */
  follows: z.nullable(z.int().check(z.positive())),
  ...act,
});
export const DropDraft = z.strictObject({
  ...inDiscussion,
  place: draftPlace,
  version: z.int().check(z.positive()),
  ...act,
});
export const SupportPost = z.strictObject({
  ...onPost,
  /** False takes one's support back. */
  on: z.boolean(),
});
export const HidePost = z.strictObject({
  ...onPost,
  reason: Reason,
  note: z.optional(z.nullable(maybeText(limits.note))),
});
export const ApprovePost = z.strictObject({
  ...onPost,
  ...seen,
  note: z.optional(z.nullable(maybeText(limits.note))),
});
export const RejectPost = z.extend(HidePost, seen);
export const TranslatePost = z.strictObject({
  ...onPost,
  /** Into which of the discussion's `languages`. */
  language: Language,
  body,
  /** The post's `revision` as the translator had it: of what was edited since, this is a `conflict`. */
  of: z.optional(z.nullable(TextId)),
});
export const MachineTranslatePost = z.strictObject({
  ...{ ...onPost, language: Language },
  of: z.optional(z.nullable(TextId)),
});
export const UntranslatePost = z.strictObject({ ...onPost, language: Language });
export const ReadRevisions = z.strictObject({
  ...{ ...inDiscussion, postId: PostId },
  /** Of the translation into this language; null for the post's own words. */
  language: z.optional(z.nullable(Language)),
});
export const ReadPost = z.strictObject({ ...inDiscussion, postId: PostId });
export const LocatePost = z.strictObject({ postId: PostId });
export const Answering = z.strictObject({
  ...inDiscussion,
  questionId: QuestionId,
  /** The post being replied to; null for an answer to the question. */
  parentId: z.nullable(PostId),
  on: z.boolean(),
});
export const ListPosts = z.strictObject({
  ...inDiscussion,
  questionId: QuestionId,
  /** As given by a window or the page before; null for the newest. */
  before: z.nullable(z.string().check(z.maxLength(200))),
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(limits.pageMax))),
});

export const ReportImpressions = z.strictObject({
  ...inDiscussion,
  postIds: z.array(PostId).check(z.minLength(1), z.maxLength(limits.impressions)),
});

export const FindPosts = z.strictObject({
  ...inDiscussion,
  /** Words to look for, each as a word's beginning, whatever its case and accents; null for all posts. */
  words: choice(z.string().check(z.trim(), z.maxLength(limits.findText), clean())),
  order: choice(PostOrder),
  /** Of `shuffled`: another one, another order. */
  seed: choice(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))),
  questionId: choice(QuestionId),
  language: choice(Language),
  category: choice(Category),
  organisation: choice(maybeText(limits.organisation)),
  /** Only those with this topic. */
  topic: choice(itemId()),
  /** Only questions to the moderators. */
  asks: choice(z.literal("moderators")),
  /** Only those with a reply, or only those without: what asks the moderators is answered by an official reply alone. `officially`: only those with one. */
  answered: choice(z.enum(["yes", "no", "officially"])),
  /** Only those of one person. */
  author: choice(UserId),
  /** Only those that mention the caller, who is signed in. */
  mentions: choice(z.literal("me")),
  /** Only those that the caller supports, who is signed in. */
  supported: choice(z.literal("me")),
  /** Only those that so many people support, or more. */
  supportedBy: choice(z.int().check(z.minimum(0), z.maximum(1_000_000))),
  before: choice(z.string().check(z.maxLength(300))),
  limit: choice(z.int().check(z.minimum(1), z.maximum(limits.pageMax))),
});

export const FindPeople = z.strictObject({
  ...inDiscussion,
  /** What a name, or a word of it, begins with, whatever its case and accents. */
  begins: text(limits.name),
});

export const Grant = z.strictObject({
  ...inDiscussion,
  /** Name or e-mail address of the account. */
  account: text(limits.email),
  role: GrantedRole,
  ...act,
});
export const ConfirmVoice = z.strictObject({
  ...inDiscussion,
  /** Name or e-mail address of the account. */
  account: text(limits.email),
  /** Whose voice the person is, as it is shown beside their posts. */
  organisation: text(limits.organisation),
  ...act,
});
export const OnVoice = z.strictObject({ ...inDiscussion, voiceId: VoiceId, ...act });
export const Invite = z.strictObject({
  ...inDiscussion,
  role: GrantedRole,
  hours: z.int().check(z.minimum(1), z.maximum(24 * 30)),
  ...act,
});
export const OnMember = z.strictObject({ ...inDiscussion, userId: UserId, ...act });
export const Mute = z.strictObject({
  ...inDiscussion,
  userId: UserId,
  /** null: until unmuted (hosts only). */
  until: z.nullable(Instant),
  reason: Reason,
  note: z.optional(z.nullable(maybeText(limits.note))),
  ...act,
});
