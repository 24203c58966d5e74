import { useState } from "preact/hooks";
import { topicWords } from "#client/messages/compiled/topic.ts";
import type { PostView } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import { sentenceAt } from "./fault.ts";
import { Wrong } from "./field.tsx";
import { useInPlace } from "./in-place.ts";
import { TopicBoxes } from "./topic-boxes.tsx";
import { useUi } from "./ui.ts";

interface TagFormProps {
  post: PostView;
  busy: boolean;
  failure: Failure | null;
  onTag(topics: string[], seq: number): Promise<void>;
  onCancel(): void;
}

/** A moderator says what a post is about. Should it change meanwhile, that is told instead of being written over. */
export function TagForm({ post, busy, failure, onTag, onCancel }: TagFormProps) {
  const ui = useUi();
  const t = topicWords[ui.lang];
  // As it was when the form was opened.
  const [{ topics, seq }] = useState(post);
  const [chosen, setChosen] = useState<string[]>(topics);
  const { cancel, props } = useInPlace<HTMLFormElement>(onCancel, { first: "input" });
  const same = chosen.length === topics.length && chosen.every((each) => topics.includes(each));
  const title = t.title(post.reference ?? "");
  return (
    <form
      class="decide"
      aria-label={title}
      {...props}
      onSubmit={(event) => {
        event.preventDefault();
        if (same) cancel();
        else void onTag(chosen, seq);
      }}
    >
      <p class="h">{title}</p>
      <p class="hint">{t.hint}</p>
      <TopicBoxes chosen={chosen} disabled={busy} onChange={setChosen} />
      {failure && <Wrong text={sentenceAt(ui, failure)} alert />}
      <div class="btns">
        <button class="btn primary" type="submit" aria-disabled={busy}>
          {t.save}
        </button>
        <button class="btn" type="button" onClick={cancel}>
          {ui.t.cancel}
        </button>
      </div>
    </form>
  );
}
