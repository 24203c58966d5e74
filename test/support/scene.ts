import { randomUUID } from "node:crypto";
import type { Core } from "#server/core.ts";
import type { LogEvent } from "#server/domain/log.ts";
import { newDiscussionId, newPostId, newQuestionId, newTextId } from "#server/domain/new-id.ts";
import { noHostTexts } from "#server/domain/reading/host-texts.ts";
import type { Account } from "#server/domain/store.ts";
import type { DiscussionId, PostId, QuestionId, TextId } from "#shared/ids.ts";
import { FileId, Slug, VoiceId } from "#shared/ids.ts";
import { Language, SafeHtml } from "#shared/model.ts";
import { papers } from "./papers.ts";
import { anAccount, commandId } from "./people.ts";

/** Everybody a permission can be about. */
export interface Cast {
  admin: Account;
  host: Account;
  moderator: Account;
  elsewhere: Account;
  author: Account;
  participant: Account;
  muted: Account;
  /** Somebody without anything, to be granted or muted. */
  target: Account;
}

export async function aCast(core: Core): Promise<Cast> {
  const { store } = core.deps;
  const person = (name: string) => anAccount(store, name);
  return {
    admin: await anAccount(store, "admin", { admin: true }),
    host: await person("host"),
    moderator: await person("moderator"),
    elsewhere: await person("elsewhere"),
    author: await person("author"),
    participant: await person("participant"),
    muted: await person("muted"),
    target: await person("target"),
  };
}

export interface Scene {
  discussionId: DiscussionId;
  slug: Slug;
  open: QuestionId;
  locked: QuestionId;
  published: PostId;
  pinned: PostId;
  hidden: PostId;
  pending: PostId;
  rejected: PostId;
  withdrawn: PostId;
  /** Of each post, in whatever state, the file it has. */
  papers: Record<"published" | "pinned" | "hidden" | "pending" | "rejected" | "withdrawn", FileId>;
  /** The author's, by which they wrote what is pinned. */
  voice: VoiceId;
  /** The version to accept; null where there are none. */
  guidelines: TextId | null;
}

const topics = ["care", "visas"].map((id) => ({ id, label: { en: id } }));

const newFileId = (): FileId => FileId.parse(randomUUID());

let scenes = 0;

/**
 * An open discussion with a post in every state, all by the author, who has translated them into French. `words` says what
 * each text reads, so that a test can look for it later; `guided` is one with guidelines to accept; translations are asked for as
 * `translation hidden`, notes as `note hidden`, `note rejected`, `note mute`.
 */
