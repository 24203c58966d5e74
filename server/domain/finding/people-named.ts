import type { Library } from "#server/domain/reading/library.ts";
import type { PostRow } from "#server/domain/state.ts";
import type { UserId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import type { AuthorView } from "#shared/model.ts";
import { wordsOf } from "./folding.ts";

/** Authors of these posts whose name and organisation have words that begin so, whoever has the most of the posts first. */
export async function peopleNamed(
  library: Library,
  rows: readonly PostRow[],
  beginnings: readonly string[],
): Promise<AuthorView[]> {
  if (beginnings.length === 0) return [];
  const posts = new Map<UserId, number>();
  for (const { authorId } of rows) posts.set(authorId, (posts.get(authorId) ?? 0) + 1);
  const authors = await library.authors([...posts.keys()]);
  const postsOf = ({ id }: AuthorView) => posts.get(id) ?? 0;
  return [...authors.values()]
    .filter((author) => isNamed(author, beginnings))
    .sort((a, b) => postsOf(b) - postsOf(a))
    .slice(0, limits.people);
}

const isNamed = (author: AuthorView, beginnings: readonly string[]): boolean => {
  const words = nameWords(author);
  return beginnings.every((beginning) => words.some((word) => word.startsWith(beginning)));
};

/** The library keeps an author for a while, and as long as that the name needn't be folded again. */
const folded = new WeakMap<AuthorView, string[]>();
function nameWords(author: AuthorView): string[] {
  const known = folded.get(author);
  if (known) return known;
  const words = wordsOf(`${author.name} ${author.organisation ?? ""}`);
  folded.set(author, words);
  return words;
}
