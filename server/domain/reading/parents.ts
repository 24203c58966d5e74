import type { PostRow, State } from "#server/domain/state.ts";
import { excerpt } from "#shared/cut.ts";
import type { PostId } from "#shared/ids.ts";
import { type ParentView, type PostView, SafeHtml } from "#shared/model.ts";
import type { Library } from "./library.ts";
import { viewPosts } from "./views.ts";
import type { Viewer } from "./visibility.ts";

/** Characters of a text that go along: more than a line shows, which says itself where it leaves off. */
const most = 100;

/** What these posts answer and isn't among them, as the viewer may see it now. */
export async function viewParents(
  library: Library,
  state: State,
  posts: Iterable<PostView>,
  viewer: Viewer,
): Promise<ParentView[]> {
  const all = [...posts];
  const known = new Set(all.map(({ id }) => id));
  const parents = new Map<PostId, PostRow>();
  for (const { parentId, author } of all) {
    // Of a post that is gone it isn't said what it answered.
    const row = author && parentId && !known.has(parentId) && state.posts.get(parentId);
    if (row) parents.set(row.id, row);
  }
  const views = await viewPosts(library, state, [...parents.values()], viewer);
  return views.map(({ id, state: stands, author, html, language, translations, seq }) => ({
    ...{ id, state: stands, seq, language, html: beginning(html) },
    author: author && { name: author.name },
    translations: translations.map((each) => ({
      language: each.language,
      html: beginning(each.html),
    })),
  }));
}

const references: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const beginning = (html: SafeHtml): SafeHtml =>
  SafeHtml.parse(excerpt(html, most).replace(/[&<>]/g, (each) => references[each] ?? ""));
