import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Locked } from "./locked.tsx";
import type { WriteProps } from "./parts.ts";
import { useUi } from "./ui.ts";

let loaded: FunctionComponent<WriteProps> | null = null;

/** The composer and its sentences. Most readers never write, so they come when somebody could. */
export async function loadComposer(): Promise<FunctionComponent<WriteProps>> {
  const { Composer } = await import("./writing/composer.tsx");
  loaded = Composer;
  return Composer;
}

/** The composer, or only the reason why there is none while nothing was written. */
export function Write(props: WriteProps) {
  const { target, block, next, writing } = props;
  const { t } = useUi();
  const [Composer, setComposer] = useState<FunctionComponent<WriteProps> | null>(() => loaded);
  const [failed, setFailed] = useState(false);
  // A composer that is open stays open: its text must not vanish because somebody was muted meanwhile.
  const [opened, setOpened] = useState(block === null || writing.draftOf(target).load() !== null);
  useEffect(() => {
    if (block === null) setOpened(true);
  }, [block]);
  const load = () =>
    loadComposer().then(
      (found) => setComposer(() => found),
      () => setFailed(true),
    );
  useEffect(() => {
    if (opened && !Composer) void load();
  }, [opened]);
  if (block && !opened) return <Locked block={block} next={next} draft={false} />;
  if (Composer) return <Composer {...props} />;
  if (!failed) return <p class="loading">{t.loading}</p>;
  return (
    <p role="alert">
      {t.composerFailed}{" "}
      <button class="btn small" type="button" onClick={() => void load()}>
        {t.tryNow}
      </button>
    </p>
  );
}
