import { expect, test } from "vitest";
import {
  asItFits,
  begin,
  heard,
  heardPersonal,
  joined,
  newCounts,
  reveal,
  shownPosts,
  withExtras,
} from "#client/feed/reading.ts";
import {
  aFeed,
  aPost,
  aSnapshot,
  asChange,
  changed,
  me,
  otherQuestionId,
  questionId,
} from "#test/support/feed-world.ts";

const atTheEdge = () => true;
const elsewhere = () => false;
const ids = (reading: Parameters<typeof shownPosts>[0]) =>
  shownPosts(reading)
    .get(questionId)!
    .map(({ id }) => id);

test("at the live edge a new post is shown at once, with the mark", () => {
  const post = aPost();
  const reading = heard(begin(aFeed([])), changed(10, 11, [post]), atTheEdge)!;
  expect(ids(reading)).toEqual([post.id]);
  expect([...reading.arrived]).toEqual([post.id]);
  expect(newCounts(reading).size).toBe(0);
});

test("elsewhere it is kept back and counted, and shown when asked for", () => {
  const [first, second] = [aPost(), aPost()];
  const other = aPost({ questionId: otherQuestionId });
  let reading = heard(begin(aFeed([])), changed(10, 11, [first, other]), elsewhere)!;
  reading = heard(reading, changed(11, 12, [second]), elsewhere)!;
  expect(ids(reading)).toEqual([]);
  expect(newCounts(reading)).toEqual(
    new Map([
      [questionId, 2],
      [otherQuestionId, 1],
    ]),
  );
  reading = reveal(reading, questionId);
  expect(ids(reading)).toEqual([first.id, second.id]);
  expect(newCounts(reading)).toEqual(new Map([[otherQuestionId, 1]]));
  expect([...reading.arrived].sort()).toEqual([first.id, second.id].sort());
});

test("what came while nothing was drawn is kept back where it wouldn't fit by now, but not what is shown or was asked for", () => {
  const [shown, asked, late] = [aPost(), aPost(), aPost()];
  const other = aPost({ questionId: otherQuestionId });
  let reading = heard(begin(aFeed([])), changed(10, 11, [shown]), atTheEdge)!;
  reading = heard(reading, changed(11, 12, [asked]), elsewhere)!;
  const before = reading;
  reading = heard(reveal(reading, questionId), changed(12, 13, [late, other]), atTheEdge)!;
  expect(asItFits(before, reading, atTheEdge)).toBe(reading);
  const fitting = asItFits(before, reading, (id) => id === otherQuestionId);
  expect([...fitting.held]).toEqual([late.id]);
  expect([...fitting.arrived].sort()).toEqual([shown.id, asked.id, other.id].sort());
  expect(ids(fitting).sort()).toEqual([shown.id, asked.id].sort());
});

test("one's own post is shown at once, wherever one reads, and needs no mark", () => {
  const mine = aPost({ author: { id: me, name: "Me", organisation: null, category: null } });
  const viewer = { userId: me, role: "participant" as const, audience: "public" as const };
  const reading = heard(begin(aFeed([], { viewer })), changed(10, 11, [mine]), elsewhere)!;
  expect(ids(reading)).toEqual([mine.id]);
  expect(reading.arrived.size).toBe(0);
});

test("a change of a post that is there is neither new nor held", () => {
  const post = aPost();
  const edited = { ...post, seq: post.seq + 1, editedAt: post.createdAt };
  const reading = heard(begin(aFeed([post])), changed(10, 11, [edited]), elsewhere)!;
  expect(shownPosts(reading).get(questionId)).toEqual([edited]);
  expect(newCounts(reading).size).toBe(0);
});

test("what is hidden while it was kept back isn't counted as new", () => {
  const post = aPost();
  const hidden = { ...post, state: "hidden" as const, author: null, seq: post.seq + 1 };
  let reading = heard(begin(aFeed([])), changed(10, 11, [post]), elsewhere)!;
  reading = heard(reading, changed(11, 12, [hidden]), elsewhere)!;
  expect(newCounts(reading).size).toBe(0);
});

test("a message with a gap before it asks for another join, and a repeated one changes nothing", () => {
  const reading = begin(aFeed([]));
  expect(heard(reading, changed(11, 12, [aPost()]), atTheEdge)).toBeNull();
  expect(heard(reading, changed(8, 10, [aPost()]), atTheEdge)).toBe(reading);
});

test("what a join catches up with has arrived; what a snapshot brings has not", () => {
  const post = aPost();
  const reading = begin(aFeed([]));
  const delta = { ...aSnapshot([]), mode: "delta" as const, head: 12, changes: [asChange(post)] };
  expect([...joined(reading, { ...delta, windows: [] }, atTheEdge).arrived]).toEqual([post.id]);
  const snapshot = joined(reading, { ...aSnapshot([post]), mode: "snapshot" }, elsewhere);
  expect(snapshot.arrived.size + snapshot.held.size).toBe(0);
  expect(ids(snapshot)).toEqual([post.id]);
});

test("a post asked for by itself is shown beside the window, follows changes, and is never new", () => {
  const windows = [{ questionId, floor: 100_000, older: "cursor" }];
  const post = aPost();
  let reading = withExtras(begin(aFeed([], { windows })), [post]);
  expect(ids(reading)).toEqual([post.id]);
  const hidden = { ...post, state: "hidden" as const, author: null, seq: post.seq + 1 };
  reading = heard(reading, changed(10, 11, [hidden]), elsewhere)!;
  expect(shownPosts(reading).get(questionId)).toEqual([hidden]);
  expect(newCounts(reading).size).toBe(0);
});

test("what is told to a person alone is put without moving the seq", () => {
  const pending = aPost({
    state: "pending",
    author: { id: me, name: "Me", organisation: null, category: null },
  });
  const viewer = { userId: me, role: "participant" as const, audience: "public" as const };
  const reading = heardPersonal(begin(aFeed([], { viewer })), [asChange(pending)], elsewhere);
  expect(ids(reading)).toEqual([pending.id]);
  expect(reading.feed.seq).toBe(10);
});
