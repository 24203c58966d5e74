// @vitest-environment happy-dom
import { getSchema } from "@tiptap/core";
import { DOMParser, DOMSerializer } from "@tiptap/pm/model";
import { expect, test } from "vitest";
import { cleanPasted } from "#client/editor/paste/clean.ts";
import { extensions } from "#client/editor/schema.ts";
import { inertBody } from "#client/view/html.tsx";

const schema = getSchema(extensions);

/** What stands in the editor afterwards. */
function pasted(html: string): string {
  const doc = DOMParser.fromSchema(schema).parse(inertBody(cleanPasted(html)));
  const box = document.createElement("div");
  box.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content));
  return box.innerHTML;
}

const comment = `<a style='mso-comment-reference:AB_1;mso-comment-date:20260101T1000'>in time</a><span class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a class=msocomanchor id="_anchor_1" onmouseover="msoCommentShow('_anchor_1','_com_1')" href="#_msocom_1" name="_msoanchor_1">[AB1]</a><![endif]><span style='mso-special-character:comment'>&nbsp;<o:p></o:p></span></span></span>`;
const commentList = `<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left><![endif]><div style='mso-element:comment'><div id="_com_1" class=msocomtxt><span style='mso-comment-author:"Ana"'><a name="_msocom_1"></a></span><p class=MsoCommentText><span class=MsoCommentReference>&nbsp;<a class=msocomoff href="#_msoanchor_1">[AB1]</a></span>They will not like this.</p></div></div></div>`;
const footnotes = (...texts: string[]) =>
  `<div style='mso-element:footnote-list'>${texts.map((text, i) => `<div style='mso-element:footnote' id=ftn${i + 1}><p class=MsoFootnoteText><a href="#_ftnref${i + 1}" name="_ftn${i + 1}">[${i + 1}]</a> ${text}</p></div>`).join("")}</div>`;

test.each([
  [
    "insertions are kept, and what was deleted is not",
    `<p class=MsoNormal>We <span class=msoDel><del cite="mailto:Ana" datetime="2026-01-01T10:00">never </del></span><span class=msoIns><ins cite="mailto:Ana">always </ins></span>pay.</p>`,
    "<p>We always pay.</p>",
  ],
  [
    "a paragraph or an item that was deleted as a whole leaves no empty one",
    "<p>One</p><p><del>Two</del><o:p></o:p></p><ul><li><p><del>Three</del></p></li><li><p>Four</p></li></ul>",
    "<p>One</p><ul><li><p>Four</p></li></ul>",
  ],
  [
    "a deletion of Word Online is none of the text",
    `<p><span class="TextRun"><span class="TrackChangeTextDeletion">old</span><span class="TrackChangeTextInsertion">new</span></span></p>`,
    "<p>new</p>",
  ],
  ["what somebody struck out themselves is kept", "<p><s>Once</s> twice</p>", "<p>Once twice</p>"],
  [
    "a comment and its mark stay behind, and what it is about is kept",
    `<p class=MsoNormal>Paid ${comment}.</p>${commentList}`,
    "<p>Paid in time.</p>",
  ],
  [
    "a note whose mark was deleted goes with it",
    `<p>Kept<a href="#_ftn2" name="_ftnref2">[2]</a><del> gone<a href="#_ftn1" name="_ftnref1">[1]</a></del>.</p>${footnotes("Gone.", "Kept.")}`,
    '<p>Kept<sup><a href="#note-2">2</a></sup>.</p><ol><li id="note-2"><p>Kept.</p></li></ol>',
  ],
])("pasted under tracking: %s", (_, html, expected) => {
  expect(pasted(html)).toBe(expected);
});
