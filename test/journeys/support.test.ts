import { describe, expect, test } from "vitest";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, live, registerAt, shoot } from "#test/support/browser.ts";
import { seedUnguidedDemo } from "#test/support/demo.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

describe.skipIf(chromiumPath === null)("supporting a post", () => {
  const site = siteInBrowser(seedUnguidedDemo);

  test.each([
    [1280, "Odile Ferrand"],
    [390, "Inés Tavares"],
  ] as const)(
    "one press supports, is counted on every open page, and is there after a reload; another takes it back (%i px)",
    async (width, name) => {
      const viewport = { width, height: 900 };
      const path = "/d/care-pathways";
      const [own, other] = [
        await site.watched.visit({ viewport }),
        await site.watched.visit({ viewport }),
      ];
      const [mine, theirs] = [await own.newPage(), await other.newPage()];
      await registerAt(mine, site.app.url, { name, next: path });
      await live(mine);
      await theirs.goto(`${site.app.url}${path}`);
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

  test("totals that the host keeps: who supports a post sees its own, others none until it is over", async () => {
    const admin = as(await anAccount(site.app.store, "Admin", { admin: true }));
    const { answer } = site.app.core;
    const { discussionId, slug, questionIds } = await anOpenDiscussion(answer, admin, 1);
    const act = <N extends "discussion:update" | "discussion:close">(name: N, more: object = {}) =>
      granted(answer, admin, name, { discussionId, commandId: commandId(), ...more } as never);
    await granted(answer, admin, "post:create", {
      ...{ discussionId, questionId: questionIds[0] ?? "", parentId: null, language: "en" },
      ...{ body: "<p>A school in every village.</p>", commandId: commandId() },
    });
    await act("discussion:update", { supportTotals: "after_closing" });
    const viewport = { width: 390, height: 900 };
    const [own, other] = [
      await site.watched.visit({ viewport }),
      await site.watched.visit({ viewport }),
    ];
    const [mine, theirs] = [await own.newPage(), await other.newPage()];
    await registerAt(mine, site.app.url, { name: "Pia Sundin", next: `/d/${slug}` });
    await theirs.goto(`${site.app.url}/d/${slug}?lang=ar`);
    for (const page of [mine, theirs]) await live(page);
    await mine.getByRole("button", { name: /^Support/ }).press("Enter");
    await expect.poll(() => mine.locator(".act[aria-pressed] .num").textContent()).toBe(" 1");
    expect(await theirs.locator(".acts .still").count()).toBe(0);
    expect(await theirs.locator(".facts").textContent()).toContain("بعد انتهاء النقاش");
    const orders = mine.locator('select[name="order"] option[value="supported"]');
    expect(await orders.count()).toBe(0);
    expect(await broken(theirs)).toEqual([]);
    await theirs.locator(".facts").scrollIntoViewIfNeeded();
    await shoot(theirs, "support-kept-ar-390", true);
    await act("discussion:close");
    const still = theirs.locator(".acts .still");
    await expect.poll(() => still.count(), { timeout: 5_000 }).toBe(1);
    await expect.poll(() => orders.count()).toBe(1);
    await own.close();
    await other.close();
  });
});
