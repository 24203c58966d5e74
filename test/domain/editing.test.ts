import { describe, expect, test } from "vitest";
import type { PostView } from "#shared/model.ts";
import { granted } from "#test/support/discussion.ts";
import { anOpenTalk } from "#test/support/open-talk.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

describe.each(openers)("an edit on $engine", ({ open }) => {
  async function aPost() {
    const { site, answer, discussionId, questionIds } = await anOpenTalk(open);
    const author = as(await anAccount(site.store, "Author"));
    const { postId } = await granted(answer, author, "post:create", {
      ...{ discussionId, questionId: questionIds[0] ?? "", parentId: null, language: "en" },
      ...{ body: "<p>Night buses</p>", commandId: commandId() },
    });
    const edit = (body: string, more: Record<string, unknown> = {}) =>
      answer(author, "post:edit", {
        ...{ discussionId, postId, commandId: commandId(), body, ...more },
      });
    const read = async (): Promise<PostView> =>
      (await granted(answer, visitor, "post:read", { discussionId, postId })).post;
    const withdraw = () =>
      granted(answer, author, "post:withdraw", { discussionId, postId, commandId: commandId() });
    const other = as(await anAccount(site.store, "Reader"));
    const reply = (caller = other) =>
      granted(answer, caller, "post:create", {
        ...{ discussionId, questionId: questionIds[0] ?? "", parentId: postId, language: "en" },
        ...{ body: "<p>I agree</p>", commandId: commandId() },
      });
    const support = (on: boolean) =>
      granted(answer, other, "post:support", { discussionId, postId, on, commandId: commandId() });
    return { site, author, edit, read, withdraw, reply, support };
  }

  test("isn't written over one that its author hadn't seen, also while edits leave no mark", async () => {
    const { site, edit, read } = await aPost();
    const { revision } = await read();
    expect(await edit("<p>From the phone</p>", { of: revision })).toMatchObject({ ok: true });
    const present = await read();
    expect(present).toMatchObject({ html: "<p>From the phone</p>", editedAt: null });
    expect(await edit("<p>From the desk</p>", { of: revision })).toMatchObject({
      failure: { code: "conflict", field: "of", details: { rule: "edited" } },
    });
    expect((await read()).html).toBe("<p>From the phone</p>");
    await edit("<p>Both</p>", { of: present.revision });
    expect((await read()).html).toBe("<p>Both</p>");
    // Who doesn't name what it was written on takes what comes.
    await edit("<p>Whatever</p>");
    expect((await read()).html).toBe("<p>Whatever</p>");
    await site.close();
  });

  test("gives a post no language that there isn't", async () => {
    const { site, edit, read } = await aPost();
    expect(await edit("<p>Buses</p>", { language: "zz" })).toMatchObject({
      failure: { code: "invalid_input", field: "language", details: { rule: "unknown_language" } },
    });
    expect(await edit("<p>Buses</p>", { language: "fr" })).toMatchObject({ ok: true });
    expect((await read()).language).toBe("fr");
    await site.close();
  });

  test("leaves a mark at once where somebody else has replied to the post or supports it", async () => {
    for (const how of ["reply", "support"] as const) {
      const { site, author, edit, read, reply, support } = await aPost();
      await reply(author);
      await support(true);
      await support(false);
      await edit("<p>Night trams</p>");
      expect((await read()).editedAt).toBeNull();
      if (how === "reply") await reply();
      else await support(true);
      await edit("<p>No buses at all</p>");
      expect((await read()).editedAt).not.toBeNull();
      await site.close();
    }
  });

  test("that is sent once more after a lost answer is the same, and no conflict", async () => {
    const { site, edit, read } = await aPost();
    const { revision: of } = await read();
    const again = { of, commandId: commandId() };
    const first = await edit("<p>Once</p>", again);
    expect(first).toMatchObject({ ok: true });
    expect(await edit("<p>Once</p>", again)).toEqual(first);
    await edit("<p>Later</p>", { of: (await read()).revision });
    expect(await edit("<p>Once</p>", again)).toEqual(first);
    expect((await read()).html).toBe("<p>Later</p>");
    await site.close();
  });

  test("of a post that was withdrawn meanwhile says so", async () => {
    const { site, edit, read, withdraw } = await aPost();
    const { revision: of } = await read();
    await withdraw();
    expect(await edit("<p>Too late</p>", { of })).toMatchObject({
      failure: { code: "conflict", details: { state: "withdrawn" } },
    });
    await site.close();
  });
});
