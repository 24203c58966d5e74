import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { check } from "#test/faults/harness/check.ts";
import { onPosts } from "#test/faults/harness/evidence.ts";
import { aGround, besideOf } from "#test/faults/harness/ground.ts";
import { aWord, bodyOf } from "#test/faults/harness/ledger.ts";
import { aCrowd, evidenceOf } from "#test/faults/harness/storm.ts";
import { Supervisor } from "#test/faults/harness/supervisor.ts";
import { until } from "#test/faults/harness/wait.ts";
import { aPendingPost } from "#test/support/discussion.ts";
import { httpSend } from "#test/support/doors.ts";
import { inTime } from "#test/support/in-time.ts";
import { as } from "#test/support/people.ts";

test("F26: a moderator who is one no more reads as everybody does, on each process, and hears of no waiting post", async () => {
  const ground = await aGround({ moderators: 3, pending: 0 });
  const nodes = await Promise.all([Supervisor.start(ground.env), Supervisor.start(ground.env)]);
  const crowd = await aCrowd(
    ground,
    nodes.map(({ url }) => url),
  );
  const { discussionId, questionId, admin } = ground;
  const [node] = nodes;
  const [stays, ...demoted] = crowd.moderators;
  const [writer] = ground.writers;
  if (!node || !stays || !writer) throw new Error("people");
  for (const { account } of ground.moderators.slice(1)) {
    const input = { discussionId, userId: account.id, commandId: randomUUID() };
    expect(await httpSend(node, admin.token, "member:revoke", input)).toMatchObject({
      ok: true,
    });
  }
  const began = performance.now();
  const audiences = () => demoted.map(({ reading }) => reading?.feed.viewer.audience);
  await until("they read as everybody", () => audiences().every((each) => each === "public"));
  process.stdout.write(`roles taken back: ${(performance.now() - began).toFixed(0)} ms\n`);
  inTime(performance.now() - began, 3_000);
  const words = [aWord(), aWord(), aWord()];
  await besideOf(ground, async ({ core }) => {
    for (const word of words)
      await aPendingPost(core.deps, as(writer.account), discussionId, questionId, bodyOf(word));
  });
  const waiting = () =>
    [...(stays.reading?.feed.posts.values() ?? [])].filter(({ state }) => state === "pending");
  await until("the other moderator has them", () => waiting().length === words.length);
  for (const { ledger } of demoted) ledger.moderates = false;
  const evidence = await evidenceOf(crowd, nodes.map(({ output }) => output).join("\n"));
  for (const node of nodes) await node.stop();
  expect(check(evidence)).toEqual([]);
  const got = (client: string) =>
    JSON.stringify(evidence.ledgers.find((each) => each.client === client)?.lines);
  for (const word of words) expect(got("moderator 0")).toContain(word);
});

test("F28: an approval of what a moderator read never publishes what its author wrote since", async () => {
  const ground = await aGround({ pending: 20 });
  const server = await Supervisor.start(ground.env);
  const crowd = await aCrowd(ground, [server.url]);
  const [moderator] = crowd.moderators;
  const [author] = crowd.writers;
  if (!moderator || !author) throw new Error("people");
  const seqOf = (id: string) =>
    [...(moderator.reading?.feed.posts.values() ?? [])].find((post) => post.id === id)?.seq;
  /** As of which entry the moderator had read what was approved at once. */
  const read = new Map<string, number>();
  let conflicts = 0;
  for (const [i, postId] of ground.pending.entries()) {
    const seq = seqOf(postId);
    if (seq === undefined) throw new Error("The moderator doesn't see the waiting post.");
    const edited = author.act("post:edit", { postId, body: bodyOf(aWord()) });
    if (i % 2 === 0) await edited; // else it is a race
    const approval = await moderator.act("post:approve", { postId, seq });
    await edited;
    read.set(postId, approval.ok ? seq : 0);
    if (approval.ok) continue;
    conflicts++;
    expect(approval).toMatchObject({ failure: { code: "conflict", field: "seq" } });
    await until("the moderator reads the new words", () => seqOf(postId) !== seq);
    const again = await moderator.act("post:approve", { postId, seq: seqOf(postId) });
    expect(again).toMatchObject({ ok: true });
  }
  const evidence = await evidenceOf(crowd, server.output);
  await server.stop();
  expect(check(evidence)).toEqual([]);
  for (const { entry, event } of onPosts(evidence.entries)) {
    const seen = event.type === "post:approved" && read.get(event.postId);
    if (!seen) continue;
    const earlier = onPosts(evidence.entries.slice(0, entry.seq - 1));
    expect(earlier.findLast((each) => each.event.postId === event.postId)?.entry.seq).toBe(seen);
  }
  expect(conflicts).toBeGreaterThanOrEqual(10);
  process.stdout.write(`20 approvals against edits: ${conflicts} of an old revision refused\n`);
});
