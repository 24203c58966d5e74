import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { boundedTranslator, type Translator } from "#server/domain/translator.ts";
import { loadTranslator } from "#server/load-module.ts";
import { Language } from "#shared/model.ts";
import { startApp } from "#test/support/app.ts";
import { granted } from "#test/support/discussion.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { aCast, aScene } from "#test/support/scene.ts";

const text = () => ({
  ...{ html: "<p>Words</p>", from: Language.parse("en"), to: Language.parse("fr") },
  signal: new AbortController().signal,
});
const failure = (rule: string) => ({ code: "unavailable", details: { rule } });
const refusal = (rule: string) => ({ failure: failure(rule) });

test("what a machine made is sanitised, attached by who asked, marked, asked for once and corrected", async () => {
  const translate = vi.fn<Translator["translate"]>(async ({ html, to }) => {
    return `<p onclick="x()">${to}</p>${html}<script>x()</script>`;
  });
  const app = await startApp({ translator: { translate } });
  const cast = await aCast(app.core);
  const { discussionId, pinned: postId } = await aScene(app.core, cast);
  const { answer } = app.core;
  const input = { discussionId, postId, language: "fr", commandId: commandId() };
  const read = async () =>
    (await granted(answer, visitor, "post:read", { discussionId, postId })).post;
  expect(await answer(as(cast.participant), "post:machine-translate", input)).toMatchObject({
    failure: { code: "not_allowed" },
  });
  expect(translate).not.toHaveBeenCalled();
  for (let i = 0; i < 2; i++)
    await granted(answer, as(cast.moderator), "post:machine-translate", input);
  expect(translate).toHaveBeenCalledTimes(1);
  expect((await read()).translations).toMatchObject([
    { html: "<p>fr</p><p>pinned</p>", machine: true, by: null },
  ]);
  await granted(answer, as(cast.author), "post:translate", {
    ...{ ...input, body: "<p>Mieux</p>", commandId: commandId() },
  });
  expect((await read()).translations).toMatchObject([{ html: "<p>Mieux</p>", machine: false }]);
  translate.mockResolvedValueOnce(" ");
  expect(
    await answer(as(cast.author), "post:machine-translate", { ...input, commandId: commandId() }),
  ).toMatchObject(refusal("translator_failed"));
  await app.close();
});

test("quoted words go to the machine like all others: what it makes of them is no longer in their language", async () => {
  const translate = vi.fn<Translator["translate"]>(async ({ html }) => html);
  const app = await startApp({ translator: { translate } });
  const cast = await aCast(app.core);
  const { discussionId, open: questionId } = await aScene(app.core, cast);
  const { answer } = app.core;
  const { postId } = await granted(answer, as(cast.moderator), "post:create", {
    ...{ discussionId, questionId, parentId: null, language: "en", commandId: commandId() },
    body: '<blockquote lang="ar" dir="rtl"><p>lang="ar"</p></blockquote><p>Words</p>',
  });
  await granted(answer, as(cast.moderator), "post:machine-translate", {
    ...{ discussionId, postId, language: "fr", commandId: commandId() },
  });
  const { post } = await granted(answer, visitor, "post:read", { discussionId, postId });
  expect(post.html).toContain('<blockquote lang="ar" dir="rtl">');
  expect(post.translations).toMatchObject([
    { html: '<blockquote><p>lang="ar"</p></blockquote><p>Words</p>' },
  ]);
  await app.close();
});

test("without a provider none is offered, and none is called", async () => {
  const app = await startApp({ translator: null });
  const cast = await aCast(app.core);
  const { discussionId, pinned: postId } = await aScene(app.core, cast);
  const { answer } = app.core;
  expect(await granted(answer, as(cast.author), "discussion:translator", { discussionId })).toEqual(
    { offered: false },
  );
  const input = { discussionId, postId, language: "fr", commandId: commandId() };
  expect(await answer(as(cast.author), "post:machine-translate", input)).toMatchObject({
    failure: { code: "not_found" },
  });
  await app.close();
});

test("a provider that fails, hangs or is asked too much is a typed refusal, and its fault is told to the log alone", async () => {
  const told = vi.fn();
  const failing = boundedTranslator({ translate: () => Promise.reject(new Error("no key")) }, told);
  await expect(failing(text())).rejects.toMatchObject(refusal("translator_failed"));
  expect(told).toHaveBeenCalledOnce();
  const odd = boundedTranslator({ translate: () => Promise.resolve(7 as never) }, told);
  await expect(odd(text())).rejects.toMatchObject(refusal("translator_failed"));

  const signals: AbortSignal[] = [];
  const hanging = boundedTranslator(
    {
      translate: ({ signal }) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
    },
    told,
    20,
  );
  const four = await Promise.allSettled([1, 2, 3, 4].map(() => hanging(text())));
  for (const each of four)
    expect(each).toMatchObject({ status: "rejected", reason: refusal("translator_slow") });
  expect(signals.every(({ aborted }) => aborted)).toBe(true);
  await expect(hanging(text())).rejects.toMatchObject(refusal("translator_busy"));
});

test("a module is loaded by its path, and a wrong one is named by its variable", async () => {
  const folder = await mkdtemp(join(tmpdir(), "translator-"));
  const good = join(folder, "good.mjs");
  const bad = join(folder, "bad.mjs");
  await writeFile(good, "export default { translate: async ({ to }) => to };");
  await writeFile(bad, "export default 1;");
  expect(await loadTranslator(null)).toBeNull();
  expect(await (await loadTranslator(good))?.translate(text())).toBe("fr");
  await expect(loadTranslator(bad)).rejects.toThrow(/^TRANSLATOR must be/);
  await expect(loadTranslator(join(folder, "none.mjs"))).rejects.toThrow(/^TRANSLATOR can't/);
});
