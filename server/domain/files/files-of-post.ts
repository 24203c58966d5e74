import { discussionIdOf, type NewText, newText, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import type { PostFiles } from "#server/domain/log.ts";
import { hostTextsAt } from "#server/domain/reading/host-texts.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { PostRow } from "#server/domain/state.ts";
import type { DiscussionRef, FileId } from "#shared/ids.ts";
import type { AttachedFile, Citation, Language } from "#shared/model.ts";
import { viewOf } from "./view-files.ts";

interface Given {
  discussionId: DiscussionRef;
  files?: readonly { id: FileId; title: string; language: Language }[] | undefined;
  cites?: Citation | null | undefined;
}

const badFile = (i: number, rule: string, message: string) =>
  new Refusal("invalid_input", message, { field: `files.${i}.id`, details: { rule } });

/**
 * The text that tells of the files a post is to have; undefined where nothing is said of them, null for none. Each was sent by the
 * caller in this discussion; so were those of a post that is edited, which only its author does.
 */
export async function filesFor(
  deps: Deps,
  caller: Caller,
  input: Given,
): Promise<NewText | null | undefined> {
  const { files } = input;
  if (!files?.length) return files && null;
  const { userId } = signedIn(caller);
  const discussionId = await discussionIdOf(deps, input.discussionId);
  const found = new Map(
    (await deps.store.files.get(files.map(({ id }) => id))).map((file) => [file.id, file]),
  );
  const hashes = new Set<string>();
  const told = files.map(({ id, title, language }, i): AttachedFile => {
    const file = found.get(id);
    const view = file && viewOf(file);
    if (!file?.found || !view || file.ownerId !== userId || file.discussionId !== discussionId)
      throw badFile(i, "no_such_file", "This file isn't here, or isn't here whole.");
    if (hashes.has(file.found.hash)) throw badFile(i, "named_twice", "The same file comes twice.");
    hashes.add(file.found.hash);
    return { ...view, title, language };
  });
  return { ...newText(JSON.stringify(told)), files: told.map(({ id }) => id) };
}

/** How an event tells of it. */
export const filesIn = (text: NewText): PostFiles => ({
  textId: text.id,
  ids: text.files ?? [],
});

/** Refuses a place in what is none of the discussion's documents; one that the post was about already is never held against it. */
export async function citedIn(
  deps: Deps,
  { discussionId: ref, cites }: Given,
  before?: PostRow | undefined,
): Promise<Citation | null | undefined> {
  if (!cites || before?.cites?.document === cites.document) return cites;
  const id = await discussionIdOf(deps, ref);
  const { discussion } = await deps.serving.latest(id);
  const { documents } = await hostTextsAt(deps.library, discussion?.textId);
  if (!documents.some((each) => each.id === cites.document))
    throw new Refusal("invalid_input", "The discussion has no such document.", {
      field: "cites.document",
      details: { rule: "unknown_document" },
    });
  return cites;
}
