import { act, newText, type SignedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import type { Time } from "#server/domain/log.ts";
import { rank, roleIn } from "#server/domain/permissions.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { PostRow, State } from "#server/domain/state.ts";
import type { Input, Output } from "#shared/commands.ts";
import type { PostId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import type { Language } from "#shared/model.ts";
import { inState, postFor, takesPosts, unchanged, unlocked, unmuted } from "./checks.ts";
import { readBodyIn } from "./mentioning.ts";

export async function translatePost(
  deps: Deps,
  caller: Caller,
  input: Input<"post:translate">,
): Promise<Output<"post:translate">> {
  const { postId, language } = input;
  const text = newText(await readBodyIn(deps, caller, input));
  const size = text.body.length;
  const entry = await act(deps, caller, "post:translate", input, [text], (state, now, actor) => {
    const post = translatable(state, actor, { postId, language }, now);
    const of = unchanged(post, input.of);
    roomFor(post, language, size);
    const by = actor.userId;
    return [
      {
        type: "post:translated",
        ...{ postId, language, textId: text.id, by, machine: false, of, size },
      },
    ];
  });
  return { postId, seq: entry.seq };
}

/** Always possible for whoever attached it, muted or closed: the words are theirs. */
export async function untranslatePost(
  deps: Deps,
  caller: Caller,
  input: Input<"post:untranslate">,
): Promise<Output<"post:untranslate">> {
  const { postId, language } = input;
  const entry = await act(deps, caller, "post:untranslate", input, [], (state, _now, actor) => {
    const post = postFor(state, actor, postId);
    const moderates = isModerator(state, actor);
    if (!moderates && post.authorId !== actor.userId) throw notTheirs();
    const translation = post.translations?.find((each) => each.language === language);
    if (!translation)
      throw new Refusal("not_found", "There is no such translation.", { field: "language" });
    if (!moderates && translation.by !== actor.userId)
      throw new Refusal("not_allowed", "Only who attached it, or a moderator, may do this.", {
        details: { rule: "attached_by_another" },
      });
    return [{ type: "post:untranslated", postId, language }];
  });
  return { postId, seq: entry.seq };
}

const isModerator = (state: State, actor: SignedIn): boolean =>
  rank(roleIn(state, actor)) >= rank("moderator");
const notTheirs = () =>
  new Refusal("not_allowed", "Only its author or a moderator of this discussion may do this.");

/** The post, if the actor may attach a translation to it now: its author while it could be edited, a moderator also afterwards. */
export function translatable(
  state: State,
  actor: SignedIn,
  { postId, language }: { postId: PostId; language: Language },
  now: Time,
): PostRow {
  const post = postFor(state, actor, postId);
  const moderates = isModerator(state, actor);
  if (!moderates && post.authorId !== actor.userId) throw notTheirs();
  inState(post, ["published", "pending"]);
  unmuted(state, actor.userId, now);
  if (!moderates) {
    takesPosts(state, now);
    unlocked(state, post.questionId);
  }
  if (language === post.language) throw badLanguage("The post is in this language.", "own");
  if (!state.discussion?.languages.includes(language))
    throw badLanguage("This isn't one of the discussion's languages.", "not_in_discussion");
  return post;
}

const badLanguage = (message: string, rule: string) =>
  new Refusal("invalid_input", message, { field: "language", details: { rule } });

/** Translations go wherever their post goes, so together they have a bound. */
export function roomFor({ translations = [] }: PostRow, language: Language, size: number): void {
  const limit = limits.translationsHtml;
  const actual = translations
    .filter((each) => each.language !== language)
    .reduce((sum, each) => sum + each.size, size);
  if (actual > limit)
    throw new Refusal("invalid_input", "The translations of this post are too long together.", {
      field: "body",
      details: { rule: "too_long_together", limit, actual },
    });
}
