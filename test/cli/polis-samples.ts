import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tempFolder } from "#test/support/temp-folder.ts";

/** Real exports, where there are any beside the checkout. */
const corpus = join(import.meta.dirname, "../../../shared/data");
interface RealExport {
  name: string;
  folder: string;
  posts: number;
  published: number;
  language: string;
}
export const realExports: readonly RealExport[] = [
  { name: "austria-climate.5twd2jsnkf.2022-08-08", posts: 522, published: 277, language: "de" },
  { name: "brexit-consensus", posts: 50, published: 50, language: "en" },
  { name: "scoop-hivemind.biodiversity", posts: 316, published: 154, language: "en" },
]
  .map((each) => ({ ...each, folder: join(corpus, each.name) }))
  .filter(({ folder }) => existsSync(folder));
if (realExports.length === 0)
  process.stderr.write("MISSING real Polis exports: their tests were SKIPPED, not passed.\n");

export const commentsHeader =
  "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body";
export const votesHeader = "timestamp,datetime,comment-id,voter-id,vote";
/** A time in the exports' own unit, the more the later. */
export const at = (n: number): number => 1_600_000_000_000 + n * 1000;

export const summary = [
  "topic,Should the market square be free of cars?",
  "url,https://polis.example/4square",
  "views,12",
  'conversation-description,"The council asks: what should become of the market square?',
  "",
  'See [the ""plan""](https://council.example/plan?a=1&b=2) & write to <us@council.example>.',
  'Thank you."',
].join("\n");

/** Three comments, one of each kind, not in order of time. */
export const comments = [
  commentsHeader,
  `${at(3)},Wed,2,7,4,1,0,"More trees, fewer ""plans""."`,
  `${at(1)},Mon,0,0,10,3,1,Yes & now <b>please</b>!`,
  `${at(2)},Tue,1,7,0,9,-1,Buy cheap watches`,
].join("\n");

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** As many comments as wanted, with one in ten rejected and one in ten undecided. */
export function manyComments(count: number): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const moderated = i % 10 === 3 ? -1 : i % 10 === 6 ? 0 : 1;
    return `${at(i)},now,${i},${i % 17},${i},${i % 5},${moderated},Statement number ${i}`;
  });
  return [commentsHeader, ...rows].join("\n");
}

/** An export in a folder of its own. */
export async function exportFolder(files: {
  comments: string;
  votes?: string;
  summary?: string;
}): Promise<string> {
  const folder = join(tempFolder(), "export");
  await mkdir(folder);
  for (const [name, text] of Object.entries(files))
    await writeFile(join(folder, `${name}.csv`), text);
  return folder;
}
