import { notesOf } from "./notes.ts";
import { all, styled } from "./pasted.ts";

/** What stands struck out until somebody accepts the change. A plain `s` somebody meant. */
const struck = "del, .msoDel, .TrackChangeTextDeletion";
/** The comments, and what leads to them. What they are about stands in no such element. */
const comments =
  ".MsoCommentReference, .MsoCommentText, .msocomanchor, .msocomtxt, .msocomoff, a[href^='#_msocom'], a[name^='_mso']";

const isComment = (element: HTMLElement): boolean =>
  element.matches(comments) || /^comment(-list)?$/.test(styled(element, "mso-element"));

/** Word and LibreOffice copy what was deleted under their tracking, and what was noted in the margin: neither is to be read by others. */
export function withoutTracked(body: HTMLElement): void {
  for (const each of all(body).filter(isComment)) each.remove();
  for (const each of body.querySelectorAll(struck)) {
    for (const note of notesOf(body, each)) note.remove();
    const around = [each.closest("p, h1, h2, h3, h4, h5, h6"), each.closest("li")];
    each.remove();
    for (const block of around) if (block?.textContent?.trim() === "") block.remove();
  }
}
