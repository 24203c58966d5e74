import { expect, test } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import { sweepFiles } from "#server/domain/files/sweep-files.ts";
import type { RawInput } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";
import type { PostView } from "#shared/model.ts";
import { granted } from "#test/support/discussion.ts";
import { anOpenTalk } from "#test/support/open-talk.ts";
import { papers, zipOf } from "#test/support/papers.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { sendPaper } from "#test/support/send-paper.ts";
import { openers } from "#test/support/stores.ts";

async function aTalk(open: (typeof openers)[number]["open"]) {
  const { site, server, answer, host, discussionId, questionIds } = await anOpenTalk(open);
  const [ann, ben] = [
    as(await anAccount(site.store, "Ann")),
    as(await anAccount(site.store, "Ben")),
  ];
  const send = (caller: Caller, name: string, bytes: Buffer) =>
    sendPaper(answer, caller, discussionId, { name, bytes });
  const sent = async (caller: Caller, name: string, bytes: Buffer): Promise<string> => {
    const { fileId, last } = await send(caller, name, bytes);
    if (!last.ok) throw new Error(JSON.stringify(last.failure));
    return fileId;
  };
  const words = (more: object): RawInput<"post:create"> => ({
    ...{ discussionId, questionId: questionIds[0] ?? "", parentId: null, language: "en" },
    ...{ body: "<p>Our position.</p>", commandId: commandId(), ...more },
  });
  const read = async (postId: string, caller: Caller = visitor): Promise<PostView> =>
    (await granted(answer, caller, "post:read", { discussionId, postId })).post;
  const update = (more: object) =>
    answer(host, "discussion:update", { discussionId, commandId: commandId(), ...more });
  const act = { discussionId, commandId: commandId() };
  return {
    site,
    server,
    answer,
    host,
    ann,
    ben,
    send,
    sent,
    words,
    read,
    update,
    discussionId,
    act,
  };
}

const en = "en";

test.each(openers)(
  "on $engine a paper is sent in pieces, goes on where it stopped, and stands with its post",
  async ({ open }) => {
    const { answer, ann, sent, words, read, discussionId } = await aTalk(open);
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
    const { answer, host, ann, ben, sent, words, discussionId, act } = await aTalk(open);
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
    const { site, answer, ann, ben, sent, words, read, discussionId } = await aTalk(open);
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
    // What a post had is kept, as its words are.
    await sweepFiles({ store: site.store, now: () => Date.now() + 40 * 86_400_000 });
    expect((await site.store.files.get([one as never, two as never])).length).toBe(2);
  },
);

