import type { Draft } from "#client/view/actions.ts";
import { documentPlace, placeAs } from "#shared/document-place.ts";
import { limits } from "#shared/limits.ts";
import { isReadable, plainText } from "#shared/plain-text.ts";
import type { Failure } from "#shared/refusals.ts";

const emptyNote = /<li id="[^"]*">(?:<p>\s*<\/p>)*<\/li>/;

/** What the server would refuse anyway, said at once; and a note that was begun and forgotten. `going`: files on their way; `failed`: those that weren't taken and are still shown. */
export function faultOf(
  { html, receivedFrom, files, cites }: Draft,
  { going, failed }: { going: number; failed: number },
): Failure | null {
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
  if (failed > 0) return failure({ rule: "not_taken" }, "files");
  const wrong = (["page", "paragraph"] as const).find(
    (key) => cites?.[key] && !documentPlace.test(placeAs(cites[key])),
  );
  if (wrong) return failure({ rule: "place" }, `cites.${wrong}`);
  if (emptyNote.test(html)) return failure({ rule: "empty_note" });
  return actual > limits.postText
    ? failure({ rule: "too_long", limit: limits.postText, actual })
    : null;
}
