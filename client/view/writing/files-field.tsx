import { useState } from "preact/hooks";
import { attachWords } from "#client/messages/compiled/attach.ts";
import type { Writing } from "#client/view/actions.ts";
import { Field, Wrong } from "#client/view/field.tsx";
import { focusLater, GoingList, PickFiles } from "#client/view/files/going-list.tsx";
import { titleFrom, useUploads } from "#client/view/files/use-uploads.ts";
import { isolated, numeral } from "#client/view/format.ts";
import { sizeOf } from "#client/view/papers.tsx";
import { useUi } from "#client/view/ui.ts";
import { limits } from "#shared/limits.ts";
import type { AttachedFile, Language } from "#shared/model.ts";
import { LanguageField } from "./language-field.tsx";

interface FilesFieldProps {
  files: readonly AttachedFile[];
  /** The discussion's, and what the post is in. */
  languages: readonly Language[];
  language: Language | null;
  disabled: boolean;
  /** Of a title that is missing: its place. */
  untitled: number | null;
  writing: Writing;
  onChange(files: readonly AttachedFile[]): void;
  /** One more is there, whatever came meanwhile. */
  onAttach(file: AttachedFile): void;
  /** How many are on their way, and how many weren't taken. */
  onCount(files: { going: number; failed: number }): void;
}

/** The position papers of a post: each is sent while the post is being written, and has a title and a language. */
export function FilesField(props: FilesFieldProps) {
  const { files, language, languages, disabled, writing, onChange, onCount } = props;
  const ui = useUi();
  const t = attachWords[ui.lang];
  const [told, tell] = useState("");
  /** How many more were chosen than there is room for. */
  const [left, setLeft] = useState(0);
  const drop = (fileId: string) => {
    const { discussionId } = writing.stamp();
    // What a post has stays whatever is asked; what isn't dropped now is cleared away later.
    void writing.act("file:drop", { discussionId, fileId });
  };
  const { going, onWay, add, again, takeOff } = useUploads({
    drop,
    discussionId: () => writing.stamp().discussionId,
    put: (input) => writing.act("file:put", input),
    done(file) {
      const spoken = language ?? languages[0];
      if (!spoken) return;
      const from = document.activeElement;
      props.onAttach({ ...file, title: titleFrom(file.name), language: spoken });
      tell(t.there(isolated(ui, file.name)));
      // Who stood on what goes with the file goes with it; whoever is elsewhere stays there.
      if (from?.closest(`#going-${file.id}`)) focusLater(`paper-${file.id}`);
    },
  });
  onCount({ going: onWay, failed: going.length - onWay });
  const room = limits.postFiles - files.length - going.length;
  /** To choose another; where that can't be, to the field as a whole. */
  const toPick = (name: string) => {
    tell(t.gone(isolated(ui, name)));
    focusLater("attach-pick");
  };
  const put = (i: number, next: Partial<AttachedFile>) =>
    onChange(files.map((each, at) => (at === i ? { ...each, ...next } : each)));
  return (
    <fieldset class="attach" disabled={disabled} aria-label={t.papers}>
      {files.map((file, i) => (
        <div key={file.id} class="attached">
          <Field
            id={`paper-${file.id}`}
            label={t.title(isolated(ui, file.name))}
            error={props.untitled === i ? t.faults.untitled : null}
          >
            {(control) => (
              <input
                {...control}
                type="text"
                dir="auto"
                maxLength={limits.title}
                value={file.title}
                onInput={({ currentTarget }) => put(i, { title: currentTarget.value })}
              />
            )}
          </Field>
          <LanguageField
            languages={languages}
            language={file.language}
            recognised={false}
            label={t.language(isolated(ui, file.name))}
            onChoose={(next) => put(i, { language: next })}
          />
          <button
            class="btn small"
            type="button"
            onClick={() => {
              onChange(files.filter((_, at) => at !== i));
              drop(file.id);
              toPick(file.name);
            }}
          >
            {t.off}
            <span class="sr"> {file.name}</span>
          </button>
        </div>
      ))}
      <GoingList
        going={going}
        onAgain={again}
        onOff={(id) => {
          takeOff(id);
          toPick(going.find((each) => each.id === id)?.file.name ?? "");
        }}
      />
      {left > 0 && <Wrong text={t.leftOut(left)} alert />}
      <div class="pick">
        <PickFiles
          id="attach-pick"
          label={t.attach}
          several
          disabled={disabled || room <= 0}
          describedBy="attach-hint"
          onPick={(picked) => {
            add(picked.slice(0, room));
            setLeft(Math.max(0, picked.length - room));
          }}
        />
        <p id="attach-hint" class="hint">
          {t.hint({ n: numeral(ui.lang, limits.postFiles), size: sizeOf(ui, limits.fileBytes) })}
        </p>
      </div>
      <p class="sr" role="status">
        {told}
      </p>
    </fieldset>
  );
}
