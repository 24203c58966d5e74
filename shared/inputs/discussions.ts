import * as z from "zod/mini";
import { FileId, Slug } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { Audience, Instant, QuestionOrder, SupportTotals } from "#shared/model.ts";
import {
  act,
  calledApart,
  clean,
  distinct,
  filled,
  inDiscussion,
  itemId,
  knownLanguage,
  languages,
  local,
  maybeText,
  onQuestion,
  seen,
  text,
} from "./parts.ts";

export const ListDiscussions = z.strictObject({
  before: z.optional(z.nullable(z.string().check(z.maxLength(200)))),
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
});

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
    .check(z.maxLength(limits.terms), calledApart("term")),
  topics: z
    .array(z.strictObject({ id: itemId(), label: local(limits.title).check(filled) }))
    .check(z.maxLength(limits.topics), distinct, calledApart("label")),
  documents: z
    .array(
      z.strictObject({
        id: itemId(),
        title: local(limits.title).check(filled),
        language: z.nullable(knownLanguage),
        /** One that the caller has sent, or that the discussion has already. */
        file: FileId,
      }),
    )
    .check(z.maxLength(limits.documents), distinct, calledApart("title")),
  outcome: local(limits.hostText),
  followUp: local(limits.note),
  opensAt: z.nullable(Instant),
  closesAt: z.nullable(Instant),
  timeZone,
  languages: languages(knownLanguage).check(z.minLength(1)),
  questionOrder: QuestionOrder,
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
