import type { Deps } from "#server/domain/deps.ts";
import type { HostTexts } from "#server/domain/reading/host-texts.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { DiscussionId, FileId, UserId } from "#shared/ids.ts";
import type { DiscussionTexts } from "#shared/inputs/discussions.ts";
import type { FileView } from "#shared/model.ts";
import { viewOf } from "./view-files.ts";

/** The documents as asked for, with what their files are: each was sent by this host, or is there already. Undefined where nothing is said of them. */
export async function documentsFor(
  { store }: Pick<Deps, "store">,
  { id: discussionId, hostId }: { id: DiscussionId; hostId: UserId },
  { documents }: DiscussionTexts,
  before: Pick<HostTexts, "documents">,
): Promise<HostTexts["documents"] | undefined> {
  if (!documents) return undefined;
  const known = new Map<FileId, FileView>(before.documents.map(({ file }) => [file.id, file]));
  for (const file of await store.files.get(documents.map((each) => each.file))) {
    const view = viewOf(file);
    if (view && file.ownerId === hostId && file.discussionId === discussionId)
      known.set(file.id, view);
  }
  return documents.map(({ file: fileId, ...told }, i) => {
    const file = known.get(fileId);
    if (!file)
      throw new Refusal("invalid_input", "This file isn't here, or isn't here whole.", {
        field: `documents.${i}.file`,
        details: { rule: "no_such_file" },
      });
    return { ...told, file };
  });
}
