import { type CsvFile, readCsv, readTable, type TableRow } from "./csv-table.ts";
import { type Fault, UnreadableExport } from "./faults.ts";

/** The files of an export, as they are. */
export interface PolisFiles {
  comments: Uint8Array;
  votes: Uint8Array | null;
  summary: Uint8Array | null;
}

export interface PolisComment {
  /** Where it stands in comments.csv. */
  line: number;
  id: number;
  authorId: number;
  /** Milliseconds since 1970. */
  writtenAt: number;
  moderated: "accepted" | "rejected" | "undecided";
  /** Plain text. */
  body: string;
  agree: number;
  disagree: number;
  pass: number;
}

export interface PolisExport {
  topic: string | null;
  url: string | null;
  description: string | null;
  /** In order of time. */
  comments: PolisComment[];
}

/** Reads an export; throws `UnreadableExport` with every fault when there is one. `now` bounds the times in it. */
export function readPolis(files: PolisFiles, now: number): PolisExport {
  const faults: Fault[] = [];
  const summary = files.summary && readSummary(files.summary, faults);
  const before = faults.length;
  const comments = readComments(files.comments, now, faults);
  const areAll = faults.length === before;
  if (files.votes) countVotes(files.votes, { comments, areAll }, faults);
  if (faults.length > 0) throw new UnreadableExport(faults);
  return {
    topic: summary?.get("topic") || null,
    url: summary?.get("url") || null,
    description: summary?.get("conversation-description") || null,
    comments: [...comments.values()].sort((a, b) => a.writtenAt - b.writtenAt || a.id - b.id),
  };
}

const columns = [
  ...(["timestamp", "comment-id", "author-id", "agrees", "disagrees"] as const),
  ...(["moderated", "comment-body"] as const),
] as const;
const states = new Map<string, PolisComment["moderated"]>([
  ["1", "accepted"],
  ["0", "undecided"],
  ["-1", "rejected"],
]);

function readComments(bytes: Uint8Array, now: number, faults: Fault[]): Map<number, PolisComment> {
  const file = { name: "comments.csv", bytes };
  const comments = new Map<number, PolisComment>();
  for (const row of readTable(file, columns, faults)) {
    const read = reader(file, row, faults);
    const comment = {
      line: row.line,
      id: read.whole("comment-id"),
      authorId: read.whole("author-id"),
      writtenAt: read.time("timestamp", now),
      moderated: read.oneOf("moderated", states),
      body: read.text("comment-body"),
      agree: read.whole("agrees"),
      disagree: read.whole("disagrees"),
      pass: 0,
    };
    const twin = comments.get(comment.id);
    if (twin) read.fault(`comment-id ${comment.id} stands on line ${twin.line} already`);
    else if (!Number.isNaN(comment.id)) comments.set(comment.id, comment);
  }
  return comments;
}

const voteColumns = ["timestamp", "comment-id", "voter-id", "vote"] as const;
type Vote = "agree" | "disagree" | "pass";
/** As the totals in the exports' own comments.csv show. Polis's database has the signs the other way round. */
const votes = new Map<string, Vote>([
  ["1", "agree"],
  ["-1", "disagree"],
  ["0", "pass"],
]);

interface FoundComments {
  comments: ReadonlyMap<number, PolisComment>;
  /** False when some couldn't be read: a vote on one that isn't here may then be a good one. */
  areAll: boolean;
}
interface Cast {
  comment: PolisComment;
  voter: number;
  at: number;
  vote: Vote;
}

/** Counts each voter's last vote on a comment, instead of the totals in comments.csv, which count every vote. */
function countVotes(bytes: Uint8Array, found: FoundComments, faults: Fault[]): void {
  const { comments } = found;
  const file = { name: "votes.csv", bytes };
  const last = new Map<string, Cast>();
  for (const row of readTable(file, voteColumns, faults)) {
    const cast = readVote(file, row, found, faults);
    if (!cast) continue;
    const key = `${cast.comment.id} ${cast.voter}`;
    const before = last.get(key);
    if (!before || before.at <= cast.at) last.set(key, cast);
  }
  for (const comment of comments.values())
    Object.assign(comment, { agree: 0, disagree: 0, pass: 0 });
  for (const { comment, vote } of last.values()) comment[vote]++;
}

function readVote(
  file: CsvFile,
  row: TableRow<(typeof voteColumns)[number]>,
  { comments, areAll }: FoundComments,
  faults: Fault[],
): Cast | null {
  const read = reader(file, row, faults);
  const commentId = read.whole("comment-id");
  const voter = read.whole("voter-id");
  const vote = read.oneOf("vote", votes);
  const at = read.time("timestamp", Number.POSITIVE_INFINITY);
  const comment = comments.get(commentId);
  if (!comment && areAll && !Number.isNaN(commentId))
    read.fault(`there is no comment ${commentId}`);
  return comment ? { comment, voter, at, vote } : null;
}

function readSummary(bytes: Uint8Array, faults: Fault[]): Map<string, string> {
  const file = { name: "summary.csv", bytes };
  const values = new Map<string, string>();
  for (const { line, fields } of readCsv(file, faults)) {
    const [key, value] = fields;
    if (key === undefined || value === undefined || fields.length > 2)
      faults.push({ file: file.name, line, what: "isn't a key and a value" });
    else if (!isReadable(value))
      faults.push({ file: file.name, line, what: `"${key}" holds unreadable characters` });
    else values.set(key.trim(), value.trim());
  }
  return values;
}

/** Before Polis. What is older was counted in another unit. */
const earliest = Date.UTC(2010, 0, 1);
/** Clocks differ. */
const tolerance = 24 * 3_600_000;
const wholeNumber = /^\d{1,15}$/;

/** Reads the cells of one row; a cell that can't be read is a fault, and NaN or "" stands for it. */
function reader<C extends string>(file: CsvFile, row: TableRow<C>, faults: Fault[]) {
  const fault = (what: string) => void faults.push({ file: file.name, line: row.line, what });
  const unfit = (column: C, must: string) =>
    fault(`${column} must be ${must}, not ${quoted(row.cell(column))}`);
  const whole = (column: C): number => {
    const raw = row.cell(column).trim();
    if (wholeNumber.test(raw)) return Number(raw);
    unfit(column, "a whole number");
    return Number.NaN;
  };
  return {
    fault,
    whole,
    time(column: C, now: number): number {
      const time = whole(column);
      if (time < earliest || time > Math.min(now + tolerance, latest))
        unfit(column, "a time in milliseconds since 1970, after 2009 and not to come");
      return time;
    },
    oneOf<T extends string>(column: C, values: ReadonlyMap<string, T>): T {
      const value = values.get(row.cell(column).trim());
      if (value !== undefined) return value;
      unfit(column, [...values.keys()].sort().join(", "));
      return firstOf(values);
    },
    text(column: C): string {
      const text = row.cell(column).trim();
      if (text === "") fault(`${column} is empty`);
      else if (!isReadable(text)) fault(`${column} holds unreadable characters`);
      return text;
    },
  };
}
/** The last time that an ISO date with four digits for the year can tell. */
const latest = Date.UTC(9999, 11, 31);

/** Stands for what couldn't be read; nothing is imported then. */
function firstOf<T>(values: ReadonlyMap<string, T>): T {
  for (const value of values.values()) return value;
  throw new Error("There is nothing to choose from.");
}

const quoted = (raw: string): string =>
  JSON.stringify(raw.length > 40 ? `${raw.slice(0, 40)}...` : raw);

/** No lone surrogates and no control characters besides tab and line ends. */
const isReadable = (text: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose
  text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text);
