import { useState } from "preact/hooks";
import { attachWords } from "#client/messages/compiled/attach.ts";
import type { DocumentDraft } from "#client/settings/draft.ts";
import { Wrong } from "#client/view/field.tsx";
import { focusLater, GoingList, PickFiles } from "#client/view/files/going-list.tsx";
import { titleFrom, useUploads } from "#client/view/files/use-uploads.ts";
import { isolated, languageName, numeral } from "#client/view/format.ts";
import { useHost } from "#client/view/host/use-host.ts";
import { sizeOf } from "#client/view/papers.tsx";
import { useUi } from "#client/view/ui.ts";
import { limits } from "#shared/limits.ts";
import type { FileView } from "#shared/model.ts";
import { LocalLine, Setting, Theirs } from "./text-fields.tsx";
import { useListFocus } from "./use-list-focus.ts";
import { useSettings } from "./use-settings.ts";

/** The documents of a discussion. A file is sent as soon as it is chosen; that it is one of them holds once the form is saved. */
export function DocumentList() {
  const ui = useUi();
  const h = useHost();
  const t = attachWords[ui.lang];
  const { draft, set, errorAt, language, sendFile, dropFile, discussionId } = useSettings();
  const { documents } = draft;
  const error = errorAt("documents");
  const { list, focusOn } = useListFocus<HTMLFieldSetElement>();
  const [told, tell] = useState("");
  const { going, onWay, add, again, takeOff } = useUploads({
    drop: dropFile,
    discussionId: () => discussionId,
    put: sendFile,
    done(file) {
      const title = { [language]: titleFrom(file.name) };
      // An id that no document has: the file's own end, which is by chance.
      const added = { id: file.id.slice(-8), title, language: "", file };
      const stood = document.activeElement?.closest(`#going-${file.id}`);
      set("documents", [...documents, added]);
      tell(t.there(isolated(ui, file.name)));
      // Whoever writes elsewhere meanwhile stays there.
      if (stood) focusLater("documents-pick");
    },
  });
  return (
    <fieldset class="item" id="documents" tabIndex={-1} ref={list}>
      <legend>{h.labels.documents}</legend>
      <p class="hint">{h.documentsHint}</p>
      {error && <Wrong text={error} />}
      {documents.map((document, i) => (
        <DocumentFields
          key={document.id}
          place={i}
          document={document}
          onRemove={() => {
            set(
              "documents",
              documents.filter((_, at) => at !== i),
            );
            focusOn(i);
          }}
        />
      ))}
      <GoingList
        going={going}
        onAgain={again}
        onOff={(id) => {
          takeOff(id);
          focusLater("documents-pick");
        }}
      />
      {documents.length + onWay < limits.documents && (
        <p>
          <PickFiles
            id="documents-pick"
            label={h.addDocument}
            several={false}
            disabled={onWay > 0}
            describedBy="documents-hint"
            onPick={(files) => add(files.slice(0, 1))}
          />{" "}
          <span id="documents-hint" class="hint">
            {t.hint({
              n: numeral(ui.lang, limits.documents),
              size: sizeOf(ui, limits.fileBytes),
            })}
          </span>
        </p>
      )}
      <p class="sr" role="status">
        {told}
      </p>
      <Theirs path="documents" />
    </fieldset>
  );
}

interface DocumentFieldsProps {
  place: number;
  document: DocumentDraft;
  onRemove(): void;
}

/** What a document is called, and in what language it is; a newer file may take the place of the one that is there. */
function DocumentFields({ place, document, onRemove }: DocumentFieldsProps) {
  const ui = useUi();
  const h = useHost();
  const { draft, set, sendFile, dropFile, discussionId, errorAt } = useSettings();
  const path = `documents.${place}`;
  const { file } = document;
  const { going, add, again, takeOff } = useUploads({
    ...{ discussionId: () => discussionId, put: sendFile, drop: dropFile },
    done(newer: FileView) {
      const stood = window.document.activeElement?.closest(`#going-${newer.id}`);
      set(`${path}.file`, newer);
      if (stood) focusLater(`${path}-newer`);
    },
  });
  const called = h.item({ what: h.document, n: place + 1 });
  const error = errorAt(`${path}.file`);
  return (
    <fieldset class="item">
      <legend>{called}</legend>
      <p>
        <bdi>{file.name}</bdi>, {sizeOf(ui, file.size)}
      </p>
      {error && <Wrong text={error} />}
      <LocalLine path={`${path}.title`} label={h.labels["documents.title"]} />
      <Setting path={`${path}.language`} label={h.documentLanguage}>
        {(control, value, onValue) => (
          <select
            {...control}
            value={value}
            onChange={({ currentTarget }) => onValue(currentTarget.value)}
          >
            <option value="">{h.severalLanguages}</option>
            {[...new Set([...draft.languages, ...(value ? [value] : [])])].map((tag) => (
              <option key={tag} value={tag}>
                {languageName(ui.lang, tag)}
              </option>
            ))}
          </select>
        )}
      </Setting>
      <GoingList
        going={going}
        onAgain={again}
        onOff={(id) => {
          takeOff(id);
          focusLater(`${path}-newer`);
        }}
      />
      <div class="btns">
        <PickFiles
          id={`${path}-newer`}
          label={h.newerFile}
          several={false}
          disabled={going.some(({ failure }) => !failure)}
          onPick={(files) => add(files.slice(0, 1))}
        />
        <button class="btn small" type="button" onClick={onRemove}>
          {h.remove}
          <span class="sr"> {isolated(ui, called)}</span>
        </button>
      </div>
    </fieldset>
  );
}