export async function aScene(
  core: Core,
  cast: Cast,
  words: (what: string) => string = (what) => what,
  guided = false,
): Promise<Scene> {
  const { store, serving } = core.deps;
  const discussionId = newDiscussionId();
  const slug = Slug.parse(`scene-${Date.now().toString(36)}-${scenes++}`);
  await store.discussions.register({
    ...{ id: discussionId, slug, createdBy: cast.host.id, commandId: commandId() },
    createdAt: Date.now(),
  });
  const texts: { id: ReturnType<typeof newTextId>; body: string }[] = [];
  const text = (body: string) => {
    const id = newTextId();
    texts.push({ id, body });
    return id;
  };
  const [open, locked] = [newQuestionId(), newQuestionId()];
  const ids = {
    ...{ published: newPostId(), pinned: newPostId(), hidden: newPostId() },
    ...{ pending: newPostId(), rejected: newPostId(), withdrawn: newPostId() },
  };
  const language = Language.parse("en");
  const french = Language.parse("fr");
  const firstTexts = new Map<PostId, TextId>();
  let number = 0;
  const translation = (what: keyof typeof ids): LogEvent => {
    const body = `<p>${words(`translation ${what}`)}</p>`;
    return {
      type: "post:translated",
      ...{ postId: ids[what], language: french, textId: text(body), by: cast.author.id },
      ...{ machine: false, size: body.length, of: firstTexts.get(ids[what]) ?? newTextId() },
    };
  };
  const voice = VoiceId.parse(text(words("organisation")));
  const papersOf = {
    ...{ published: newFileId(), pinned: newFileId(), hidden: newFileId() },
    ...{ pending: newFileId(), rejected: newFileId(), withdrawn: newFileId() },
  };
  const paper = async (what: keyof typeof ids): Promise<void> => {
    const bytes = papers.pdf(words(`paper ${what}`));
    const id = papersOf[what];
    await store.files.begin({
      ...{ id, discussionId, ownerId: cast.author.id, name: "paper.pdf", size: bytes.length },
      ...{ received: 0, found: null, kept: true, at: Date.now() },
    });
    await store.files.append(id, 0, bytes);
    await store.files.find(id, { type: "pdf", hash: "00".repeat(32) });
  };
  const filesOf = (what: keyof typeof ids) => {
    const size = papers.pdf(words(`paper ${what}`)).length;
    const told = { id: papersOf[what], name: "paper.pdf", type: "pdf", size, language };
    const title = words(`title of paper ${what}`);
    return { textId: text(JSON.stringify([{ ...told, title }])), ids: [papersOf[what]] };
  };
  const post = (what: keyof typeof ids, state: "published" | "pending"): LogEvent => {
    const textId = text(`<p>${words(what)}</p>`);
    firstTexts.set(ids[what], textId);
    return {
      type: "post:created",
      ...{ postId: ids[what], questionId: open, parentId: null, authorId: cast.author.id, state },
      ...{ textId, language, writtenAt: null, number: state === "published" ? ++number : null },
      ...(what === "pinned" && { onBehalfOf: voice }),
      files: filesOf(what),
    };
  };
  const guidelines = SafeHtml.parse("<p>Be kind.</p>");
  const hostTexts = {
    ...{ ...noHostTexts, title: { en: words("title") }, topics },
    followUp: { en: words("follow-up") },
  };
  const textId = text(
    JSON.stringify(guided ? { ...hostTexts, guidelines: { en: guidelines } } : hostTexts),
  );
  const terms = {
    ...{ slug, opensAt: null, closesAt: null, languages: [language, french] },
    guidelines: guided ? textId : null,
  };
  const created: LogEvent[][] = [
    [
      {
        type: "discussion:created",
        ...{ terms, hostId: cast.host.id, textId },
      },
    ],
    [
      { type: "discussion:opened" },
      ...[open, locked].map(
        (questionId, i): LogEvent => ({
          type: "question:added",
          ...{ questionId, number: i + 1 },
          textId: text(JSON.stringify({ text: { en: `Question ${i + 1}?` }, authorName: null })),
        }),
      ),
      { type: "member:granted", userId: cast.moderator.id, role: "moderator" },
      {
        type: "member:muted",
        ...{ userId: cast.muted.id, until: Date.now() + 3_600_000, reason: "spam" },
        noteId: text(words("note mute")),
      },
    ],
    [{ type: "question:locked", questionId: locked }],
    [{ type: "voice:confirmed", voiceId: voice, userId: cast.author.id }],
    [post("published", "published")],
    [post("pinned", "published")],
    [post("hidden", "published")],
    [post("withdrawn", "published")],
    [post("pending", "pending")],
    [post("rejected", "pending")],
  ];
  const entries: LogEvent[][] = [
    ...created,
    (["published", "hidden", "withdrawn", "pending", "rejected"] as const).map(translation),
    [
      { type: "post:pinned", postId: ids.pinned },
      {
        type: "post:hidden",
        ...{ postId: ids.hidden, reason: "off_topic", noteId: text(words("note hidden")) },
      },
      { type: "post:withdrawn", postId: ids.withdrawn },
      {
        type: "post:rejected",
        ...{ postId: ids.rejected, reason: "spam", noteId: text(words("note rejected")) },
      },
    ],
  ];
  await store.texts.put(texts.map((each) => ({ ...each, discussionId, at: Date.now() })));
  for (const events of entries)
    await serving.commit(discussionId, {
      ...{ commandId: commandId(), actorId: cast.host.id, hash: "scene" },
      decide: () => events,
    });
  for (const what of Object.keys(ids) as (keyof typeof ids)[]) await paper(what);
  await serving.read(discussionId);
  return {
    ...{ discussionId, slug, open, locked, ...ids, papers: papersOf, voice },
    guidelines: terms.guidelines,
  };
}
