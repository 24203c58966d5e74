import { useEffect, useRef, useState } from "preact/hooks";
import { isRemoved } from "#client/settings/three-way.ts";
import { useHost } from "#client/view/host/use-host.ts";
import { removalIn, shortly } from "./text-fields.tsx";
import type { Fields } from "./use-settings.ts";

/** What kept something from being saved, with the field where it is told once more. */
export interface Fault {
  path: string | null;
  sentence: string;
}

/** Where both changed the same, as what keeps it from being saved. */
export function useClashes(
  { draft, theirsAt }: Pick<Fields, "draft" | "theirsAt">,
  paths: readonly string[],
): Fault[] {
  const h = useHost();
  return paths.map((path) => {
    const theirs = theirsAt(path);
    if (!isRemoved(theirs)) return { path, sentence: h.clash };
    const sentence = removalIn(h, theirs);
    const item = shortly(draft, path);
    return { path, sentence: item === "" ? sentence : h.about({ item, sentence }) };
  });
}

/** All that is wrong with a field; null where nothing is. */
export const sentencesAt = (faults: readonly Fault[], path: string): string | null =>
  faults
    .filter((fault) => fault.path === path)
    .map(({ sentence }) => sentence)
    .join(" ") || null;

interface ToldProps {
  title: string;
  leads: readonly string[];
  faults: readonly Fault[];
  /** How often it was tried to save it: each time the focus comes here. */
  attempts: number;
  nameAt(path: string): string | undefined;
  onGo(path: string): void;
}

/** On top of a form: what was not saved, and why, with a way to each field. */
export function Told({ title, leads, faults, attempts, nameAt, onGo }: ToldProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempts > 0) box.current?.focus();
  }, [attempts]);
  if (faults.length === 0 && leads.length === 0) return null;
  return (
    <div class="summary" role="alert" tabIndex={-1} ref={box}>
      <h2>{title}</h2>
      {leads.map((lead) => (
        <p key={lead}>{lead}</p>
      ))}
      {faults.map(({ path, sentence }) => (
        <p key={`${path} ${sentence}`}>
          {path === null ? (
            sentence
          ) : (
            <a
              href={`#${path}`}
              onClick={(event) => {
                event.preventDefault();
                onGo(path);
              }}
            >
              {[nameAt(path), sentence].filter(Boolean).join(": ")}
            </a>
          )}
        </p>
      ))}
    </div>
  );
}

/** Brings the reader to a field by its path, whose end may be the language of a tab. */
export function useGoing(languages: readonly string[], onLanguage: (language: string) => void) {
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    const field = document.getElementById(wanted);
    // What is to be decided stands below its field, where the bar for saving would cover it.
    const seen = document.getElementById(`${wanted}-theirs`) ?? field;
    // An item as a whole has no field: there are only the buttons that decide about it.
    (field ?? seen?.querySelector("button"))?.focus({ preventScroll: true });
    seen?.scrollIntoView({ block: "center" });
    setWanted(null);
  }, [wanted]);
  return (path: string) => {
    const last = path.slice(path.lastIndexOf(".") + 1);
    if (languages.includes(last)) onLanguage(last);
    setWanted(path);
  };
}
