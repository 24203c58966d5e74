import type { ComponentChildren } from "preact";
import { locales } from "#client/messages/messages.ts";
import { Arrived } from "#client/view/host/arrived.tsx";
import type { Values } from "#client/view/host/begin-form.tsx";
import { CopyDiscussion } from "#client/view/host/new-discussion.tsx";
import { Phase, type PhaseActing } from "#client/view/host/phase.tsx";
import { useHost } from "#client/view/host/use-host.ts";
import { usePlainUi } from "#client/view/plain-ui.ts";
import { Standing } from "#client/view/standing.tsx";
import type { DiscussionView, QuestionView } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import { Common } from "./common-sections.tsx";
import { DocumentList } from "./document-list.tsx";
import { LanguageTabs } from "./language-tabs.tsx";
import { FaqList, TermList, TopicList } from "./lists.tsx";
import { MissingList } from "./missing-list.tsx";
import { nameAt, partNameAt } from "./name-at.ts";
import { SaveBar } from "./save-bar.tsx";
import { SignedOut } from "./signed-out.tsx";
import { useStopping } from "./stopping.tsx";
import { Questions, Texts } from "./text-sections.tsx";
import { type Fault, sentencesAt, Told, useClashes, useGoing } from "./told.tsx";
import { FieldsContext, type Settings, SettingsContext } from "./use-settings.ts";

export interface SettingsFormProps extends Omit<Settings, "errorAt"> {
  /** All in which texts can be written. */
  languages: readonly string[];
  discussion: DiscussionView;
  questions: readonly QuestionView[];
  /** Whether an admin of the site is looking. */
  admin: boolean;
  /** `https://roundtable.example` */
  site: string;
  faults: readonly Fault[];
  /** Where somebody else saved something in between that isn't what was typed. */
  clashing: readonly string[];
  /** Somebody else saved in between. */
  behind: boolean;
  /** Where in the draft is what was saved while the rest wasn't. */
  reached: readonly string[];
  attempts: number;
  /** The sign-in ended while the form was open. */
  ended: boolean;
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
  const ui = usePlainUi();
  const { draft, languages, discussion, questions, clashing, behind, reached } = props;
  const faults = [...useClashes(props, clashing), ...props.faults];
  const go = useGoing(languages, props.onLanguage);
  const settings = { ...props, errorAt: (path: string) => sentencesAt(faults, path) };
  const stopping = useStopping(discussion, draft);
  const parts = reached.map((at) => partNameAt(at, { ui, h, questions }));
  const leads = [
    ...(parts.length > 0
      ? [h.savedSoFar(new Intl.ListFormat(locales[ui.lang]).format(parts))]
      : []),
    ...(clashing.length > 0 ? [h.bothChanged] : behind ? [h.behind] : []),
  ];
  return (
    <SettingsProvider settings={settings}>
      <Arrived />
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
          if (!props.busy && props.changes > 0) stopping.ask(props.onSave);
        }}
      >
        <Told
          title={parts.length > 0 ? h.partlySaved : h.notSaved}
          leads={props.changes > 0 ? leads : []}
          faults={faults}
          attempts={props.attempts}
          nameAt={(path) => nameAt(path, { draft, ui, h, questions })}
          onGo={go}
        />
        <LanguageTabs languages={languages} faults={faults} onLanguage={props.onLanguage}>
          <Texts />
          <Questions questions={questions} />
          <FaqList />
          <TermList />
          <TopicList />
          <DocumentList />
        </LanguageTabs>
        <Common
          slug={discussion.slug}
          site={props.site}
          mayMark={props.admin && discussion.phase === "draft"}
        />
        {stopping.asked}
        <SignedOut ended={props.ended} attempts={props.attempts} button={stopping.button} />
        <SaveBar {...props} button={stopping.button} />
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
