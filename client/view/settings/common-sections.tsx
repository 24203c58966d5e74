import { useRef, useState } from "preact/hooks";
import { isLanguage } from "#client/language-tag.ts";
import { langs } from "#client/messages/messages.ts";
import type { ModeratorDraft } from "#client/settings/draft.ts";
import { Field, Wrong } from "#client/view/field.tsx";
import { languageName } from "#client/view/format.ts";
import { useHost } from "#client/view/host/use-host.ts";
import { usePlainUi } from "#client/view/plain-ui.ts";
import { useUi } from "#client/view/ui.ts";
import { isKnownLanguage } from "#shared/known-language.ts";
import { limits } from "#shared/limits.ts";
import { Line, Setting, Theirs } from "./text-fields.tsx";
import { useListFocus } from "./use-list-focus.ts";
import { useSettings } from "./use-settings.ts";

/** What is the same in all languages. */
export function Common({
  slug,
  site,
  mayMark,
}: {
  /** As it was saved last. */
  slug: string;
  site: string;
  mayMark: boolean;
}) {
  const { t } = useUi();
  const h = useHost();
  const { labels } = h;
  const { draft } = useSettings();
  // An address runs from the left in each language.
  const addressHint = [
    `\u2066${site}/d/…\u2069`,
    h.slugHint,
    draft.slug === slug ? "" : h.formerHint,
  ];
  return (
    <section>
      <h2>{h.forAll}</h2>
      <Line path="slug" label={labels.slug} hint={addressHint.join(" ")} ltr />
      <Languages />
      <Times />
      <Line path="callToAction.url" label={labels["callToAction.url"]} hint={h.urlHint} ltr />
      <OneOf
        path="questionOrder"
        options={{ ascending: h.ascending, descending: h.descending, current: h.current }}
      />
      <OneOf
        path="supportTotals"
        options={{ always: h.totalsAlways, after_closing: h.totalsAfterClosing }}
      />
      <Setting path="deliverable.wordLimit" label={labels["deliverable.wordLimit"]}>
        {(control, value, onValue) => (
          <input
            {...control}
            type="number"
            min="1"
            value={value}
            onInput={({ currentTarget }) => onValue(currentTarget.value)}
          />
        )}
      </Setting>
      <Setting path="deliverable.dueDate" label={labels["deliverable.dueDate"]}>
        {(control, value, onValue) => (
          <input
            {...control}
            type="date"
            value={value}
            onInput={({ currentTarget }) => onValue(currentTarget.value)}
          />
        )}
      </Setting>
      <Moderators title={t.moderators} />
      <Setting path="embedOrigins" label={labels.embedOrigins} hint={h.originsHint}>
        {(control, value, onValue) => (
          <textarea
            {...control}
            rows={3}
            dir="ltr"
            value={value}
            onInput={({ currentTarget }) => onValue(currentTarget.value)}
          />
        )}
      </Setting>
      {mayMark && <Template />}
    </section>
  );
}

