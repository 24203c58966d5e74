import type { VNode } from "preact";
import { askAsHost } from "#client/host-routes.ts";
import { goToMade, type Made } from "#client/made.ts";
import { hostCatalogues } from "#client/messages/host-messages.ts";
import type { Lang } from "#client/messages/messages.ts";
import { uuidv7 } from "#client/uuid.ts";
import type { Values } from "#client/view/host/begin-form.tsx";
import { NewDiscussion } from "#client/view/host/new-discussion.tsx";
import { ArchivedSpaces, NewSpace } from "#client/view/host/new-space.tsx";
import { HostContext } from "#client/view/host/use-host.ts";
import type { DiscussionSummary, SpaceSummary } from "#shared/model.ts";

/** What the list of discussions has for admins: drafts too, and a form for another one. */
export interface AdminList {
  form: VNode | null;
  discussions: readonly DiscussionSummary[] | null;
}

export async function adminList(lang: Lang, before: string | null): Promise<AdminList> {
  const [words, list, found, all] = await Promise.all([
    hostCatalogues[lang](),
    askAsHost("discussion:list", { before }),
    askAsHost("discussion:templates", {}),
    askAsHost("space:list", {}),
  ]);
  const templates = found.ok ? found.value.discussions : [];
  const archived = all.ok ? all.value.spaces.filter((space) => space.archived) : [];
  return {
    discussions: list.ok ? list.value.discussions : null,
    form: (
      <HostContext.Provider value={words}>
        <NewDiscussion
          templates={templates}
          onSubmit={(values) => (values.from ? copyOf(values) : create(lang, values))}
        />
        <NewSpace onSubmit={(values) => createSpace(lang, values)} />
        <ArchivedSpaces spaces={archived} onRestore={restore} />
      </HostContext.Provider>
    ),
  };
}

/** The drafts of whoever isn't an admin. */
export async function ownDrafts(): Promise<readonly DiscussionSummary[]> {
  const found = await askAsHost("discussion:drafts", {});
  return found.ok ? found.value.discussions : [];
}

let sent: { content: string; commandId: string } | null = null;
/** The same form sent once more, because no answer came, makes nothing twice. */
function stamped<T extends object>(name: string, input: T): T & { commandId: string } {
  const content = JSON.stringify([name, input]);
  if (sent?.content !== content) sent = { content, commandId: uuidv7() };
  return { ...input, commandId: sent.commandId };
}

async function create(lang: Lang, { title = "", slug = "", languages = "" }: Values) {
  const input = {
    ...{ title: { [lang]: title }, slug: slug.trim() },
    languages: languages
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
  };
  const made = await askAsHost("discussion:create", stamped("discussion", input));
  return made.ok ? toSettings(made.value.slug, "discussion") : made.failure;
}

async function copyOf({ from = "", slug = "" }: Values) {
  const input = { discussionId: from, slug: slug.trim() };
  const made = await askAsHost("discussion:copy", stamped("copy", input));
  return made.ok ? toSettings(made.value.slug, "discussion") : made.failure;
}

async function createSpace(lang: Lang, { title = "", slug = "" }: Values) {
  const input = { title: { [lang]: title }, slug: slug.trim() };
  const made = await askAsHost("space:create", stamped("space", input));
  return made.ok ? goToMade(`/s/${made.value.slug}`, "space") : made.failure;
}

async function restore({ id, slug, version }: SpaceSummary) {
  const input = { spaceId: id, version, archived: false };
  const made = await askAsHost("space:update", stamped("restore", input));
  return made.ok ? goToMade(`/s/${slug}`, "restored") : made.failure;
}

/** Where its texts are written. */
export const toSettings = (slug: string, made: Made): null => goToMade(`/d/${slug}/settings`, made);
