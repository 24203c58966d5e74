import { findingWords } from "#client/messages/compiled/finding.ts";
import { limits } from "#shared/limits.ts";
import type { DiscussionView } from "#shared/model.ts";
import { Field } from "./field.tsx";
import { Choice } from "./find-form.tsx";
import type { Found, WantedHere } from "./finding.ts";
import { numeral, pick } from "./format.ts";
import { useUi } from "./ui.ts";

interface MoreProps {
  discussion: DiscussionView;
  /** Numbers of the questions, in their order. */
  questions: readonly number[];
  wanted: WantedHere;
  /** How many posts there would be with each topic. */
  counts: Found["topics"];
  signedIn: boolean;
}

/** What few ask for, in the form for posts: open where some of it is asked for, so that nothing narrows what is found unseen. */
export function FindMore(props: MoreProps) {
  const { author, mentions, words: _, order: _o, language: _l, ...rest } = props.wanted;
  const { t, lang } = useUi();
  return (
    <>
      {author && <input type="hidden" name="author" value={author} />}
      {mentions && <input type="hidden" name="mentions" value={mentions} />}
      <details class="rest" open={Object.values(rest).some(Boolean)}>
        <summary>{findingWords[lang].moreFilters}</summary>
        <div class="filters">
          <Filters {...props} />
          <button class="btn" type="submit">
            {t.findPosts}
          </button>
        </div>
      </details>
    </>
  );
}

function Filters({ discussion, questions, wanted, counts, signedIn }: MoreProps) {
  const { t, lang } = useUi();
  const f = findingWords[lang];
  const all = { value: "", text: t.anyOf };
  return (
    <>
      <Choice
        label={f.questionLabel}
        name="question"
        chosen={wanted.question}
        options={[all, ...questions.map((n) => ({ value: String(n), text: t.question(n) }))]}
      />
      <Choice
        label={f.categoryLabel}
        name="category"
        chosen={wanted.category}
        options={[all, ...Object.entries(t.categories).map(([value, text]) => ({ value, text }))]}
      />
      <OrganisationField discussion={discussion} typed={wanted.organisation} />
      <TopicChoice discussion={discussion} chosen={wanted.topic} counts={counts} />
      <DocumentChoice discussion={discussion} chosen={wanted.document} />
      <Choice
        label={f.addressedTo}
        name="asks"
        chosen={wanted.asks}
        options={[all, { value: "moderators", text: f.theModerators }]}
      />
      <Choice
        label={f.answeredLabel}
        name="answered"
        chosen={wanted.answered}
        options={[
          ...[all, { value: "yes", text: f.answeredYes }],
          { value: "no", text: f.answeredNo },
          { value: "officially", text: f.answeredOfficially },
        ]}
      />
      {(signedIn || wanted.supported) && (
        <Choice
          label={f.supportLabel}
          name="supported"
          chosen={wanted.supported}
          options={[all, { value: "me", text: f.supportedByYou }]}
        />
      )}
    </>
  );
}

function OrganisationField({
  discussion,
  typed,
}: Pick<MoreProps, "discussion"> & { typed: string }) {
  const f = findingWords[useUi().lang];
  const confirmed = [...new Set(discussion.voices.map(({ organisation }) => organisation))];
  return (
    <Field label={f.organisationLabel} hint={f.organisationHint}>
      {(control) => (
        <>
          <input
            {...control}
            type="text"
            name="organisation"
            maxLength={limits.organisation}
            defaultValue={typed}
            list={confirmed.length > 0 ? `${control.id}-list` : undefined}
          />
          {confirmed.length > 0 && (
            <datalist id={`${control.id}-list`}>
              {confirmed.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

type TopicProps = Pick<MoreProps, "discussion" | "counts"> & { chosen: string };

function TopicChoice({ discussion: { topics }, counts, chosen }: TopicProps) {
  const { t, lang } = useUi();
  if (topics.length === 0) return null;
  const countOf = (id: string) => counts.find((each) => each.id === id)?.posts ?? 0;
  const offered = topics.map(({ id, label }) => ({
    value: id,
    text: `${pick(label, lang)?.text} (${numeral(lang, countOf(id))})`,
  }));
  return (
    <Choice
      label={findingWords[lang].topicLabel}
      name="topic"
      chosen={chosen}
      options={[{ value: "", text: t.anyOf }, ...offered]}
    />
  );
}

function DocumentChoice({
  discussion: { documents },
  chosen,
}: Pick<MoreProps, "discussion"> & { chosen: string }) {
  const { t, lang } = useUi();
  if (documents.length === 0) return null;
  const offered = documents.map(({ id, title }) => ({
    value: id,
    text: pick(title, lang)?.text ?? "",
  }));
  return (
    <Choice
      label={findingWords[lang].documentLabel}
      name="document"
      chosen={chosen}
      options={[{ value: "", text: t.anyOf }, ...offered]}
    />
  );
}
