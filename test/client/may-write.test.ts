import { expect, test } from "vitest";
import { blockOf, nextTurn, standing } from "#client/feed/may-write.ts";
import { start } from "#shared/feed.ts";
import type { Change, DiscussionView, MuteView, QuestionView } from "#shared/model.ts";
import { Instant } from "#shared/model.ts";
import { aFeed, aSnapshot, aTalk, me, questionId } from "#test/support/feed-world.ts";

const noon = Date.parse("2026-03-10T12:00:00Z");
const hour = 3_600_000;
const instant = (time: number) => Instant.parse(new Date(time).toISOString());

interface World {
  discussion?: Partial<DiscussionView>;
  locked?: boolean;
  mute?: MuteView | null;
}
function aWorld({ discussion = {}, locked = false, mute = null }: World) {
  const changes: Change[] = [
    aTalk({ en: "A talk" }, discussion),
    ...aSnapshot([]).changes.map((change) =>
      change.kind === "question" ? { ...change, question: lock(change.question, locked) } : change,
    ),
    {
      kind: "member",
      member: { userId: me, name: "Me", role: "participant", mute, accepted: null, seq: 5 },
    },
  ];
  const viewer = { userId: me, role: "participant" as const, audience: "public" as const };
  return start({ ...aSnapshot([]), viewer, changes });
}
const lock = (question: QuestionView, locked: boolean) => ({ ...question, locked });

test("nothing keeps a signed-in person from writing in an open discussion", () => {
  expect(blockOf(aWorld({}), questionId, "signed_in", noon)).toBeNull();
});

test("a visitor is asked to sign in, and told when the discussion is closed anyway", () => {
  expect(blockOf(aFeed([]), questionId, "signed_out", noon)).toEqual({ why: "signed_out" });
  const closed = aWorld({ discussion: { phase: "closed" } });
  expect(blockOf(closed, questionId, "signed_out", noon)).toEqual({ why: "closed", at: null });
});

test("a mute holds until its end, and one without end holds on", () => {
  const mute = (until: Instant | null): MuteView => ({ until, reason: "spam", note: null });
  const muted = (until: Instant | null, now: number) =>
    blockOf(aWorld({ mute: mute(until) }), questionId, "signed_in", now);
  expect(muted(instant(noon + hour), noon)).toMatchObject({ why: "muted", reason: "spam" });
  expect(muted(instant(noon + hour), noon + hour)).toBeNull();
  expect(muted(null, noon + 1_000 * hour)).toMatchObject({ why: "muted", until: null });
});

test("a locked question and the two times of a discussion are told with their dates", () => {
  const writes = (world: World) => blockOf(aWorld(world), questionId, "signed_in", noon);
  const [before, after] = [instant(noon - hour), instant(noon + hour)];
  expect(writes({ locked: true })).toEqual({ why: "locked" });
  expect(writes({ discussion: { opensAt: after } })).toEqual({ why: "not_open", at: after });
  expect(writes({ discussion: { closesAt: before } })).toEqual({ why: "closed", at: before });
  // Closed before its time: that time would be a wrong date.
  expect(writes({ discussion: { phase: "closed", closesAt: after } })).toEqual({
    ...{ why: "closed", at: null },
  });
});

test.each([
  // A page's time may be half a minute behind what a host has just done.
  ["just now", null, noon + 20_000, noon + 20_000],
  ["before its time", noon + hour, noon, noon],
  ["after its time", noon - hour, noon, noon - hour],
])(
  "of a discussion that a host closed %s it is told since when",
  (_, closesAt, closedAt, since) => {
    const closed = aWorld({
      discussion: {
        ...{ phase: "closed", closedAt: instant(closedAt) },
        closesAt: closesAt === null ? null : instant(closesAt),
      },
    });
    expect(blockOf(closed, questionId, "signed_in", noon)).toEqual({
      ...{ why: "closed", at: instant(since) },
    });
  },
);

test("a discussion is upcoming, open and closed by its phase and its times", () => {
  const stands = (discussion: Partial<DiscussionView>) =>
    standing({ phase: "open", opensAt: null, closesAt: null, ...discussion }, noon);
  expect(stands({})).toBe("open");
  expect(stands({ phase: "draft" })).toBe("upcoming");
  expect(stands({ opensAt: instant(noon) })).toBe("open");
  expect(stands({ closesAt: instant(noon) })).toBe("closed");
});

test("the page wakes at the next of the times that change something", () => {
  const [soon, later] = [instant(noon + hour), instant(noon + 2 * hour)];
  const mute: MuteView = { until: soon, reason: "spam", note: null };
  expect(nextTurn(aWorld({ discussion: { closesAt: later }, mute }), noon)).toBe(noon + hour);
  expect(nextTurn(aWorld({ discussion: { opensAt: instant(noon) } }), noon)).toBeNull();
});
