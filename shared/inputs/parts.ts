import * as z from "zod/mini";
import { documentPlace, placeAs } from "#shared/document-place.ts";
import { CommandId, DiscussionRef, FileId, PostId, QuestionId } from "#shared/ids.ts";
import { isKnownLanguage } from "#shared/known-language.ts";
import { limits } from "#shared/limits.ts";
import { Language } from "#shared/model.ts";
import { isReadable } from "#shared/plain-text.ts";
import { termKey } from "#shared/term-key.ts";

/** Refuses what no text may hold: lone surrogates (not encodable in UTF-8) and control characters besides tab and line ends. */
const encodable = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose
  text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text);

export const clean = () => z.refine<string>(encodable, { error: "unreadable_characters" });

/** A required text of at most `max` UTF-16 units, outer white space taken off. */
export const text = (max: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(max), clean());

/** One in which there is something to be seen. */
export const readable = (max: number) =>
  text(max).check(z.refine(isReadable, { error: "required" }));

export const maybeText = (max: number) => z.string().check(z.trim(), z.maxLength(max), clean());

/** One that has a name, so that a reader can be told which it is. */
export const knownLanguage = Language.check(
  z.refine(isKnownLanguage, { error: "unknown_language" }),
);

export const local = (max: number) =>
  z.record(Language, maybeText(max)).check(
    z.refine((texts) => Object.keys(texts).length <= limits.languages, { error: "too_many" }),
    z.refine((texts) => Object.keys(texts).every(isKnownLanguage), { error: "unknown_language" }),
  );

export const filled = z.refine<Record<string, string>>(
  (texts) => Object.values(texts).some(isReadable),
  {
    error: "required",
  },
);

export const languages = (tag: z.ZodMiniType<Language, string> = Language) =>
  z.array(tag).check(
    z.maxLength(limits.languages),
    z.refine((all) => new Set(all).size === all.length, { error: "named_twice" }),
  );

/** Of an item in a list: `a-z`, `0-9` and single hyphens, so that it can stand in an address. */
export const itemId = () => z.string().check(z.maxLength(40), z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));

export const distinct = z.refine<{ id: string }[]>(
  (items) => new Set(items.map(({ id }) => id)).size === items.length,
  { error: "named_twice" },
);

/** No two items of a list may be called the same in one language: of two such terms one would never have its note. */
export const calledApart = <K extends string>(name: K) =>
  z.check<Record<K, Record<string, string>>[]>(({ value, issues }) => {
    const known = new Map<string, number>();
    for (const [i, item] of value.entries())
      for (const [tag, called] of Object.entries(item[name])) {
        const key = `${tag.split("-", 1)[0]} ${termKey(called)}`;
        const first = known.get(key) ?? i;
        known.set(key, first);
        if (called !== "" && first !== i)
          issues.push({
            ...{ code: "custom", message: "named_twice" },
            ...{ input: called, path: [i, name, tag] },
          });
      }
  });

/** What a post is about: ids of the discussion's topics, each once. */
export const postTopics = () =>
  z.array(itemId()).check(
    z.maxLength(limits.postTopics),
    z.refine((ids) => new Set(ids).size === ids.length, { error: "named_twice" }),
  );

/** Files that are whole already, each once, as they are to be called. */
export const postFiles = () =>
  z
    .array(z.strictObject({ id: FileId, title: readable(limits.title), language: knownLanguage }))
    .check(z.maxLength(limits.postFiles), distinct);

const place = () =>
  z.nullable(
    z.pipe(
      z.string().check(z.maxLength(20)),
      z.pipe(z.transform(placeAs), z.string().check(z.regex(documentPlace))),
    ),
  );

/** A document of the discussion by its id, and a place in it. */
export const citation = () =>
  z.strictObject({ document: itemId(), page: place(), paragraph: place() });

/** What every state-changing command carries. */
export const act = { commandId: CommandId };

export const inDiscussion = { discussionId: DiscussionRef };

export const onPost = { ...inDiscussion, postId: PostId, ...act };

export const onQuestion = { ...inDiscussion, questionId: QuestionId, ...act };

/** The `seq` of the post, question or discussion as its reader had it: of what has changed since, a decision or an edit is a `conflict`. */
export const seen = { seq: z.optional(z.nullable(z.int().check(z.nonnegative()))) };

export const choice = <T extends z.core.$ZodType>(schema: T) => z.optional(z.nullable(schema));

export const Nothing = z.strictObject({});

export const Act = z.strictObject(act);

export const InDiscussion = z.strictObject(inDiscussion);

export const ActInDiscussion = z.strictObject({ ...inDiscussion, ...act });
