import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { keepsTotals } from "#client/feed/may-write.ts";
import type { DiscussionView, PostOrder } from "#shared/model.ts";
import { Field } from "./field.tsx";
import { languageName } from "./format.ts";
import { useUi } from "./ui.ts";
import { WhyOrder } from "./why-order.tsx";

/** What is looked for, as an address has it; "" for nothing in particular. */
export interface Wanted {
  words: string;
  order: PostOrder;
  /** Number of the question. */
  question: string;
  language: string;
  category: string;
  answered: string;
  /** "moderators" for questions to them. */
  asks: string;
  /** Id of the topic. */
  topic: string;
}
export const nothingWanted: Wanted = {
  ...{ words: "", order: "newest", question: "", language: "", category: "", answered: "" },
  ...{ asks: "", topic: "" },
};

export const postOrders: readonly PostOrder[] = [
  ...(["newest", "oldest", "question", "supported", "discussed", "least_seen"] as const),
  ...(["rotating", "shuffled"] as const),
];

interface FindFormProps {
  discussion: DiscussionView;
  wanted: Wanted;
  /** Those that posts are in, besides the discussion's own. */
  languages?: readonly string[];
  /** What is wrong with the words, in words. */
  wrong?: string | null;
  /** What few ask for. */
  children?: ComponentChildren;
}

/** Search and order of all posts: a form that needs no script, and leads to a page of its own. */
export function FindForm(props: FindFormProps) {
  const { discussion, wanted, languages = [], wrong, children } = props;
  const { t, lang, now } = useUi();
  const offered = keepsTotals(discussion, now)
    ? postOrders.filter((each) => each !== "supported")
    : postOrders;
  const [order, setOrder] = useState(wanted.order);
  const all = { value: "", text: t.anyOf };
  return (
    <search>
      <form class="find" action={`/d/${discussion.slug}/posts`} method="get">
        <input type="hidden" name="lang" value={lang} />
        <Field label={t.findLabel} error={wrong}>
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
              {offered.map((each) => (
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
            ...[...new Set([...discussion.languages, ...languages])].map((tag) => ({
              value: tag,
              text: languageName(lang, tag),
            })),
          ]}
        />
        <button class="btn" type="submit">
          {t.findPosts}
        </button>
        {children}
        <WhyOrder order={order} onPage={!children} />
        <a class="who" href={`/d/${discussion.slug}/participation`}>
          {t.whoTakesPart}
        </a>
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

/** One of several, by name. */
export function Choice({ label, name, chosen, options }: ChoiceProps) {
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
