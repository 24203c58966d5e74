import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Account } from "#server/domain/store.ts";
import type { DiscussionId } from "#shared/ids.ts";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, live, registerAt, shoot } from "#test/support/browser.ts";
import { granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

describe.skipIf(chromiumPath === null)("a draft's page", () => {
  let admin: Account;
  let discussionId: DiscussionId;
  let host: Page;

  const site = siteInBrowser(undefined, { expected: /404/ });
  beforeAll(async () => {
    admin = await anAccount(site.app.store, "Admin", { admin: true });
    ({ discussionId } = await granted(site.app.core.answer, as(admin), "discussion:create", {
      ...{ slug: "in-the-making", title: { en: "In the making" }, languages: ["en", "fr"] },
      ...{ aim: { en: "<p>To find out.</p>" }, commandId: commandId() },
    }));
    host = await (await site.watched.visit()).newPage();
    const account = await registerAt(host, site.app.url, { name: "Nora Quist", next: "/" });
    await granted(site.app.core.answer, as(admin), "member:grant", {
      ...{ discussionId, account, role: "host", commandId: commandId() },
    });
  });

  test("its host finds it on the list, sees what is missing, and opens it; for everybody else there is none", async () => {
    const refused = await site.app.core.answer(as(admin), "discussion:open", {
      ...{ discussionId, commandId: commandId() },
    });
    expect(refused).toMatchObject({ failure: { details: { rule: "no_questions" } } });
    await host.goto(site.app.url);
    await host.getByRole("link", { name: "In the making" }).click();
    await live(host);
    const panel = host.locator(".host-panel");
    await panel.getByText("This is a draft").waitFor();
    expect(await host.locator("h1").textContent()).toBe("In the making");
    expect(await host.title()).toContain("In the making");
    const missing = await panel.textContent();
    expect(missing).toContain("Add a question");
    expect(await host.locator("#agenda, .unread").count()).toBe(0);
    expect(missing).toContain("Title: not yet in French");
    expect(missing).toContain("Whom to write to when posting fails");
    expect(await broken(host)).toEqual([]);
    await shoot(host, "draft-page", true);
    await granted(site.app.core.answer, as(admin), "question:add", {
      ...{ discussionId, text: { en: "What then?" }, commandId: commandId() },
    });
    await panel.getByText("It has all that it needs to open.").waitFor();
    await panel.getByText("Question 1: not yet in French").waitFor();

    const others = [
      await (await site.watched.visit()).newPage(),
      await (await site.watched.visit()).newPage(),
    ];
    const [visitor, member] = others as [Page, Page];
    await registerAt(member, site.app.url, { name: "Omar Said", next: "/" });
    for (const page of others)
      for (const slug of ["in-the-making", "never-made"]) {
        const response = await page.goto(`${site.app.url}/d/${slug}`);
        expect(response?.status()).toBe(404);
        await page.waitForFunction(() => document.documentElement.dataset.live === "true");
        expect(await page.locator("h1").textContent()).not.toContain("making");
      }
    expect(await visitor.getByText("making").count()).toBe(0);
    await member.goto(site.app.url);
    expect(await member.getByText("In the making").count()).toBe(0);

    await panel.getByRole("button", { name: "Open the discussion" }).click();
    await panel.getByRole("button", { name: "Open it" }).click();
    await host.getByText("This is a draft").waitFor({ state: "detached" });
    expect((await visitor.goto(`${site.app.url}/d/in-the-making`))?.status()).toBe(200);
  });
});
