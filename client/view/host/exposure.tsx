import { useEffect, useState } from "preact/hooks";
import { sentenceFor } from "#client/view/failure.ts";
import { Wrong } from "#client/view/field.tsx";
import { numeral } from "#client/view/format.ts";
import type { HostPanelProps } from "#client/view/parts.ts";
import { useUi } from "#client/view/ui.ts";
import { useAct } from "#client/view/use-act.ts";
import type { Output } from "#shared/commands.ts";
import { useHost } from "./use-host.ts";

type Found = Output<"discussion:exposure">;

/** How evenly readers' eyes are spread over the posts, as of when the panel was opened. */
export function Exposure({
  discussion,
  questions,
  writing,
}: Pick<HostPanelProps, "discussion" | "questions" | "writing">) {
  const ui = useUi();
  const h = useHost();
  const { busy, failure, act } = useAct(writing);
  const [found, setFound] = useState<Found | null>(null);
  const count = async () => {
    const next = await act("discussion:exposure", { discussionId: discussion.id });
    if (next) setFound(next);
    return next;
  };
  const again = async () => {
    if (await count()) writing.say(h.exposureCounted);
  };
  useEffect(() => void count(), []);
  return (
    <section class="exposure" aria-labelledby="exposure">
      <h2 id="exposure">{h.exposureTitle}</h2>
      <p class="hint">{h.exposureLead}</p>
      {found && found.posts === 0 && <p>{h.exposureNone}</p>}
      {found && found.posts > 0 && (
        <Figures found={found} questions={questions} slug={discussion.slug} />
      )}
      {!found && busy && <p class="loading">{ui.t.loading}</p>}
      {failure && <Wrong text={sentenceFor(ui, failure)} alert />}
      <button class="btn small" type="button" aria-disabled={busy} onClick={() => void again()}>
        {h.exposureAgain}
      </button>
    </section>
  );
}

interface FiguresProps extends Pick<HostPanelProps, "questions"> {
  found: Found;
  slug: string;
}

function Figures({ found, questions, slug }: FiguresProps) {
  const { t, lang } = useUi();
  const h = useHost();
  const figure = (n: number) => numeral(lang, n);
  const share = (n: number) => figure(Math.round(n * 100) / 100);
  const facts: [string, string][] = [
    [h.exposureSum, figure(found.impressions)],
    [h.exposureMedian, figure(found.median)],
    [h.exposureRange, h.exposureRangeOf({ least: figure(found.min), most: figure(found.max) })],
    [h.exposureGini, share(found.gini)],
  ];
  return (
    <>
      <dl class="facts num">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{h.exposureGiniHint}</p>
      <ul>
        {questions.map(({ id, number }) => {
          const of = found.questions.find(({ questionId }) => questionId === id);
          if (!of || of.posts === 0) return null;
          return (
            <li key={id} class="num">
              <b>{t.question(number)}</b>{" "}
              {h.exposureQuestion({
                posts: t.postsCount(of.posts),
                seen: figure(of.impressions),
                gini: share(of.gini),
              })}
            </li>
          );
        })}
      </ul>
      <p class="num">
        {h.exposureLeast}{" "}
        {found.least.map(({ postId, reference, impressions }) => (
          <span key={postId}>
            <a href={`#p-${postId}`}>
              <bdi>{reference}</bdi>
            </a>{" "}
            ({figure(impressions)}){" "}
          </span>
        ))}
      </p>
      <p>
        <a href={`/d/${slug}/posts?order=least_seen`}>{h.exposureList}</a>
      </p>
    </>
  );
}
