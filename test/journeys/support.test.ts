import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startApp, type TestApp } from "#test/support/app.ts";
import {
  chromiumPath,
  live,
  openBrowser,
  registerAt,
  shoot,
  type Watched,
} from "#test/support/browser.ts";
import { seedUnguidedDemo } from "#test/support/demo.ts";

describe.skipIf(chromiumPath === null)("supporting a post", () => {
  let app: TestApp;
  let watched: Watched;
  beforeAll(async () => {
    app = await startApp();
    await seedUnguidedDemo(app);
    watched = await openBrowser();
  });
  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
    await app.close();
  });

  test.each([
    [1280, "Odile Ferrand"],
    [390, "Inés Tavares"],
  ] as const)(
    "one press supports, is counted on every open page, and is there after a reload; another takes it back (%i px)",
    async (width, name) => {
      const viewport = { width, height: 900 };
      const path = "/d/care-pathways";
      const [own, other] = [await watched.visit({ viewport }), await watched.visit({ viewport })];
      const [mine, theirs] = [await own.newPage(), await other.newPage()];
      await registerAt(mine, app.url, { name, next: path });
      await live(mine);
      await theirs.goto(`${app.url}${path}`);
      await live(theirs);
      const button = mine
        .locator(".post")
        .nth(1)
        .getByRole("button", { name: /^Support/ });
      const id = await mine.locator(".post").nth(1).getAttribute("id");
      const shown = theirs.locator(`#${id} .acts .still`);
      const before = await shown.count();
      expect(await button.getAttribute("aria-pressed")).toBe("false");
      await button.press("Enter");
      await expect.poll(() => button.getAttribute("aria-pressed")).toBe("true");
      await expect.poll(() => shown.count(), { timeout: 5_000 }).toBe(Math.max(before, 1));
      await shoot(mine, `support-${width}`);
      await mine.reload();
      await live(mine);
      await expect.poll(() => button.getAttribute("aria-pressed")).toBe("true");
      await button.click();
      await expect.poll(() => button.getAttribute("aria-pressed")).toBe("false");
      await expect.poll(() => shown.count(), { timeout: 5_000 }).toBe(before);
      await own.close();
      await other.close();
    },
  );
});
