import { discussionIdOf, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { viewOf as fileView } from "#server/domain/files/view-files.ts";
import { discussionFor } from "#server/domain/permissions.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { KeptDraft } from "#server/domain/store.ts";
import type { Input, Output } from "#shared/commands.ts";
import type { DiscussionId, FileId, UserId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { type FileView, Instant } from "#shared/model.ts";

/** Whose they are and where. Somebody muted keeps drafts too. */
async function desk(deps: Deps, caller: Caller, ref: Input<"draft:list">["discussionId"]) {
  const actor = signedIn(caller);
  const discussionId = await discussionIdOf(deps, ref);
  discussionFor(await deps.serving.state(discussionId), actor);
  return { discussionId, userId: actor.userId };
}

const placeOf = ({ questionId, parentId, postId }: Input<"draft:save">["place"]): string =>
  `${questionId} ${parentId ?? "-"} ${postId ?? "-"}`;

export async function listDrafts(
  deps: Deps,
  caller: Caller,
  input: Input<"draft:list">,
): Promise<Output<"draft:list">> {
  const { discussionId, userId } = await desk(deps, caller, input.discussionId);
  const drafts = await deps.store.drafts.of(discussionId, userId);
  const ids = drafts.flatMap(({ row }) => row.files?.map(({ id }) => id) ?? []);
  const sent = await deps.store.files.get(ids);
  const files = new Map(
    sent.flatMap((file) => {
      const own = file.discussionId === discussionId && file.ownerId === userId;
      const view = own && fileView(file);
      return view ? [[file.id, view] as const] : [];
    }),
  );
  return { drafts: drafts.map((draft) => viewOf(draft, files)) };
}

const viewOf = (
  {
    row: { where, html, language, topics, asks, onBehalfOf, receivedFrom, cites, of, at, ...row },
    version,
  }: KeptDraft,
  files: ReadonlyMap<FileId, FileView>,
) => ({
  ...{ place: where, html, language, version },
  ...{ topics: topics ? [...topics] : null, asks: asks ?? null },
  ...{ onBehalfOf: onBehalfOf ?? null, receivedFrom: receivedFrom ?? null, of: of ?? null },
  cites: cites ?? null,
  files:
    row.files?.flatMap(({ id, title, language }) => {
      const file = files.get(id);
      return file ? [{ ...file, title, language }] : [];
    }) ?? null,
  savedAt: Instant.parse(new Date(at).toISOString()),
});

export async function saveDraft(
  deps: Deps,
  caller: Caller,
  input: Input<"draft:save">,
): Promise<Output<"draft:save">> {
  const {
    place: where,
    html,
    language,
    topics,
    asks,
    onBehalfOf,
    receivedFrom,
    files,
    cites,
    of,
    follows,
  } = input;
  const own = await desk(deps, caller, input.discussionId);
  const { drafts } = deps.store;
  if (follows === null) await roomFor(deps, own);
  const version = (follows ?? 0) + 1;
  const draft = {
    ...{ ...own, place: placeOf(where), version },
    row: {
      ...{ where, html, language, at: deps.now() },
      ...(topics ? { topics } : {}),
      ...(asks ? { asks } : {}),
      ...(onBehalfOf ? { onBehalfOf } : {}),
      ...(receivedFrom ? { receivedFrom } : {}),
      ...(files ? { files } : {}),
      ...(cites ? { cites } : {}),
      ...(of ? { of } : {}),
    },
  };
  if (!(await drafts.put(draft, follows)))
    throw new Refusal("conflict", "Another device has saved this draft since.", {
      details: { rule: "draft" },
    });
  return { version };
}

async function roomFor(
  { store }: Deps,
  { discussionId, userId }: { discussionId: DiscussionId; userId: UserId },
): Promise<void> {
  const { length } = await store.drafts.of(discussionId, userId);
  if (length >= limits.drafts)
    throw new Refusal("invalid_input", `There are ${length} drafts in this discussion already.`, {
      details: { rule: "too_many", limit: limits.drafts, actual: length },
    });
}

export async function dropDraft(
  deps: Deps,
  caller: Caller,
  { discussionId: ref, place, version }: Input<"draft:drop">,
): Promise<Output<"draft:drop">> {
  const own = await desk(deps, caller, ref);
  await deps.store.drafts.drop({ ...own, place: placeOf(place) }, version);
  return {};
}
