import { useState } from "preact/hooks";
import type { Output } from "#shared/commands.ts";
import type { DiscussionView, PostOrder } from "#shared/model.ts";
import { Field } from "./field.tsx";
import { languageName, numeral, pick } from "./format.ts";
import { useUi } from "./ui.ts";

/** What is looked for, as an address has it; "" for nothing in particular. */
export interface Wanted {
  words: string;
  order: PostOrder;
  /** Number of the question. */
  question: string;
  language: string;
  category: string;
  answered: string;
  /** Id of the topic. */
  topic: string;
}
export const nothingWanted: Wanted = {
  ...{ words: "", order: "newest", question: "", language: "", category: "", answered: "" },
  topic: "",
};

export const postOrders: readonly PostOrder[] = [
  ...(["newest", "oldest", "question", "supported", "discussed", "rotating", "shuffled"] as const),
];

interface FindFormProps {
  discussion: DiscussionView;
  /** Numbers of the questions, in their order. */
  questions: readonly number[];
  wanted: Wanted;
  /** How many posts there would be with each topic; null where that isn't known. */
  counts?: Output<"post:find">["topics"] | null;
  /** The whole form, with what few ask for. */
  whole: boolean;
}

/** Search and order of all posts: a form that needs no script, and leads to a page of its own. */
export function FindForm({ discussion, questions, wanted, counts, whole }: FindFormProps) {
  const { t, lang } = useUi();
  const [order, setOrder] = useState(wanted.order);
  const all = { value: "", text: t.anyOf };
  const countOf = (id: string) => counts?.find((each) => each.id === id)?.posts ?? 0;
  return (
    <search>
      <form class="find" action={`/d/${discussion.slug}/posts`} method="get">
        <input type="hidden" name="lang" value={lang} />
        <Field label={t.findLabel}>
          {(control) => (
            <input
              {...control}
              type="search"
              name="words"
              maxLength={500}
              defaultValue={wanted.words}
            />
          )}
        </Field>
        <Field label={t.orderLabel}>
          {(control) => (
            <select
              {...control}
              name="order"
              onChange={({ currentTarget: { value } }) =>
                setOrder(postOrders.find((each) => each === value) ?? "newest")
              }
            >
              {postOrders.map((each) => (
                <option key={each} value={each} selected={each === wanted.order}>
                  {t.orders[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Choice
          label={t.languageOfPosts}
          name="language"
          chosen={wanted.language}
          options={[
            all,
            ...discussion.languages.map((tag) => ({ value: tag, text: languageName(lang, tag) })),
          ]}
        />
        {whole && (
          <>
            <Choice
              label={t.questions}
              name="question"
              chosen={wanted.question}
              options={[all, ...questions.map((n) => ({ value: String(n), text: t.question(n) }))]}
            />
            <Choice
              label={t.categoryLabel}
              name="category"
              chosen={wanted.category}
              options={[
                all,
                ...Object.entries(t.categories).map(([value, text]) => ({ value, text })),
              ]}
            />
            {discussion.topics.length > 0 && (
              <Choice
                label={t.topics}
                name="topic"
                chosen={wanted.topic}
                options={[
                  all,
                  ...discussion.topics.map(({ id, label }) => ({
                    value: id,
                    text: `${pick(label, lang)?.text} (${numeral(lang, countOf(id))})`,
                  })),
                ]}
              />
            )}
            <Choice
              label={t.answeredLabel}
              name="answered"
              chosen={wanted.answered}
              options={[
                ...[all, { value: "yes", text: t.answeredYes }],
                { value: "no", text: t.answeredNo },
              ]}
            />
          </>
        )}
        <button class="btn" type="submit">
          {t.findPosts}
        </button>
        <details class="why">
          <summary>{t.whyOrder}</summary>
          <p>{t.orderRules[order]}</p>
        </details>
      </form>
    </search>
  );
}

interface ChoiceProps {
  label: string;
  name: string;
  chosen: string;
  options: readonly { value: string; text: string }[];
}

function Choice({ label, name, chosen, options }: ChoiceProps) {
  return (
    <Field label={label}>
      {(control) => (
        <select {...control} name={name}>
          {options.map(({ value, text }) => (
            <option key={value} value={value} selected={value === chosen}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
