import { describe, expect, test } from "vitest";
import { seedDemo } from "#server/demo/seed-demo.ts";
import { chromiumPath, live, registerAt, shoot } from "#test/support/browser.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";
import { sideways } from "#test/support/widths.ts";

describe.skipIf(chromiumPath === null)(
  "on a phone the site's name and the reader's stand side by side",
  () => {
    const site = siteInBrowser(({ core }) => seedDemo(core.deps));

    test.each([
      "Bartholomew",
      "Wilhelmina Anastasia von Hohenlohe-Lang",
      "Sara عبد الرحمن بن محمد القحطاني Q",
    ])("%s", async (name) => {
      const page = await (await site.watched.visit()).newPage();
      await registerAt(page, site.app.url, { name, next: "/account" });
      for (const lang of ["en", "fr", "es", "ar"])
        for (const width of [320, 390]) {
          await page.setViewportSize({ width, height: 120 });
          await page.goto(`${site.app.url}/d/care-pathways?lang=${lang}`);
          await live(page);
          const who = page.locator(".bar .who");
          await who.waitFor();
          expect(await sideways(page)).toBe(0);
          const [brand, shown, out] = await Promise.all(
            [".bar .org", ".bar .who bdi", ".bar .person button"].map(async (at) => {
              const box = await page.locator(at).boundingBox();
              if (!box) throw new Error(at);
              return { from: box.x, to: box.x + box.width, middle: box.y + box.height / 2, ...box };
            }),
          );
          await shoot(page, `header-${name.slice(0, 4)}-${lang}-${width}`);
          const [first, then] = lang === "ar" ? [shown, brand] : [brand, shown];
          expect(first?.to).toBeLessThanOrEqual(then?.from ?? 0);
          // As much of it as tells who one is.
          expect(shown?.width).toBeGreaterThan(45);
          expect(Math.abs((shown?.middle ?? 0) - (out?.middle ?? 0))).toBeLessThan(3);
          expect(await who.getAttribute("title")).toBe(name);
          expect(await page.getByRole("link", { name, exact: true }).count()).toBe(1);
        }
    });
  },
);
