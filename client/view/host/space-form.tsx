import { useEffect, useState } from "preact/hooks";
import { langs } from "#client/messages/messages.ts";
import { filled, shownHtml, type Words } from "#client/settings/draft.ts";
import { clashes, differences, merged, undecided, withValue } from "#client/settings/three-way.ts";
import { clock, languageName } from "#client/view/format.ts";
import { LanguageTabs } from "#client/view/settings/language-tabs.tsx";
import { SaveBar } from "#client/view/settings/save-bar.tsx";
import { LocalLine, LocalRich } from "#client/view/settings/text-fields.tsx";
import { sentencesAt, Told, useClashes, useGoing } from "#client/view/settings/told.tsx";
import { FieldsContext } from "#client/view/settings/use-settings.ts";
import { useUi } from "#client/view/ui.ts";
import type { SpaceView } from "#shared/model.ts";
import { type Failure, faultsOf } from "#shared/refusals.ts";
import { faultIn } from "./faults.ts";
import { useHost } from "./use-host.ts";

interface Texts {
  title: Words;
  about: Words;
}
const textsOf = ({ title, about }: SpaceView): Texts => ({ title, about: shownHtml(about) });

export interface SpaceFormProps {
  space: SpaceView;
  /** Resolves with why not, and with the space as it is then; null where that isn't known. */
  onSave(change: {
    version: number;
    title: Record<string, string>;
    about: Record<string, string>;
  }): Promise<{ failure: Failure | null; space: SpaceView | null }>;
}

/** What a space says, in each language. What somebody else saved meanwhile comes below what was typed, and nothing is lost. */
export function SpaceForm({ space, onSave }: SpaceFormProps) {
  const ui = useUi();
  const h = useHost();
  const [ground, setGround] = useState(space);
  const [draft, setDraft] = useState(() => textsOf(space));
  const [theirs, setTheirs] = useState<ReadonlyMap<string, unknown>>(new Map());
  const [language, setLanguage] = useState<string>(ui.lang);
  const [attempts, setAttempts] = useState(0);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const changes = differences(textsOf(ground), draft).length;
  useStaying(changes > 0);
  const late = failure?.code === "conflict";
  const clashing = undecided(draft, theirs);
  const refused = (failure && !late ? faultsOf(failure) : []).map((fault) => {
    const [at = "", tag = language] = fault.field?.split(".") ?? [];
    const path = at in draft ? `${at}.${tag}` : null;
    return { path, sentence: faultIn(ui, h, fault) };
  });
  const theirsAt = (path: string) => (clashing.includes(path) ? theirs.get(path) : undefined);
  const faults = [...useClashes({ draft, theirsAt }, clashing), ...refused];
  const behind = clashing.length > 0 ? h.bothChanged : late ? h.behind : null;
  const save = async () => {
    if (busy || changes === 0) return;
    if (clashing.length === 0) await send();
    setAttempts((before) => before + 1);
  };
  const send = async () => {
    setBusy(true);
    const { version } = ground;
    const told = await onSave({ version, title: filled(draft.title), about: filled(draft.about) });
    if (told.space) rest(told.space, told.failure === null);
    setFailure(told.failure);
    if (told.failure === null) setSavedAt(ui.now);
    setBusy(false);
  };
  /** The newest becomes the ground; what was typed and isn't saved stays on top of it. */
  const rest = (newest: SpaceView, saved: boolean) => {
    const before = textsOf(ground);
    const fresh = textsOf(newest);
    const open = [...theirs].filter(([path]) => clashing.includes(path));
    setTheirs(new Map(saved ? [] : [...open, ...clashes(before, draft, fresh)]));
    setDraft(saved ? fresh : merged(before, draft, fresh));
    setGround(newest);
  };
  const decided = (path: string) =>
    setTheirs(new Map([...theirs].filter(([each]) => each !== path)));
  const fields = {
    ...{ draft, language },
    set: (path: string, value: unknown) => setDraft(withValue(draft, path, value)),
    errorAt: (path: string) => sentencesAt(faults, path),
    theirsAt,
    takeTheirs: (path: string) => {
      setDraft(withValue(draft, path, theirs.get(path)));
      decided(path);
    },
    keepMine: decided,
  };
  const languages = [
    ...new Set<string>([...langs, ...Object.keys(draft.title), ...Object.keys(draft.about)]),
  ];
  const go = useGoing(languages, setLanguage);
  const nameAt = (path: string) => {
    const [at, tag = ""] = path.split(".");
    const what = at === "title" ? h.labels.title : h.spaceAbout;
    return h.inLanguage({ what, language: languageName(ui.lang, tag) });
  };
  return (
    <form
      class="settings-form"
      aria-label={h.spaceTexts}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <FieldsContext.Provider value={fields}>
        <h2>{h.spaceTexts}</h2>
        <Told
          title={h.notSaved}
          leads={behind === null ? [] : [behind]}
          faults={faults}
          attempts={attempts}
          nameAt={nameAt}
          onGo={go}
        />
        <LanguageTabs languages={languages} faults={faults} onLanguage={setLanguage}>
          <LocalLine path="title" label={h.labels.title} />
          <LocalRich path="about" label={h.spaceAbout} />
        </LanguageTabs>
        <SaveBar {...{ changes, busy }} savedAt={savedAt === null ? null : clock(ui, savedAt)} />
      </FieldsContext.Provider>
    </form>
  );
}

/** Whoever leaves the page with something unsaved is asked. */
function useStaying(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [unsaved]);
}
