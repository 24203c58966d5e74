import { useEffect, useState } from "preact/hooks";
import { writeHash } from "./actions.ts";
import { NotYet, partOf } from "./part.tsx";
import type { BarredProps, WriteProps } from "./parts.ts";

/** The composer and its sentences. Most readers never write, so they come when somebody could. */
export const composer = partOf(() => import("./writing/composer.tsx"));

/** Why there is none: only who would write finds out. */
const locked = partOf(() => import("./locked.tsx"));

/** On top of the page: that its reader was muted, which they needn't find out by writing. */
export function Barred({ block, here }: BarredProps) {
  const { loaded } = locked.use(true);
  return (
    loaded && (
      <div class="wrap">
        <loaded.Locked block={block} next={here} draft={false} />
      </div>
    )
  );
}

/** The composer, or only the reason why there is none while nothing was written. */
export function Write(props: WriteProps) {
  const { target, block, here, number, writing } = props;
  // A composer that is open stays open: its text must not vanish because somebody was muted meanwhile.
  const [opened, setOpened] = useState(block === null || writing.draftOf(target).text() !== null);
  useEffect(() => {
    if (block === null) setOpened(true);
  }, [block]);
  const { loaded, ...yet } = composer.use(opened);
  const lock = locked.use(!opened);
  if (block && !opened)
    return lock.loaded ? (
      <lock.loaded.Locked
        block={block}
        next={here + writeHash(target, number)}
        draft={false}
        asked
      />
    ) : (
      <NotYet {...lock} />
    );
  if (loaded) return <loaded.Composer {...props} />;
  return <NotYet {...yet} />;
}
