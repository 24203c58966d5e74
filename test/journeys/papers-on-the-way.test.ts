import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, live, registerAt, shoot, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { papers } from "#test/support/papers.ts";
import { anAccount, as, visitor } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const pdf = (name: string, more = 0) => ({
  ...{ name, mimeType: "application/pdf" },
  buffer: Buffer.concat([papers.pdf(name), Buffer.alloc(more, 32)]),
});

describe.skipIf(chromiumPath === null)("papers on their way", () => {
  const site = siteInBrowser(undefined, { expected: /ERR_INTERNET_DISCONNECTED|ERR_FAILED/ });

  async function aWriter(name: string) {
    const { answer, deps } = site.app.core;
    const host = as(await anAccount(deps.store, "host", { admin: true }));
    const { discussionId, slug } = await anOpenDiscussion(answer, host, 1);
    const context = await site.watched.visit({ viewport: { width: 390, height: 900 } });
    const page = await context.newPage();
    const email = await registerAt(page, site.app.url, { name, next: `/d/${slug}` });
    await live(page);
    await compose(page);
    const posts = async () =>
      (await granted(answer, visitor, "post:find", { discussionId })).hits.map(({ post }) => post);
    const account = await deps.store.people.accountByEmail(email);
    if (!account) throw new Error("who has just registered");
    /** Titles of the papers that the server has for the draft; null where it has none. */
    const kept = async () => {
      const { drafts } = await granted(answer, as(account), "draft:list", { discussionId });
      return drafts[0] ? (drafts[0].files ?? []).map(({ title }) => title) : null;
    };
    return { context, kept, page, posts, slug };
  }
  const compose = (page: Page) =>
    page
      .getByRole("button", { name: /question 1$/ })
      .first()
      .click();
  const choose = (page: Page, ...files: ReturnType<typeof pdf>[]) =>
    page.locator(".attach input[type=file]").setInputFiles(files);
  const hasFocus = (page: Page, name: string) =>
    expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(name);

  test("a paper waits for the line and goes on from where it was; nothing is posted without it, nor closed unasked", async () => {
    const { context, page, posts } = await aWriter("Wanda Way");
    await wordsIn(page).fill("With a paper, or not at all.");
    await choose(page, pdf("Long.pdf", 9_000_000));
    await page.getByText("Long.pdf is on its way").waitFor();
    await context.setOffline(true);
    await page.getByText("Long.pdf waits for the connection").waitFor({ timeout: 30_000 });
    await shoot(page, "papers-wait-390");
    expect(await broken(page)).toEqual([]);
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText(/^A file is still on its way/).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("If you close now, it is lost").waitFor();
    expect(await wordsIn(page).innerText()).toContain("With a paper");
    await context.setOffline(false);
    await page.getByLabel("Title of Long.pdf").waitFor({ timeout: 30_000 });
    await page.getByRole("button", { name: "Publish" }).click();
    await page
      .locator(".post", { hasText: "not at all" })
      .getByRole("link", { name: "Long" })
      .waitFor();
    expect((await posts())[0]?.files.map(({ name }) => name)).toEqual(["Long.pdf"]);
  });

  test("what wasn't taken isn't left behind unseen, five is said to be the most, and the focus stays among them", async () => {
    const { page, posts } = await aWriter("Felix Five");
    await wordsIn(page).fill("Five and no more.");
    await choose(page, { ...pdf("No.pdf"), buffer: Buffer.from("no paper") });
    await page.getByText(/^No.pdf: This isn/).waitFor();
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText("A file wasn’t taken. Try it again, or take it off.").waitFor();
    expect(await posts()).toEqual([]);
    await page.getByRole("button", { name: "Take it off No.pdf" }).click();
    await hasFocus(page, "Attach a position paper");
    await choose(page, ...["a", "b", "c", "d", "e", "f", "g"].map((name) => pdf(`${name}.pdf`)));
    await page.getByText("2 files were left out: a post has no room for more.").waitFor();
    await page.getByLabel("Title of e.pdf").waitFor();
    expect(await page.locator(".attached").count()).toBe(5);
    await page.getByRole("button", { name: "Take it off c.pdf" }).click();
    await hasFocus(page, "Attach a position paper");
    await page.getByText("c.pdf was taken off.").waitFor({ state: "attached" });
    expect(await page.locator(".attached").count()).toBe(4);
    expect(await broken(page)).toEqual([]);
  });

  test("of two devices with the same words the papers are a choice, and taken off they don't count", async () => {
    const { kept, page, slug, posts } = await aWriter("Dora Two");
    const other = await (
      await site.watched.visit({ storageState: await page.context().storageState() })
    ).newPage();
    await wordsIn(page).fill("The same words here and there.");
    await expect.poll(kept, { timeout: 10_000 }).toEqual([]);
    await other.goto(`${site.app.url}/d/${slug}`);
    await live(other);
    await compose(other);
    await expect.poll(() => wordsIn(other).innerText()).toContain("The same words");
    await choose(other, pdf("There.pdf"));
    await other.getByLabel("Title of There.pdf").waitFor();
    await expect.poll(kept, { timeout: 10_000 }).toEqual(["There"]);
    await choose(page, pdf("Here.pdf"));
    await page.getByLabel("Title of Here.pdf").waitFor();
    await page.getByText("Position papers: There").waitFor({ timeout: 15_000 });
    await shoot(page, "papers-two-devices-390");
    for (let i = 0; i < 22; i++) {
      await choose(page, pdf(`${i}.pdf`));
      await page.getByLabel(`Title of ${i}.pdf`).waitFor();
      await page.getByRole("button", { name: `Take it off ${i}.pdf` }).click();
    }
    expect(await posts()).toEqual([]);
  });
});