/** One of a few, by name. */
function OneOf({
  path,
  options,
}: {
  path: "questionOrder" | "supportTotals";
  options: Readonly<Record<string, string>>;
}) {
  const { labels } = useHost();
  return (
    <Setting path={path} label={labels[path]}>
      {(control, value, onValue) => (
        <select
          {...control}
          value={value}
          onChange={({ currentTarget }) => onValue(currentTarget.value)}
        >
          {Object.entries(options).map(([each, words]) => (
            <option key={each} value={each}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Setting>
  );
}

function Template() {
  const h = useHost();
  const { draft, set, errorAt } = useSettings();
  return (
    <div class="setting">
      <Field id="template" label={h.template} hint={h.templateHint} error={errorAt("template")}>
        {(control) => (
          <input
            {...control}
            type="checkbox"
            checked={draft.template}
            onChange={({ currentTarget }) => set("template", currentTarget.checked)}
          />
        )}
      </Field>
    </div>
  );
}

function Times() {
  const h = useHost();
  const { draft } = useSettings();
  const { timeZone } = draft;
  return (
    <>
      <Setting path="timeZone" label={h.labels.timeZone} hint={h.zoneHint}>
        {(control, value, onValue) => (
          <>
            <input
              {...control}
              type="text"
              dir="ltr"
              list="zones"
              value={value}
              onInput={({ currentTarget }) => onValue(currentTarget.value)}
            />
            <datalist id="zones">
              {zones().map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </Setting>
      {(["opensAt", "closesAt"] as const).map((path) => (
        <Setting
          key={path}
          path={path}
          label={h.labels[path]}
          hint={[h.timesHint(timeZone), path === "opensAt" ? h.opensHint : ""].join(" ").trim()}
        >
          {(control, value, onValue) => (
            <input
              {...control}
              type="datetime-local"
              value={value}
              onInput={({ currentTarget }) => onValue(currentTarget.value)}
            />
          )}
        </Setting>
      ))}
    </>
  );
}

const zones = (): string[] =>
  typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [];

function Languages() {
  const { lang } = useUi();
  const h = useHost();
  const { draft, set, errorAt } = useSettings();
  const [tag, setTag] = useState("");
  const [unknown, setUnknown] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const { list, focusOn } = useListFocus<HTMLFieldSetElement>();
  const error = errorAt("languages");
  const add = () => {
    const given = tag.trim();
    if (given !== "" && !(isLanguage(given) && isKnownLanguage(given))) {
      setUnknown(given);
      input.current?.focus();
      return;
    }
    setUnknown(null);
    if (given !== "" && !draft.languages.includes(given))
      set("languages", [...draft.languages, given]);
    setTag("");
  };
  return (
    <fieldset class="item" id="languages" tabIndex={-1} ref={list}>
      <legend>{h.labels.languages}</legend>
      <p class="hint">{h.languagesHint}</p>
      {error && <Wrong text={error} />}
      <ul class="chips">
        {draft.languages.map((each, i) => (
          <li key={each}>
            <span>
              {languageName(lang, each)} <code>{each}</code>
            </span>
            <button
              class="btn small"
              type="button"
              onClick={() => {
                set(
                  "languages",
                  draft.languages.filter((other) => other !== each),
                );
                focusOn(i);
              }}
            >
              {h.remove}
              <span class="sr"> {languageName(lang, each)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div class="add">
        <Field
          label={h.addLanguage}
          hint={h.languageHint}
          error={unknown && h.about({ item: unknown, sentence: h.faults.unknown_language })}
        >
          {(control) => (
            <>
              <input
                {...control}
                ref={input}
                type="text"
                dir="ltr"
                list="languages-known"
                value={tag}
                onInput={({ currentTarget }) => setTag(currentTarget.value)}
              />
              <datalist id="languages-known">
                {[...langs, "pt", "ru", "zh", "hi", "bn", "sw", "am", "fa", "uk", "de"].map(
                  (each) => (
                    <option key={each} value={each}>
                      {languageName(lang, each)}
                    </option>
                  ),
                )}
              </datalist>
            </>
          )}
        </Field>
        <button class="btn" type="button" onClick={add}>
          {h.add}
        </button>
      </div>
      <Theirs path="languages" />
    </fieldset>
  );
}

/** Those who are named on the page; who may moderate is another matter. */
function Moderators({ title }: { title: string }) {
  const h = useHost();
  const { t } = usePlainUi();
  const { draft, set, errorAt } = useSettings();
  const { moderators } = draft;
  const error = errorAt("moderators");
  const nobody: ModeratorDraft = { name: "", organisation: "", languages: "" };
  const { list, focusOn } = useListFocus<HTMLFieldSetElement>();
  const put = (next: readonly ModeratorDraft[], place: number) => {
    set("moderators", next);
    focusOn(place);
  };
  return (
    <fieldset class="item" id="moderators" tabIndex={-1} ref={list}>
      <legend>{h.labels.moderators}</legend>
      {error && <Wrong text={error} />}
      {moderators.map((_, i) => (
        <fieldset key={i} class="item">
          <legend>{h.moderator(i + 1)}</legend>
          <Line path={`moderators.${i}.name`} label={t.name} />
          <Line path={`moderators.${i}.organisation`} label={t.organisation} />
          <Line path={`moderators.${i}.languages`} label={h.moderatorLanguages} ltr />
          <button
            class="btn small"
            type="button"
            onClick={() =>
              put(
                moderators.filter((_each, other) => other !== i),
                i,
              )
            }
          >
            {h.remove}
            <span class="sr"> {h.moderator(i + 1)}</span>
          </button>
        </fieldset>
      ))}
      {moderators.length < limits.namedModerators && (
        <button
          class="btn"
          type="button"
          aria-label={`${title}: ${h.addModerator}`}
          onClick={() => put([...moderators, nobody], moderators.length)}
        >
          {h.addModerator}
        </button>
      )}
      <Theirs path="moderators" />
    </fieldset>
  );
}
