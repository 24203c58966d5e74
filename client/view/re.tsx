import { useState } from "preact/hooks";
import { excerpt } from "#shared/cut.ts";
import type { ParentView, PostView } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import type { Reading } from "./actions.ts";
import { sentenceFor } from "./failure.ts";
import { directionOf, isolated } from "./format.ts";
import { readIn } from "./translated.tsx";
import { useUi } from "./ui.ts";

const excerptLength = 64;

interface ReProps {
  post: PostView;
  /** What it answers, when that is loaded. */
  parent: PostView | null;
  /** What is known of it else. */
  about: ParentView | null;
  reading: Reading;
}

/** What a reply answers: a few of its words, or how it is gone. Never an empty gap. */
export function Re({ post, parent, about, reading }: ReProps) {
  const ui = useUi();
  const { t } = ui;
  const [failure, setFailure] = useState<Failure | null>(null);
  if (!post.parentId) return null;
  const id = post.parentId;
  const known = parent ?? about;
  const go = async (event: Event) => {
    if (!ui.live) return;
    event.preventDefault();
    setFailure(await reading.goTo(id, post.id));
  };
  return (
    <p class="re">
      {t.inReplyTo}{" "}
      <a href={parent ? `#p-${id}` : `/p/${id}`} onClick={(event) => void go(event)}>
        <ParentWords parent={known} reference={post.parentReference} />
      </a>
      {known?.author && <> {t.by(isolated(ui, known.author.name))}</>}
      {failure && (
        <span class="err">
          {" "}
          {failure.code === "not_found" ? t.postMissing : sentenceFor(ui, failure)}
        </span>
      )}
    </p>
  );
}

interface ParentProps {
  parent: ParentView | null;
  reference: string | null;
}

function ParentWords({ parent, reference }: ParentProps) {
  const { t, lang } = useUi();
  if (!parent) return <span class="num">{reference ? t.showPost(reference) : t.reRemoved}</span>;
  if (parent.author) {
    const words = readIn(parent, lang);
    const language = words.language ?? lang;
    return (
      <q lang={language} dir={directionOf(language)}>
        {excerpt(words.html, excerptLength)}
      </q>
    );
  }
  if (parent.state === "hidden") return <>{t.reHidden}</>;
  return <>{parent.state === "withdrawn" ? t.reWithdrawn : t.reRemoved}</>;
}
