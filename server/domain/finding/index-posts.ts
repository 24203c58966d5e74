import type { Deps } from "#server/domain/deps.ts";
import { readFiles } from "#server/domain/files/view-files.ts";
import { mentionedIn } from "#server/domain/posts/mentions.ts";
import type { PostRow, State } from "#server/domain/state.ts";
import type { PostWords } from "#server/domain/store.ts";
import type { DiscussionId, TextId, UserId } from "#shared/ids.ts";
import { SafeHtml } from "#shared/model.ts";
import { plainText } from "#shared/plain-text.ts";
import { folding, wordsOf } from "./folding.ts";

/** Posts whose texts are read and taken apart in one go. */
const portion = 200;
/**
 * Added to each `seq` in the index, which only rises there. A folding counts above every `seq` there will be, so what a newer one
 * makes of a post replaces what an older one made of it, and nothing that an older one indexed counts as level.
 */
const ofFolding = folding * 2 ** 40;
const underWay = new WeakMap<Deps["store"], Map<DiscussionId, Promise<void>>>();

/**
 * Brings the index level with the state, from where it stands: nothing follows the log for a search that nobody makes. What
 * stands in it says nothing about who may read it.
 */
export function levelIndex(deps: Deps, id: DiscussionId, state: State): Promise<void> {
  const running = underWay.get(deps.store) ?? new Map<DiscussionId, Promise<void>>();
  underWay.set(deps.store, running);
  const next = (running.get(id) ?? Promise.resolve())
    .catch(() => undefined)
    .then(() => bringLevel(deps, id, state));
  running.set(id, next);
  return next.finally(() => {
    if (running.get(id) === next) running.delete(id);
  });
}

async function bringLevel({ store }: Deps, id: DiscussionId, state: State): Promise<void> {
  const level = (await store.search.level(id)) - ofFolding;
  const { seq } = state;
  if (level >= seq) return;
  const rows: PostRow[] = [];
  for (const [, row] of state.posts.entries()) if (row.seq > level) rows.push(row);
  rows.sort((a, b) => a.seq - b.seq);
  for (let i = 0; i < rows.length; i += portion) {
    const some = rows.slice(i, i + portion);
    const texts = await store.texts.get(
      some.flatMap((row) => [...textsOf(row), ...(row.files ? [row.files.textId] : [])]),
    );
    const bodies = new Map(texts.map(({ id: textId, body }) => [textId, body]));
    const words = some.map((row): PostWords => {
      const html = textsOf(row).map((id) => SafeHtml.parse(bodies.get(id) ?? ""));
      const titles = readFiles(row.files ? bodies.get(row.files.textId) : undefined);
      const said = [...html.map(plainText), ...titles.map(({ title }) => title)];
      const words = wordsOf(said.join("\n"));
      const mentioned = new Set(html.flatMap(mentionedIn));
      return {
        postId: row.id,
        seq: ofFolding + row.seq,
        words: [...words, ...[...mentioned].map(mentionWord)],
      };
    });
    // Rows share no seq with those of the next portion but where one act touched several posts.
    await store.search.put(id, ofFolding + (some.at(-1)?.seq ?? seq) - 1, words);
    await new Promise((turn) => setImmediate(turn));
  }
  await store.search.put(id, ofFolding + seq, []);
}

/** How the index has a mention. No text holds such a word, and nobody looks for one: its first character is of no script. */
export const mentionWord = (id: UserId): string => `\ue000${id.replaceAll("-", "")}`;

/** A post is found by the words of its translations, and by the titles of its files, as well. */
const textsOf = ({ textId, translations = [] }: PostRow): TextId[] => [
  textId,
  ...translations.map((each) => each.textId),
];