test("what isn't the sender's, isn't whole, comes twice or is too much is refused by its field", async () => {
  const { answer, ann, ben, host, sent, send, words, update, discussionId, act } = await aTalk(
    openers[0]!.open,
  );
  const refused = async (caller: Caller, files: unknown, more: object = {}) => {
    const got = await answer(caller, "post:create", words({ files, ...more }));
    return got.ok ? null : [got.failure.field, got.failure.details?.rule];
  };
  const mine = await sent(ann, "mine.pdf", papers.pdf());
  const same = await sent(ann, "the same.pdf", papers.pdf());
  const named = (id: string, title = "T") => ({ id, title, language: en });
  expect(await refused(ben, [named(mine)])).toEqual(["files.0.id", "no_such_file"]);
  expect(await refused(host, [named(mine)])).toEqual(["files.0.id", "no_such_file"]);
  expect(await refused(ann, [named(mine), named(same)])).toEqual(["files.1.id", "named_twice"]);
  expect(await refused(ann, [named(mine), named(mine)])).toEqual(["files", "named_twice"]);
  expect(await refused(ann, [named(mine, " ")])).toEqual(["files.0.title", "too_short"]);
  expect(await refused(ann, [{ ...named(mine), language: "English" }])).toEqual([
    "files.0.language",
    "regex",
  ]);
  expect(
    await refused(
      ann,
      Array.from({ length: 6 }, () => named(crypto.randomUUID())),
    ),
  ).toEqual(["files", "too_long"]);
  expect(await refused(ann, [named(crypto.randomUUID())])).toEqual(["files.0.id", "no_such_file"]);
  // Half a file.
  const half = { discussionId, fileId: crypto.randomUUID(), name: "a.pdf", size: 900, from: 0 };
  const data = papers.pdf().toString("base64");
  await granted(answer, ann, "file:put", { ...half, data });
  expect(await refused(ann, [named(half.fileId)])).toEqual(["files.0.id", "no_such_file"]);
  // Somebody else's id, another size, more than was said.
  const code = async (caller: Caller, input: object) => {
    const got = await answer(caller, "file:put", { ...half, data, ...input });
    return got.ok ? null : got.failure.code;
  };
  expect(await code(ben, {})).toBe("not_found");
  expect(await code(ann, { size: 901 })).toBe("conflict");
  expect(await code(ann, { name: "b.pdf" })).toBe("conflict");
  expect(await code(ann, { from: 890 })).toBe("invalid_input");
  for (const odd of ["%%%%", "abc", "a=bc", "=".repeat(4)])
    expect(await code(ann, { data: odd }), odd).toMatch(odd === "====" ? /./ : /invalid_input/);
  expect(await code(ann, { size: 0 })).toBe("invalid_input");
  expect(await code(ann, { size: limits.fileBytes + 1 })).toBe("invalid_input");
  expect(await code(ann, { data: "A".repeat(180_000) })).toBe("invalid_input");
  // Only its sender drops it, and only while no post has it.
  await granted(answer, ben, "file:drop", { discussionId, fileId: mine });
  const { postId } = await granted(answer, ann, "post:create", words({ files: [named(mine)] }));
  await granted(answer, ann, "file:drop", { discussionId, fileId: mine });
  await granted(answer, visitor, "file:read", { discussionId, postId, fileId: mine });
  await granted(answer, ann, "file:drop", { discussionId, fileId: same });
  expect(await refused(ann, [named(same)])).toEqual(["files.0.id", "no_such_file"]);
  // Twenty at a time that no post has; there is the half one.
  for (let i = 1; i < limits.looseFiles; i++) await sent(ann, "x.pdf", papers.pdf(String(i)));
  const { last } = await send(ann, "x.pdf", papers.pdf("one more"));
  expect(last).toMatchObject({ failure: { details: { rule: "too_many", limit: 20 } } });
  // Muted, or closed: nothing is sent but by moderators.
  await granted(answer, host, "discussion:close", act);
  expect((await send(ben, "x.pdf", papers.pdf("late"))).last).toMatchObject({
    failure: { code: "discussion_closed" },
  });
  expect((await send(host, "x.pdf", papers.pdf("late"))).last.ok).toBe(true);
  expect((await send(visitor, "x.pdf", papers.pdf("late"))).last).toMatchObject({
    failure: { code: "unauthenticated" },
  });
  expect(
    await update({ documents: [{ id: "d", title: { en: "D" }, language: null, file: mine }] }),
  ).toMatchObject({
    failure: { field: "documents.0.file", details: { rule: "no_such_file" } },
  });
});

