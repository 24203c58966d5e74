import { attachWords } from "#client/messages/compiled/attach.ts";
import { writingWords } from "#client/messages/compiled/writing.ts";
import { sentenceAt } from "#client/view/fault.ts";
import { fileFault } from "#client/view/files/going-list.tsx";
import { fullTime, isolated, numeral } from "#client/view/format.ts";
import { type Ui, useUi } from "#client/view/ui.ts";
import { excerpt } from "#shared/cut.ts";
import { limits } from "#shared/limits.ts";
import type { Failure } from "#shared/refusals.ts";
import type { OtherDraft } from "./kept.ts";
import type { useComposer } from "./use-composer.ts";

/** What else there is for this place: another device's draft, or the post that was changed meanwhile. */
export function Others({
  kept,
  meanwhile,
  disabled,
}: Pick<ReturnType<typeof useComposer>, "kept" | "meanwhile"> & { disabled: boolean }) {
  const ui = useUi();
  const t = writingWords[ui.lang];
  const { other } = kept;
  const { offered } = meanwhile;
  return (
    <>
      {other && (
        <Other
          title={other.savedAt ? t.otherDraft(fullTime(ui, other.savedAt)) : t.putAside}
          {...{ other, disabled, onSwap: kept.swap, onKeep: kept.settle }}
        />
      )}
      {offered && (
        <Other
          title={offered.mine ? t.putAside : t.postSays}
          {...{ other: offered.other, disabled, onSwap: meanwhile.swap, onKeep: meanwhile.settle }}
        />
      )}
    </>
  );
}

interface OtherProps {
  title: string;
  other: OtherDraft;
  disabled: boolean;
  onSwap(): void;
  onKeep(): void;
}

/** It is about what was said of somebody who sent it in, and not about the text. */
export const isOfSender = (failure: Failure | null): boolean =>
  failure?.field?.startsWith("receivedFrom") ?? false;

/** Which file lacks a title. */
export function untitledIn(failure: Failure | null): number | null {
  const [, place] = /^files\.(\d+)\.title$/.exec(failure?.field ?? "") ?? [];
  return place === undefined ? null : Number(place);
}

/** Which of the two of a citation is no place. */
export function placeIn(failure: Failure | null): "page" | "paragraph" | null {
  const [, key] = /^cites\.(page|paragraph)$/.exec(failure?.field ?? "") ?? [];
  return key === "page" || key === "paragraph" ? key : null;
}

/** A refusal of what was sent; of a post that isn't what it was when its author began to edit it, what became of it. */
export function faultIn(ui: Ui, failure: Failure): string {
  const { meanwhile, senderName, senderOrganisation } = writingWords[ui.lang];
  const { code, details } = failure;
  if (details?.rule === "empty_note") return writingWords[ui.lang].emptyNote;
  if (details?.rule === "not_confirmed") return writingWords[ui.lang].voiceRefused;
  const { field } = failure;
  if (field?.startsWith("files") || field?.startsWith("cites")) return attachFault(ui, failure);
  if (field === "receivedFrom.name") return `${senderName}: ${sentenceAt(ui, failure)}`;
  if (field === "receivedFrom.organisation")
    return `${senderOrganisation}: ${sentenceAt(ui, failure)}`;
  const became = [details?.rule, details?.state].find(
    (key): key is keyof typeof meanwhile => typeof key === "string" && key in meanwhile,
  );
  return code === "conflict" && became ? meanwhile[became] : sentenceAt(ui, failure);
}

function attachFault(ui: Ui, failure: Failure): string {
  const { faults } = attachWords[ui.lang];
  if (placeIn(failure)) return faults.place;
  if (failure.field?.startsWith("cites")) return faults.unknown_document;
  if (failure.field === "files" && failure.details?.rule === "too_long")
    return faults.too_many_papers(numeral(ui.lang, limits.postFiles));
  return untitledIn(failure) === null ? fileFault(ui, failure) : faults.untitled;
}

/** Two texts of the same place: what the other one begins with, and a choice. */
function Other({ title, other, disabled, onSwap, onKeep }: OtherProps) {
  const t = writingWords[useUi().lang];
  const ui = useUi();
  const { html, language, files } = other;
  const a = attachWords[ui.lang];
  return (
    <div class="other-draft" role="status">
      <p>
        <b>{title}</b>
      </p>
      <p class="excerpt" {...(language ? { lang: language } : {})} dir="auto">
        {excerpt(html, 200)}
      </p>
      {files && files.length > 0 && (
        <p>
          {a.papers}: {files.map(({ title }) => isolated(ui, title)).join(ui.t.comma)}
        </p>
      )}
      <div class="btns">
        <button class="btn small" type="button" disabled={disabled} onClick={onSwap}>
          {t.takeOther}
        </button>
        <button class="btn small" type="button" disabled={disabled} onClick={onKeep}>
          {t.keepThis}
        </button>
      </div>
    </div>
  );
}
