import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { WriteProps } from "#client/view/parts.ts";
import { placeOf, whereOf } from "#client/view/writing/places.ts";
import { createKept, type KeptOptions, type OtherDraft } from "./kept.ts";

/** A composer's draft on the server, as long as the composer is there. */
export function useKept(
  { target, writing }: WriteProps,
  options: Pick<KeptOptions, "draft" | "untouched" | "take" | "follows" | "missed">,
) {
  const [other, setOther] = useState<OtherDraft | null>(null);
  const now = useRef(options);
  now.current = options;
  const kept = useMemo(
    () =>
      createKept({
        ...{ writing, place: placeOf(whereOf(target)), offer: setOther },
        draft: () => now.current.draft(),
        untouched: () => now.current.untouched(),
        take: (taken) => now.current.take(taken),
        follows: () => now.current.follows(),
        missed: () => now.current.missed(),
      }),
    [],
  );
  useEffect(() => {
    void kept.look();
    return () => void kept.close();
  }, []);
  return { ...kept, other };
}
