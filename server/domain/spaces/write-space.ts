import { signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { hashOf } from "#server/domain/hash.ts";
import { newSpaceId } from "#server/domain/new-id.ts";
import { cleaned, filled } from "#server/domain/reading/host-texts.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { DoneCommand, Space } from "#server/domain/store.ts";
import type { Input, Output } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";
import { LocalHtml, LocalText } from "#shared/model.ts";
import { namedSpace } from "./named-space.ts";

export async function createSpace(
  deps: Deps,
  caller: Caller,
  input: Input<"space:create">,
): Promise<Output<"space:create">> {
  const { slug, commandId } = input;
  const made = { by: signedIn(caller).userId, commandId, hash: hashOf("space:create", input) };
  await roomFor(deps, made);
  const space = await deps.store.spaces.add({
    ...{ id: newSpaceId(), slug, archived: false, made, changed: null },
    ...{ title: LocalText.parse(filled(input.title)), about: aboutIn(input) ?? {} },
    ...{ createdAt: deps.now(), version: 1 },
  });
  if (space === "slug_taken")
    throw new Refusal("slug_taken", "Another space has this address.", { field: "slug" });
  mustBeSame(space.made, made);
  return { spaceId: space.id, slug: space.slug, version: 1 };
}

/** Processes that create at the same moment may pass it by one each: it is there to keep a page short. */
async function roomFor({ store }: Deps, { by, commandId }: DoneCommand): Promise<void> {
  const all = await store.spaces.all();
  const again = all.some(({ made }) => made.by === by && made.commandId === commandId);
  if (all.length >= limits.spaces && !again)
    throw new Refusal("invalid_input", `There are ${all.length} spaces already.`, {
      details: { rule: "too_many", limit: limits.spaces, actual: all.length },
    });
}

export async function updateSpace(
  deps: Deps,
  caller: Caller,
  input: Input<"space:update">,
): Promise<Output<"space:update">> {
  const { version, commandId } = input;
  const before = await namedSpace(deps, caller, input.spaceId);
  const changed = {
    ...{ by: signedIn(caller).userId, commandId },
    hash: hashOf("space:update", { ...input, spaceId: before.id }),
  };
  if (before.version === version && (await deps.store.spaces.put(after(before, input, changed))))
    return { version: version + 1 };
  const now = await namedSpace(deps, caller, before.id);
  if (now.changed?.by === changed.by && now.changed.commandId === commandId) {
    mustBeSame(now.changed, changed);
    return { version: now.version };
  }
  throw new Refusal("conflict", "Somebody else changed the space meanwhile.", {
    field: "version",
    details: { version: now.version },
  });
}

const after = (before: Space, input: Input<"space:update">, changed: DoneCommand): Space => ({
  ...before,
  title: input.title ? LocalText.parse(filled(input.title)) : before.title,
  about: aboutIn(input) ?? before.about,
  archived: input.archived ?? before.archived,
  changed,
  version: before.version + 1,
});

const aboutIn = ({ about }: Pick<Input<"space:update">, "about">): LocalHtml | undefined =>
  about && LocalHtml.parse(cleaned(about));

/** The same id again, with other content, is another command. */
function mustBeSame(first: DoneCommand, again: DoneCommand): void {
  if (first.hash !== again.hash)
    throw new Refusal("conflict", "This commandId was used for something else.", {
      field: "commandId",
    });
}
