import type { Language, PostView } from "#shared/model.ts";
import type { Writing } from "./actions.ts";
import { moderates, type Reader } from "./reader.ts";

export interface TranslatingProps {
  post: PostView;
  reader: Reader;
  writing: Writing;
  close(): void;
}

/** Into which languages this reader may translate the post; none where there is nothing to offer. */
export const targetsFor = (
  post: PostView,
  own: boolean,
  reader: Reader,
  writing: Writing,
): Language[] =>
  (own || moderates(reader)) && (post.state === "published" || post.state === "pending")
    ? writing.languages().filter((language) => language !== post.language)
    : [];
