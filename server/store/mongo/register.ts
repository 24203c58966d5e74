import type { Registration } from "#server/domain/store.ts";
import type { CommandId, DiscussionId, Slug, UserId } from "#shared/ids.ts";
import type { Models } from "./models.ts";
import { isDuplicate, reach } from "./reach.ts";

export interface KeptRegistration extends Omit<Registration, "id"> {
  _id: DiscussionId;
}
export const registrationOf = ({ _id, ...rest }: KeptRegistration): Registration => ({
  id: _id,
  slug: rest.slug,
  createdBy: rest.createdBy,
  commandId: rest.commandId,
  createdAt: rest.createdAt,
});

/** Makes the slug lead to the discussion, and says whether it does: the slug is the `_id`, so it leads to one only. */
export async function claimSlug({ slugs }: Models, slug: Slug, id: DiscussionId): Promise<boolean> {
  try {
    await reach(() => slugs.insertMany([{ _id: slug, discussionId: id }], { lean: true }));
    return true;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const found = await reach(() => slugs.findById(slug).lean<{ discussionId: DiscussionId }>());
  return found?.discussionId === id;
}

/**
 * First the registration, then the slug. What dies in between leaves a registration that nobody knows of;
 * the same command again finds it and goes on. One that doesn't get its slug is taken out again.
 */
export async function register(
  models: Models,
  registration: Registration,
): Promise<Registration | "slug_taken"> {
  const { registrations } = models;
  const mine = await insertOrFind(models, registration);
  if (await claimSlug(models, mine.slug, mine.id)) {
    // Unless the same command, sent twice at once, was refused elsewhere just now and took it out.
    if (await reach(() => registrations.exists({ _id: mine.id }))) return mine;
    await reach(() => models.slugs.deleteOne({ _id: mine.slug, discussionId: mine.id }));
  } else {
    await reach(() => registrations.deleteOne({ _id: mine.id, slug: mine.slug }));
  }
  return "slug_taken";
}

async function insertOrFind(
  { registrations }: Models,
  registration: Registration,
): Promise<Registration> {
  const { id, slug, createdBy, commandId, createdAt } = registration;
  try {
    await reach(() =>
      registrations.insertMany([{ _id: id, slug, createdBy, commandId, createdAt }], {
        lean: true,
      }),
    );
    return registration;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const first = await findByCommand({ registrations }, createdBy, commandId);
    if (!first) throw error;
    return first;
  }
}

async function findByCommand(
  { registrations }: Pick<Models, "registrations">,
  createdBy: UserId,
  commandId: CommandId,
): Promise<Registration | null> {
  const found = await reach(() =>
    registrations.findOne({ createdBy, commandId }).lean<KeptRegistration>(),
  );
  return found ? registrationOf(found) : null;
}
