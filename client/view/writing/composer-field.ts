import type { ComponentType } from "preact";
import type { Writing } from "#client/view/actions.ts";
import type { AuthorView } from "#shared/model.ts";

/** Where the words are typed: the textarea, or the editor in its place. */
export interface WordsField {
  focus(): void;
  /** Replaces all that stands in it. */
  set(html: string): void;
  /** Puts it below the paragraph with the caret, which goes below it. */
  insert(html: string): void;
}

export interface RichFieldProps {
  /** The textarea that it takes the place of, still there. */
  area: HTMLTextAreaElement | null;
  /** What was last given to the textarea to show. */
  html: string;
  /** Of the editable element. */
  attributes: Record<string, string>;
  readOnly: boolean;
  /** Who can be mentioned, of those whose names begin so; null where that can't be had. */
  people(begins: string): Promise<readonly AuthorView[] | null>;
  onChange(html: string): void;
  onSend(event: Event): void;
  /** Called once, as soon as it has the text. */
  ready(field: WordsField): void;
}

export const peopleIn =
  ({ act, stamp }: Pick<Writing, "act" | "stamp">): RichFieldProps["people"] =>
  async (begins) => {
    const found = await act("people:find", { discussionId: stamp().discussionId, begins });
    return found.ok ? found.value.people : null;
  };

/** The editor, fetched when it is first asked for; null when it can't be had: then the textarea stays. */
export async function richField(): Promise<ComponentType<RichFieldProps> | null> {
  try {
    const { RichField } = await import("#client/editor/editor.tsx");
    return RichField;
  } catch {
    return null;
  }
}
