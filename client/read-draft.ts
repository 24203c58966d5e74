import { isLanguage } from "#client/language-tag.ts";
import type { Draft, DraftBox, Where } from "#client/view/actions.ts";
import type { FileId, PostId, QuestionId, TextId, VoiceId } from "#shared/ids.ts";
import type { AttachedFile, Category } from "#shared/model.ts";

/** What a composer has kept; null for nothing. What a device kept may be of an older page, or somebody's own making. */
export function draftIn(box: DraftBox): Draft | null {
  const kept = box.text();
  if (kept === null) return null;
  try {
    const {
      html,
      language,
      topics,
      asks,
      onBehalfOf,
      receivedFrom,
      files,
      cites,
      of,
      sent,
      waiting,
      version,
      accepts,
      saved,
    }: Partial<Record<keyof Draft, unknown>> = JSON.parse(kept);
    if (typeof html !== "string") return null;
    return {
      html,
      language: isLanguage(language) ? language : null,
      ...(isTexts(topics) ? { topics } : {}),
      ...(asks === "moderators" ? { asks } : {}),
      ...(isId(onBehalfOf) ? { onBehalfOf } : {}),
      ...readSender(receivedFrom),
      ...readFiles(files),
      ...readCitation(cites),
      ...(isId(of) ? { of } : {}),
      sent: readSent(sent),
      waiting: readWhere(waiting),
      version: typeof version === "number" && Number.isSafeInteger(version) ? version : null,
      ...(isId(accepts) ? { accepts } : {}),
      ...(saved === true ? { saved } : {}),
    };
  } catch {
    return null;
  }
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

function readSender(sender: unknown): Pick<Draft, "receivedFrom"> {
  if (typeof sender !== "object" || sender === null) return {};
  const { name, organisation, category }: Record<string, unknown> = { ...sender };
  if (typeof name !== "string") return {};
  const where = typeof organisation === "string" ? organisation : null;
  return {
    receivedFrom: {
      ...{ name, organisation: where },
      category: isCategory(category) ? category : null,
    },
  };
}

function readFiles(files: unknown): Pick<Draft, "files"> {
  if (!Array.isArray(files)) return {};
  const isFile = (file: Record<string, unknown> | null): file is AttachedFile =>
    typeof file === "object" &&
    isId(file?.id) &&
    [file.name, file.title].every((each) => typeof each === "string") &&
    typeof file.size === "number" &&
    (file.type === "pdf" || file.type === "docx" || file.type === "odt") &&
    isLanguage(file.language);
  return { files: files.filter(isFile) };
}

function readCitation(cites: unknown): Pick<Draft, "cites"> {
  if (typeof cites !== "object" || cites === null) return {};
  const { document, page, paragraph }: Record<string, unknown> = { ...cites };
  const place = (at: unknown) => (typeof at === "string" ? at : null);
  return typeof document === "string"
    ? { cites: { document, page: place(page), paragraph: place(paragraph) } }
    : {};
}

function readWhere(where: unknown): Where | null {
  if (typeof where !== "object" || where === null) return null;
  const { kind, questionId, parentId, postId }: Record<string, unknown> = { ...where };
  if (!isId(questionId)) return null;
  if (kind === "answer") return { kind, questionId };
  if (kind === "reply" && isId(parentId)) return { kind, questionId, parentId };
  return kind === "edit" && isId(postId) ? { kind, questionId, postId } : null;
}
/** What isn't one is refused by the server, as with ids below. */
export const isCategory = (value: unknown): value is Category =>
  typeof value === "string" && value !== "";
const isId = (value: unknown): value is QuestionId & PostId & TextId & VoiceId & FileId =>
  typeof value === "string";

function readSent(sent: unknown): Draft["sent"] {
  if (typeof sent !== "object" || sent === null) return null;
  if (!("commandId" in sent && "what" in sent)) return null;
  const { commandId, what } = sent;
  return typeof commandId === "string" && typeof what === "string" ? { commandId, what } : null;
}
