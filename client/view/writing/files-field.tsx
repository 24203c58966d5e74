import { useState } from "preact/hooks";
import { attachWords } from "#client/messages/compiled/attach.ts";
import type { Writing } from "#client/view/actions.ts";
import { Field } from "#client/view/field.tsx";
import { GoingList, PickFiles } from "#client/view/files/going-list.tsx";
import { useUploads } from "#client/view/files/use-uploads.ts";
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
  /** How many are on their way. */
  onGoing(count: number): void;
}

const withoutEnding = (name: string): string => name.replace(/\.[^.]*$/, "");

/** The position papers of a post: each is sent while the post is being written, and has a title and a language. */
export function FilesField(props: FilesFieldProps) {
  const { files, language, languages, disabled, writing, onChange, onGoing } = props;
  const ui = useUi();
  const t = attachWords[ui.lang];
  const [told, tell] = useState("");
  const drop = (fileId: string) => {
    const { discussionId } = writing.stamp();
    // What a post has stays whatever is asked; what isn't dropped now is cleared away later.
    void writing.act("file:drop", { discussionId, fileId });
  };
  const { going, add, again, takeOff } = useUploads({
    drop,
    discussionId: () => writing.stamp().discussionId,
    put: (input) => writing.act("file:put", input),
    done(file) {
      const spoken = language ?? languages[0];
      if (!spoken) return;
      props.onAttach({ ...file, title: withoutEnding(file.name), language: spoken });
      tell(t.there(isolated(ui, file.name)));
    },
  });
  const onWay = going.filter(({ failure }) => !failure).length;
  onGoing(onWay);
  const room = limits.postFiles - files.length - onWay;
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
            label={t.language}
            onChoose={(next) => put(i, { language: next })}
          />
          <button
            class="btn small"
            type="button"
            onClick={({ currentTarget }) => {
              const next = currentTarget
                .closest("fieldset")
                ?.querySelector<HTMLElement>(".pick button");
              onChange(files.filter((_, at) => at !== i));
              drop(file.id);
              next?.focus();
            }}
          >
            {t.off}
            <span class="sr"> {file.name}</span>
          </button>
        </div>
      ))}
      <GoingList going={going} onAgain={again} onOff={takeOff} />
      <div class="pick">
        <PickFiles
          label={t.attach}
          several={room > 1}
          disabled={disabled || room <= 0}
          describedBy="attach-hint"
          onPick={(picked) => add(picked.slice(0, room))}
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
