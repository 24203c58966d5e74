import { act, discussionIdOf, newText, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { allow, discussionFor } from "#server/domain/permissions.ts";
import { Refusal } from "#server/domain/refusal.ts";
import { unusable } from "#server/domain/translator.ts";
import { commands, type Input, type Output } from "#shared/commands.ts";
import type { SafeHtml } from "#shared/model.ts";
import { unchanged } from "./checks.ts";
import { readBodyIn } from "./mentioning.ts";
import { roomFor, translatable } from "./translate-post.ts";

/** Nobody is called for what would be refused, nor again for what was granted before. */
export async function translateByMachine(
  deps: Deps,
  caller: Caller,
  input: Input<"post:machine-translate">,
): Promise<Output<"post:machine-translate">> {
  const { postId, language } = input;
  const name = "post:machine-translate";
  const asker = signedIn(caller);
  const { userId: by } = asker;
  const discussionId = await discussionIdOf(deps, input.discussionId);
  if (await deps.store.log.find(discussionId, by, input.commandId)) {
    const entry = await act(deps, caller, name, input, [], () => []);
    return { postId, seq: entry.seq };
  }
  const state = await deps.serving.latest(discussionId);
  allow(state, asker, commands[name].may);
  const post = translatable(state, asker, { postId, language }, deps.now());
  const of = unchanged(post, input.of);
  if (!deps.translate) throw new Refusal("not_found", "No machine translates here.");
  const html = (await deps.library.texts([of])).get(of);
  if (html === undefined) throw new Refusal("not_found", "There is no text to translate.");
  const body = await deps.translate({ html: alike(html), from: post.language, to: language });
  const made = await usable(() => readBodyIn(deps, caller, { discussionId, body }));
  const text = newText(made);
  const size = made.length;
  const entry = await act(deps, caller, name, input, [text], (newest, now, actor) => {
    const target = translatable(newest, actor, { postId, language }, now);
    unchanged(target, of);
    roomFor(target, language, size);
    return [
      {
        type: "post:translated",
        ...{ postId, language, textId: text.id, by, machine: true, of, size },
      },
    ];
  });
  return { postId, seq: entry.seq };
}

/** In what a machine makes of them, quoted words are in its language like all others. */
const alike = (html: string): string =>
  html.replace(/(?<=<blockquote\b[^>]*) (?:lang|dir)="[^"]*"/g, "");

/** The bounds of a post hold for it too; that they were broken is the machine's fault and not the asker's. */
async function usable(read: () => Promise<SafeHtml>): Promise<SafeHtml> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof Refusal ? unusable() : error;
  }
}

export async function readTranslator(
  deps: Deps,
  caller: Caller,
  input: Input<"discussion:translator">,
): Promise<Output<"discussion:translator">> {
  const actor = signedIn(caller);
  const state = await deps.serving.state(await discussionIdOf(deps, input.discussionId));
  discussionFor(state, actor);
  return { offered: deps.translate !== null };
}
