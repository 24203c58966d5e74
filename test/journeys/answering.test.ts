import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { DiscussionRef } from "#shared/ids.ts";
import { chromiumPath, live, registerAt, seen, shoot, wordsIn } from "#test/support/browser.ts";
import { seedUnguidedDemo } from "#test/support/demo.ts";
import { granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

describe.skipIf(chromiumPath === null)("a moderator is answering", () => {
  const path = "/d/care-pathways";

  const site = siteInBrowser(seedUnguidedDemo);

  /** Registered, made a moderator, and on the discussion's page. */
  async function aModerator(): Promise<Page> {
    const page = await (await site.watched.visit()).newPage();
    const email = await registerAt(page, site.app.url, { name: "Mireille Aubert", next: path });
    const admin = await anAccount(site.app.core.deps.store, "an admin", { admin: true });
    await granted(site.app.core.answer, as(admin), "member:grant", {
      ...{ discussionId: DiscussionRef.parse("care-pathways"), account: email },
      ...{ role: "moderator", commandId: commandId() },
    });
    await page.reload();
    await live(page);
    return page;
  }

  test("readers see it where it is, nothing moves for it, and it goes when the composer is closed", async () => {
    const moderator = await aModerator();
    const screens: [string, Page][] = [];
    for (const lang of ["en", "ar"])
      for (const width of [1280, 390]) {
        const page = await (await site.watched.visit()).newPage();
        await page.setViewportSize({ width, height: 800 });
        await page.goto(`${site.app.url}${path}?lang=${lang}`);
        await live(page);
        screens.push([`${lang}-${width}`, page]);
      }
    const post = moderator.locator(".post", {
      has: moderator.getByRole("button", { name: /reply to/i }),
    });
    const id = await post.first().getAttribute("id");
    const tops = (page: Page) =>
      page.evaluate(() =>
        [...document.querySelectorAll(".post, .q > header, .older")].map(
          (each) => each.getBoundingClientRect().top + scrollY,
        ),
      );
    for (const [, page] of screens)
      await page.evaluate((at) => document.getElementById(at)?.scrollIntoView(), id ?? "");
    // Where a name was long, a time without its "UTC" has room beside it: that comes with the program, and is no answer.
    await moderator.waitForTimeout(3_000);
    const before = await Promise.all(screens.map(([, page]) => tops(page)));
    const line = { at: `li:has(> #${id}) > .answering` };
    const sights = screens.map(([, page]) => seen(page, line));
    await post
      .first()
      .getByRole("button", { name: /reply to/i })
      .click();
    await wordsIn(moderator).pressSequentially("We read all of it.");
    await Promise.all(sights);
    for (const [i, [name, page]] of screens.entries()) {
      expect(await tops(page)).toEqual(before[i]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      await page.locator(line.at).evaluate((each) => each.scrollIntoView({ block: "center" }));
      await shoot(page, `answering-post-${name}`);
    }
    expect(await moderator.locator(".answering").count()).toBe(0);
    const gone = screens.map(([, page]) => seen(page, { ...line, gone: true }));
    await moderator.locator(".composer").getByRole("button", { name: "Cancel" }).click();
    await Promise.all(gone);

    const above = screens.map(([, page]) => seen(page, { at: "#q-3 > .answering" }));
    await moderator.locator("#q-3").getByRole("button", { name: "Answer question 3" }).click();
    await wordsIn(moderator).pressSequentially("So far:");
    await Promise.all(above);
    for (const [name, page] of screens) {
      await page
        .locator("#q-3 > .answering")
        .evaluate((each) => each.scrollIntoView({ block: "center" }));
      await shoot(page, `answering-question-${name}`);
    }
  });
});
