import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import type { DiscussionId } from "#shared/ids.ts";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, live, registerAt, shoot, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const tick = "I have read the guidelines and will keep to them.";

describe.skipIf(chromiumPath === null)("guidelines", () => {
  let host: Caller;
  let discussionId: DiscussionId;
  let path: string;
  let page: Page;

  const site = siteInBrowser();
  beforeAll(async () => {
    host = as(await anAccount(site.app.store, "Host", { admin: true }));
    const made = await anOpenDiscussion(site.app.core.answer, host, 1);
    discussionId = made.discussionId;
    path = `/d/${made.slug}`;
    await guide({ en: "<p>Argue with the argument. Say for whom you speak.</p>" });
    page = await (await site.watched.visit()).newPage();
    await registerAt(page, site.app.url, { name: "Odile Ferrand", next: path });
    await live(page);
  });

  const guide = (guidelines: Record<string, string>) =>
    granted(site.app.core.answer, host, "discussion:update", {
      ...{ discussionId, commandId: commandId(), guidelines },
    });
  const answer = () => page.getByRole("button", { name: "Answer question 1" }).first().click();
  const publish = () =>
    page
      .locator(".composer")
      .getByRole("button", { name: /Publish|again/ })
      .click();
  const posted = (words: string) => page.locator(".post", { hasText: words }).waitFor();
  const keepTo = () => page.locator(".keep-to");

  test("they are ticked once before the first post, folded after it, and asked again with what is new", async () => {
    await answer();
    await wordsIn(page).fill("The first.");
    expect(await keepTo().textContent()).toContain("Argue with the argument.");
    await publish();
    await keepTo().getByText("Tick that you accept the guidelines").waitFor();
    const box = page.getByRole("checkbox", { name: tick });
    expect(await box.evaluate((each) => each === document.activeElement)).toBe(true);
    expect(await broken(page)).toEqual([]);
    await shoot(page, "guidelines-asked");
    await box.check();
    await publish();
    await posted("The first.");

    await answer();
    await wordsIn(page).fill("The second.");
    await keepTo().getByText("accepted on").waitFor();
    expect(await box.count()).toBe(0);
    expect(await keepTo().getByText("Argue with the argument.").isVisible()).toBe(false);

    await guide({ en: "<p>Argue with the argument. Say for whom you speak, and be brief.</p>" });
    await page.locator(".keep-to ins", { hasText: "and be brief" }).waitFor();
    expect(await keepTo().textContent()).toContain("They have changed since you accepted them");
    await shoot(page, "guidelines-changed");
    await box.check();
    await publish();
    await posted("The second.");
  });
});