test("what a file is is told by its content: what is another thing, or two at once, is refused and gone", async () => {
  const { ann, send, site } = await aTalk(openers[0]!.open);
  const bomb = { name: "word/media/x.png", body: "x", says: 4_000_000_000 };
  const many = Array.from({ length: 5_001 }, (_, i) => ({ name: `word/${i}` }));
  const doc = papers.docx();
  const bad: [rule: string, name: string, bytes: Buffer][] = [
    ["file_type", "a.pdf", Buffer.from("MZ an executable")],
    ["file_type", "a.pdf", Buffer.from("\n%PDF-1.7")],
    ["file_type", "a.pdf", Buffer.concat([papers.pdf(), doc])],
    ["file_type", "a.pdf", Buffer.concat([papers.pdf(), zipOf([{ name: "a.class" }])])],
    ["file_type", "a.docx", zipOf([{ name: "%PDF-1.4" }, { name: "word/document.xml" }])],
    ["file_type", "a.docx", zipOf([{ name: "xl/workbook.xml" }, { name: "[Content_Types].xml" }])],
    ["file_type", "a.docx", doc.subarray(0, doc.length - 30)],
    ["file_type", "a.docx", papers.docx("w", [{ name: "../../etc/passwd" }])],
    [
      "file_type",
      "a.odt",
      zipOf([{ name: "mimetype", body: "text/html" }, { name: "content.xml" }]),
    ],
    ["file_type", "a.html", Buffer.from("<html><script>alert(1)</script>")],
    ["file_name", "a.pdf.exe", papers.pdf()],
    ["file_name", "a.docx", papers.pdf()],
    ["file_name", "pdf", papers.pdf()],
    ["file_name", "fdp.\u202efdp.exe", papers.pdf()],
    ["macros", "a.docx", papers.docx("w", [{ name: "word/vbaProject.bin" }])],
    ["macros", "a.odt", papers.odt("w", [{ name: "Basic/Standard/Module1.xml" }])],
    [
      "encrypted",
      "a.docx",
      papers.docx("w", [{ name: "word/secret", body: "x", says: 2, flags: 1 }]),
    ],
    ["unpacks_too_large", "a.docx", papers.docx("w", [bomb])],
    ["unpacks_too_large", "a.docx", papers.docx("w", many)],
  ];
  for (const [rule, name, bytes] of bad) {
    const { fileId, last } = await send(ann, name, bytes);
    expect(last, `${rule} ${name}`).toMatchObject({
      failure: { code: "invalid_input", details: { rule } },
    });
    expect(await site.store.files.get([fileId as never])).toEqual([]);
  }
  const good: [given: string, called: string, bytes: Buffer][] = [
    ["../../etc/passwd.pdf", "passwd.pdf", papers.pdf()],
    ['a<b>:"|?*\u200b.pdf', "ab.pdf", papers.pdf()],
    [".pdf", "document.pdf", papers.pdf()],
    ["..docx", "document.docx", papers.docx()],
    [`${"é".repeat(300)}.odt`, `${"é".repeat(limits.fileName)}.odt`, papers.odt()],
    ["report.exe.pdf", "report.exe.pdf", papers.pdf()],
  ];
  for (const [given, name, bytes] of good)
    expect((await send(ann, given, bytes)).last, given).toMatchObject({
      value: { file: { name } },
    });
});

test("what nothing has is swept after its days, with its pieces, and nothing else", async () => {
  const { site, answer, ann, sent, words } = await aTalk(openers[0]!.open);
  const [loose, kept] = [
    await sent(ann, "a.pdf", papers.pdf("a")),
    await sent(ann, "b.pdf", papers.pdf("b")),
  ];
  await granted(
    answer,
    ann,
    "post:create",
    words({ files: [{ id: kept, title: "B", language: en }] }),
  );
  const after = (days: number) =>
    sweepFiles({ store: site.store, now: () => Date.now() + days * 86_400_000 });
  const there = async () => (await site.store.files.get([loose, kept] as never[])).length;
  await after(29);
  expect(await there()).toBe(2);
  await after(31);
  expect(await there()).toBe(1);
  expect(await site.store.files.piece(loose as never, 0)).toBeNull();
  expect(await site.store.files.piece(kept as never, 0)).not.toBeNull();
});

test.each(openers)(
  "on $engine a post is about a place in a document, which keeps its id when it gets a newer file",
  async ({ open }) => {
    const { answer, host, ann, sent, words, read, update, discussionId } = await aTalk(open);
    const [first, newer] = [
      await sent(host, "plan.pdf", papers.pdf("1")),
      await sent(host, "plan 2.pdf", papers.pdf("2")),
    ];
    const document = { id: "plan", title: { en: "Draft workplan" }, language: en };
    const refused = async (cites: unknown) => {
      const got = await answer(ann, "post:create", words({ cites }));
      return got.ok ? null : got.failure;
    };
    const cites = { document: "plan", page: 3, paragraph: null };
    expect(await refused(cites)).toMatchObject({
      field: "cites.document",
      details: { rule: "unknown_document" },
    });
    expect(await update({ documents: [{ ...document, file: first }] })).toMatchObject({ ok: true });
    for (const bad of [
      { ...cites, page: 0 },
      { ...cites, page: 1.5 },
      { ...cites, page: 100_001 },
      { document: "plan" },
    ])
      expect(await refused(bad)).toMatchObject({ code: "invalid_input" });
    const { postId } = await granted(answer, ann, "post:create", words({ cites }));
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

test("a draft keeps what was attached, and forgets what isn't there any more", async () => {
  const { answer, ann, sent, discussionId, words } = await aTalk(openers[0]!.open);
  const [a, b] = [
    await sent(ann, "a.pdf", papers.pdf("a")),
    await sent(ann, "b.pdf", papers.pdf("b")),
  ];
  const place = { questionId: words({}).questionId, parentId: null, postId: null };
  const files = [a, b].map((id) => ({ id, title: "", language: en }));
  const cites = { document: "gone", page: null, paragraph: 2 };
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
