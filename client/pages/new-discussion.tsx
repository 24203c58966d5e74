import type { VNode } from "preact";
import { uuidv7 } from "uuidv7";
import { askAsHost } from "#client/host-routes.ts";
import { hostCatalogues } from "#client/messages/host/host-messages.ts";
import type { Lang } from "#client/messages/messages.ts";
import { NewDiscussion, type Values } from "#client/view/host/new-discussion.tsx";
import { HostContext } from "#client/view/host/use-host.ts";
import type { DiscussionSummary } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";

/** What the list of discussions has for admins: drafts too, and a form for another one. */
export interface AdminList {
  form: VNode | null;
  discussions: readonly DiscussionSummary[] | null;
}

export async function adminList(lang: Lang, before: string | null): Promise<AdminList> {
  const words = await hostCatalogues[lang]();
  const list = await askAsHost("discussion:list", { before });
  return {
    discussions: list.ok ? list.value.discussions : null,
    form: (
      <HostContext.Provider value={words}>
        <NewDiscussion onSubmit={(values) => create(lang, values)} />
      </HostContext.Provider>
    ),
  };
}

/** The drafts of whoever isn't an admin. */
export async function ownDrafts(): Promise<readonly DiscussionSummary[]> {
  const found = await askAsHost("discussion:drafts", {});
  return found.ok ? found.value.discussions : [];
}

/** The same form sent once more, because no answer came, makes no second discussion. */
let sent: { content: string; commandId: string } | null = null;

async function create(lang: Lang, { title = "", slug = "", languages = "" }: Values) {
  const input = {
    ...{ title: { [lang]: title }, slug: slug.trim() },
    languages: languages
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
  };
  const content = JSON.stringify(input);
  if (sent?.content !== content) sent = { content, commandId: uuidv7() };
  const made = await askAsHost("discussion:create", { ...input, commandId: sent.commandId });
  return made.ok ? toSettings(made.value.slug) : made.failure;
}

/** Where its texts are written. */
export function toSettings(slug: string): Failure | null {
  location.assign(`/d/${slug}/settings`);
  return null;
}
