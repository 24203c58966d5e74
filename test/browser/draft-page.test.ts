import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Account } from "#server/domain/store.ts";
import type { DiscussionId } from "#shared/ids.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { broken } from "#test/support/axe.ts";
import {
  chromiumPath,
  live,
  openBrowser,
  registerAt,
  shoot,
  type Watched,
} from "#test/support/browser.ts";
import { granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";

describe.skipIf(chromiumPath === null)("a draft's page", () => {
  let app: TestApp;
  let watched: Watched;
  let admin: Account;
  let discussionId: DiscussionId;
  let host: Page;

  beforeAll(async () => {
    app = await startApp();
    admin = await anAccount(app.store, "Admin", { admin: true });
    ({ discussionId } = await granted(app.core.answer, as(admin), "discussion:create", {
      ...{ slug: "in-the-making", title: { en: "In the making" }, languages: ["en", "fr"] },
      ...{ aim: { en: "<p>To find out.</p>" }, commandId: commandId() },
    }));
    watched = await openBrowser();
    host = await (await watched.visit()).newPage();
    const account = await registerAt(host, app.url, { name: "Nora Quist", next: "/" });
    await granted(app.core.answer, as(admin), "member:grant", {
      ...{ discussionId, account, role: "host", commandId: commandId() },
    });
  });
  afterAll(async () => {
    await watched?.close();
    await app?.close();
  });

  test("its host finds it on the list, sees what is missing, and opens it; for everybody else there is none", async () => {
    const refused = await app.core.answer(as(admin), "discussion:open", {
      ...{ discussionId, commandId: commandId() },
    });
    expect(refused).toMatchObject({ failure: { details: { rule: "no_questions" } } });
    await host.goto(app.url);
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
    await granted(app.core.answer, as(admin), "question:add", {
      ...{ discussionId, text: { en: "What then?" }, commandId: commandId() },
    });
    await panel.getByText("It has all that it needs to open.").waitFor();
    await panel.getByText("Question 1: not yet in French").waitFor();

    const others = [
      await (await watched.visit()).newPage(),
      await (await watched.visit()).newPage(),
    ];
    const [visitor, member] = others as [Page, Page];
    await registerAt(member, app.url, { name: "Omar Said", next: "/" });
    for (const page of others)
      for (const slug of ["in-the-making", "never-made"]) {
        const response = await page.goto(`${app.url}/d/${slug}`);
        expect(response?.status()).toBe(404);
        await page.waitForFunction(() => document.documentElement.dataset.live === "true");
        expect(await page.locator("h1").textContent()).not.toContain("making");
      }
    expect(await visitor.getByText("making").count()).toBe(0);
    await member.goto(app.url);
    expect(await member.getByText("In the making").count()).toBe(0);

    await panel.getByRole("button", { name: "Open the discussion" }).click();
    await panel.getByRole("button", { name: "Open it" }).click();
    await host.getByText("This is a draft").waitFor({ state: "detached" });
    expect((await visitor.goto(`${app.url}/d/in-the-making`))?.status()).toBe(200);
    const wrong = watched.faults.filter((fault) => !fault.includes("404"));
    expect(wrong).toEqual([]);
  });
});
