import * as z from "zod/mini";
import { FileId, PostId, QuestionId, TextId, UserId, VoiceId } from "#shared/ids.ts";
import { isKnownLanguage } from "#shared/known-language.ts";
import { limits } from "#shared/limits.ts";
import { Category, Language, PostOrder, Reason } from "#shared/model.ts";
import {
  act,
  choice,
  citation,
  clean,
  distinct,
  inDiscussion,
  itemId,
  knownLanguage,
  maybeText,
  onPost,
  postFiles,
  postTopics,
  seen,
  text,
} from "./parts.ts";

/** The version of the guidelines that the author accepts with it, as the discussion's `guidelinesVersion` names it. */
const accepting = { guidelines: z.optional(z.nullable(TextId)) };

const body = z.string().check(z.maxLength(limits.postHtml), clean());

const sender = (name: z.ZodMiniType<string>) =>
  z.strictObject({
    name,
    organisation: z.nullable(maybeText(limits.organisation)),
    category: z.nullable(Category),
  });

export const CreatePost = z.strictObject({
  ...inDiscussion,
  questionId: QuestionId,
  parentId: z.nullable(PostId),
  /** HTML of the allow-list; a plain-text client escapes. */
  body,
  /** What the text is written in; one of the discussion's `languages`, or another. */
  language: knownLanguage,
  topics: z.optional(postTopics()),
  ...accepting,
  /** A question to the moderators instead of an answer to the question; not for a reply. */
  asks: choice(z.literal("moderators")),
  /** The voice of an organisation that its author speaks with here; see the discussion's `voices`. It stays with the post. */
  onBehalfOf: choice(VoiceId),
  /** Who wrote it, where a moderator posts what was sent in by e-mail or on paper: that person is its author. */
  receivedFrom: choice(sender(text(limits.name))),
  files: z.optional(postFiles()),
  cites: choice(citation()),
  ...act,
});

export const EditPost = z.strictObject({
  ...onPost,
  body,
  /** Left out, it stays; so does one that there isn't, and that was imported with the post. */
  language: z.optional(Language),
  /** Left out, they stay. */
  topics: z.optional(postTopics()),
  /** Left out, they stay. */
  files: z.optional(postFiles()),
  /** Left out, it stays. */
  cites: choice(citation()),
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

/** Titles may still be missing. */
const draftFiles = () =>
  z
    .array(z.strictObject({ id: FileId, title: maybeText(limits.title), language: knownLanguage }))
    .check(z.maxLength(limits.postFiles), distinct);

/** Of an edit the language may be one that there isn't, and that was imported with the post. */
export const SaveDraft = z
  .strictObject({
    ...inDiscussion,
    place: draftPlace,
    html: body,
    /** null while none was chosen. */
    language: z.nullable(Language),
    /** As in `post:create`; null while its author didn't say. */
    topics: choice(postTopics()),
    asks: choice(z.literal("moderators")),
    onBehalfOf: choice(VoiceId),
    receivedFrom: choice(sender(maybeText(limits.name))),
    files: choice(draftFiles()),
    cites: choice(citation()),
    /** Of an edit: as in `post:edit`. */
    of: choice(TextId),
    /** The version that this one was made from; null where there was none. */
    follows: z.nullable(z.int().check(z.positive())),
    ...act,
  })
  .check(
    z.refine(
      ({ language, place }) => !language || place.postId !== null || isKnownLanguage(language),
      {
        ...{ error: "unknown_language", path: ["language"] },
      },
    ),
  );

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
  language: knownLanguage,
  body,
  /** The post's `revision` as the translator had it: of what was edited since, this is a `conflict`. */
  of: z.optional(z.nullable(TextId)),
});

export const MachineTranslatePost = z.strictObject({
  ...{ ...onPost, language: knownLanguage },
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
  /** Words of its name, each as a word's beginning. */
  organisation: choice(maybeText(limits.organisation)),
  /** Only those with this topic. */
  topic: choice(itemId()),
  /** Only those about this document. */
  document: choice(itemId()),
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
