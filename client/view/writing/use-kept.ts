import { useEffect, useRef, useState } from "preact/hooks";
import { type Draft, placeOf, whereOf } from "#client/view/actions.ts";
import type { WriteProps } from "#client/view/parts.ts";
import type { Instant, Language } from "#shared/model.ts";

/** A draft of the same place with other words, and when it was saved; null for the one that was just put aside here. */
export interface OtherDraft {
  html: string;
  language: Language | null;
  savedAt: Instant | null;
}

/** How long after a draft is kept on the device it goes to the server. */
const afterMs = 1_500;

/**
 * Keeps a composer's draft on the server as well, for the person's other devices. Where one of them has saved other words since,
 * nothing is written over: both are offered. Without a line, the device's own memory is all there is.
 */
export function useKept(
  { target, writing }: WriteProps,
  draft: { current: Draft },
  { untouched, take }: { untouched(): boolean; take(other: OtherDraft): void },
) {
  const [other, setOther] = useState<OtherDraft | null>(null);
  const apart = useRef<{ version: number } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const place = placeOf(whereOf(target));
  const same = (a: typeof place) =>
    a.questionId === place.questionId && a.parentId === place.parentId && a.postId === place.postId;

  async function look(): Promise<void> {
    const { discussionId } = writing.stamp();
    const listed = await writing.act("draft:list", { discussionId });
    if (!listed.ok) return;
    const found = listed.value.drafts.find((each) => same(each.place));
    const { version, html } = draft.current;
    if (!found) draft.current.version = null;
    else if (found.version === version) return;
    else if (found.html === html) draft.current.version = found.version;
    else if (untouched()) {
      draft.current.version = found.version;
      take(found);
    } else {
      apart.current = { version: found.version };
      setOther(found);
    }
  }

  async function save(): Promise<void> {
    if (apart.current) return;
    const { html, language, version } = draft.current;
    if (html === "" && version === null) return;
    const input = { ...writing.stamp(), place, html, language, follows: version };
    const saved = await writing.act("draft:save", input);
    if (saved.ok) draft.current.version = saved.value.version;
    else if (saved.failure.code === "conflict") await look();
  }

  useEffect(() => {
    void look();
    return () => clearTimeout(timer.current);
  }, []);

  return {
    other,
    /** Saves in a while, unless more is written until then. */
    soon(): void {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), afterMs);
    },
    /** Takes the other words, and puts one's own aside. */
    swap(): void {
      if (!other || !apart.current) return;
      const { html, language } = draft.current;
      draft.current.version = apart.current.version;
      take(other);
      setOther({ html, language, savedAt: null });
    },
    /** Goes on with what stands in the composer. */
    settle(): void {
      if (apart.current) draft.current.version = apart.current.version;
      apart.current = null;
      setOther(null);
      void save();
    },
  };
}
