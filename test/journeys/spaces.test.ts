import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Account } from "#server/domain/store.ts";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, registerAt, shoot } from "#test/support/browser.ts";
import { seedUnguidedDemo } from "#test/support/demo.ts";
import { granted } from "#test/support/discussion.ts";
import { as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const isLive = (page: Page) =>
  page.waitForFunction(() => document.documentElement.dataset.live === "true");
/** What sticks out of the page to the side, in pixels. */
const beyond = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** As if the page had been behind another for so long. */
const comeBackAfter = (page: Page, ms: number) =>
  page.evaluate((away) => {
    const now = Date.now;
    const turn = (hidden: boolean) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    };
    turn(true);
    Date.now = () => now() + away;
    turn(false);
    Date.now = now;
  }, ms);

describe.skipIf(chromiumPath === null)("spaces and templates in a browser", () => {
  let admin: Page;
  let account: Account;

  const site = siteInBrowser(seedUnguidedDemo, { expected: /status of 4/ });
  beforeAll(async () => {
    admin = await (await site.watched.visit({ bypassCSP: true })).newPage();
    const email = await registerAt(admin, site.app.url, { name: "Ada Quist", next: "/" });
    const made = await site.app.store.people.accountByEmail(email);
    if (!made) throw new Error("the admin's account");
    account = { ...made, admin: true, version: made.version + 1 };
    await site.app.store.people.putAccount(account);
  });

  test("an admin makes a space, says what it is about and lists the demo in it; a visitor reads its home, in Arabic on a phone and without script", async () => {
    await admin.goto(site.app.url);
    const form = admin.getByRole("form", { name: "New space" });
    await form.getByLabel("Title").fill("Care at work");
    await form.getByLabel("Address").fill("new");
    await form.getByRole("button").click();
    await form.locator(".err").waitFor();
    expect(await form.locator(".err").textContent()).toContain("kept for the site");
    await form.getByLabel("Address").fill("care");
    await form.getByRole("button").click();
    await admin.waitForURL("**/s/care");
    await admin.getByText("No discussion is listed here yet.").waitFor();
    await admin.getByRole("status").filter({ hasText: "The space has been created." }).waitFor();
    expect(await admin.evaluate(() => document.activeElement?.id)).toBe("title");

    const texts = admin.getByRole("form", { name: "What this space says" });
    await texts.getByLabel("What it is about").fill("Consultations on care.\n\nAll are welcome.");
    await texts.getByRole("tab", { name: "Arabic" }).click();
    await texts.getByLabel("Title").fill("الرعاية في العمل");
    await texts.getByLabel("What it is about").fill("مشاورات عن الرعاية. الجميع مدعوون.");
    await texts.getByText("3 changes not saved").waitFor();
    await texts.getByRole("tab", { name: "English" }).click();
    // Somebody else saves in between: both stay, and what both changed waits for a word.
    const theirs = { en: "Care at work", fr: "Le soin au travail", ar: "الرعاية" };
    await granted(site.app.core.answer, as(account), "space:update", {
      ...{ spaceId: "care", version: 1, title: theirs, commandId: commandId() },
    });
    const save = texts.getByRole("button", { name: "Save the changes" });
    const read = async () => {
      const input = { spaceId: "care" };
      return (await granted(site.app.core.answer, as(account), "space:read", input)).space;
    };
    await save.click();
    const clash = texts.getByRole("link", { name: "Title (Arabic): Both of you changed this." });
    await clash.waitFor();
    await save.click();
    expect((await read()).title).toEqual(theirs);
    await clash.click();
    await texts.getByRole("button", { name: "Keep mine" }).click();
    await save.click();
    // It is confirmed, and the focus stays at the button.
    await texts
      .getByRole("status")
      .filter({ hasText: /^Saved at \d/ })
      .waitFor();
    expect(await save.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await read()).toMatchObject({
      title: { en: "Care at work", fr: "Le soin au travail", ar: "الرعاية في العمل" },
      about: { en: "<p>Consultations on care.</p><p>All are welcome.</p>" },
    });

    const address = admin.getByLabel("Address of a discussion");
    await address.fill("nowhere-at-all");
    await admin.getByRole("button", { name: "List it here" }).click();
    await admin.getByText("There is no discussion at this address.").waitFor();
    await address.fill(`${site.app.url}/d/care-pathways?lang=fr`);
    await admin.getByRole("button", { name: "List it here" }).click();
    await admin.locator(".discussions a[href='/d/care-pathways']").waitFor();
    expect(await address.inputValue()).toBe("");
    expect(await broken(admin)).toEqual([]);
    // The last one gone, the focus is at what the list is called.
    const off = admin.getByRole("button", { name: /^Take it off the list/ });
    await off.press("Enter");
    await off.waitFor({ state: "detached" });
    await expect
      .poll(() => admin.evaluate(() => document.activeElement?.textContent))
      .toBe("Discussions in this space");
    await admin.getByLabel("Address of a discussion").fill("care-pathways");
    await admin.getByRole("button", { name: "List it here" }).click();
    await off.waitFor();
    await shoot(admin, "space-desk", true);
    await admin.setViewportSize({ width: 390, height: 844 });
    expect(await beyond(admin)).toBe(0);
    await shoot(admin, "space-desk-390", true);
    await admin.setViewportSize({ width: 1280, height: 900 });

    for (const [lang, width] of [
      ["en", 1280],
      ["ar", 390],
    ] as const) {
      const context = await site.watched.visit({
        bypassCSP: true,
        viewport: { width, height: 844 },
      });
      const visitor = await context.newPage();
      await visitor.goto(`${site.app.url}/?lang=${lang}`);
      await isLive(visitor);
      await shoot(visitor, `start-with-space-${lang}-${width}`, true);
      await visitor.locator(".spaces a").click();
      await isLive(visitor);
      expect(new URL(visitor.url()).pathname).toBe("/s/care");
      expect(await visitor.locator("h1").textContent()).toBe(
        lang === "ar" ? "الرعاية في العمل" : "Care at work",
      );
      expect(await visitor.locator("html").getAttribute("dir")).toBe(lang === "ar" ? "rtl" : "ltr");
      expect(await visitor.locator(".group").count()).toBe(1);
      expect(await visitor.locator("form").count()).toBe(0);
      expect(await beyond(visitor)).toBe(0);
      expect(await broken(visitor)).toEqual([]);
      await shoot(visitor, `space-${lang}-${width}`, true);
      await visitor.getByRole("link", { name: lang === "ar" ? "نص فقط" : "Text only" }).click();
      expect(await visitor.locator("script").count()).toBe(0);
      expect(await visitor.locator(".group li").count()).toBe(1);
      await shoot(visitor, `space-text-${lang}-${width}`, true);
      // From there to the discussion, and back by its link.
      await visitor.locator(".group li a").first().click();
      await visitor
        .locator(".kicker")
        .getByRole("link", { name: lang === "ar" ? "الرعاية في العمل" : "Care at work" })
        .click();
      expect(new URL(visitor.url()).pathname).toBe("/s/care");
      await context.close();
    }
    const bare = await site.watched.visit({ javaScriptEnabled: false });
    const reader = await bare.newPage();
    await reader.goto(`${site.app.url}/s/care`);
    await reader.getByRole("link", { name: "Français" }).click();
    expect(await reader.locator("h1").textContent()).toBe("Le soin au travail");
    expect(await reader.locator("link[rel=canonical]").getAttribute("href")).toBe(
      `${site.app.url}/s/care`,
    );
    await bare.close();
  });

  test("a host chooses in the settings where the discussion is listed; an archived space comes back", async () => {
    await admin.goto(`${site.app.url}/d/care-pathways/settings`);
    const box = admin.getByRole("checkbox", { name: "Care at work" });
    await box.waitFor();
    expect(await box.isChecked()).toBe(true);
    const listed = async () =>
      (await granted(site.app.core.answer, as(account), "space:read", { spaceId: "care" }))
        .discussions.length;
    // It is as it was pressed, and keeps the focus, however long the answer takes.
    await admin.route(/\/spaces\//, async (route) => {
      await new Promise((later) => setTimeout(later, 300));
      await route.continue();
    });
    await box.focus();
    await box.uncheck();
    expect(await box.evaluate((each) => each === document.activeElement)).toBe(true);
    await expect.poll(listed).toBe(0);
    const status = admin.getByRole("status");
    await status.filter({ hasText: "It is no longer listed in Care at work." }).waitFor();
    await box.check();
    await expect.poll(listed).toBe(1);
    await status.filter({ hasText: "It is listed in Care at work now." }).waitFor();
    expect(await box.isChecked()).toBe(true);
    await box.scrollIntoViewIfNeeded();
    await shoot(admin, "settings-spaces");

    await admin.goto(`${site.app.url}/s/care`);
    await admin.getByRole("button", { name: "Archive this space" }).click();
    await admin.getByRole("button", { name: "Archive it" }).click();
    await admin.waitForURL(`${site.app.url}/`);
    await admin.getByRole("button", { name: "Bring it back Care at work" }).waitFor();
    expect((await fetch(`${site.app.url}/s/care`)).status).toBe(404);
    expect(await (await fetch(site.app.url)).text()).not.toContain("Care at work");
    await shoot(admin, "start-admin", true);
    await admin.getByRole("button", { name: "Bring it back Care at work" }).click();
    await admin.waitForURL("**/s/care");
    expect((await fetch(`${site.app.url}/s/care`)).status).toBe(200);
  });

  test("an admin marks a draft as a template and begins a discussion from it", async () => {
    await granted(site.app.core.answer, as(account), "discussion:create", {
      ...{ slug: "the-pattern", title: { en: "The pattern" }, languages: ["en", "fr"] },
      commandId: commandId(),
    });
    await granted(site.app.core.answer, as(account), "question:add", {
      ...{ discussionId: "the-pattern", text: { en: "What then?" }, commandId: commandId() },
    });
    await admin.goto(`${site.app.url}/d/the-pattern/settings`);
    await admin.getByLabel("This draft is a template").check();
    await admin.getByRole("button", { name: "Save the changes" }).click();
    await admin.getByText("This is a template").waitFor();
    expect(await admin.getByRole("button", { name: "Open the discussion" }).count()).toBe(0);
    await admin.getByLabel("This draft is a template").scrollIntoViewIfNeeded();
    await shoot(admin, "settings-template");

    await admin.goto(site.app.url);
    const form = admin.getByRole("form", { name: "New discussion" });
    await form.getByLabel("Start from").selectOption({ label: "The pattern" });
    expect(await form.getByLabel("Title").count()).toBe(0);
    await form.getByLabel("Address").fill("begun-from-it");
    expect(await broken(admin)).toEqual([]);
    await shoot(admin, "new-from-template", true);
    await form.getByRole("button").click();
    await admin.waitForURL("**/d/begun-from-it/settings");
    await admin.getByRole("button", { name: "Open the discussion" }).waitFor();
    await admin.getByRole("status").filter({ hasText: "The draft has been created." }).waitFor();
    expect(await admin.getByLabel("This draft is a template").isChecked()).toBe(false);
  });

  test("whoever comes back to an open list finds what has changed, and what they were typing", async () => {
    const context = await site.watched.visit({});
    const [start, space] = [await context.newPage(), await context.newPage()];
    await start.goto(site.app.url);
    await space.goto(`${site.app.url}/s/care`);
    await admin.goto(site.app.url);
    for (const page of [start, space, admin]) await isLive(page);
    const title = admin.getByRole("form", { name: "New discussion" }).getByLabel("Title");
    await title.fill("Half a title");
    await granted(site.app.core.answer, as(account), "discussion:open", {
      ...{ discussionId: "begun-from-it", commandId: commandId() },
    });
    await granted(site.app.core.answer, as(account), "space:add-discussion", {
      ...{ spaceId: "care", discussionId: "begun-from-it", commandId: commandId() },
    });
    for (const page of [start, space, admin]) {
      const fresh = page
        .locator(".group", { hasText: "Open" })
        .locator("a[href='/d/begun-from-it']");
      expect(await fresh.count()).toBe(0);
      await comeBackAfter(page, 2_000);
      await comeBackAfter(page, 60_000);
      await fresh.waitFor();
    }
    expect(await title.inputValue()).toBe("Half a title");
    await context.close();
  });
});
