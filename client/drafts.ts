import type { Draft, DraftBox } from "#client/view/actions.ts";
import type { Language } from "#shared/model.ts";

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Drafts on this device. Where it keeps nothing, they last as long as the page. */
export function createDrafts(shelf: () => Shelf | null): (key: string) => DraftBox {
  const memory = new Map<string, Draft>();
  const onShelf = <T>(act: (shelf: Shelf) => T): T | null => {
    try {
      const found = shelf();
      return found && act(found);
    } catch {
      return null;
    }
  };
  return (key) => {
    const name = `draft ${key}`;
    const drop = () => {
      memory.delete(name);
      onShelf((found) => found.removeItem(name));
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
        const kept = onShelf((found) => {
          found.setItem(name, JSON.stringify(draft));
          return true;
        });
        return kept === true;
      },
    };
  };
}

const isLanguage = (value: unknown): value is Language =>
  typeof value === "string" && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(value);

/** What a device kept may be of an older page, or somebody's own making. */
function readDraft(kept: string): Draft | null {
  try {
    const { html, language, sent }: Partial<Record<keyof Draft, unknown>> = JSON.parse(kept);
    if (typeof html !== "string") return null;
    return { html, language: isLanguage(language) ? language : null, sent: readSent(sent) };
  } catch {
    return null;
  }
}

function readSent(sent: unknown): Draft["sent"] {
  if (typeof sent !== "object" || sent === null) return null;
  if (!("commandId" in sent && "what" in sent)) return null;
  const { commandId, what } = sent;
  return typeof commandId === "string" && typeof what === "string" ? { commandId, what } : null;
}
