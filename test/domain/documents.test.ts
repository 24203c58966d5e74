import { afterEach, expect, test } from "vitest";
import { granted } from "#test/support/discussion.ts";
import { aTalkWithFiles, closeTalks } from "#test/support/files-talk.ts";
import { papers } from "#test/support/papers.ts";
import { commandId, visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

afterEach(closeTalks);

const en = "en";

test.each(openers)(
  "on $engine a post is about a place in a document, which keeps its id when it gets a newer file",
  async ({ open }) => {
    const { answer, host, ann, sent, words, read, update, discussionId } =
      await aTalkWithFiles(open);
    const [first, newer] = [
      await sent(host, "plan.pdf", papers.pdf("1")),
      await sent(host, "plan 2.pdf", papers.pdf("2")),
    ];
    const document = { id: "plan", title: { en: "Draft workplan" }, language: en };
    const refused = async (cites: unknown) => {
      const got = await answer(ann, "post:create", words({ cites }));
      return got.ok ? null : got.failure;
    };
    const cites = { document: "plan", page: "3", paragraph: null };
    expect(await refused(cites)).toMatchObject({
      field: "cites.document",
      details: { rule: "unknown_document" },
    });
    expect(await update({ documents: [{ ...document, file: first }] })).toMatchObject({ ok: true });
    for (const bad of [
      { ...cites, page: "" },
      { ...cites, page: "three" },
      { ...cites, page: "3; x" },
      { ...cites, paragraph: "1.2.3.4.5" },
      { ...cites, page: 3 },
      { document: "plan" },
    ])
      expect(await refused(bad)).toMatchObject({ code: "invalid_input" });
    const sentOnce = words({ cites });
    const { postId } = await granted(answer, ann, "post:create", sentOnce);
    await granted(answer, ann, "post:create", words({}));
    expect((await read(postId)).cites).toEqual(cites);
    const about = await granted(answer, visitor, "post:find", { discussionId, document: "plan" });
    expect(about.hits.map(({ post }) => post.id)).toEqual([postId]);
    expect(
      await granted(answer, visitor, "file:read", { discussionId, fileId: first }),
    ).toMatchObject({ file: { name: "plan.pdf" } });
    expect(await update({ documents: [{ ...document, file: newer }] })).toMatchObject({ ok: true });
    expect(await answer(visitor, "file:read", { discussionId, fileId: first })).toMatchObject({
      failure: { code: "not_found" },
    });
    const { changes } = await granted(answer, visitor, "discussion:read", { discussionId });
    const discussion = changes.flatMap((each) =>
      each.kind === "discussion" ? [each.discussion] : [],
    )[0];
    expect(discussion?.documents).toMatchObject([
      { id: "plan", file: { id: newer, name: "plan 2.pdf" } },
    ]);
    expect(await update({ documents: [] })).toMatchObject({ ok: true });
    // Sent again for want of an answer, it is the post that is there.
    expect(await granted(answer, ann, "post:create", sentOnce)).toMatchObject({ postId });
    // A post that was about it stays so, and can be edited.
    await granted(answer, ann, "post:edit", {
      discussionId,
      postId,
      body: "<p>Still.</p>",
      cites,
      commandId: commandId(),
    });
    expect((await read(postId)).cites).toEqual(cites);
    await granted(answer, ann, "post:edit", {
      discussionId,
      postId,
      body: "<p>Still.</p>",
      cites: null,
      commandId: commandId(),
    });
    expect((await read(postId)).cites).toBeNull();
  },
);
