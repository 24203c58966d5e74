import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Draft } from "#client/settings/draft.ts";
import type { Output, RawInput } from "#shared/commands.ts";
import type { DiscussionId } from "#shared/ids.ts";
import type { Result } from "#shared/refusals.ts";

/** The form that a field belongs to. Paths lead into the draft, with dots. */
export interface Fields {
  draft: object;
  /** In which language texts are being written. */
  language: string;
  set(path: string, value: unknown): void;
  /** What is wrong with a field, in words. */
  errorAt(path: string): string | null;
  /** What somebody else saved in a field that was changed here too; undefined where there is nothing of the kind. */
  theirsAt(path: string): unknown;
  takeTheirs(path: string): void;
  keepMine(path: string): void;
}
/** The form of a discussion's settings. */
export interface Settings extends Fields {
  draft: Draft;
  discussionId: DiscussionId;
  /** One piece of a file, at once. */
  sendFile(input: RawInput<"file:put">): Promise<Result<Output<"file:put">>>;
  /** What was sent and isn't wanted; what is saved stays. */
  dropFile(fileId: string): void;
}

export const FieldsContext = createContext<Fields | null>(null);
export const SettingsContext = createContext<Settings | null>(null);

export function useFields(): Fields {
  const fields = useContext(FieldsContext);
  if (!fields) throw new Error("A field was rendered outside of FieldsContext.");
  return fields;
}

export function useSettings(): Settings {
  const settings = useContext(SettingsContext);
  if (!settings) throw new Error("A field was rendered outside of SettingsContext.");
  return settings;
}
