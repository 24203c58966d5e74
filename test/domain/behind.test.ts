import { expect, test } from "vitest";
import { aSite } from "#test/support/convergence/world.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

test("a process that is behind another one reads what that one has projected whole, with what it answers (P4)", async () => {
  const [opener] = openers;
  if (!opener) throw new Error("a store");
  const site = await aSite(await opener.open(), 2);
  const [ahead, behind] = site.servers;
  if (!ahead || !behind) throw new Error("two servers");
  const host = as(site.accounts.host);
  const { discussionId, questionIds } = await anOpenDiscussion(ahead.answer, host, 1);
  const release = await behind.serving.hold(discussionId);
  const post = (parentId: string | null) =>
    granted(ahead.answer, host, "post:create", {
      ...{ discussionId, questionId: questionIds[0] ?? "", parentId, commandId: commandId() },
      ...{ body: "<p>Words.</p>", language: "en" },
    });
  const { postId } = await post(null);
  await post(postId);
  await ahead.serving.read(discussionId);
  const { changes } = await granted(behind.answer, visitor, "discussion:read", { discussionId });
  const references = changes.flatMap((change) =>
    change.kind === "post" ? [[change.post.reference, change.post.parentReference]] : [],
  );
  expect(references.sort()).toEqual([
    ["1.1", null],
    ["1.2", "1.1"],
  ]);
  release();
  await site.close();
});
