import "#client/style/all.css";
import { readPage, stateOfPage } from "#client/take-over.tsx";

/** The pages with a discussion in them and those without are loaded apart. */
async function start(): Promise<void> {
  const state = stateOfPage();
  if (!state) return;
  const taken = await readPage(state);
  const { page } = taken.state;
  if (page.name === "discussion") {
    const { startDiscussion } = await import("#client/pages/discussion.tsx");
    return startDiscussion({ ...taken, ...page });
  }
  if (page.name === "settings") {
    const { startSettings } = await import("#client/pages/settings.tsx");
    return startSettings(taken, page.slug);
  }
  if (page.name === "changes") {
    const { startChanges } = await import("#client/pages/changes.tsx");
    return startChanges(taken, page);
  }
  // Where there is nothing for everybody, there may be a draft of this host's.
  if (page.name === "notice" && taken.state.session) {
    const { startDraft } = await import("#client/pages/draft.ts");
    if (await startDraft(taken)) return;
  }
  const { startPage } = await import("#client/pages/plain.tsx");
  return startPage(taken);
}

async function startAll(): Promise<void> {
  await start();
  const { markBareLinks } = await import("#client/bare-links.ts");
  markBareLinks();
}

startAll().catch((error: unknown) => {
  // The page stays as the server rendered it, which is readable; what failed is the browser console's to show.
  reportError(error);
});
