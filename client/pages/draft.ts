import { askAsHost } from "#client/host-routes.ts";
import { person, resume } from "#client/session.ts";
import type { Taken } from "#client/take-over.tsx";
import { pick } from "#client/view/format.ts";
import { start } from "#shared/feed.ts";
import type { DiscussionRef } from "#shared/ids.ts";

/**
 * The draft that this address will lead to, for those who may read it: everybody else has the page that says that there is none,
 * from the server, as for any other address. What stands in the page then goes, so that the discussion's can take its place.
 */
export async function startDraft(page: Taken): Promise<boolean> {
  const { state, t } = page;
  const [, slug, joinIn] = /^\/d\/([a-z0-9-]+)(\/join-in)?(?:\?|$)/.exec(state.here) ?? [];
  if (!slug) return false;
  await resume(true);
  if (person.peek().is !== "signed_in") return false;
  const read = await askAsHost("discussion:read", { discussionId: slug as DiscussionRef });
  if (!read.ok) return false;
  const { discussion } = start(read.value);
  const title = discussion && pick(discussion.title, state.lang)?.text;
  if (title) document.title = `${title} - ${t.site}`;
  const { startDiscussion } = await import("#client/pages/discussion.tsx");
  document.getElementById("app")?.replaceChildren();
  if (joinIn && discussion) {
    const { startJoinIn } = await import("#client/pages/join-in.tsx");
    await startJoinIn(page, { discussion });
    return true;
  }
  await startDiscussion({ ...page, snapshot: read.value, linked: null, spaces: [] });
  return true;
}
