import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { seedDemo } from "#server/demo/seed-demo.ts";
import { chromiumPath, live, shoot } from "#test/support/browser.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const path = "/d/care-pathways";

/** In the page: what stands in it when the browser takes it for the paper. */
interface Taken {
  atPrint: { folded: number; words: number; times: string[] };
}

describe.skipIf(chromiumPath === null)("on paper", () => {
  const site = siteInBrowser(({ core }) => seedDemo(core.deps));

  const shown = (page: Page, selector: string) =>
    page
      .locator(selector)
      .evaluateAll((found) => found.filter((each) => each.checkVisibility()).length);

  test("the record is whole: posts unfolded, days with their year, and afterwards all is as before", async () => {
    const page = await (await site.watched.visit()).newPage();
    await page.goto(`${site.app.url}${path}`);
    await live(page);
    let folded = 0;
    const settled = async () => {
      const before = folded;
      folded = await page.locator(".more").count();
      return folded > 0 && folded === before;
    };
    await expect.poll(settled, { interval: 300 }).toBe(true);
    const words = (await page.locator("main").textContent())?.length ?? 0;
    await page.evaluate(() => {
      addEventListener("beforeprint", () => {
        const times = [...document.querySelectorAll(".post .when")].map((each) => each.textContent);
        Object.assign(globalThis, {
          atPrint: {
            folded: document.querySelectorAll(".more").length,
            words: document.querySelector("main")?.textContent.length,
            times,
          },
        });
      });
    });
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(50_000);
    const atPrint = await page.evaluate(() => (globalThis as unknown as Taken).atPrint);
    expect(atPrint.folded).toBe(0);
    expect(atPrint.words).toBeGreaterThan(words + 1000);
    expect(atPrint.times.length).toBeGreaterThan(5);
    for (const time of atPrint.times) expect(time).toMatch(/ \d{4}, \d\d:\d\d$/);
    expect(await page.locator(".more").count()).toBe(folded);
    await page.context().close();
  });

  test("there is nothing to press, names, numbers and notes stay, a link tells where it leads and a time where it is told", async () => {
    const page = await (
      await site.watched.visit({ colorScheme: "dark", timezoneId: "Europe/Paris" })
    ).newPage();
    await page.goto(`${site.app.url}${path}`);
    await live(page);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await shown(page, "button, input, select, form, nav ol, .bar, .skip, .foot a")).toBe(0);
    const posts = await page.locator("article.post").count();
    for (const part of [".post h3 bdi", ".post .when", ".post .ref a"])
      expect(await shown(page, part), part).toBeGreaterThanOrEqual(posts);
    expect(await shown(page, ".prose sup")).toBeGreaterThan(0);
    const after = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((each) => getComputedStyle(each, "::after").content);
    // One that is written as its own address has told it.
    const contact = '.contact a[href^="mailto:"]';
    const printed = async () => {
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      return after(contact);
    };
    await expect.poll(printed).toBe("none");
    await page.locator(contact).evaluate((each) => {
      each.textContent = "the secretariat";
    });
    expect(await printed()).toContain("mailto:");
    expect(await page.locator(".term .yours").first().textContent()).toBe(" Europe/Paris");
    expect(await after('.re a[href^="#p-"]')).toBe("none");
    const [paper, ink] = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return [backgroundColor, color];
    });
    expect([paper, ink]).toEqual(["rgb(255, 255, 255)", "rgb(20, 32, 35)"]);
    await shoot(page, "paper", true);
    await page.context().close();
  });
});
