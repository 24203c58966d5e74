import { afterEach, expect, test, vi } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import { limits } from "#shared/limits.ts";
import { granted } from "#test/support/discussion.ts";
import { aTalkWithFiles, closeTalks } from "#test/support/files-talk.ts";
import { papers } from "#test/support/papers.ts";
import { commandId, visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

afterEach(closeTalks);

const en = "en";

test.each(openers)(
  "on $engine a paper is sent in pieces, goes on where it stopped, and stands with its post",
  async ({ open }) => {
    const { answer, ann, sent, words, read, discussionId } = await aTalkWithFiles(open);
    const bytes = Buffer.concat([papers.pdf(), Buffer.alloc(limits.filePiece + 10, 32)]);
    const file = { discussionId, fileId: crypto.randomUUID(), name: "C:\\tmp\\Our paper.PDF" };
    const piece = (from: number, to: number) => ({
      ...{ ...file, size: bytes.length, from },
      data: bytes.subarray(from, to).toString("base64"),
    });
    const put = (from: number, to: number) => granted(answer, ann, "file:put", piece(from, to));
    expect(await put(0, 1_000)).toEqual({ received: 1_000, file: null });
    expect(await put(0, 500)).toEqual({ received: 1_000, file: null });
    expect(await put(4_000, 5_000)).toEqual({ received: 1_000, file: null });
    expect(await put(1_000, 100_000)).toEqual({ received: 100_000, file: null });
    const whole = { id: file.fileId, name: "Our paper.pdf", type: "pdf", size: bytes.length };
    expect(await put(100_000, bytes.length)).toEqual({ received: bytes.length, file: whole });
    expect(await put(0, 1)).toEqual({ received: bytes.length, file: whole });

    const odt = await sent(ann, "هجرة.odt", papers.odt());
    const files = [
      { id: file.fileId, title: " On ports ", language: en },
      { id: odt, title: "عن الموانئ", language: "ar" },
    ];
    const input = words({ files });
    const { postId } = await granted(answer, ann, "post:create", input);
    expect(await granted(answer, ann, "post:create", input)).toMatchObject({ postId });
    expect((await read(postId)).files).toEqual([
      { ...whole, title: "On ports", language: "en" },
      {
        id: odt,
        name: "هجرة.odt",
        type: "odt",
        size: papers.odt().length,
        title: "عن الموانئ",
        language: "ar",
      },
    ]);
    const found = await granted(answer, visitor, "post:find", { discussionId, words: "موانئ" });
    expect(found.hits.map(({ post }) => post.id)).toEqual([postId]);
  },
);

test.each(openers)(
  "on $engine who may read the post may have its files, and nobody else",
  async ({ open }) => {
    const { answer, host, ann, ben, sent, words, discussionId, act } = await aTalkWithFiles(open);
    const id = await sent(ann, "a.docx", papers.docx());
    const of = async (postId: string | null, caller: Caller) => {
      const got = await answer(caller, "file:read", { discussionId, fileId: id, postId });
      return got.ok ? got.value.file.name : got.failure.code;
    };
    // Sent, and in no post: it is nobody's, not even its sender's, to be handed out.
    for (const caller of [visitor, ben, ann, host])
      expect(await of(null, caller)).toBe("not_found");
    const files = [{ id, title: "A", language: en }];
    const { postId } = await granted(answer, ann, "post:create", words({ files }));
    const other = await granted(answer, ann, "post:create", words({}));
    for (const caller of [visitor, ben, ann, host]) expect(await of(postId, caller)).toBe("a.docx");
    for (const elsewhere of [other.postId, null])
      expect(await of(elsewhere, host)).toBe("not_found");
    await granted(answer, host, "post:hide", { ...act, postId, reason: "spam" });
    for (const caller of [visitor, ben]) expect(await of(postId, caller)).toBe("not_found");
    for (const caller of [ann, host]) expect(await of(postId, caller)).toBe("a.docx");
    await granted(answer, host, "post:restore", { ...act, commandId: commandId(), postId });
    expect(await of(postId, visitor)).toBe("a.docx");
    await granted(answer, ann, "post:withdraw", { ...act, commandId: commandId(), postId });
    for (const caller of [visitor, ann, host]) expect(await of(postId, caller)).toBe("not_found");
  },
);

test.each(openers)(
  "on $engine an edit keeps, changes or takes away files, and what it was is told with what was said",
  async ({ open }) => {
    const { site, answer, ann, ben, sent, words, read, discussionId } = await aTalkWithFiles(open);
    const [one, two] = [
      await sent(ann, "1.pdf", papers.pdf("1")),
      await sent(ann, "2.pdf", papers.pdf("2")),
    ];
    const [first, second] = [one, two].map((id, i) => ({
      id,
      title: `Paper ${i + 1}`,
      language: en,
    }));
    const { postId } = await granted(answer, ann, "post:create", words({ files: [first] }));
    const edit = (more: object) =>
      granted(answer, ann, "post:edit", {
        ...{
          discussionId,
          postId,
          body: "<p>Our better position.</p>",
          commandId: commandId(),
          ...more,
        },
      });
    // From a reply on an edit leaves a mark.
    await granted(answer, ben, "post:create", words({ parentId: postId }));
    const titles = async () => (await read(postId)).files.map(({ title }) => title);
    await edit({});
    expect(await titles()).toEqual(["Paper 1"]);
    await edit({ files: [{ ...first, title: "Renamed" }, second] });
    expect(await titles()).toEqual(["Renamed", "Paper 2"]);
    await edit({ files: [] });
    expect(await titles()).toEqual([]);
    const { revisions } = await granted(answer, visitor, "post:revisions", {
      discussionId,
      postId,
    });
    expect(revisions.map(({ files }) => files.map(({ title }) => title))).toEqual([
      ["Paper 1"],
      ["Paper 1"],
      ["Renamed", "Paper 2"],
    ]);
    // What was taken off is nobody's any more, and gone.
    expect(await site.store.files.get([one as never, two as never])).toEqual([]);
    expect(await site.store.files.piece(one as never, 0)).toBeNull();
  },
);

test("a draft keeps what was attached, and forgets what isn't there any more", async () => {
  const { answer, ann, sent, discussionId, words } = await aTalkWithFiles(openers[0]!.open);
  const [a, b] = [
    await sent(ann, "a.pdf", papers.pdf("a")),
    await sent(ann, "b.pdf", papers.pdf("b")),
  ];
  const place = { questionId: words({}).questionId, parentId: null, postId: null };
  const files = [a, b].map((id) => ({ id, title: "", language: en }));
  const cites = { document: "gone", page: null, paragraph: "2" };
  const draft = { discussionId, place, html: "<p>x</p>", language: null, follows: null };
  await granted(answer, ann, "draft:save", { ...draft, files, cites, commandId: commandId() });
  const kept = async () => (await granted(answer, ann, "draft:list", { discussionId })).drafts[0];
  expect(await kept()).toMatchObject({
    cites,
    files: [{ name: "a.pdf", title: "" }, { name: "b.pdf" }],
  });
  await granted(answer, ann, "file:drop", { discussionId, fileId: a });
  expect((await kept())?.files?.map(({ id }) => id)).toEqual([b]);
});

test("a file that goes at the very moment it is posted isn't posted; withdrawn with its post it is gone", async () => {
  const { site, answer, ann, sent, words, read, discussionId } = await aTalkWithFiles(
    openers[0]!.open,
  );
  const { files } = site.store;
  const [going, kept] = [
    await sent(ann, "a.pdf", papers.pdf("a")),
    await sent(ann, "b.pdf", papers.pdf("b")),
  ];
  const named = (id: string) => [{ id, title: "A", language: en }];
  const keep = vi.spyOn(files, "keep").mockImplementationOnce(async (ids) => {
    await files.drop(ids[0]!);
    return files.keep(ids);
  });
  expect(await answer(ann, "post:create", words({ files: named(going) }))).toMatchObject({
    failure: { code: "invalid_input", field: "files", details: { rule: "no_such_file" } },
  });
  keep.mockRestore();
  const twice = words({ files: named(kept) });
  const { postId } = await granted(answer, ann, "post:create", twice);
  const second = await granted(answer, ann, "post:create", words({ files: named(kept) }));
  const act = () => ({ discussionId, commandId: commandId() });
  await granted(answer, ann, "post:withdraw", { ...act(), postId });
  // Another post has it still.
  expect((await read(second.postId)).files.map(({ id }) => id)).toEqual([kept]);
  expect(await files.piece(kept as never, 0)).not.toBeNull();
  await granted(answer, ann, "post:withdraw", { ...act(), postId: second.postId });
  expect(await files.piece(kept as never, 0)).toBeNull();
  expect(await granted(answer, ann, "post:create", twice)).toMatchObject({ postId });
});
