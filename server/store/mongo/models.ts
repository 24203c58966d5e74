import { type Connection, Schema } from "mongoose";
import type { Entry, Time } from "#server/domain/log.ts";
import type {
  DiscussionRow,
  MemberRow,
  PostRow,
  QuestionRow,
  TranslationRow,
} from "#server/domain/state.ts";
import type {
  Account,
  Contact,
  ContactExport,
  ContactGive,
  Impression,
  KeptDraft,
  Link,
  Mark,
  Registration,
  Session,
  Space,
  StoredFile,
  Support,
  Vote,
} from "#server/domain/store.ts";
import type {
  DiscussionId,
  FileId,
  PostId,
  QuestionId,
  Slug,
  SpaceId,
  TextId,
} from "#shared/ids.ts";

/** A row of the projection: `_id` and `seq` are its guard, `row` is what is read, the rest is what queries need. */
interface Projected<R> {
  _id: string;
  discussionId: DiscussionId;
  seq: number;
  row: R;
}
export interface PostDocument extends Projected<PostRow> {
  questionId: QuestionId;
  authorId: string;
  order: number;
  pinned: number | null;
  published: boolean;
  public: boolean;
}
export interface DiscussionDocument extends Projected<DiscussionRow> {
  draft: boolean;
  createdAt: Time;
}
interface CountsDocument extends Omit<Projected<never>, "row"> {
  posts: number;
}
/** What is kept whole beside its version, which a compare-and-set counts up. */
interface Versioned<R> {
  _id: string;
  version: number;
  row: R;
}
export interface AccountDocument extends Versioned<Account> {
  email: string | null;
  nameKey: string | null;
  admin: boolean;
}
export interface SessionDocument extends Versioned<Session> {
  userId: string;
  tokenHash: string;
  previousHash: string | null;
  endedAt: Time | null;
}

const durable = {
  versionKey: false,
  strict: "throw",
  minimize: false,
  id: false,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
  writeConcern: { w: "majority", j: true },
} as const;
const inside = { _id: false, minimize: false, id: false, strict: "throw" } as const;

const text = { type: String, required: true };
const number = { type: Number, required: true };
const flag = { type: Boolean, required: true };
const guarded = { _id: text, discussionId: text, seq: number };

const discussionRow = new Schema<DiscussionRow>(
  {
    ...{
      id: text,
      slug: text,
      phase: text,
      opensAt: Number,
      closesAt: Number,
      closedAt: Number,
      languages: [String],
    },
    ...{ guidelines: String, supportTotals: String, template: Boolean, textId: text },
    voices: { type: [new Schema({ id: text, userId: text }, inside)], default: undefined },
    ...{ createdAt: number, seq: number },
  },
  inside,
);
const questionRow = new Schema<QuestionRow>(
  { id: text, number, textId: text, createdAt: number, locked: flag, seq: number },
  inside,
);
const mute = new Schema({ until: Number, reason: text, noteId: String }, inside);
const accepted = new Schema({ version: text, at: number }, inside);
const memberRow = new Schema<MemberRow>(
  { userId: text, role: text, mute: { type: mute, default: null }, accepted, seq: number },
  inside,
);
const translationRow = new Schema<TranslationRow>(
  {
    ...{ language: text, textId: text, by: text, machine: flag, of: text },
    ...{ at: number, size: number, earlier: [String] },
  },
  inside,
);
const postFiles = new Schema({ textId: text, ids: [String] }, inside);
const postRow = new Schema<PostRow>(
  {
    ...{
      id: text,
      questionId: text,
      parentId: String,
      authorId: text,
      state: text,
      number: Number,
    },
    ...{ textId: text, language: text, createdAt: number, stateAt: number, editedAt: Number },
    ...{
      earlier: [String],
      reason: String,
      noteId: String,
      order: number,
      said: Number,
      pinned: Number,
      topics: { type: [String], default: undefined },
      asks: String,
      onBehalfOf: String,
      received: Boolean,
      files: { type: postFiles, default: undefined },
      earlierFiles: {
        type: [new Schema({ with: text, textId: text }, inside)],
        default: undefined,
      },
      cites: {
        type: new Schema({ document: text, page: String, paragraph: String }, inside),
        default: undefined,
      },
      official: Boolean,
    },
    // Without a default of its own an array would be there, empty, where the row has none.
    translations: { type: [translationRow], default: undefined },
    seq: number,
  },
  inside,
);
const account = new Schema<Account>(
  {
    ...{ id: text, kind: text, name: text, nameKey: String, email: String, passwordHash: String },
    ...{ organisation: String, category: String, languages: [String], admin: flag },
    ...{ registrationId: String, createdAt: number, version: number },
  },
  inside,
);
const session = new Schema<Session>(
  {
    ...{ id: text, userId: text, tokenHash: text, previousHash: String, rotatedAt: number },
    ...{ createdAt: number, expiresAt: number, endedAt: Number, version: number },
  },
  inside,
);
const link = new Schema<Link>(
  {
    ...{ tokenHash: text, role: text, discussionId: String, createdAt: number, expiresAt: number },
    ...{ usedBy: String, usedAt: Number, version: number },
  },
  inside,
);

