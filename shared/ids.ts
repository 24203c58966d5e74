import * as z from "zod/mini";

/** A UUID in lower case, so that one id has one spelling. New ones are version 7 (RFC 9562). */
const uuid = () => z.string().check(z.trim(), z.toLowerCase(), z.uuid());

export const DiscussionId = uuid().brand<"DiscussionId">();
export type DiscussionId = z.infer<typeof DiscussionId>;
export const QuestionId = uuid().brand<"QuestionId">();
export type QuestionId = z.infer<typeof QuestionId>;
export const PostId = uuid().brand<"PostId">();
export type PostId = z.infer<typeof PostId>;
export const UserId = uuid().brand<"UserId">();
export type UserId = z.infer<typeof UserId>;
/** A text kept beside the log: a post's revision, the host's texts, a note. */
export const TextId = uuid().brand<"TextId">();
export type TextId = z.infer<typeof TextId>;
/** A person's confirmation as the voice of an organisation in one discussion; the id of the text that is the organisation's name, too. */
export const VoiceId = uuid().brand<"VoiceId">();
export type VoiceId = z.infer<typeof VoiceId>;
/** A file that somebody brings, chosen by the client that sends it. */
export const FileId = uuid().brand<"FileId">();
export type FileId = z.infer<typeof FileId>;
export const SpaceId = uuid().brand<"SpaceId">();
export type SpaceId = z.infer<typeof SpaceId>;
export const SessionId = uuid().brand<"SessionId">();
export type SessionId = z.infer<typeof SessionId>;
/** Made by the client for each state-changing command; repeating it repeats the answer, not the act. */
export const CommandId = uuid().brand<"CommandId">();
export type CommandId = z.infer<typeof CommandId>;

/** Where a discussion is named by its id or its slug, neither may pass for the other. */
const isNoId = (text: string): boolean => !z.uuid().safeParse(text).success;

/** The name of a discussion, or of a space, in addresses: `a-z`, `0-9` and single hyphens. */
export const Slug = z
  .string()
  .check(z.minLength(3), z.maxLength(80), z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.refine(isNoId))
  .brand<"Slug">();
export type Slug = z.infer<typeof Slug>;

/** A discussion named by its id or its slug. */
export const DiscussionRef = z.union([DiscussionId, Slug]);
export type DiscussionRef = z.infer<typeof DiscussionRef>;
/** A space named by its id or its slug. */
export const SpaceRef = z.union([SpaceId, Slug]);
export type SpaceRef = z.infer<typeof SpaceRef>;
