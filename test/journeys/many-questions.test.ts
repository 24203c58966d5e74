import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, live, shoot } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

/** Of the list's line for the question being read: how far from the one scrolled to, and whether it is seen within list and window. */
const hereInList = (page: Page, scrolledTo: number) =>
  page.evaluate((n) => {
    const list = document.getElementById("agenda");
    const link = list?.querySelector('[aria-current="true"]');
    if (!list || !link) return null;
    const [box, line] = [list.getBoundingClientRect(), link.getBoundingClientRect()];
    const inList = line.top >= box.top - 1 && line.bottom <= box.bottom + 1;
    return {
      near: Math.abs(Number(link.querySelector("b")?.textContent) - n) <= 1,
      seen: inList && line.top >= 0 && line.bottom <= innerHeight,
    };
  }, scrolledTo);
const shown = { near: true, seen: true };

describe.skipIf(chromiumPath === null)("fifty questions", () => {
  let path: string;
  const site = siteInBrowser();
  beforeAll(async () => {
    const host = as(await anAccount(site.app.store, "Host", { admin: true }));
    const talk = await anOpenDiscussion(site.app.core.answer, host, 50);
    path = `${site.app.url}/d/${talk.slug}`;
    for (const questionId of talk.questionIds)
      await granted(site.app.core.answer, host, "post:create", {
        ...{ discussionId: talk.discussionId, questionId, parentId: null, language: "en" },
        ...{ body: "<p>An answer of a few words.</p>", commandId: commandId() },
      });
  });

  test.each(["en", "ar"])("the list at the side follows the reader, in %s", async (lang) => {
    const page = await (await site.watched.visit()).newPage();
    await page.goto(`${path}?lang=${lang}`);
    await live(page);
    for (const number of [38, 50, 7]) {
      await page.evaluate((n) => document.getElementById(`q-${n}`)?.scrollIntoView(), number);
      await expect.poll(() => hereInList(page, number)).toEqual(shown);
    }
    const below = page.locator(".agenda .extra");
    if ((await below.count()) > 0)
      expect((await below.boundingBox())?.y ?? Number.NaN).toBeLessThan(900);
    await shoot(page, `fifty-questions-${lang}`);
    await page.context().close();
  });

  test("on a phone the list opens at the question being read, and Escape closes it", async () => {
    const context = await site.watched.visit({ viewport: { width: 390, height: 800 } });
    const page = await context.newPage();
    await page.goto(path);
    await live(page);
    await page.evaluate(() => document.getElementById("q-38")?.scrollIntoView());
    const toggle = page.getByRole("button", { name: /^Question (37|38|39) of 50$/ });
    await toggle.click();
    await expect.poll(() => hereInList(page, 38)).toEqual(shown);
    await shoot(page, "fifty-questions-phone");
    await page.keyboard.press("Escape");
    await page.locator("#agenda").waitFor({ state: "hidden" });
    expect(await toggle.evaluate((each) => each === document.activeElement)).toBe(true);
    await context.close();
  });

  test.each([1280, 600, 390, 320])(
    "a number of two digits is one line beside its question at %i px",
    async (width) => {
      const context = await site.watched.visit({ viewport: { width, height: 800 } });
      const page = await context.newPage();
      await page.goto(path);
      const places = await page.evaluate(() =>
        [9, 10, 38].map((n) => {
          const header = document.querySelector(`#q-${n} > header`);
          const range = document.createRange();
          range.selectNodeContents(header?.querySelector(".n") ?? document.body);
          const digits = range.getClientRects();
          const heading = header?.querySelector("h2")?.getBoundingClientRect();
          return { lines: digits.length, gap: (heading?.left ?? 0) - (digits[0]?.right ?? 0) };
        }),
      );
      for (const { lines, gap } of places) {
        expect(lines).toBe(1);
        expect(gap).toBeGreaterThanOrEqual(4);
      }
      await context.close();
    },
  );
});
