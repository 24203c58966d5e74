import { type Signal, signal } from "@preact/signals";
import { isLanguage } from "#client/language-tag.ts";
import type { Draft, DraftBox, Where } from "#client/view/actions.ts";
import type { FileId, PostId, QuestionId, TextId, VoiceId } from "#shared/ids.ts";
import type { AttachedFile, Category } from "#shared/model.ts";

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export interface Drafts {
  box(key: string): DraftBox;
  /** Whether something was begun under this key, here or elsewhere. Whoever asks within a signal's effect hears when that changes. */
  begun(key: string): boolean;
  /** Under these keys the server has drafts. */
  elsewhere(keys: readonly string[]): void;
  /** Those on this device, by keys of this form. */
  kept(isMine: (key: string) => boolean): (readonly [key: string, DraftBox])[];
}

/** Drafts on this device. Where it keeps nothing, they last as long as the page. */
export function createDrafts(shelf: () => Shelf | null): Drafts {
  const memory = new Map<string, Draft>();
  const onShelf = <T>(act: (shelf: Shelf) => T): T | null => {
    try {
      const found = shelf();
      return found && act(found);
    } catch {
      return null;
    }
  };
  const names = () =>
    (onShelf((found) => Array.from({ length: found.length }, (_, i) => found.key(i) ?? "")) ?? [])
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
  const here = new Set(names());
  let there: ReadonlySet<string> = new Set();
  // One for each that was asked about: of a long record only the post that is concerned is drawn anew.
  const told = new Map<string, Signal<boolean>>();
  const isBegun = (key: string) => here.has(key) || there.has(key);
  const tell = (key: string) => {
    const asked = told.get(key);
    if (asked) asked.value = isBegun(key);
  };
  const box = (key: string): DraftBox => {
    const name = `${prefix}${key}`;
    const drop = () => {
      memory.delete(name);
      onShelf((found) => found.removeItem(name));
      here.delete(key);
      there = new Set([...there].filter((each) => each !== key));
      tell(key);
    };
    return {
      drop,
      load() {
        const text = onShelf((found) => found.getItem(name));
        return (text === null ? null : readDraft(text)) ?? memory.get(name) ?? null;
      },
      save(draft) {
        if (draft.html === "") {
          drop();
          return true;
        }
        memory.set(name, draft);
        here.add(key);
        tell(key);
        const kept = onShelf((found) => {
          found.setItem(name, JSON.stringify(draft));
          return true;
        });
        return kept === true;
      },
    };
  };
  return {
    box,
    begun(key) {
      const asked = told.get(key) ?? signal(isBegun(key));
      told.set(key, asked);
      return asked.value;
    },
    elsewhere(keys) {
      const before = there;
      there = new Set(keys);
      for (const key of [...before, ...keys]) tell(key);
    },
    kept: (isMine) =>
      names()
        .filter(isMine)
        .map((key) => [key, box(key)] as const),
  };
}
const prefix = "draft ";

/** What a device kept may be of an older page, or somebody's own making. */
function readDraft(kept: string): Draft | null {
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
  const place = (at: unknown) => (typeof at === "number" ? at : null);
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
