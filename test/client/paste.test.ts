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

const item = (list: string, level: number, marker: string, text: string) =>
  `<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:${list} level${level} lfo${list.slice(1)}'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>${marker}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>${text}<o:p></o:p></p>\n`;

test.each([
  [
    "a numbered one right after one with bullets",
    [item("l0", 1, "·", "Care"), item("l1", 1, "1.", "Pay"), item("l1", 1, "2.", "Time")],
    "<ul><li><p>Care</p></li></ul><ol><li><p>Pay</p></li><li><p>Time</p></li></ol>",
  ],
  [
    "two numbered ones",
    [item("l0", 1, "1.", "Care"), item("l1", 1, "1.", "Pay")],
    "<ol><li><p>Care</p></li></ol><ol><li><p>Pay</p></li></ol>",
  ],
  [
    "one in another, which goes on after it",
    [item("l0", 1, "(a)", "Care"), item("l1", 2, "o", "Pay"), item("l0", 1, "(b)", "Time")],
    "<ol><li><p>Care</p><ul><li><p>Pay</p></li></ul></li><li><p>Time</p></li></ol>",
  ],
  [
    "one whose first item stands deeper",
    [item("l0", 2, "iv)", "Care"), item("l0", 1, "v)", "Pay")],
    "<ol><li><p></p><ol><li><p>Care</p></li></ol></li><li><p>Pay</p></li></ol>",
  ],
  [
    "one of which an item was deleted",
    [item("l0", 1, "·", "Care"), item("l0", 1, "·", "<del>Pay</del>"), item("l0", 1, "·", "Time")],
    "<ul><li><p>Care</p></li><li><p>Time</p></li></ul>",
  ],
])("lists pasted from Word: %s", (_, items, expected) => {
  expect(pasted(items.join(""))).toBe(expected);
});

test.each(["1.", "12)", "1.1", "1.1.", "(a)", "a)", "(iv)", "XVIII.", "[2]", "٢-", "أ)", "一、"])(
  "%s before an item numbers it",
  (marker) => expect(pasted(item("l0", 1, marker, "Care"))).toBe("<ol><li><p>Care</p></li></ol>"),
);
test.each(["·", "o", "§", "Ø", "v", "ü", "-", "–", "•", "→"])(
  "%s before an item is a bullet",
  (marker) => expect(pasted(item("l0", 1, marker, "Care"))).toBe("<ul><li><p>Care</p></li></ul>"),
);

test.each([
  [
    "the b around all of a text of Google Docs makes nothing bold, and its styles do",
    `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:400;font-style:normal">We </span><span style="font-weight:700;font-style:normal">must</span><span style="font-weight:400;font-style:italic"> now</span></p><ul><li style="font-weight:400"><p><span style="font-weight:700;font-style:italic">Both</span></p></li></ul></b>`,
    "<p>We <strong>must</strong><em> now</em></p><ul><li><p><strong><em>Both</em></strong></p></li></ul>",
  ],
  [
    "Word Online",
    `<p class="Paragraph"><span class="TextRun" style="font-weight: bold; font-style: italic">Pay</span><span class="TextRun" style="font-weight:normal"> them</span></p>`,
    "<p><strong><em>Pay</em></strong> them</p>",
  ],
  [
    "Word, which names weights for other scripts as well",
    "<p><b style='mso-bidi-font-weight:normal'>Pay <i>them</i></b> now</p>",
    "<p><strong>Pay <em>them</em></strong> now</p>",
  ],
  [
    "a mention",
    '<p>As <b><a href="/d/x"><bdi data-mention="1">@Ana</bdi></a></b> said</p>',
    '<p>As <a href="/d/x"><strong><span data-mention="1">@Ana</span></strong></a> said</p>',
  ],
  [
    "a heading is bold by itself",
    `<h2 style="font-weight:700"><span style="font-weight:inherit">What <i>we</i> want</span></h2>`,
    "<h3>What <em>we</em> want</h3>",
  ],
])("bold and italic: %s", (_, html, expected) => {
  expect(pasted(html)).toBe(expected);
});

test.each([
  [
    "a row is a paragraph",
    "<table><thead><tr><th>Year</th><th>Workers</th></tr></thead><tbody><tr><td>2020</td><td>1,500</td></tr></tbody></table><p>After</p>",
    "<p><strong>Year</strong> | <strong>Workers</strong></p><p>2020 | 1,500</p><p>After</p>",
  ],
  [
    "with a paragraph in each cell, empty ones and a caption",
    "<p>Before</p><table><caption>Staff</caption><tr><td><div><p>a<br>b</p></div></td><td><p> </p></td><td><p><b>c</b></p></td><td></td></tr><tr><td> </td><td></td></tr></table>",
    "<p>Before</p><p>Staff</p><p>a b | | <strong>c</strong></p>",
  ],
  [
    "where a cell holds more than a line, the cells follow one another",
    "<table><tr><td>One</td><td><p>Two</p><p>Three</p></td><td><ul><li>Four</li></ul></td></tr></table>",
    "<p>One</p><p>Two</p><p>Three</p><ul><li><p>Four</p></li></ul>",
  ],
  [
    "a table in another",
    "<table><tr><td><table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table></td></tr></table>",
    "<p>1 | 2</p><p>3 | 4</p>",
  ],
])("tables: %s", (_, html, expected) => {
  expect(pasted(html)).toBe(expected);
});
