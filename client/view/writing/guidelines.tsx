import type { FunctionComponent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { writingWords } from "#client/messages/compiled/writing.ts";
import type { Writing } from "#client/view/actions.ts";
import type { ComparedProps } from "#client/view/compared.tsx";
import { Wrong } from "#client/view/field.tsx";
import { day, pick } from "#client/view/format.ts";
import type { GuidelinesAsk } from "#client/view/guidelines-ask.ts";
import { HostHtml } from "#client/view/host-html.tsx";
import { useUi } from "#client/view/ui.ts";
import type { TextId } from "#shared/ids.ts";
import { Language, type LocalHtml, type SafeHtml } from "#shared/model.ts";

/** Whether the guidelines were ticked in the version that holds: a tick for another one says nothing about this one. */
export function useGuidelines(ask: GuidelinesAsk) {
  const { version, asked } = ask;
  const [given, setGiven] = useState<TextId | null>(null);
  const [wrong, setWrong] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const ticked = asked && given === version ? given : null;
  return {
    ...ask,
    ...{ box, ticked, wrong: wrong && asked && ticked === null },
    tick(on: boolean) {
      setGiven(on ? version : null);
      setWrong(false);
    },
    /** Whether anything may be sent; where not, it is said at the box. */
    mayGo(): boolean {
      if (!asked || ticked !== null) return true;
      setWrong(true);
      box.current?.focus();
      return false;
    },
  };
}

type GuidelinesProps = Omit<ReturnType<typeof useGuidelines>, "mayGo"> & {
  writing: Pick<Writing, "act" | "stamp">;
};

/** The guidelines above what is written: open with a box to tick until they are accepted, and folded from then on. */
export function Guidelines(props: GuidelinesProps) {
  const { texts, version, accepted, asked, wrong, writing } = props;
  const ui = useUi();
  const t = writingWords[ui.lang];
  const changes = useChanges({ texts, writing, wanted: asked && accepted !== null });
  if (version === null || !pick(texts, ui.lang)) return null;
  if (!asked)
    return (
      <details class="keep-to">
        <summary>
          {ui.t.guidelines} {accepted && <span>{t.guidelinesAccepted(day(ui, accepted.at))}</span>}
        </summary>
        <HostHtml class="guidelines" textName="guidelines-here" texts={texts} />
      </details>
    );
  return (
    <section class="keep-to" aria-label={ui.t.guidelines}>
      <h4>{ui.t.guidelines}</h4>
      <p>{accepted ? t.guidelinesChanged(day(ui, accepted.at)) : t.guidelinesFirst}</p>
      {changes ? (
        <changes.Compared {...changes.between} />
      ) : (
        <HostHtml class="guidelines" textName="guidelines-here" texts={texts} />
      )}
      {wrong && <Wrong id="guidelines-error" text={t.guidelinesMissing} alert />}
      <label class="tick">
        <input
          ref={props.box}
          type="checkbox"
          checked={props.ticked !== null}
          aria-invalid={wrong}
          {...(wrong ? { "aria-describedby": "guidelines-error" } : {})}
          onChange={({ currentTarget }) => props.tick(currentTarget.checked)}
        />
        <span>{t.guidelinesTick}</span>
      </label>
    </section>
  );
}

interface Changes {
  Compared: FunctionComponent<ComparedProps>;
  between: ComparedProps;
}

/** What became of the text that was accepted; null until it is here, or where it can't be had: then the text is shown as it is. */
function useChanges({
  texts,
  writing,
  wanted,
}: Pick<GuidelinesProps, "texts" | "writing"> & { wanted: boolean }): Changes | null {
  const { lang } = useUi();
  const [changes, setChanges] = useState<Changes | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another text makes another comparison
  useEffect(() => {
    let over = false;
    setChanges(null);
    const look = async () => {
      const { discussionId } = writing.stamp();
      const read = await writing.act("guidelines:accepted", { discussionId });
      const before = read.ok ? read.value.accepted?.guidelines : undefined;
      const between = before && changed(before, texts, lang);
      if (!between) return;
      const { Compared } = await import("#client/view/compared.tsx");
      if (!over) setChanges({ Compared, between });
    };
    if (wanted) look().catch(() => undefined);
    return () => {
      over = true;
    };
  }, [texts, wanted, lang]);
  return changes;
}

/** In the reader's language where it changed there, else in the first one in which it did. */
function changed(before: LocalHtml, after: LocalHtml, lang: string): ComparedProps | null {
  const tags = Object.keys(after).filter((tag) => {
    const old = htmlIn(before, tag);
    return old !== null && old !== htmlIn(after, tag);
  });
  const language = tags.find((tag) => tag === pick(after, lang)?.lang) ?? tags[0];
  if (!language) return null;
  const [old, now] = [htmlIn(before, language), htmlIn(after, language)];
  return old && now ? { before: old, after: now, language } : null;
}

const htmlIn = (texts: LocalHtml, tag: string): SafeHtml | null =>
  texts[Language.parse(tag)] ?? null;
