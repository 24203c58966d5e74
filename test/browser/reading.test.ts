import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { demoDiscussion, seedDemo } from "#server/demo/seed-demo.ts";
import { chromiumPath, live, otherSite, shoot } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";
import { fitsAt } from "#test/support/widths.ts";

describe.skipIf(chromiumPath === null)("reading", () => {
  let address: string;
  const demo = demoDiscussion(Date.now());
  const title: { en: string; ar: string } & Record<string, string> = {
    en: "",
    ar: "",
    ...demo.texts.title,
  };

  const site = siteInBrowser(({ core }) => seedDemo(core.deps));
  beforeAll(async () => {
    address = `${site.app.url}/d/${demo.slug}`;
  });

  /** What stands on the page, white space made plain. */
  const textOf = async (page: Page, at: string): Promise<string> =>
    (await page.locator(at).allTextContents()).join("\n").replace(/\s+/g, " ");
  /** Whether the words stand within the window. */
  const inSight = async (page: Page, words: string): Promise<boolean> => {
    const box = await page.locator(".prose p", { hasText: words }).boundingBox();
    return box !== null && box.y >= 0 && box.y < (page.viewportSize()?.height ?? 0);
  };
  const plain = (html: string): string =>
    html
      .replace(/<[^>]*>/g, " ")
      .replace(/&amp;/g, "&")
      .replace(/\s+/g, " ")
      .trim();

  async function readsAll(page: Page): Promise<void> {
    await page.goto(`${site.app.url}/`);
    expect(await textOf(page, "main")).toContain(title.en);
    await page.locator("main a", { hasText: title.en }).click();
    await page.waitForURL(address);
    expect(await textOf(page, "h1")).toBe(title.en);
    for (const { words } of demo.questions)
      expect(await textOf(page, "h2")).toContain(words.text.en);
    const posts = page.locator(".post");
    expect(await posts.count()).toBe(demo.posts.length);
    const text = await textOf(page, ".post");
    for (const { authorKey } of demo.posts)
      expect(text).toContain(
        [demo.host, ...demo.people].find(({ key }) => key === authorKey)?.name,
      );
    for (const { html } of demo.posts)
      expect(text).toContain(plain(html).split(" ").slice(0, 8).join(" "));
    expect(await page.locator(".post .re").count()).toBe(
      demo.posts.filter(({ parentKey }) => parentKey !== null).length,
    );
  }

  test("a visitor without script reads everything, to the last word", async () => {
    const page = await (await site.watched.visit({ javaScriptEnabled: false })).newPage();
    await readsAll(page);
    const text = (await textOf(page, ".post .prose")).replace(/\s/g, "");
    for (const { html } of demo.posts) expect(text).toContain(plain(html).replace(/\s/g, ""));
    expect(await page.locator("noscript .locked").first().isVisible()).toBe(true);
    await shoot(page, "discussion-no-script", true);
    await page.context().close();
  });

  test("a visitor with script reads the same, and unfolds what is long", async () => {
    const page = await (await site.watched.visit()).newPage();
    await readsAll(page);
    await live(page);
    await shoot(page, "discussion-1280");
    const id = await page.locator(".post:has(.more)").first().getAttribute("id");
    const post = page.locator(`[id="${id}"]`);
    const more = post.getByRole("button", { name: /^Read the rest/ });
    const before = (await post.textContent())?.length ?? 0;
    await more.click();
    await post.getByRole("button", { name: "Show less" }).waitFor();
    expect((await post.textContent())?.length ?? 0).toBeGreaterThan(before);
    await page.context().close();
  });

  test.each(["en", "ar"])("nothing scrolls sideways at 320 px in %s", (lang) =>
    fitsAt(site.watched, { app: site.app, slug: demo.slug, width: 320, lang }),
  );

  test("the Arabic page runs from right to left, and posts in their own direction", async () => {
    const page = await (await site.watched.visit()).newPage();
    await page.goto(`${address}?lang=ar`);
    await live(page);
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    expect(await page.locator("html").getAttribute("lang")).toBe("ar");
    expect(await textOf(page, "h1")).toBe(title.ar);
    // At one moment: what is taken over meanwhile leaves the page.
    const directions = await page.evaluate(() =>
      [...document.querySelectorAll(".post .prose")].map((each) => [
        ...[each.getAttribute("lang"), getComputedStyle(each).direction],
      ]),
    );
    expect(directions.length).toBeGreaterThan(5);
    for (const [lang, direction] of directions)
      expect(direction).toBe(lang === "ar" ? "rtl" : "ltr");
    const side = await page.locator(".agenda").boundingBox();
    const main = await page.locator("main").boundingBox();
    expect(side?.x ?? 0).toBeGreaterThan(main?.x ?? 0);
    await page.context().close();
  });

  test("a footnote's number leads to the note, also where the post was folded before it", async () => {
    const admin = as(await anAccount(site.app.store, "Noter", { admin: true }));
    const talk = await anOpenDiscussion(site.app.core.answer, admin, 1);
    const [questionId] = talk.questionIds;
    if (!questionId) throw new Error("a question");
    const mark = (text: string) =>
      `<p>${text}<sup><a href="#fn1" id="ref1">1</a></sup></p>${"<p>word word word word</p>".repeat(100)}<p id="fn1">Note of ${text} <a href="#ref1">back</a></p>`;
    for (const text of ["one", "two"])
      await granted(site.app.core.answer, admin, "post:create", {
        ...{ discussionId: talk.discussionId, questionId, parentId: null, body: mark(text) },
        ...{ language: "en", commandId: commandId() },
      });
    for (const javaScriptEnabled of [true, false]) {
      const page = await (await site.watched.visit({ javaScriptEnabled })).newPage();
      await page.goto(`${site.app.url}/d/${talk.slug}`);
      if (javaScriptEnabled) await live(page);
      for (const text of ["one", "two"]) {
        const post = page.locator(".post", { hasText: `${text}1` });
        await post.locator("sup a").filter({ visible: true }).click();
        await expect.poll(() => inSight(page, `Note of ${text}`)).toBe(true);
        await post.locator("a", { hasText: "back" }).click();
        await expect.poll(() => inSight(page, `Note of ${text}`)).toBe(false);
      }
      await page.context().close();
    }
  });

  test("the page is dark where the reader's system is", async () => {
    const page = await (await site.watched.visit({ colorScheme: "dark" })).newPage();
    await page.goto(address);
    await live(page);
    const [r = 255, g = 255, b = 255] = await page.evaluate(() =>
      (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(Number),
    );
    expect(r + g + b).toBeLessThan(150);
    await shoot(page, "discussion-dark");
    await page.locator(".q").nth(1).scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollBy(0, 700));
    await shoot(page, "posts-dark");
    await page.context().close();
  });

  test("another site that the host has named frames the discussion, and its frame is live and as high as it needs", async () => {
    const pages: Record<string, string> = {};
    const [friend, stranger] = [await otherSite(pages), await otherSite(pages)];
    pages["/loader"] =
      `<!doctype html><title>Theirs</title><h1>Theirs</h1><script src="${site.app.url}/embed.js" data-discussion="${demo.slug}" data-title="Care"></script>`;
    const admin = as(await anAccount(site.app.store, "Admin", { admin: true }));
    await granted(site.app.core.answer, admin, "discussion:update", {
      ...{ discussionId: demo.slug, embedOrigins: [friend.url], commandId: commandId() },
    });
    const page = await (await site.watched.visit()).newPage();
    await page.goto(`${friend.url}/loader`);
    const frame = page.frameLocator('iframe[title="Care"]');
    await frame.locator("h1").filter({ hasText: title.en }).waitFor();
    expect(await frame.locator(".post").count()).toBe(demo.posts.length);
    const heights = () =>
      page.evaluate(() => document.querySelector("iframe")?.getBoundingClientRect().height ?? 0);
    await expect.poll(heights).toBeGreaterThan(2_000);
    const inner = async () => (await frame.locator("#app").boundingBox())?.height ?? 0;
    await expect.poll(async () => Math.abs((await inner()) - (await heights()))).toBeLessThan(2);
    await shoot(page, "embed");
    await page.setViewportSize({ width: 320, height: 800 });
    await expect.poll(async () => Math.abs((await inner()) - (await heights()))).toBeLessThan(2);
    await shoot(page, "embed-320");
    const before = await heights();
    const { changes } = await granted(site.app.core.answer, admin, "discussion:read", {
      discussionId: demo.slug,
    });
    const [question] = changes.flatMap((each) => (each.kind === "question" ? each.question : []));
    await granted(site.app.core.answer, admin, "post:create", {
      ...{ discussionId: demo.slug, questionId: question?.id ?? "", parentId: null },
      ...{ body: `<p>${"Live in their page. ".repeat(20)}</p>`, language: "en" },
      commandId: commandId(),
    });
    await frame.locator(".post", { hasText: "Live in their page." }).waitFor();
    await expect.poll(heights).toBeGreaterThan(before + 50);
    await expect.poll(async () => Math.abs((await inner()) - (await heights()))).toBeLessThan(2);
    await page.context().close();

    const told = site.watched.faults.length;
    const other = await (await site.watched.visit()).newPage();
    await other.goto(`${stranger.url}/loader`);
    await expect
      .poll(() => site.watched.faults.slice(told).some((each) => each.includes("frame-ancestors")))
      .toBe(true);
    expect(await other.frameLocator("iframe").locator(".post").count()).toBe(0);
    await other.context().close();
    site.watched.faults.length = told;
    site.watched.reports.length = 0;
    await friend.close();
    await stranger.close();
  });
});
