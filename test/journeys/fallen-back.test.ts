import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { chromiumPath, live, shoot } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const long = `<p>${"Several words of the host, one after the other, that go on. ".repeat(6)}</p>`;

describe.skipIf(chromiumPath === null)("English texts on an Arabic page", () => {
  const site = siteInBrowser();

  /** Where the words of what a selector finds begin and end, from the left. */
  const edges = (page: Page, selector: string) =>
    page.evaluate((found) => {
      const range = document.createRange();
      return [...document.querySelectorAll(found)]
        .filter((each) => each.checkVisibility())
        .map((each) => {
          range.selectNodeContents(each);
          const rects = [...range.getClientRects()].filter(({ width }) => width > 1);
          return {
            left: Math.round(Math.min(...rects.map(({ left }) => left))),
            right: Math.round(Math.max(...rects.map(({ right }) => right))),
          };
        });
    }, selector);

  test.each([1280, 390])(
    "short ones stand at the page's edge, and long ones share theirs (%i px)",
    async (width) => {
      const { answer } = site.app.core;
      const host = as(await anAccount(site.app.store, "Host", { admin: true }));
      const talk = async (aim: string) => {
        const made = await anOpenDiscussion(answer, host, 2);
        await granted(answer, host, "discussion:update", {
          ...{ discussionId: made.discussionId, commandId: commandId() },
          ...{ aim: { en: aim }, method: { en: long }, contact: { en: "<p>Write to us.</p>" } },
          ...{ title: { en: "A talk about ports" }, addressees: { en: "Everybody" } },
        });
        return made.slug;
      };
      const [short, whole] = [await talk("<p>Testing aim.</p>"), await talk(long)];
      const page = await (
        await site.watched.visit({ viewport: { width, height: 900 }, colorScheme: "dark" })
      ).newPage();
      await page.goto(`${site.app.url}/d/${short}?lang=ar`);
      await live(page);
      await shoot(page, `fallen-back-${width}`);
      const right = async (selector: string) => {
        const found = (await edges(page, selector)).map((each) => each.right);
        expect([selector, new Set(found).size]).toEqual([selector, 1]);
        return found[0];
      };
      // What is English, and what beside it is Arabic.
      for (const [english, arabic] of [
        [".mast :is(#title, .aim p)", ".mast .contact b"],
        [".mast .contact p", ".mast .contact b"],
        [".facts dd", ".facts dd"],
        [".q h2", ".q .phase"],
        ...(width === 1280 ? [[".agenda .q-text", ".agenda .full"] as const] : []),
      ] as const)
        expect([english, await right(english)]).toEqual([english, await right(arabic)]);
      await page.goto(`${site.app.url}/d/${whole}?lang=ar`);
      await live(page);
      const [aim, method] = await edges(page, ".mast :is(.aim, .aside-note) > p:first-child");
      expect(method?.left).toBe(aim?.left);
      await shoot(page, `fallen-back-long-${width}`);
      await page.goto(`${site.app.url}/?lang=ar`);
      await shoot(page, `fallen-back-list-${width}`);
      const listed = page.locator("li", { has: page.locator(`a[href="/d/${short}"]`) });
      const ends = await listed.evaluate((item) => {
        const range = document.createRange();
        return ["h3 a", ".aim p"].map((selector) => {
          range.selectNodeContents(item.querySelector(selector) ?? item);
          return Math.round(range.getBoundingClientRect().right);
        });
      });
      expect(ends[1]).toBe(ends[0]);
      await page.context().close();
    },
  );
});
