import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { boundedScanner, type Scanner } from "#server/domain/scanner.ts";
import { loadScanner } from "#server/load-module.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { granted } from "#test/support/discussion.ts";
import { papers } from "#test/support/papers.ts";
import { as, commandId } from "#test/support/people.ts";
import { aCast, aScene, type Cast, type Scene } from "#test/support/scene.ts";
import { sendPaper } from "#test/support/send-paper.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function aTalk(
  scanner: Scanner | null = null,
): Promise<{ app: TestApp; cast: Cast; scene: Scene }> {
  const app = await startApp({ scanner });
  closing.push(app.close);
  const cast = await aCast(app.core);
  return { app, cast, scene: await aScene(app.core, cast) };
}

/** A post of the author's with this file. */
async function attached(
  { app, cast, scene }: Awaited<ReturnType<typeof aTalk>>,
  name: string,
  bytes: Buffer,
) {
  const { answer } = app.core;
  const { discussionId } = scene;
  const { fileId, last } = await sendPaper(answer, as(cast.author), discussionId, { name, bytes });
  if (!last.ok) throw new Error(JSON.stringify(last.failure));
  const { postId } = await granted(answer, as(cast.author), "post:create", {
    ...{ discussionId, questionId: scene.open, parentId: null, language: "en" },
    ...{ body: "<p>Words.</p>", files: [{ id: fileId, title: "T", language: "en" }] },
    commandId: commandId(),
  });
  return { postId, path: `/files/${discussionId}/${fileId}/any%20name?post=${postId}` };
}

test("a file comes as it was sent, to be kept and never to be shown or run in the site's name", async () => {
  const talk = await aTalk();
  const bytes = Buffer.concat([papers.pdf(), Buffer.alloc(700_000, 7)]);
  const { path } = await attached(talk, `Über "Häfen"; مرفأ.pdf`, bytes);
  const got = await fetch(`${talk.app.url}${path}`);
  expect(got.status).toBe(200);
  expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
  const headers = Object.fromEntries(got.headers);
  expect(headers).toMatchObject({
    "content-type": "application/pdf",
    "content-length": String(bytes.length),
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex",
  });
  expect(headers["content-security-policy"]).toMatch(/^default-src 'none'.*; sandbox$/);
  expect(headers["content-disposition"]).toMatch(/^attachment; filename=.*filename\*=UTF-8''/);
  expect(headers["content-encoding"]).toBeUndefined();
  const head = await fetch(`${talk.app.url}${path}`, { method: "HEAD" });
  expect([head.status, head.headers.get("content-length")]).toEqual([200, String(bytes.length)]);
  expect((await fetch(`${talk.app.url}${path}`, { method: "POST" })).status).toBe(405);
});

test("an office file has its type, and who may not have it is told so: programs in JSON, people by a page", async () => {
  const talk = await aTalk();
  const { app, cast, scene } = talk;
  const { path, postId } = await attached(talk, "a.docx", papers.docx());
  expect((await fetch(`${app.url}${path}`)).headers.get("content-type")).toContain(
    "wordprocessingml",
  );
  await granted(app.core.answer, as(cast.moderator), "post:hide", {
    ...{ discussionId: scene.discussionId, postId, reason: "spam", commandId: commandId() },
  });
  const refused = await fetch(`${app.url}${path}`);
  expect([refused.status, await refused.json()]).toMatchObject([
    404,
    { failure: { code: "not_found", field: "fileId" } },
  ]);
  const page = await fetch(`${app.url}${path}`, { headers: { accept: "text/html,*/*;q=0.8" } });
  expect(page.status).toBe(404);
  expect(await page.text()).toMatch(/^<!doctype html>.*<h1/is);
  const arabic = { accept: "text/html,*/*;q=0.8", "accept-language": "ar" };
  expect(await (await fetch(`${app.url}${path}`, { headers: arabic })).text()).toContain(
    '<html lang="ar" dir="rtl"',
  );
  const authorization = `Bearer ${await app.tokenFor(cast.author)}`;
  expect((await fetch(`${app.url}${path}`, { headers: { authorization } })).status).toBe(200);
  for (const bad of ["Bearer nonsense", "Basic eA=="])
    expect((await fetch(`${app.url}${path}`, { headers: { authorization: bad } })).status).toBe(
      401,
    );
  for (const odd of [
    "/files/x/y/z",
    "/files/",
    `/files/${scene.discussionId}/not-an-id/a.pdf`,
    "/files/%00/%00/%00",
  ])
    expect((await fetch(`${app.url}${odd}`)).status, odd).toBeGreaterThanOrEqual(400);
});

