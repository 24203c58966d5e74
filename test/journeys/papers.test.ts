import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, live, registerAt, shoot, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { papers } from "#test/support/papers.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const pdf = (name: string, words = name, more = 0) => ({
  ...{ name, mimeType: "application/pdf" },
  buffer: Buffer.concat([papers.pdf(words), Buffer.alloc(more, 32)]),
});

describe.skipIf(chromiumPath === null)("papers and documents", () => {
  const site = siteInBrowser(undefined, { expected: /ERR_FAILED/ });

  async function aTalk() {
    const { answer, deps } = site.app.core;
    const host = as(await anAccount(deps.store, "Papers host", { admin: true }));
    return { answer, host, ...(await anOpenDiscussion(answer, host, 1)) };
  }
  const compose = (page: Page) =>
    page
      .getByRole("button", { name: /question 1$/ })
      .first()
      .click();
  const choose = (page: Page, ...files: ReturnType<typeof pdf>[]) =>
    page.locator(".attach input[type=file]").setInputFiles(files);

  test("a paper is attached while one writes, survives a reload, and is fetched by anybody, also without script", async () => {
    const { slug } = await aTalk();
    const writer = await (
      await site.watched.visit({ viewport: { width: 390, height: 900 } })
    ).newPage();
    const reader = await (
      await site.watched.visit({ locale: "ar", colorScheme: "dark" })
    ).newPage();
    await registerAt(writer, site.app.url, { name: "Ines Okoro", next: `/d/${slug}` });
    await reader.goto(`${site.app.url}/d/${slug}?lang=ar`);
    await live(writer);
    await live(reader);
    await compose(writer);
    // A paper before the first word is kept as words are.
    await choose(writer, pdf("Early.pdf"));
    await writer.getByLabel("Title of Early.pdf").waitFor();
    await writer.reload();
    await live(writer);
    await compose(writer);
    await writer.getByRole("button", { name: "Take it off Early.pdf" }).click();
    await wordsIn(writer).fill("Our position on ports, in short.");
    // What isn't taken is told by its name, and sent nowhere.
    await choose(writer, { ...pdf("notes.pdf"), name: "notes.txt" });
    await writer.getByText("notes.txt: This isn’t a PDF, DOCX or ODT file.").waitFor();
    await choose(writer, { ...pdf("x.pdf"), buffer: Buffer.alloc(0) });
    await writer.getByText("x.pdf: It is empty.").waitFor();
    await choose(writer, { ...pdf("fake.pdf"), buffer: Buffer.from("no paper at all") });
    await writer.getByText("fake.pdf: This isn’t a PDF, DOCX or ODT file.").waitFor();
    await shoot(writer, "papers-refused-390");
    for (const name of ["notes.txt", "x.pdf", "fake.pdf"])
      await writer.getByRole("button", { name: `Take it off ${name}` }).click();

    await choose(writer, pdf("Ports and people.pdf", "ports", 700_000), pdf("Annex.pdf"));
    await writer.getByLabel("Title of Ports and people.pdf").waitFor();
    await writer.getByLabel("Title of Annex.pdf").fill("");
    expect(await broken(writer)).toEqual([]);
    await writer.getByRole("button", { name: "Publish" }).click();
    await writer.getByText("Give the paper a title.").first().waitFor();
    expect(
      await writer.getByLabel("Title of Annex.pdf").evaluate((it) => it === document.activeElement),
    ).toBe(true);
    await writer.getByLabel("Title of Annex.pdf").fill("ملحق");
    await writer.getByLabel("Language of Annex.pdf").selectOption("ar");
    await writer.getByText(/^Draft saved/).waitFor();
    await writer.reload();
    await live(writer);
    await compose(writer);
    expect(await writer.getByLabel("Title of Annex.pdf").inputValue()).toBe("ملحق");
    await shoot(writer, "papers-composer-390");
    await writer.getByRole("button", { name: "Publish" }).click();
    const own = writer.locator(".post", { hasText: "in short" });
    await own.getByRole("link", { name: "Ports and people" }).waitFor();
    await shoot(writer, "papers-post-390");

    const seen = reader.locator(".post", { hasText: "in short" });
    await seen.getByRole("link", { name: "ملحق" }).waitFor();
    await reader
      .getByRole("button", { name: "1" })
      .first()
      .click()
      .catch(() => undefined);
    await shoot(reader, "papers-ar-dark");
    expect(await broken(reader)).toEqual([]);

    const plain = await (await site.watched.visit({ javaScriptEnabled: false })).newPage();
    await plain.goto(`${site.app.url}/d/${slug}`);
    const [download] = await Promise.all([
      plain.waitForEvent("download"),
      plain.getByRole("link", { name: "Ports and people" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("Ports and people.pdf");
    const bytes = await readFile(await download.path());
    expect(bytes.length).toBe(papers.pdf("ports").length + 700_000);
  });

  test("an edit changes what is attached, which its history tells, and its author still gets what is hidden from others", async () => {
    const { answer, host, slug, discussionId } = await aTalk();
    const writer = await (await site.watched.visit()).newPage();
    await registerAt(writer, site.app.url, { name: "Otto Lund", next: `/d/${slug}` });
    await live(writer);
    await compose(writer);
    await wordsIn(writer).fill("First of all.");
    await choose(writer, pdf("One.pdf"));
    await writer.getByLabel("Title of One.pdf").waitFor();
    await writer.getByRole("button", { name: "Publish" }).click();
    const own = writer.locator(".post", { hasText: "First of all." });
    await own.getByRole("link", { name: "One" }).waitFor();
    const { hits } = await granted(answer, visitor, "post:find", { discussionId });
    const postId = hits[0]?.post.id ?? "";
    await granted(answer, host, "post:create", {
      ...{ discussionId, questionId: hits[0]?.post.questionId ?? "", parentId: postId },
      ...{ body: "<p>Noted.</p>", language: "en", commandId: commandId() },
    });
    await own.getByRole("button", { name: "Edit" }).click();
    await writer.getByRole("button", { name: "Take it off One.pdf" }).click();
    await choose(writer, pdf("Two.pdf"));
    await writer.getByLabel("Title of Two.pdf").waitFor();
    await writer.getByRole("button", { name: "Save" }).click();
    await own.getByRole("link", { name: "Two" }).waitFor();
    expect(await own.getByRole("link", { name: "One" }).count()).toBe(0);
    await own.getByRole("button", { name: "see what changed" }).click();
    await own.getByText("Attached: Two").waitFor();
    await own.getByText("Taken off: One").waitFor();
    await shoot(writer, "papers-edited");

    await granted(answer, host, "post:hide", {
      ...{ discussionId, postId, reason: "other", commandId: commandId() },
    });
    await own
      .getByText(/^Removed by the moderators/)
      .first()
      .waitFor();
    const [download] = await Promise.all([
      writer.waitForEvent("download"),
      own.getByRole("link", { name: "Two" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("Two.pdf");
    expect((await readFile(await download.path())).equals(papers.pdf("Two.pdf"))).toBe(true);
  });

  test("a host brings a document; a post says which place of it it is about, and is found by it", async () => {
    const { answer, host, slug, discussionId } = await aTalk();
    const desk = await (await site.watched.visit()).newPage();
    const account = await registerAt(desk, site.app.url, { name: "Hana Host", next: `/d/${slug}` });
    await granted(answer, host, "member:grant", {
      ...{ discussionId, account, role: "host", commandId: commandId() },
    });
    await desk.goto(`${site.app.url}/d/${slug}/settings`);
    const list = desk.getByRole("group", { name: "Background documents" });
    await list.locator("input[type=file]").setInputFiles(pdf("Draft workplan.pdf"));
    const title = list.getByLabel("Title of the document");
    await title.waitFor();
    expect(await title.inputValue()).toBe("Draft workplan");
    await list.getByLabel("Its language").selectOption("fr");
    await list.scrollIntoViewIfNeeded();
    await shoot(desk, "papers-settings");
    expect(await broken(desk)).toEqual([]);
    await desk.getByRole("button", { name: /^Save/ }).click();
    await desk
      .getByText(/^Saved/)
      .first()
      .waitFor();

    const writer = await (
      await site.watched.visit({ viewport: { width: 390, height: 900 } })
    ).newPage();
    await registerAt(writer, site.app.url, { name: "Pilar Vega", next: `/d/${slug}` });
    await live(writer);
    const panel = writer.getByRole("region", { name: "Background documents" });
    await panel.getByRole("link", { name: "Draft workplan", exact: true }).waitFor();
    await shoot(writer, "papers-documents-390");
    await compose(writer);
    await wordsIn(writer).fill("This deadline is too early.");
    await writer.getByLabel("It is about a document").selectOption("Draft workplan");
    await writer.getByLabel("Page").fill("3");
    await writer.getByLabel("Paragraph").fill("in the middle");
    await writer.getByRole("button", { name: "Publish" }).click();
    await writer.getByText("as the document counts it: 3, iv, 3.7 or 12b").first().waitFor();
    const paragraph = writer.getByLabel("Paragraph");
    expect(await paragraph.evaluate((it) => it === document.activeElement)).toBe(true);
    await paragraph.fill("2.7");
    await shoot(writer, "papers-cites-390");
    expect(await broken(writer)).toEqual([]);
    await writer.getByRole("button", { name: "Publish" }).click();
    const own = writer.locator(".post", { hasText: "too early" });
    await own.getByText("About Draft workplan, page 3, paragraph 2.7").waitFor();
    await shoot(writer, "papers-cited-390");
    expect(await broken(writer)).toEqual([]);
    await panel.getByRole("link", { name: /^What was written about it/ }).click();
    await writer.waitForURL(/document=/);
    expect(await writer.locator(".hits li").count()).toBe(1);
    // What draws it can't be had here: what the server rendered stays, whatever is drawn around it anew.
    const cut = await (await site.watched.visit()).newPage();
    await cut.route(/assets.papers-/, (route) => route.abort());
    await cut.goto(`${site.app.url}/d/${slug}`);
    await live(cut);
    await granted(answer, host, "discussion:update", {
      ...{ discussionId, title: { en: "A talk of ours" }, commandId: commandId() },
    });
    await cut.getByRole("heading", { name: "A talk of ours" }).waitFor();
    await cut.getByText("About Draft workplan, page 3, paragraph 2.7").waitFor();
    expect(await cut.getByRole("link", { name: "Draft workplan", exact: true }).count()).toBe(2);
    await writer.getByText("About Draft workplan, page 3, paragraph 2.7").waitFor();
    await shoot(writer, "papers-found-390", true);
    expect(await broken(writer)).toEqual([]);
  });
});
