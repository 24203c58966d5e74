import { inertBody } from "#client/view/html.tsx";
import { wordLists } from "./lists.ts";
import { pastedMarks } from "./marks.ts";
import { wordNotes } from "./notes.ts";
import { all, renamed, unstyled } from "./pasted.ts";
import { pastedTables } from "./tables.ts";
import { withoutTracked } from "./tracked.ts";

const headings: Record<string, string> = { H1: "h3", H2: "h3", H5: "h4", H6: "h4" };

/** What word processors and pages put on the clipboard, as the HTML that it means. */
export function cleanPasted(html: string): string {
  const body = inertBody(unstyled(html));
  for (const each of body.querySelectorAll("meta, link, title, xml, script")) each.remove();
  withoutTracked(body);
  for (const each of all(body)) {
    if (each.tagName.includes(":")) each.replaceWith(...each.childNodes);
    else if (headings[each.tagName]) renamed(each, headings[each.tagName] ?? "");
  }
  wordLists(body);
  wordNotes(body);
  pastedMarks(body);
  pastedTables(body);
  return body.innerHTML;
}
