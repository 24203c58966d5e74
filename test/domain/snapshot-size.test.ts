import { expect, test } from "vitest";
import { aSite } from "#test/support/convergence/world.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { sqlite } from "#test/support/stores.ts";

test.each([
  { questions: 1, posts: 55, shown: 50 },
  { questions: 3, posts: 22, shown: 20 },
  { questions: 13, posts: 7, shown: 5 },
])(
  "a snapshot of $questions questions has the newest $shown posts of each",
  async ({ questions, posts, shown }) => {
    const site = await aSite(await sqlite.open(), 1);
    const [{ answer }] = site.servers as [(typeof site.servers)[0]];
    const { host, ann } = site.accounts;
    const { discussionId, questionIds } = await anOpenDiscussion(answer, as(host), questions);
    const made: string[][] = [];
    for (const questionId of questionIds) {
      const ids = [];
      for (let i = 0; i < posts; i++)
        ids.push(
          await granted(answer, as(ann), "post:create", {
            ...{ discussionId, questionId, parentId: null, language: "en" },
            ...{ body: `<p>Post ${i}.</p>`, commandId: commandId() },
          }),
        );
      made.push(ids.map(({ postId }) => postId));
    }
    const { changes, windows } = await granted(answer, visitor, "discussion:read", {
      discussionId,
    });
    const read = changes.flatMap((change) => (change.kind === "post" ? [change.post.id] : []));
    expect(new Set(read)).toEqual(new Set(made.flatMap((ids) => ids.slice(-shown))));
    expect(windows.every(({ older }) => older !== null)).toBe(true);
    await site.close();
  },
);
