import { afterAll, beforeAll, expect, test } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import { sharedTailOf, withShared } from "#server/domain/reading/shared-changes.ts";
import { prepareAnswer } from "#server/socket/frame.ts";
import type { Output } from "#shared/commands.ts";
import type { PostId } from "#shared/ids.ts";
import { type PostView, SafeHtml } from "#shared/model.ts";
import { type Beside, beside } from "#test/support/beside.ts";
import { granted } from "#test/support/discussion.ts";
import { aPost, asChange } from "#test/support/feed-world.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { aCast, aScene, type Cast, type Scene } from "#test/support/scene.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

type Joined = Output<"discussion:join">;

let side: Beside;
let cast: Cast;
let scene: Scene;
beforeAll(async () => {
  const place = { kind: "sqlite", dataDir: tempFolder(), durability: "normal" } as const;
  side = await beside(place, "http://x.test");
  cast = await aCast(side.core);
  scene = await aScene(side.core, cast);
});
afterAll(() => side.close());

const join = (caller: Caller, held: { epoch: string; since: number } | null): Promise<Joined> =>
  granted(side.core.answer, caller, "discussion:join", {
    ...{ discussionId: scene.discussionId, epoch: null, since: null },
    ...held,
  });
const postIn = ({ changes }: Joined, postId: PostId): PostView | undefined =>
  changes.flatMap((change) =>
    change.kind === "post" && change.post.id === postId ? [change.post] : [],
  )[0];
const shared = ({ changes }: Joined) => sharedTailOf(changes);

test("a snapshot is made once for all of the public, and for itself where somebody has posts that the public doesn't see", async () => {
  const none = await join(visitor, null);
  const participant = await join(as(cast.participant), null);
  const muted = await join(as(cast.muted), null);
  expect(shared(none)?.length).toBeGreaterThan(3);
  expect(shared(participant)).toBe(shared(none));
  expect(shared(muted)).toBe(shared(none));
  expect(none.changes).toEqual(participant.changes);
  expect(muted.changes.filter(({ kind }) => kind === "member")).toEqual([
    { kind: "member", member: expect.objectContaining({ userId: cast.muted.id }) },
  ]);
  expect(participant.viewer).toMatchObject({ userId: cast.participant.id, audience: "public" });
  for (const account of [cast.author, cast.moderator, cast.host]) {
    const own = await join(as(account), null);
    expect(shared(own)).toBeUndefined();
    expect(postIn(own, scene.hidden)?.html).toContain("hidden");
  }
  expect(postIn(participant, scene.hidden)?.html).toBe("");
  expect(postIn(participant, scene.pending)).toBeUndefined();
});

test("who missed the same is told the same, and whoever wrote some of it is told of it as their own", async () => {
  const before = await join(as(cast.target), null);
  const { postId } = await granted(side.core.answer, as(cast.target), "post:create", {
    ...{ discussionId: scene.discussionId, questionId: scene.open, parentId: null },
    ...{ body: "<p>Mine alone.</p>", language: "en", commandId: commandId() },
  });
  await granted(side.core.answer, as(cast.moderator), "post:hide", {
    ...{ discussionId: scene.discussionId, postId, reason: "spam", commandId: commandId() },
  });
  const held = { epoch: before.epoch, since: before.head };
  const all = [visitor, as(cast.participant), as(cast.elsewhere)];
  const told = await Promise.all(all.map((caller) => join(caller, held)));
  expect(told.map(({ mode }) => mode)).toEqual(["delta", "delta", "delta"]);
  for (const each of told) {
    expect(shared(each)).toBe(each.changes);
    expect(each.changes).toBe(told[0]?.changes);
    expect(postIn(each, postId)).toMatchObject({ state: "hidden", html: "" });
  }
  for (const account of [cast.target, cast.moderator]) {
    const own = await join(as(account), held);
    expect(shared(own)).toBeUndefined();
    expect(postIn(own, postId)).toMatchObject({ state: "hidden", html: "<p>Mine alone.</p>" });
  }
});

test.each([
  ["a short", 1],
  ["a long", 6_000],
])(
  "an answer with %s shared end is the text it would be without, and a frame around it",
  (_, times) => {
    const change = (html: string) => asChange(aPost({ html: SafeHtml.parse(html) }));
    const rest = [change("é\u{1f600}".repeat(times)), change("the last")];
    const made = [[], [change("my own"), change("mine too")]].map((own, id) => {
      const answer = {
        ok: true,
        value: { discussionId: "d", changes: withShared(own, rest) },
      } as const;
      const { text, options } = prepareAnswer(id, answer);
      expect(text).toBe(`3${id}${JSON.stringify([answer])}`);
      const frame = Buffer.concat(options.wsPreEncodedFrame);
      const start = 4;
      expect(frame.subarray(start).toString()).toBe(`4${text}`);
      expect(frame.readUInt16BE(2)).toBe(frame.length - start);
      return options.wsPreEncodedFrame[1];
    });
    expect(made[1]).toBe(made[0]);
    expect(made[0] instanceof Buffer).toBe(times > 1);
  },
);
