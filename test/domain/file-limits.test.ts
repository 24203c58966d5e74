import { deflateRawSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import { sweepFiles } from "#server/domain/files/sweep-files.ts";
import { limits } from "#shared/limits.ts";
import { granted } from "#test/support/discussion.ts";
import { aTalkWithFiles, closeTalks } from "#test/support/files-talk.ts";
import { papers, zipOf } from "#test/support/papers.ts";
import { visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

afterEach(closeTalks);

const en = "en";

test("what isn't the sender's, isn't whole, comes twice or is too much is refused by its field", async () => {
  const { answer, ann, ben, host, sent, send, words, update, discussionId, act } =
    await aTalkWithFiles(openers[0]!.open);
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
  const { ann, send, site } = await aTalkWithFiles(openers[0]!.open);
  const bomb = { name: "word/media/x.png", body: "x", says: 4_000_000_000 };
  const many = Array.from({ length: 5_001 }, (_, i) => ({ name: `word/${i}` }));
  const doc = papers.docx();
  const packed = { name: "word/media/y.png", body: deflateRawSync(Buffer.alloc(1_000_000)) };
  const docxList = "[Content_Types].xml";
  const document = { name: "word/document.xml", body: "<w:document/>" };
  const manifest = { name: "META-INF/manifest.xml", body: "<manifest:encryption-data/>" };
  // Its end says that a comment follows, and none does.
  const lyingZip = zipOf([{ name: "evil.exe" }]);
  lyingZip.writeUInt16LE(65_535, lyingZip.length - 2);
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
    ["file_type", "a.pdf", Buffer.concat([papers.pdf(), lyingZip])],
    ["file_type", "a.docx", papers.docx("w", [{ name: "xl/workbook.xml" }])],
    ["file_type", "a.docx", papers.docx("w", [{ name: "META-INF/MANIFEST.MF" }])],
    ["file_type", "a.docx", papers.docx("w", [{ name: "word/document.xml" }])],
    ["file_type", "a.docx", papers.docx("w", [{ ...packed, says: 100 }])],
    ["macros", "a.docx", zipOf([{ name: docxList, body: "vnd.ms-office.vbaProject" }, document])],
    ["macros", "a.docx", zipOf([{ name: docxList, body: "x.macroEnabled.main+xml" }, document])],
    ["encrypted", "a.odt", papers.odt("w", [manifest])],
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
  const honest = papers.docx("w", [{ ...packed, says: 1_000_000 }]);
  expect((await send(ann, "a.docx", honest)).last).toMatchObject({ ok: true });
  for (const [given, name, bytes] of good)
    expect((await send(ann, given, bytes)).last, given).toMatchObject({
      value: { file: { name } },
    });
});

test("what nothing has is swept after its days, with its pieces, and nothing else", async () => {
  const { site, answer, ann, sent, words } = await aTalkWithFiles(openers[0]!.open);
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
