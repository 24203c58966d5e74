import { expect, test } from "vitest";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { aBrowser, aSite, somebody } from "./site.ts";

test("a discussion's languages ask, and don't refuse: a post in another one is taken and carries it", async () => {
  const { core } = await aSite();
  const admin = as(await anAccount(core.deps.store, "host", { admin: true }));
  const { discussionId, questionIds } = await anOpenDiscussion(core.answer, admin, 1);
  const { postId } = await granted(core.answer, admin, "post:create", {
    ...{ discussionId, questionId: questionIds[0]!, parentId: null, body: "<p>نعم</p>" },
    ...{ language: "ar", commandId: commandId() },
  });
  expect(await granted(core.answer, visitor, "post:read", { discussionId, postId })).toMatchObject({
    post: { language: "ar" },
  });
});

test("a language is named once", async () => {
  const { core } = await aSite();
  const twice = { ...somebody, languages: ["en", "fr", "en"] };
  expect(await core.answer(aBrowser(), "account:register", twice)).toMatchObject({
    failure: { code: "invalid_input", field: "languages" },
  });
});
