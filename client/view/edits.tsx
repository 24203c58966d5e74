import { useEffect, useState } from "preact/hooks";
import { editWords } from "#client/messages/compiled/edit.ts";
import type { Output } from "#shared/commands.ts";
import type { PostView, SafeHtml } from "#shared/model.ts";
import type { Result } from "#shared/refusals.ts";
import type { Reading } from "./actions.ts";
import { Compared } from "./compared.tsx";
import { sentenceFor } from "./failure.ts";
import { directionOf, isolated, timeWithin } from "./format.ts";
import { Html } from "./html.tsx";
import { type Ui, useUi } from "./ui.ts";

export interface EditsProps {
  post: PostView;
  reading: Reading;
}

/** What each marked edit did to a post, the last one first. */
export function Edits({ post, reading }: EditsProps) {
  const ui = useUi();
  const earlier = useEarlier(post, reading);
  if (!earlier) return null;
  if (!earlier.ok) return <p class="err">{sentenceFor(ui, earlier.failure)}</p>;
  return <EditList post={post} revisions={earlier.value.revisions} />;
}

interface EditListProps {
  post: PostView;
  /** The versions before this one, the oldest first. */
  revisions: Output<"post:revisions">["revisions"];
  /** All are open at first, not only the last edit: a page without script opens nothing later. */
  allOpen?: boolean;
}

export const EditList = ({ post, revisions, allOpen = false }: EditListProps) => (
  <>
    {editsOf(revisions, post).map((edit, index) => (
      <Edited key={edit.at} edit={edit} post={post} first={allOpen || index === 0} />
    ))}
  </>
);

/** The versions before this one, read again when the post has changed. */
function useEarlier({ id, seq }: PostView, reading: Reading) {
  const [earlier, setEarlier] = useState<Result<Output<"post:revisions">> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an edit of the post makes another version
  useEffect(() => {
    let over = false;
    void reading.revisions(id).then((read) => {
      if (!over) setEarlier(read);
    });
    return () => {
      over = true;
    };
  }, [id, seq]);
  return earlier;
}

interface Edit {
  /** Titles of files that came, that went, and that are called otherwise since. */
  attached: string[];
  taken: string[];
  renamed: { was: string; title: string }[];
  before: SafeHtml;
  after: SafeHtml;
  at: PostView["createdAt"];
}

/** The last one first. An edit was made when the next version began, and the last one when the mark says. */
const editsOf = (revisions: Output<"post:revisions">["revisions"], post: PostView): Edit[] =>
  revisions
    .map(({ html, files }, index) => ({
      ...filesApart(files, revisions[index + 1]?.files ?? post.files),
      before: html,
      after: revisions[index + 1]?.html ?? post.html,
      at: revisions[index + 1]?.at ?? post.editedAt ?? post.createdAt,
    }))
    .reverse();

const listed = (ui: Ui, titles: readonly string[]): string =>
  titles.map((title) => isolated(ui, title)).join(ui.t.comma);

type Titled = Pick<PostView["files"][number], "id" | "title">;

/** What became of a post's files, by which they are. */
function filesApart(before: readonly Titled[], after: readonly Titled[]) {
  const without = (some: readonly Titled[], others: readonly Titled[]): string[] =>
    some.filter(({ id }) => !others.some((other) => other.id === id)).map(({ title }) => title);
  const renamed = after.flatMap(({ id, title }) => {
    const was = before.find((each) => each.id === id)?.title ?? title;
    return was === title ? [] : [{ was, title }];
  });
  return { attached: without(after, before), taken: without(before, after), renamed };
}

/** One edit. Older ones are compared only when they are opened. */
function Edited({ edit, post, first }: { edit: Edit; post: PostView; first: boolean }) {
  const ui = useUi();
  const t = editWords[ui.lang];
  const [open, setOpen] = useState(first);
  const [whole, setWhole] = useState(false);
  const language = post.language ?? ui.lang;
  const when = timeWithin(ui, edit.at);
  const ofFiles = edit.attached.length + edit.taken.length + edit.renamed.length > 0;
  return (
    <details class="said" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.changedAt(when)}</summary>
      {open && !whole && !(ofFiles && edit.before === edit.after) && (
        <Compared before={edit.before} after={edit.after} language={language} />
      )}
      {open && edit.attached.length > 0 && <p>{t.filesAttached(listed(ui, edit.attached))}</p>}
      {open &&
        edit.renamed.map(({ was, title }) => (
          <p key={title}>{t.fileRenamed({ was: isolated(ui, was), title: isolated(ui, title) })}</p>
        ))}
      {open && edit.taken.length > 0 && <p>{t.filesTaken(listed(ui, edit.taken))}</p>}
      {open && whole && (
        <>
          <h4>{t.earlierVersion(when)}</h4>
          <Html
            class="prose"
            html={edit.before}
            textName={`${post.id}-${Date.parse(edit.at)}`}
            lang={language}
            dir={directionOf(language)}
          />
        </>
      )}
      {open && (
        <button class="inline script" type="button" onClick={() => setWhole(!whole)}>
          {whole ? t.onlyChanges : t.wholeBefore}
        </button>
      )}
    </details>
  );
}
