import { expect, test } from "vitest";
import { put, start } from "#shared/feed.ts";
import { aSite } from "#test/support/convergence/world.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

test.each(openers)(
  "on $engine a process refuses to write where a newer version wrote what it doesn't know, and nothing else stops",
  async ({ open }) => {
    const fresh = await open();
    const site = await aSite(fresh, 1);
    const [older] = site.servers;
    if (!older) throw new Error("a server");
    const host = as(site.accounts.host);
    const [here, elsewhere] = [
      await anOpenDiscussion(older.answer, host, 1),
      await anOpenDiscussion(older.answer, host, 1),
    ];
    const post = ({ discussionId, questionIds }: typeof here) =>
      older.answer(host, "post:create", {
        ...{ discussionId, questionId: questionIds[0], parentId: null, commandId: commandId() },
        ...{ body: "<p>Words.</p>", language: "en" },
      });
    expect(await post(here)).toMatchObject({ ok: true });
    const { discussionId } = here;
    const head = await fresh.store.log.head(discussionId);
    // Of a kind that a version to come has.
    const events = JSON.parse('[{"type":"post:labelled","postId":"x","label":"y"}]');
    const written = await fresh.store.log.append(discussionId, head, [
      { commandId: commandId(), actorId: site.accounts.host.id, hash: "", at: Date.now(), events },
    ]);
    expect(written).toBe(1);

    expect(await post(here)).toMatchObject({
      ok: false,
      failure: { code: "unavailable", retryAfter: 2 },
    });
    expect(await fresh.store.log.head(discussionId)).toBe(head + 1);
    expect(await post(elsewhere)).toMatchObject({ ok: true });
    await site.close();
  },
);

test("a page keeps what a newer server adds to a record, and passes over a kind of change it doesn't know", async () => {
  const [opener] = openers;
  if (!opener) throw new Error("a store");
  const site = await aSite(await opener.open(), 1);
  const [server] = site.servers;
  if (!server) throw new Error("a server");
  const { discussionId } = await anOpenDiscussion(server.answer, as(site.accounts.host), 1);
  const snapshot = await granted(server.answer, visitor, "discussion:read", { discussionId });
  const feed = start(snapshot);
  const changes = JSON.parse(
    JSON.stringify([
      { kind: "weather", weather: { seq: feed.seq + 1 } },
      {
        kind: "question",
        question: { ...[...feed.questions.values()][0], seq: feed.seq + 1, colour: "green" },
      },
    ]),
  );
  const after = put(feed, changes, "room");
  expect([...after.questions.values()][0]).toMatchObject({ colour: "green" });
  expect({ ...after, questions: feed.questions }).toEqual(feed);
  await site.close();
});
