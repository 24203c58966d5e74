import { asHtml } from "#client/feed/plain-text.ts";
import { isLanguage } from "#client/language-tag.ts";
import type { Draft } from "#client/view/actions.ts";
import { directionOf } from "#client/view/format.ts";
import type { WriteProps } from "#client/view/parts.ts";
import type { PostView } from "#shared/model.ts";
import { markedLanguage, markedPassage } from "./marked-passage.ts";

/** What is marked in a post, in its own language, with a link back to where it stands, and a paragraph to go on in; "" where nothing is. */
export function quotationOf(
  { id, reference, author }: PostView,
  linkTo: WriteProps["writing"]["linkTo"],
): string {
  const words = markedPassage(id);
  if (words === "") return "";
  // No comma between them: which one it is depends on the language around it, and none stands in all.
  const source = [author?.name, reference].filter(Boolean).join(" ");
  const link = `<a href="${linkTo(id)}">${asHtml(source).replace(/<\/?p>/g, "")}</a>`;
  const tag = markedLanguage();
  const tongue = isLanguage(tag) ? ` lang="${tag}" dir="${directionOf(tag)}"` : "";
  return `<blockquote${tongue}>${asHtml(words)}<p>${link}</p></blockquote><p></p>`;
}

/** What a composer begins with where nothing was kept: a passage that is quoted, or the post that is edited. */
export function freshDraft({ target, writing: { linkTo } }: WriteProps): Draft {
  const fresh = { language: null, sent: null, waiting: null, version: null };
  if (target.kind === "reply") return { html: quotationOf(target.parent, linkTo), ...fresh };
  if (target.kind !== "edit") return { html: "", ...fresh };
  const { html, language, revision, files, cites } = target.post;
  return {
    ...{ ...fresh, html, language, files },
    ...(cites ? { cites } : {}),
    ...(revision ? { of: revision } : {}),
  };
}