export interface SpaceDocument extends Versioned<Space> {
  slug: Slug;
  by: string;
  commandId: string;
}

const isText = { $type: "string" } as const;

/** The collections of one connection, with their indexes. */
export function createModels(db: Connection) {
  const collection = <T>(name: string, schema: Schema<T>) => db.model<T>(name, schema, name);
  return {
    meta: collection(
      "meta",
      new Schema<{ _id: string; value: string }>({ _id: text, value: text }, durable),
    ),
    // The unique index on (discussionId, seq) is the compare-and-set of the log, the other one finds repeated commands.
    entries: collection(
      "entries",
      new Schema<Entry>(
        {
          ...{ discussionId: text, seq: number, commandId: text, actorId: text, hash: text },
          ...{ at: number, events: [Schema.Types.Mixed] },
        },
        durable,
      )
        .index({ discussionId: 1, seq: 1 }, { unique: true })
        .index({ discussionId: 1, actorId: 1, commandId: 1 }, { unique: true }),
    ),
    texts: collection(
      "texts",
      new Schema<{ _id: TextId; discussionId: DiscussionId; body: string; at: Time }>(
        { _id: text, discussionId: text, body: { type: String, default: "" }, at: number },
        durable,
      ),
    ),
    registrations: collection(
      "registrations",
      new Schema<Omit<Registration, "id"> & { _id: DiscussionId }>(
        { _id: text, slug: text, createdBy: text, commandId: text, createdAt: number },
        durable,
      ).index({ createdBy: 1, commandId: 1 }, { unique: true }),
    ),
    slugs: collection(
      "slugs",
      new Schema<{ _id: Slug; discussionId: DiscussionId }>(
        { _id: text, discussionId: text },
        durable,
      ),
    ),
    cursors: collection(
      "cursors",
      new Schema<{ _id: string; seq: number }>({ _id: text, seq: number }, durable),
    ),
    discussions: collection(
      "discussions",
      new Schema<DiscussionDocument>(
        { ...guarded, draft: flag, createdAt: number, row: discussionRow },
        durable,
      )
        .index({ createdAt: -1, _id: -1 })
        .index({ draft: 1, createdAt: -1, _id: -1 }),
    ),
    questions: collection(
      "questions",
      new Schema<Projected<QuestionRow>>({ ...guarded, row: questionRow }, durable).index({
        discussionId: 1,
      }),
    ),
    counts: collection(
      "counts",
      new Schema<CountsDocument>({ ...guarded, posts: number }, durable).index({ discussionId: 1 }),
    ),
    members: collection(
      "members",
      new Schema<Projected<MemberRow>>({ ...guarded, row: memberRow }, durable).index({
        discussionId: 1,
      }),
    ),
    posts: collection(
      "posts",
      new Schema<PostDocument>(
        {
          ...guarded,
          ...{ questionId: text, authorId: text, order: number, pinned: Number },
          ...{ published: flag, public: flag, row: postRow },
        },
        durable,
      )
        .index({ discussionId: 1, order: 1 })
        .index({ discussionId: 1, questionId: 1, order: -1 })
        .index({ discussionId: 1, questionId: 1, public: 1, order: -1 })
        .index(
          { discussionId: 1, questionId: 1, pinned: 1 },
          { partialFilterExpression: { pinned: { $gt: 0 } } },
        )
        .index({ discussionId: 1, authorId: 1, published: 1, order: -1 }),
    ),
    support: collection(
      "support",
      new Schema<Support & { _id: PostId; discussionId: DiscussionId }>(
        { _id: text, discussionId: text, agree: number, disagree: number, pass: number },
        durable,
      ).index({ discussionId: 1, _id: 1 }),
    ),
    votes: collection(
      "votes",
      new Schema<Vote & { _id: string }>(
        { _id: text, discussionId: text, postId: text, userId: text },
        durable,
      )
        .index({ postId: 1 })
        .index({ discussionId: 1, userId: 1 })
        .index({ discussionId: 1, _id: 1 }),
    ),
    marks: collection(
      "marks",
      new Schema<Mark & { _id: string }>({ ...guarded, userId: text }, durable).index({
        discussionId: 1,
        userId: 1,
      }),
    ),
    drafts: collection(
      "drafts",
      new Schema<KeptDraft & { _id: string }>(
        {
          ...{ _id: text, discussionId: text, userId: text, place: text, version: number },
          row: Schema.Types.Mixed,
        },
        durable,
      )
        .index({ discussionId: 1, userId: 1, place: 1 })
        .index({ discussionId: 1, _id: 1 }),
    ),
    contacts: collection(
      "contacts",
      new Schema<Contact & { _id: string }>(
        { _id: text, discussionId: text, userId: text, consentedAt: number, textId: text },
        durable,
      )
        .index({ discussionId: 1, userId: 1 })
        .index({ userId: 1, discussionId: -1 }),
    ),
    contactGives: collection(
      "contactGives",
      new Schema<ContactGive & { _id: string }>(
        { _id: text, discussionId: text, userId: text, commandId: text },
        durable,
      ).index({ discussionId: 1, _id: 1 }),
    ),
    contactExports: collection(
      "contactExports",
      new Schema<Omit<ContactExport, "id"> & { _id: string }>(
        { _id: text, discussionId: text, by: text, at: number, contacts: number, reason: text },
        durable,
      ).index({ discussionId: 1, _id: -1 }),
    ),
    impressions: collection(
      "impressions",
      new Schema<Impression & { _id: string }>(
        { _id: text, discussionId: text, postId: text, hour: number, count: number },
        durable,
      ).index({ discussionId: 1, _id: 1 }),
    ),
    impressionTotals: collection(
      "impressionTotals",
      new Schema<{ _id: PostId; discussionId: DiscussionId; count: number }>(
        { _id: text, discussionId: text, count: number },
        durable,
      ).index({ discussionId: 1, _id: 1 }),
    ),
    spaces: collection(
      "spaces",
      new Schema<SpaceDocument>(
        {
          ...{ _id: text, slug: text, by: text, commandId: text, version: number },
          row: Schema.Types.Mixed,
        },
        durable,
      )
        .index({ slug: 1 }, { unique: true })
        .index({ by: 1, commandId: 1 }, { unique: true }),
    ),
    listings: collection(
      "listings",
      new Schema<{ _id: string; spaceId: SpaceId; discussionId: DiscussionId }>(
        { _id: text, spaceId: text, discussionId: text },
        durable,
      )
        .index({ spaceId: 1, discussionId: 1 })
        .index({ discussionId: 1, spaceId: 1 }),
    ),
    files: collection(
      "files",
      new Schema<Omit<StoredFile, "id"> & { _id: FileId }>(
        {
          ...{ _id: text, discussionId: text, ownerId: text, name: text, size: number },
          ...{ received: number, kept: flag, at: number },
          found: { type: new Schema({ type: text, hash: text }, inside), default: null },
        },
        durable,
      )
        .index({ discussionId: 1, _id: 1 })
        .index({ kept: 1, at: 1 })
        .index({ discussionId: 1, ownerId: 1, kept: 1 }),
    ),
    // Below 16 MB, which no document may pass, by far. Its `_id` names file and beginning, so that a piece is written once.
    pieces: collection(
      "pieces",
      new Schema<{ _id: string; fileId: FileId; begins: number; bytes: Buffer }>(
        { _id: text, fileId: text, begins: number, bytes: { type: Buffer, required: true } },
        durable,
      ).index({ fileId: 1 }),
    ),
    words: collection(
      "words",
      new Schema<{ _id: PostId; discussionId: DiscussionId; seq: number; words: string[] }>(
        { ...guarded, words: [String] },
        durable,
      ).index({ discussionId: 1, words: 1 }),
    ),
    accounts: collection(
      "accounts",
      new Schema<AccountDocument>(
        { _id: text, email: String, nameKey: String, admin: flag, version: number, row: account },
        durable,
      )
        .index({ email: 1 }, { unique: true, partialFilterExpression: { email: isText } })
        .index({ nameKey: 1 }, { unique: true, partialFilterExpression: { nameKey: isText } })
        .index({ admin: 1 }),
    ),
    sessions: collection(
      "sessions",
      new Schema<SessionDocument>(
        {
          ...{ _id: text, userId: text, tokenHash: text, previousHash: String, endedAt: Number },
          ...{ version: number, row: session },
        },
        durable,
      )
        .index({ userId: 1 })
        .index({ tokenHash: 1 })
        .index({ previousHash: 1 })
        .index({ endedAt: 1 }),
    ),
    links: collection(
      "links",
      new Schema<Versioned<Link>>({ _id: text, version: number, row: link }, durable),
    ),
  };
}
export type Models = ReturnType<typeof createModels>;
