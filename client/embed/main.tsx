import "#client/style/all.css";
import { effect, signal } from "@preact/signals";
import { tellHeight } from "#client/embed/height.ts";
import { announce, startLive } from "#client/live.ts";
import { mayInsert, watchCurrent } from "#client/place.ts";
import { readPage, type Taken, takeOver } from "#client/take-over.tsx";
import { EmbedScreen } from "#client/view/embed-screen.tsx";
import type { Snapshot } from "#shared/commands.ts";
import type { QuestionId } from "#shared/ids.ts";

interface EmbedPage extends Taken {
  snapshot: Snapshot;
  origins: readonly string[];
  href: string;
}

/** The embed reads as a visitor, whoever looks: it knows no session. */
function startEmbed({ snapshot, origins, href, ...taken }: EmbedPage): void {
  const { clock, t } = taken;
  const current = signal<QuestionId | null>(null);
  const live = startLive({
    snapshot,
    token: () => null,
    userId: () => null,
    mayInsert,
    now: clock.now,
    refused: () => undefined,
    afterRender: (act) => void requestAnimationFrame(() => act()),
  });
  takeOver(taken, () => {
    const { feed, arrived } = live.state.value;
    return (
      <EmbedScreen
        feed={feed}
        shown={live.shown.value}
        fresh={live.fresh.value}
        arrived={arrived}
        expanded={live.expanded.value}
        readers={live.readers.value}
        line={live.line.value}
        current={current.value}
        reading={live.reading}
        status={live.status.value}
        onTry={live.connection.tryNow}
        href={href}
      />
    );
  });
  announce(live, t.newPostsIn);
  watchCurrent(
    (id) => {
      current.value = id;
    },
    () => [...live.state.peek().feed.questions.keys()],
  );
  effect(() => {
    if (live.line.value.state === "lost") clock.tick();
  });
  tellHeight(origins);
  live.connection.tryNow();
}

readPage()
  .then((taken) => {
    if (taken?.state.page.name !== "embed") return;
    startEmbed({ ...taken, ...taken.state.page });
  })
  .catch(reportError);
