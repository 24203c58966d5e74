import { expect, test } from "vitest";
import { beside } from "#test/support/beside.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { sqlite } from "#test/support/stores.ts";

test("a post's first text bears the post's id, by which 100,000 posts fit in 30 MB; an edit's has its own", async () => {
  const { store, place } = await sqlite.open();
  await store.close();
  const side = await beside(place, "http://x.test");
  const host = as(await anAccount(side.store, "host", { admin: true }));
  const { discussionId, questionIds } = await anOpenDiscussion(side.core.answer, host, 1);
  const [questionId = ""] = questionIds;
  const post = { discussionId, language: "en", body: "<p>Said.</p>" };
  const made = await granted(side.core.answer, host, "post:create", {
    ...{ ...post, questionId, parentId: null, commandId: commandId() },
  });
  const edited = await granted(side.core.answer, host, "post:edit", {
    ...{ ...post, body: "<p>Said better.</p>", postId: made.postId, commandId: commandId() },
  });
  const texts = (await side.store.log.read(discussionId, made.seq - 1, 10)).flatMap(({ events }) =>
    events.flatMap((event) => ("postId" in event && "textId" in event ? [event.textId] : [])),
  );
  await side.close();
  expect(edited.seq).toBe(made.seq + 1);
  expect(texts).toEqual([made.postId, expect.not.stringContaining(made.postId)]);
});
