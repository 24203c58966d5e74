import { describe, expect, test } from "vitest";
import { UnreadableExport } from "#server/import/polis/faults.ts";
import { openExport } from "#server/import/polis/open-export.ts";
import { type PolisFiles, readPolis } from "#server/import/polis/read-polis.ts";
import { slugOf } from "#server/import/polis/slug-of.ts";
import { tempFolder } from "#test/support/temp-folder.ts";
import {
  at,
  bytes,
  comments,
  commentsHeader,
  realExports,
  summary,
  votesHeader,
} from "./polis-samples.ts";

const now = at(1_000_000);

function read(files: { comments: string; votes?: string; summary?: string }) {
  return readPolis(filesOf(files), now);
}
const filesOf = (files: { comments: string; votes?: string; summary?: string }): PolisFiles => ({
  comments: bytes(files.comments),
  votes: files.votes === undefined ? null : bytes(files.votes),
  summary: files.summary === undefined ? null : bytes(files.summary),
});

/** The faults of an export, each as `file:line what`. */
function faultsOf(files: PolisFiles): string[] {
  try {
    readPolis(files, now);
  } catch (error) {
    if (error instanceof UnreadableExport)
      return error.faults.map(({ file, line, what }) => `${file}:${line} ${what}`);
    throw error;
  }
  return [];
}
const row = (cells: Partial<Record<string, string>>): string => {
  const all = {
    ...{
      timestamp: String(at(0)),
      datetime: "now",
      id: "0",
      author: "0",
      agrees: "0",
      disagrees: "0",
    },
    ...{ moderated: "1", body: "A statement" },
    ...cells,
  };
  return Object.values(all).join(",");
};
const withRow = (...rows: string[]): PolisFiles =>
  filesOf({ comments: [commentsHeader, ...rows].join("\n") });

test("comments come in order of time, with their moderation, words and totals", () => {
  const { comments: found } = read({ comments });
  expect(found.map(({ id, moderated, body }) => [id, moderated, body])).toEqual([
    [0, "accepted", "Yes & now <b>please</b>!"],
    [1, "rejected", "Buy cheap watches"],
    [2, "undecided", 'More trees, fewer "plans".'],
  ]);
  expect(found.map(({ agree, disagree, pass }) => [agree, disagree, pass])).toEqual([
    [10, 3, 0],
    [0, 9, 0],
    [4, 1, 0],
  ]);
  expect(found.map(({ authorId, writtenAt }) => [authorId, writtenAt])).toEqual([
    [0, at(1)],
    [7, at(2)],
    [7, at(3)],
  ]);
});

test("the summary's quoted lines stay whole", () => {
  const { topic, url, description } = read({ comments, summary });
  expect(topic).toBe("Should the market square be free of cars?");
  expect(url).toBe("https://polis.example/4square");
  expect(description?.split("\n")).toHaveLength(4);
  expect(description).toContain('[the "plan"](https://council.example/plan?a=1&b=2)');
});

test("an export without a summary has neither topic nor address", () => {
  expect(read({ comments })).toMatchObject({ topic: null, url: null, description: null });
});

test("the last vote of each voter counts, whatever the order of the lines", () => {
  const votes = [
    votesHeader,
    `${at(5)},now,0,1,1`,
    `${at(3)},now,0,1,-1`,
    `${at(4)},now,0,2,0`,
    `${at(4)},now,0,3,-1`,
    `${at(4)},now,1,1,1`,
  ].join("\n");
  const [first, second] = read({ comments, votes }).comments;
  expect(first).toMatchObject({ agree: 1, disagree: 1, pass: 1 });
  expect(second).toMatchObject({ agree: 1, disagree: 0, pass: 0 });
});

test("Windows line ends and a byte order mark are read like any others", () => {
  const text = `\ufeff${comments.replaceAll("\n", "\r\n")}\r\n`;
  expect(readPolis(filesOf({ comments: text }), now)).toEqual(read({ comments }));
});

