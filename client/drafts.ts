import { type Signal, signal } from "@preact/signals";
import type { DraftBox } from "#client/view/actions.ts";

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
  const memory = new Map<string, string>();
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
      text: () => onShelf((found) => found.getItem(name)) ?? memory.get(name) ?? null,
      save(draft) {
        if (draft.html === "" && !draft.files?.length) {
          drop();
          return true;
        }
        const text = JSON.stringify(draft);
        memory.set(name, text);
        here.add(key);
        tell(key);
        const kept = onShelf((found) => {
          found.setItem(name, text);
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
