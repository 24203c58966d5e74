import type { ModeratorDraft } from "#client/settings/draft.ts";
import { Field, Wrong } from "#client/view/field.tsx";
import { calendarDay } from "#client/view/format.ts";
import { useHost } from "#client/view/host/use-host.ts";
import { shownWall } from "#client/view/host/zoned-time.ts";
import { usePlainUi } from "#client/view/plain-ui.ts";
import { useUi } from "#client/view/ui.ts";
import { limits } from "#shared/limits.ts";
import { Languages } from "./languages.tsx";
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
  const ui = useUi();
  const { t } = ui;
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
      <Setting
        path="deliverable.dueDate"
        label={labels["deliverable.dueDate"]}
        shown={(date) => (date === "" ? "" : calendarDay(ui, date))}
      >
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
    <Setting path={path} label={labels[path]} shown={(value) => options[value] ?? value}>
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
  const ui = useUi();
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
          shown={(wall) => shownWall(ui, wall)}
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
