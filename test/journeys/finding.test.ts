import { describe, expect, test } from "vitest";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, live, shoot } from "#test/support/browser.ts";
import { seedUnguidedDemo } from "#test/support/demo.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";
import { sideways } from "#test/support/widths.ts";

describe.skipIf(chromiumPath === null)("finding posts", () => {
  const site = siteInBrowser(seedUnguidedDemo);

  test.each([
    { width: 1280, lang: "en", script: true, search: "Search", label: "Search all posts" },
    { width: 390, lang: "en", script: false, search: "Search", label: "Search all posts" },
    { width: 390, lang: "ar", script: true, search: "ابحث", label: "ابحث في كل المشاركات" },
  ])(
    "a reader looks for words, sees where they stand, and reads the post in its place ($width px, $lang, script: $script)",
    async ({ width, lang, script, search, label }) => {
      const context = await site.watched.visit({
        ...{ viewport: { width, height: 900 }, javaScriptEnabled: script },
      });
      const page = await context.newPage();
      await page.goto(`${site.app.url}/d/care-pathways?lang=${lang}`);
      if (script) await live(page);
      await page.getByLabel(label).fill("PERMIT");
      await page.getByRole("button", { name: search, exact: true }).click();
      await page.waitForURL(/\/posts\?/);
      const marks = await page.locator(".hits mark").allTextContents();
      expect(marks.length).toBeGreaterThan(0);
      for (const mark of marks) expect(mark.toLowerCase()).toMatch(/^permit/);
      const [wide, shown] = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return [scrollWidth, clientWidth];
      });
      expect(wide).toBe(shown);
      await shoot(page, `finding-${width}-${lang}`);
      const hit = page.locator(".hits h2 a").first();
      const id = (await hit.getAttribute("href"))?.slice("/p/".length);
      await hit.click();
      await page.waitForURL(/#p-/);
      expect(page.url()).toContain(`#p-${id}`);
      await expect.poll(() => page.locator(`#p-${id}`).isVisible()).toBe(true);
      await context.close();
    },
  );

  test("orders and filters are in the address, pages go on, and the rule is told", async () => {
    const context = await site.watched.visit();
    const page = await context.newPage();
    await page.goto(`${site.app.url}/d/care-pathways/posts?order=oldest&language=fr`);
    const orders = page.getByLabel("Order");
    expect(await orders.inputValue()).toBe("oldest");
    const times = async () =>
      page
        .locator(".hits time")
        .evaluateAll((all) => all.map((each) => each.getAttribute("datetime")));
    const found = await times();
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual([...found].sort());
    await page.getByText("Why this order?").click();
    expect(await page.locator(".why p").textContent()).toContain("sent first");
    await context.close();
  });

  test.each([
    { width: 1280, lang: "en", script: true },
    { width: 390, lang: "en", script: false },
    { width: 320, lang: "ar", script: true },
  ])(
    "what was found stands high up; filters that few want are folded, until one is in use ($width px, $lang, script: $script)",
    async ({ width, lang, script }) => {
      const context = await site.watched.visit({
        ...{ viewport: { width, height: 844 }, javaScriptEnabled: script },
      });
      const page = await context.newPage();
      const path = `${site.app.url}/d/care-pathways/posts?lang=${lang}`;
      await page.goto(path);
      if (script)
        await page.waitForFunction(() => document.documentElement.dataset.live === "true");
      const results = page.locator(".hits > li").first();
      expect((await results.boundingBox())?.y).toBeLessThan(lang === "ar" ? 740 : 600);
      const filters = page.locator(".filters");
      expect(await filters.isVisible()).toBe(false);
      // From what was typed, by the button, to them.
      await page.locator('.find button[type="submit"]').first().focus();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      expect(await filters.isVisible()).toBe(true);
      const offBy = await filters.evaluate((box) => {
        const tops = new Map<number, number[]>();
        for (const field of box.querySelectorAll(".field")) {
          const at = Math.round(field.getBoundingClientRect().top);
          const top = field.querySelector("input, select")?.getBoundingClientRect().top ?? 0;
          tops.set(at, [...(tops.get(at) ?? []), top]);
        }
        return [...tops.values()].map((each) => Math.max(...each) - Math.min(...each));
      });
      for (const each of offBy) expect(each).toBeLessThan(1);
      if (script) expect(await broken(page)).toEqual([]);
      expect(await sideways(page)).toBe(0);
      await shoot(page, `filters-${width}-${lang}`);
      await page.locator('select[name="question"]').selectOption("1");
      await filters.locator("button").click();
      await page.waitForURL(/question=1/);
      expect(await page.locator('select[name="question"]').isVisible()).toBe(true);
      expect(await page.locator('select[name="question"]').inputValue()).toBe("1");
      await page.goto(`${path}&words=permit&order=oldest&language=en`);
      expect(await page.locator(".filters").isVisible()).toBe(false);
      await shoot(page, `found-${width}-${lang}`);
      await context.close();
    },
  );

  test("an address that asks for what can't be is answered, and markup in it stays words", async () => {
    const context = await site.watched.visit({ javaScriptEnabled: false });
    const page = await context.newPage();
    const many = Array.from({ length: 1_000 }, (_, i) => `w${i}`).join("+");
    for (const [query, status] of [
      [`words=${many}`, 400],
      ["before=made-up", 400],
      ["order=best", 400],
      ["question=99", 400],
      ["words=%3Cscript%3Ealert(1)%3C/script%3E", 200],
      ["words=.*%20(a%2B)%2B$", 200],
      ["words=.*", 400],
    ] as const) {
      const answer = await page.goto(`${site.app.url}/d/care-pathways/posts?${query}`);
      expect([query.slice(0, 30), answer?.status()]).toEqual([query.slice(0, 30), status]);
    }
    await page.goto(`${site.app.url}/d/care-pathways/posts?words=%3Cb%3Ex`);
    expect(await page.locator("h1").textContent()).toContain("<b>x");
    site.watched.faults.length = 0; // the browser's own lines about 400
    await context.close();
  });
});