test("what a scanner finds something in is refused and gone, and what it can't look through isn't taken", async () => {
  const verdicts: (string | null | Error)[] = ["Eicar-Test", new Error("no signatures"), null];
  const seen: string[] = [];
  const talk = await aTalk({
    scan: async ({ name, type, bytes }) => {
      seen.push(`${name} ${type} ${bytes.length}`);
      const verdict = verdicts.shift();
      if (verdict instanceof Error) throw verdict;
      return verdict ?? null;
    },
  });
  const { app, cast, scene } = talk;
  const file = { name: "a.pdf", bytes: papers.pdf(), fileId: crypto.randomUUID() };
  const send = () => sendPaper(app.core.answer, as(cast.author), scene.discussionId, file);
  expect((await send()).last).toMatchObject({
    failure: { code: "invalid_input", field: "data", details: { rule: "infected" } },
  });
  expect(await app.store.files.get([file.fileId as never])).toEqual([]);
  expect((await send()).last).toMatchObject({
    failure: { code: "unavailable", details: { rule: "scanner_failed" } },
  });
  // The bytes are there: asked again, it is looked through again.
  expect((await send()).last).toMatchObject({ value: { file: { name: "a.pdf" } } });
  expect(seen).toEqual(Array(3).fill(`a.pdf pdf ${file.bytes.length}`));
  expect(app.logged.join("\n")).toContain("the scanner failed");

  // Of one that is asked for many times at once it is asked once.
  const many = { ...file, bytes: papers.pdf("many"), fileId: crypto.randomUUID() };
  const all = await Promise.all(
    Array.from({ length: 8 }, () =>
      sendPaper(app.core.answer, as(cast.author), scene.discussionId, many),
    ),
  );
  for (const { last } of all) expect(last).toMatchObject({ ok: true });
  expect(seen.length).toBe(4);

  const hangs = boundedScanner({ scan: () => new Promise(() => undefined) }, () => undefined, 20);
  await expect(hangs({ bytes: file.bytes, name: "a.pdf", type: "pdf" })).rejects.toMatchObject({
    failure: { details: { rule: "scanner_slow" } },
  });
  const odd = boundedScanner({ scan: async () => undefined as never }, () => undefined);
  await expect(odd({ bytes: file.bytes, name: "a.pdf", type: "pdf" })).rejects.toMatchObject({
    failure: { details: { rule: "scanner_failed" } },
  });
});

/** Speaks as ClamAV's daemon does: takes pieces until an empty one, and finds what has a certain word in it. */
async function aClamd(): Promise<number> {
  const server: Server = createServer((socket) => {
    let taken = Buffer.alloc(0);
    socket.on("data", (piece) => {
      taken = Buffer.concat([taken, piece]);
      const body: Buffer[] = [];
      for (let at = "zINSTREAM\0".length; at + 4 <= taken.length; ) {
        const length = taken.readUInt32BE(at);
        if (length === 0) {
          const text = Buffer.concat(body).toString("latin1");
          return socket.end(
            text.includes("broken")
              ? "INSTREAM size limit exceeded. ERROR\0"
              : text.includes("EICAR")
                ? "stream: Eicar-Signature FOUND\0"
                : "stream: OK\0",
          );
        }
        body.push(taken.subarray(at + 4, at + 4 + length));
        at += 4 + length;
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closing.push(() => server.close());
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

test("the module for ClamAV tells what its daemon says, and fails where that is no answer", async () => {
  const port = await aClamd();
  process.env.CLAMD_PORT = String(port);
  closing.push(() => {
    delete process.env.CLAMD_PORT;
  });
  const scanner = await loadScanner("deploy/clamd-scanner.mjs");
  const scan = (words: string) =>
    scanner?.scan({
      ...{
        bytes: Buffer.concat([Buffer.alloc(200_000, 65), Buffer.from(words)]),
        name: "a",
        type: "pdf",
      },
      signal: AbortSignal.timeout(5_000),
    });
  expect(await scan("fine")).toBeNull();
  expect(await scan("EICAR")).toBe("Eicar-Signature");
  await expect(scan("broken")).rejects.toThrow(/clamd said: INSTREAM size limit/);
});
