import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { TestApp } from "./app.ts";
import { live, shoot, type Watched } from "./browser.ts";

/** How far the page can be scrolled sideways. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(0, scrollWidth - clientWidth);
  });

/** Opens every page at a width and in a language, and finds nothing that is wider. */
export async function fitsAt(
  watched: Watched,
  { app, slug, width, lang }: { app: TestApp; slug: string; width: number; lang: string },
): Promise<void> {
  const page = await (await watched.visit({ viewport: { width, height: 800 } })).newPage();
  const told = watched.faults.length;
  const paths = ["/", `/d/${slug}`, "/sign-in", "/register", "/api", "/nowhere"];
  const beyond: Record<string, number> = {};
  for (const path of paths) {
    await page.goto(`${app.url}${path}?lang=${lang}`);
    beyond[path] = await sideways(page);
  }
  expect(beyond).toEqual(Object.fromEntries(paths.map((path) => [path, 0])));
  // The browser says on the console that nothing is at the last address.
  expect(watched.faults.splice(told).every((each) => each.includes("/nowhere"))).toBe(true);
  await page.goto(`${app.url}/?lang=${lang}`);
  await shoot(page, `list-${lang}-${width}`);
  await page.goto(`${app.url}/d/${slug}?lang=${lang}`);
  await live(page);
  expect(await sideways(page)).toBe(0);
  await shoot(page, `discussion-${lang}-${width}`);
  await page.locator(".q").nth(1).scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollBy(0, 700));
  await shoot(page, `posts-${lang}-${width}`);
  await page.context().close();
}
