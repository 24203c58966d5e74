import { useEffect, useState } from "preact/hooks";
import { useUi } from "./ui.ts";

/** A part of the page in a file of its own, which most readers never need. */
export interface Part<T extends object> {
  /** Fetches it ahead of the moment when it is needed. Rejects when it can't be had. */
  load(): Promise<T>;
  /** Has it from elsewhere. */
  hold(part: T): void;
  /** It, or null until it is here; asked for while `wanted`. */
  use(wanted: boolean): { loaded: T | null } & NotYetProps;
}

interface NotYetProps {
  failed: boolean;
  again(): void;
}

/** Takes how to import the file. All who use the part share what was loaded, so that the next one has it at once. */
export function partOf<T extends object>(fetch: () => Promise<T>): Part<T> {
  let held: T | null = null;
  const load = async () => {
    held = await fetch();
    return held;
  };
  return {
    load,
    hold(part) {
      held = part;
    },
    use(wanted) {
      const [, setHere] = useState(held !== null);
      const [failed, setFailed] = useState(false);
      const again = () => {
        setFailed(false);
        load().then(
          () => setHere(true),
          () => setFailed(true),
        );
      };
      useEffect(() => {
        if (wanted && !held) again();
      }, [wanted]);
      return { loaded: held, failed, again };
    },
  };
}

/** Stands in a part's place until it is here. */
export function NotYet({ failed, again }: NotYetProps) {
  const { t } = useUi();
  if (!failed) return <p class="loading">{t.loading}</p>;
  return (
    <p role="alert">
      {t.partFailed}{" "}
      <button class="btn small" type="button" onClick={again}>
        {t.tryNow}
      </button>
    </p>
  );
}
