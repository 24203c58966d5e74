import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, live } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

describe.skipIf(chromiumPath === null)("a page that its program takes over", () => {
  const site = siteInBrowser();
  let address = "";

  beforeAll(async () => {
    const { answer } = site.app.core;
    const host = as(await anAccount(site.app.store, "Host", { admin: true }));
    const { discussionId, slug, questionIds } = await anOpenDiscussion(answer, host, 3);
    address = `${site.app.url}/d/${slug}`;
    for (let i = 0; i < 90; i++)
      await granted(answer, host, "post:create", {
        ...{ discussionId, questionId: questionIds[i % 3] ?? "", parentId: null, language: "en" },
        ...{ body: `<p>${"Somebody had asked. ".repeat(i % 7 === 0 ? 300 : 1 + (i % 40))}</p>` },
        commandId: commandId(),
      });
  });

  /** How high each part of the page is. */
  const sizes = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".bar, .mast, .agenda, .find, .older, li")]
        .concat([...document.querySelectorAll<HTMLElement>(".q, footer")])
        .map((part) => `${part.id || part.className} ${part.offsetHeight}`),
    );
  /** Nothing is left to be taken over once nothing changes any more. */
  const settled = (page: Page) => page.waitForTimeout(2_000);

  test.each([
    ["en", 390],
    ["ar", 390],
    ["en", 1280],
  ] as const)("has the size that it had before: %s, %i px", async (lang, width) => {
    const visit = await site.watched.visit({ viewport: { width, height: 900 } });
    const page = await visit.newPage();
    let go = () => undefined as void;
    const wanted = new Promise<void>((done) => {
      go = done;
    });
    await page.route("**/assets/start-*.js", async (route) => {
      await wanted;
      await route.continue();
    });
    await page.goto(`${address}?lang=${lang}`, { waitUntil: "commit" });
    await page.locator(".foot.ways").waitFor();
    await page.waitForFunction(() => document.styleSheets.length > 0);
    const before = await sizes(page);
    expect(before.length).toBeGreaterThan(60);
    go();
    await live(page);
    await settled(page);
    expect(await sizes(page)).toEqual(before);
    await visit.close();
  });

  test("is read on where one was when it is loaded again", async () => {
    const visit = await site.watched.visit({ viewport: { width: 390, height: 800 } });
    const page = await visit.newPage();
    await page.goto(address);
    await live(page);
    await settled(page);
    const post = page.locator(".post").nth(35);
    await post.evaluate((element) => element.scrollIntoView());
    const top = async () => Math.round((await post.boundingBox())?.y ?? Number.NaN);
    const before = await top();
    await page.waitForTimeout(500);
    await page.reload();
    await live(page);
    await settled(page);
    expect(await top()).toBe(before);
    await visit.close();
  });

  test("stays at the post that its address names, also below long ones, which fold", async () => {
    const { answer } = site.app.core;
    const host = as(await anAccount(site.app.store, "Host", { admin: true }));
    const { discussionId, questionIds } = await anOpenDiscussion(answer, host, 1);
    const write = async (sentences: number, parentId: string | null) => {
      const { postId } = await granted(answer, host, "post:create", {
        ...{ discussionId, questionId: questionIds[0] ?? "", parentId, language: "en" },
        ...{ body: `<p>${"Somebody had asked. ".repeat(sentences)}</p>`, commandId: commandId() },
      });
      return postId;
    };
    const posts: string[] = [];
    for (let i = 0; i < 4; i++) {
      const long = await write(300, null);
      posts.push(long, await write(2, long));
    }
    for (const width of [390, 1280]) {
      const visit = await site.watched.visit({ viewport: { width, height: 844 } });
      const tops: Record<string, number> = {};
      for (const id of posts) {
        const page = await visit.newPage();
        await page.goto(`${site.app.url}/p/${id}`);
        await live(page);
        await page.waitForTimeout(700);
        tops[id] = (await page.locator(`[id="p-${id}"]`).boundingBox())?.y ?? Number.NaN;
        await page.close();
      }
      for (const top of Object.values(tops)) {
        expect(top).toBeGreaterThanOrEqual(0);
        expect(top).toBeLessThan(600);
      }
      await visit.close();
    }
  });

  test("listens to whoever presses a button before its turn", async () => {
    const visit = await site.watched.visit({ viewport: { width: 390, height: 800 } });
    const page = await visit.newPage();
    await page.goto(address);
    // At once when the program is there, in a part that is far from the first.
    await page.waitForFunction(() => document.documentElement.dataset.live === "true");
    await page.evaluate(() => {
      const all = [...document.querySelectorAll<HTMLElement>(".q button")];
      all.find(({ textContent }) => textContent === "Answer question 3")?.click();
    });
    await page.locator("#q-3 .locked").waitFor();
    await visit.close();
  });
});
