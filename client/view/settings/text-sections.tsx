import { useHost } from "#client/view/host/use-host.ts";
import { useUi } from "#client/view/ui.ts";
import { limits } from "#shared/limits.ts";
import type { QuestionView } from "#shared/model.ts";
import { Line, LocalLine, LocalRich } from "./text-fields.tsx";
import { useListFocus } from "./use-list-focus.ts";
import { useSettings } from "./use-settings.ts";

/** What stands on top of the page, and beside it. */
export function Texts() {
  const { labels, outcomeHint, followUpHint, listHint } = useHost();
  const listed = { hint: listHint, several: true };
  return (
    <>
      <LocalLine path="title" label={labels.title} />
      <LocalRich path="aim" label={labels.aim} />
      <LocalRich path="method" label={labels.method} />
      <LocalLine path="addressees" label={labels.addressees} {...listed} />
      <LocalLine path="callToAction.label" label={labels["callToAction.label"]} />
      <LocalRich path="contact" label={labels.contact} />
      <LocalLine path="deliverable.title" label={labels["deliverable.title"]} />
      <LocalLine path="deliverable.feedsInto" label={labels["deliverable.feedsInto"]} />
      <LocalLine path="preparedBy" label={labels.preparedBy} {...listed} />
      <LocalLine path="onBehalfOf" label={labels.onBehalfOf} {...listed} />
      <LocalRich path="guidelines" label={labels.guidelines} />
      <LocalRich path="disclaimer" label={labels.disclaimer} />
      <LocalRich path="outcome" label={labels.outcome} hint={outcomeHint} />
      <LocalLine path="followUp" label={labels.followUp} hint={followUpHint} several />
    </>
  );
}

let named = 0;

/** The questions that are there, in the order of their numbers, and new ones. */
export function Questions({ questions }: { questions: readonly QuestionView[] }) {
  const { t } = useUi();
  const h = useHost();
  const { draft, set } = useSettings();
  const added = Object.keys(draft.added);
  const { list, focusOn } = useListFocus<HTMLElement>();
  const remove = (key: string) => {
    set("added", Object.fromEntries(Object.entries(draft.added).filter(([each]) => each !== key)));
    focusOn(questions.length + added.indexOf(key));
  };
  const add = () => {
    const key = `new-${++named}`;
    set(`added.${key}`, { text: {}, authorName: "" });
    focusOn(questions.length + added.length);
  };
  return (
    <section ref={list}>
      <h3>{t.questions}</h3>
      {questions.map(({ id, number }) => (
        <QuestionFields key={id} path={`questions.${id}`} label={t.question(number)} />
      ))}
      {added.map((key) => (
        <div key={key} class="item">
          <QuestionFields path={`added.${key}`} label={h.newQuestion} />
          <button class="btn small" type="button" onClick={() => remove(key)}>
            {h.remove}
            <span class="sr"> {h.newQuestion}</span>
          </button>
        </div>
      ))}
      {questions.length + added.length < limits.questions ? (
        <button class="btn" type="button" onClick={add}>
          {h.addQuestion}
        </button>
      ) : (
        <p class="hint">{h.questionsFull(limits.questions)}</p>
      )}
    </section>
  );
}

function QuestionFields({ path, label }: { path: string; label: string }) {
  const h = useHost();
  return (
    <div class="item">
      <LocalLine path={`${path}.text`} label={label} />
      <Line path={`${path}.authorName`} label={`${label}: ${h.questionBy}`} />
    </div>
  );
}
