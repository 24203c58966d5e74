import { uuidv7 } from "#client/uuid.ts";
import "#client/style/settings.css";
import type { VNode } from "preact";
import { askAsHost } from "#client/host-routes.ts";
import { hostCatalogues } from "#client/messages/host-messages.ts";
import type { Lang } from "#client/messages/messages.ts";
import { listInSpace } from "#client/space-lists.ts";
import { SpaceDesk } from "#client/view/host/space-desk.tsx";
import { HostContext } from "#client/view/host/use-host.ts";
import type { Output } from "#shared/commands.ts";
import type { DiscussionRef, Slug } from "#shared/ids.ts";

type Read = Output<"space:read">;
/** What an admin has below a space, as it was read last. */
export type Desk = (read: Read) => VNode;

/** Reads the space as its admin sees it, now and after each change; null when that can't be. */
export async function openDesk(
  lang: Lang,
  slug: Slug,
  onRead: (read: Read) => void,
): Promise<Desk | null> {
  const read = async (): Promise<Read | null> => {
    const found = await askAsHost("space:read", { spaceId: slug, limit: 100 });
    if (found.ok) onRead(found.value);
    return found.ok ? found.value : null;
  };
  const [words, first] = await Promise.all([hostCatalogues[lang](), read()]);
  if (!first) return null;
  const { id: spaceId } = first.space;
  return (now) => (
    <HostContext.Provider value={words}>
      <SpaceDesk
        read={now}
        onSave={async (change) => {
          const made = await askAsHost("space:update", { ...change, spaceId, commandId: uuidv7() });
          const late = !made.ok && made.failure.code === "conflict";
          const newest = made.ok || late ? await read() : null;
          return { failure: made.ok ? null : made.failure, space: newest?.space ?? null };
        }}
        onList={async (named, on) => {
          const failure = await listInSpace(spaceId, named as DiscussionRef, on);
          await read();
          return failure;
        }}
        onArchive={async (version) => {
          const change = { spaceId, version, archived: true, commandId: uuidv7() };
          const made = await askAsHost("space:update", change);
          if (made.ok) location.assign("/");
          return made.ok ? null : made.failure;
        }}
      />
    </HostContext.Provider>
  );
}
