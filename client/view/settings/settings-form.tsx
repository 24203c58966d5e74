import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { writingWords } from "#client/messages/compiled/writing.ts";
import { languagesOf } from "#client/settings/missing.ts";
import type { Values } from "#client/view/host/begin-form.tsx";
import { CopyDiscussion } from "#client/view/host/new-discussion.tsx";
import { Phase, type PhaseActing } from "#client/view/host/phase.tsx";
import { useHost } from "#client/view/host/use-host.ts";
import { Standing } from "#client/view/standing.tsx";
import { useUi } from "#client/view/ui.ts";
import type { DiscussionView, QuestionView } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import { Common } from "./common-sections.tsx";
import { LanguageTabs } from "./language-tabs.tsx";
import { FaqList, TermList, TopicList } from "./lists.tsx";
import { MissingList } from "./missing-list.tsx";
import { Questions, Texts } from "./text-sections.tsx";
import { FieldsContext, type Settings, SettingsContext } from "./use-settings.ts";

/** What kept something from being saved, with the field where it is told once more. */
export interface Fault {
  path: string | null;
  sentence: string;
}

export interface SettingsFormProps extends Omit<Settings, "errorAt"> {
  discussion: DiscussionView;
  questions: readonly QuestionView[];
  /** Whether an admin of the site is looking. */
  admin: boolean;
  /** `https://roundtable.example` */
  site: string;
  faults: readonly Fault[];
  /** Somebody else saved in between. */
  behind: boolean;
  changes: number;
  busy: boolean;
  /** When it was saved last, as it is shown. */
  savedAt: string | null;
  writing: PhaseActing;
  onLanguage(language: string): void;
  onSave(): void;
  onCopy(values: Values): Promise<Failure | null>;
  /** In which spaces it is listed. */
  spaces: ComponentChildren;
}

/** Everything that the host writes about a discussion, in one form. */
export function SettingsForm(props: SettingsFormProps) {
  const h = useHost();
  const { discussion, questions, faults } = props;
  const errorAt = (path: string) => faults.find((fault) => fault.path === path)?.sentence ?? null;
  const go = useGoing(props);
  const settings = { ...props, errorAt };
  return (
    <SettingsProvider settings={settings}>
      <p class="lead">{discussion.phase === "draft" ? h.draftSettingsLead : h.settingsLead}</p>
      <section class="status">
        <h2>{h.status}</h2>
        <p>
          <Standing discussion={discussion} />
        </p>
        <Phase discussion={discussion} questions={questions.length} writing={props.writing} />
      </section>
      <MissingList questions={questions} onGo={go} />
      <form
        class="settings-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          props.onSave();
        }}
      >
        <Told {...props} onGo={go} />
        <LanguageTabs languages={languagesOf(props.draft)} onLanguage={props.onLanguage}>
          <Texts />
          <Questions questions={questions} />
          <FaqList />
          <TermList />
          <TopicList />
        </LanguageTabs>
        <Common
          slug={discussion.slug}
          site={props.site}
          mayMark={props.admin && discussion.phase === "draft"}
        />
        <SaveBar {...props} />
      </form>
      {props.spaces}
      <CopyDiscussion onSubmit={props.onCopy} />
    </SettingsProvider>
  );
}

function SettingsProvider(props: { settings: Settings; children: ComponentChildren }) {
  return (
    <SettingsContext.Provider value={props.settings}>
      <FieldsContext.Provider value={props.settings}>{props.children}</FieldsContext.Provider>
    </SettingsContext.Provider>
  );
}

/** Brings the reader to a field, in its language. */
function useGoing({ draft, onLanguage }: Pick<SettingsFormProps, "draft" | "onLanguage">) {
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    const field = document.getElementById(wanted);
    field?.scrollIntoView({ block: "center" });
    field?.focus();
    setWanted(null);
  }, [wanted]);
  return (path: string, language?: string) => {
    const last = language ?? path.slice(path.lastIndexOf(".") + 1);
    if (languagesOf(draft).includes(last)) onLanguage(last);
    setWanted(language === undefined ? path : `${path}.${language}`);
  };
}

/** On top of the form: what was not saved, and why. */
function Told({ faults, behind, onGo }: SettingsFormProps & { onGo(path: string): void }) {
  const h = useHost();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (faults.length > 0 || behind) box.current?.focus();
  }, [faults, behind]);
  if (faults.length === 0 && !behind) return null;
  return (
    <div class="summary" role="alert" tabIndex={-1} ref={box}>
      <h2>{h.notSaved}</h2>
      {behind && <p>{h.behind}</p>}
      {faults.map(({ path, sentence }, i) => (
        <p key={i}>
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
              {[labelAt(h.labels, path), sentence].filter(Boolean).join(": ")}
            </a>
          )}
        </p>
      ))}
    </div>
  );
}

/** What the field is called that a path leads to: the item of a list and the language are no part of that. */
function labelAt(labels: Readonly<Record<string, string>>, path: string): string | undefined {
  const names = path.split(".").filter((name) => !/^\d+$/.test(name));
  for (let n = names.length; n > 0; n--) {
    const label = labels[names.slice(0, n).join(".")];
    if (label) return label;
  }
  return undefined;
}

function SaveBar({ changes, busy, savedAt }: SettingsFormProps) {
  const { lang } = useUi();
  const h = useHost();
  const idle = savedAt === null ? h.nothingToSave : h.savedAt(savedAt);
  return (
    <div class="save-bar">
      <p role="status">{changes > 0 ? h.unsaved(changes) : idle}</p>
      <button class="btn primary" type="submit" disabled={busy || changes === 0}>
        {writingWords[lang].save}
      </button>
    </div>
  );
}
