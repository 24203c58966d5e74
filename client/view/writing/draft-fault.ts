import type { Draft } from "#client/view/actions.ts";
import { limits } from "#shared/limits.ts";
import { isReadable, plainText } from "#shared/plain-text.ts";
import type { Failure } from "#shared/refusals.ts";

const emptyNote = /<li id="[^"]*">(?:<p>\s*<\/p>)*<\/li>/;

/** What the server would refuse anyway, said at once; and a note that was begun and forgotten. `going`: files on their way. */
export function faultOf({ html, receivedFrom, files }: Draft, going: number): Failure | null {
  const text = plainText(html);
  const actual = [...text].length;
  const failure = (details: NonNullable<Failure["details"]>, field = "body"): Failure => ({
    ...{ code: "invalid_input", message: "", field },
    details,
  });
  if (!isReadable(text)) return failure({ rule: "empty" });
  if (receivedFrom?.name.trim() === "") return failure({ rule: "required" }, "receivedFrom.name");
  const untitled = files?.findIndex(({ title }) => title.trim() === "") ?? -1;
  if (untitled >= 0) return failure({ rule: "untitled" }, `files.${untitled}.title`);
  if (going > 0) return failure({ rule: "on_its_way" }, "files");
  if (emptyNote.test(html)) return failure({ rule: "empty_note" });
  return actual > limits.postText
    ? failure({ rule: "too_long", limit: limits.postText, actual })
    : null;
}