describe("a malformed line is named", () => {
  test.each<[string, Partial<Record<string, string>>, string]>([
    ["an id that isn't a number", { id: "x" }, "comment-id must be a whole number"],
    ["a negative id", { id: "-1" }, "comment-id must be a whole number"],
    ["a fraction", { author: "1.5" }, "author-id must be a whole number"],
    ["a total in words", { agrees: "many" }, "agrees must be a whole number"],
    ["an unknown moderation", { moderated: "2" }, "moderated must be -1, 0, 1"],
    ["no moderation", { moderated: "" }, "moderated must be -1, 0, 1"],
    ["no words", { body: '"  "' }, "comment-body is empty"],
    ["a NUL in the words", { body: "a\0b" }, "comment-body holds unreadable characters"],
    ["seconds instead of milliseconds", { timestamp: "1600000000" }, "timestamp must be a time"],
    ["a time to come", { timestamp: String(now * 2) }, "timestamp must be a time"],
    ["a time without end", { timestamp: "9".repeat(15) }, "timestamp must be a time"],
  ])("%s", (_, cells, what) => {
    const faults = faultsOf(withRow(row({ id: "1" }), row(cells)));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`comments.csv:3 ${what}`);
  });

  test("a comment that comes twice, with the line of the first", () => {
    expect(faultsOf(withRow(row({}), row({ id: "1" }), row({})))).toEqual([
      "comments.csv:4 comment-id 0 stands on line 2 already",
    ]);
  });

  test("a line that is too short or too long", () => {
    expect(faultsOf(withRow("1,2,3", `${row({})},more`))).toEqual([
      "comments.csv:2 has 3 fields where the header has 8",
      "comments.csv:3 has 9 fields where the header has 8",
    ]);
  });

  test("the line where an unbalanced quotation mark begins, not where the file ends", () => {
    const files = withRow(
      row({ body: '"two\nlines"' }),
      row({ id: "1", body: '"open' }),
      row({ id: "2" }),
    );
    expect(faultsOf(files)).toEqual(["comments.csv:4 a quotation mark opens that is never closed"]);
  });

  test("a quotation mark within an open field", () => {
    expect(faultsOf(withRow(row({ body: 'He said "no"' })))).toEqual([
      "comments.csv:2 a quotation mark stands inside a field that isn't quoted",
    ]);
  });

  test("lines are counted right behind quoted lines and empty ones", () => {
    const files = withRow(row({ body: '"three\r\nlines\rhere"' }), "", "", row({ id: "x" }));
    expect(faultsOf(files)[0]).toContain("comments.csv:7 comment-id");
  });

  test("bytes that aren't UTF-8, a lone surrogate among them", () => {
    const text = bytes(`${commentsHeader}\n${row({})}\n${row({ id: "1" })}\n`);
    const surrogate = new Uint8Array([...text, 0xed, 0xa0, 0x80]);
    expect(faultsOf({ comments: surrogate, votes: null, summary: null })).toEqual([
      "comments.csv:4 isn't UTF-8 text",
    ]);
  });

  test("every missing column", () => {
    const header = commentsHeader.replace(",author-id", "").replace(",moderated", "");
    expect(faultsOf(filesOf({ comments: `${header}\n` }))).toEqual([
      'comments.csv:1 there is no column "author-id"',
      'comments.csv:1 there is no column "moderated"',
    ]);
  });

  test("an empty file", () => {
    expect(faultsOf(filesOf({ comments: "" }))).toEqual(["comments.csv:1 is empty"]);
  });

  test("votes that can't be read, and votes on comments that aren't there", () => {
    const votes = [votesHeader, `${at(1)},now,99,1,1`, `${at(1)},now,0,x,1`, `${at(1)},now,0,1,5`];
    expect(faultsOf(filesOf({ comments, votes: votes.join("\n") }))).toEqual([
      "votes.csv:2 there is no comment 99",
      'votes.csv:3 voter-id must be a whole number, not "x"',
      'votes.csv:4 vote must be -1, 0, 1, not "5"',
    ]);
  });

  test("a vote on a comment that couldn't be read isn't one more fault", () => {
    const votes = [votesHeader, `${at(1)},now,1,1,1`, `${at(1)},now,0,x,1`].join("\n");
    const { comments: bytesOf } = withRow(row({}), row({ id: "1x" }));
    expect(faultsOf({ comments: bytesOf, votes: bytes(votes), summary: null })).toEqual([
      'comments.csv:3 comment-id must be a whole number, not "1x"',
      'votes.csv:3 voter-id must be a whole number, not "x"',
    ]);
  });

  test("a summary line with a comma that isn't quoted", () => {
    expect(
      faultsOf(filesOf({ comments, summary: "topic,Cats, and dogs\nurl,https://x.example" })),
    ).toEqual(["summary.csv:1 isn't a key and a value"]);
  });

  test("all are found at once, and the message names twenty", () => {
    const rows = Array.from({ length: 30 }, (_, i) => row({ id: String(i), moderated: "9" }));
    const failed = () => readPolis(withRow(...rows), now);
    expect(failed).toThrow(/has 30 faults[\s\S]*line 2:[\s\S]*line 21:[\s\S]*and 10 more/);
    expect(failed).not.toThrow(/line 22:/);
  });
});

test("a folder without comments.csv is told so", async () => {
  await expect(openExport(tempFolder())).rejects.toThrow(/There is no comments.csv in/);
});

test.each([
  ["Can there be consensus on Brexit?", "can-there-be-consensus-on-brexit"],
  ["Größe & Straße: l’été à Łódź", "grosse-strasse-lete-a-lodz"],
  ["a".repeat(200), "a".repeat(80)],
  [`${"word ".repeat(40)}`, `${"word-".repeat(16)}`.slice(0, 79)],
  ["ab", null],
  ["مرحبا", null],
])("the title %j has the address %j", (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

describe.each(realExports)("the export $name", ({ folder, posts }) => {
  test("is read without a fault", async () => {
    const found = readPolis(await openExport(folder), Date.now());
    expect(found.comments).toHaveLength(posts);
    expect(found.topic).not.toBe("");
    expect(found.description).not.toBe("");
  });
});

test.skipIf(realExports.length === 0)(
  "1 means agreement in votes.csv: with every vote counted, the totals are those of comments.csv",
  async () => {
    const { folder } = realExports.find(({ name }) => name === "brexit-consensus")!;
    const files = await openExport(folder);
    const stated = readPolis({ ...files, votes: null }, Date.now()).comments;
    const counted = readPolis(files, Date.now()).comments;
    // The totals in comments.csv count a voter's earlier votes too, so they may be one or two higher.
    for (const [i, { agree, disagree }] of stated.entries()) {
      expect(agree - counted[i]!.agree).toBeGreaterThanOrEqual(0);
      expect(agree - counted[i]!.agree).toBeLessThanOrEqual(2);
      expect(disagree - counted[i]!.disagree).toBeGreaterThanOrEqual(0);
      expect(disagree - counted[i]!.disagree).toBeLessThanOrEqual(2);
    }
  },
);
