import "#client/style/join-in.css";
import { askAsHost } from "#client/host-routes.ts";
import type { Lang } from "#client/messages/messages.ts";
import { OwnContacts } from "#client/view/own-contacts.tsx";

/** What the account's page tells of where its reader's contact is; null where that is nowhere, or can't be read. */
export async function ownContacts(lang: Lang) {
  const found = await askAsHost("contact:where", {});
  if (!found.ok || found.value.discussions.length === 0) return null;
  return <OwnContacts lang={lang} discussions={found.value.discussions} />;
}
