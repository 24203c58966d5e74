import "#client/style/all.css";
import { effect, signal } from "@preact/signals";
import { tellHeight } from "#client/embed/height.ts";
import { EventLine } from "#client/event-line.ts";
import { glossaryFor, readyFor } from "#client/glossary.ts";
import { announce, announceAnswering, countNew, startLive } from "#client/live.ts";
import { followNotes } from "#client/notes.ts";
import { mayInsert, watchCurrent } from "#client/place.ts";
import { readPage, stateOfPage, type Taken, takeOver } from "#client/take-over.tsx";
import { EmbedScreen } from "#client/view/embed-screen.tsx";
import { GlossaryContext } from "#client/view/glossary.tsx";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import type { QuestionId } from "#shared/ids.ts";

interface EmbedPage extends Taken {
  snapshot: Snapshot;
  href: string;
}

/** The embed reads as a visitor, whoever looks: it knows no session. */
async function startEmbed({ snapshot, href, ...taken }: EmbedPage): Promise<void> {
  const { clock, t } = taken;
  const current = signal<QuestionId | null>(null);
  const live = startLive({
    ...{ snapshot, linked: null },
    connect: (changed) => new EventLine(snapshot.discussionId, changed),
    userId: () => null,
    mayInsert,
    now: clock.now,
    refused: () => undefined,
    afterRender: (act) => void requestAnimationFrame(() => act()),
  });
  const terms = () => live.state.value.feed.discussion?.terms;
  await readyFor(terms());
  await takeOver(taken, () => {
    const { feed, arrived } = live.state.value;
    return (
      <GlossaryContext.Provider value={glossaryFor(feed.discussion?.terms)}>
        <EmbedScreen
          feed={feed}
          shown={live.shown.value}
          fresh={live.fresh.value}
          arrived={arrived}
          expanded={live.expanded.value}
          answering={live.answering.value}
          readers={live.readers}
          line={live.line}
          current={current}
          reading={live.reading}
          status={live.status}
          onTry={live.connection.tryNow}
          href={href}
        />
      </GlossaryContext.Provider>
    );
  });
  effect(() => void readyFor(terms()));
  announce(live, countNew(t.newPostsIn));
  announceAnswering(live, t.answeringIn);
  watchCurrent(
    (id) => {
      current.value = id;
    },
    () => [...live.state.peek().feed.questions.keys()],
  );
  followNotes(live.reading);
  effect(() => {
    if (live.line.value.state === "lost") clock.tick();
  });
  live.connection.tryNow();
}

/** A person's posts are a page of the site, which no frame shows. */
addEventListener("click", ({ target }) => {
  const link = target instanceof Element && target.closest("a");
  if (link && link.dataset.mention) link.target = "_blank";
});

/** The page around asks for the height as soon as the frame is loaded, which may be before the sentences are. */
const state = stateOfPage();
if (state?.page.name === "embed") {
  const { page } = state;
  tellHeight(page.origins);
  readPage(state)
    .then((taken) => startEmbed({ ...taken, ...page }))
    .catch(reportError);
}
