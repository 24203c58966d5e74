import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { newExportId } from "#server/domain/new-id.ts";
import type { RawInput } from "#shared/commands.ts";
import { UserId } from "#shared/ids.ts";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, live, registerAt, shoot } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const isLive = (page: Page) =>
  page.waitForFunction(() => document.documentElement.dataset.live === "true");
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute("role") ?? document.activeElement?.id);
/** As many presses of Tab as it takes. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((at) => document.activeElement?.matches(at), selector)) return;
  }
  throw new Error(`Tab never came to ${selector}.`);
}

describe.skipIf(chromiumPath === null)("what comes after the discussion", () => {
  // The browser notes a refused form by its status.
  const site = siteInBrowser(undefined, { expected: /status of 40[049]|INTERNET_DISCONNECTED/ });

  async function anInvitation() {
    const { answer, deps } = site.app.core;
    const admin = as(await anAccount(deps.store, "Convener", { admin: true }));
    const { discussionId, slug } = await anOpenDiscussion(answer, admin, 1);
    const update = (texts: Partial<RawInput<"discussion:update">>) =>
      granted(answer, admin, "discussion:update", {
        ...{ discussionId, ...texts, commandId: commandId() },
      });
    await update({
      followUp: {
        en: "Join the working group on ferries.\nIt meets each month.",
        ar: "انضموا إلى فريق العمل المعني بالعبّارات.",
      },
    });
    return { answer, admin, discussionId, slug, update, store: deps.store };
  }

  test("a participant leaves their contact by keyboard and takes it back; the host downloads who is on the list", async () => {
    const { answer, admin, discussionId, slug, update, store } = await anInvitation();
    const path = `/d/${slug}/join-in`;
    const page = await (
      await site.watched.visit({ viewport: { width: 390, height: 900 } })
    ).newPage();
    await page.goto(`${site.app.url}/d/${slug}`);
    await page.getByRole("link", { name: "Join in afterwards" }).click();
    await page.waitForURL(`**${path}`);
    await isLive(page);
    await page.getByText("It meets each month.").waitFor();
    expect(await page.locator("form").count()).toBe(0);
    await page.getByRole("main").getByRole("link", { name: "Sign in" }).waitFor();
    expect(await broken(page)).toEqual([]);
    await shoot(page, "join-in-visitor", true);

    const email = await registerAt(page, site.app.url, {
      ...{ name: "Ann Harbour", organisation: '@Quay, "Pier"', next: path },
    });
    await page.getByText("@Quay").waitFor();
    const give = page.getByRole("button", { name: "Leave my contact" });
    await give.waitFor();
    expect(await page.getByRole("checkbox").isChecked()).toBe(false);
    await tabTo(page, "button.primary");
    await page.keyboard.press("Enter");
    await page.getByText("Tick the box to agree.").waitFor();
    await expect.poll(() => focused(page)).toBe("consent");
    expect(await page.getByRole("checkbox").getAttribute("aria-describedby")).toBe("consent-error");
    expect(await broken(page)).toEqual([]);
    await shoot(page, "join-in-unticked", true);
    await page.keyboard.press("Space");
    // Another text of the host's changes meanwhile: what is agreed to stays the same.
    await update({ title: { en: "Ferries" } });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText(/^You have been on the list since/).waitFor();
    await expect.poll(() => focused(page)).toBe("status");
    expect(await give.count()).toBe(0);
    expect(await broken(page)).toEqual([]);
    await shoot(page, "join-in-given", true);
    await page.reload();
    await page.getByText(/^You have been on the list since/).waitFor();
    expect(await store.contacts.count(discussionId)).toBe(1);

    const desk = await (await site.watched.visit({ colorScheme: "dark" })).newPage();
    const account = await registerAt(desk, site.app.url, { name: "Helga Host", next: path });
    await desk.getByRole("button", { name: "Leave my contact" }).waitFor();
    expect(await desk.getByText("For hosts").count()).toBe(0);
    await granted(answer, admin, "member:grant", {
      ...{ discussionId, account, role: "host", commandId: commandId() },
    });
    await desk.reload();
    await desk.getByText("1 person has left their contact.").waitFor();
    const take = desk.getByRole("button", { name: "Download them as a table" });
    await take.click();
    await desk.locator("#reason-error").waitFor();
    expect(await desk.locator("#reason-error").innerText()).toContain("At least 3 characters");
    expect(await desk.locator("#reason-error").getAttribute("role")).toBe("alert");
    await expect.poll(() => desk.evaluate(() => document.activeElement?.id)).toBe("reason");
    await desk.getByLabel("What you need the contacts for").fill("To invite them in May");
    const [file] = await Promise.all([desk.waitForEvent("download"), take.click()]);
    expect(file.suggestedFilename()).toBe(`${slug}-contacts.csv`);
    const csv = await readFile(await file.path(), "utf8");
    const lines = csv.split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe(
      '\ufeff"Name","E-mail address","Organisation","Takes part as","Agreed at (UTC)","Invitation"',
    );
    expect(lines[1]).toMatch(
      new RegExp(
        `^"Ann Harbour","${email}","'@Quay, ""Pier""","","\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z","as it is now"$`,
      ),
    );
    await desk.getByText("To invite them in May").waitFor();
    await desk.getByText(/1 contact, by Helga Host/).waitFor();
    expect(await desk.getByText(/^The last/).count()).toBe(0);
    expect(await broken(desk)).toEqual([]);
    await shoot(desk, "join-in-host-dark", true);

    await page.getByRole("button", { name: "Take my contact back" }).press("Enter");
    await page.getByText("Your contact has been taken back.").waitFor();
    await expect.poll(() => focused(page)).toBe("status");
    expect(await store.contacts.count(discussionId)).toBe(0);
    await give.waitFor();
    expect(await page.getByRole("checkbox").isChecked()).toBe(false);
    await desk.reload();
    await desk.getByText("Nobody has left their contact yet.").waitFor();
    expect(await take.count()).toBe(0);
    await desk.getByText("To invite them in May").waitFor();
    const by = UserId.parse(commandId());
    for (let at = 1; at <= 20; at++)
      await store.contacts.addExport({
        ...{ id: newExportId(), discussionId, by, at, contacts: 0, reason: "Later" },
      });
    await desk.reload();
    await desk.getByText("The last 20 of 21.").waitFor();
    expect(await desk.locator(".exports li").count()).toBe(20);
  });

  test("a draft's host sees the page as it will be, and reaches it from the panel; for everybody else there is none", async () => {
    const { answer, admin } = await anInvitation();
    const { discussionId, slug } = await granted(answer, admin, "discussion:create", {
      ...{ slug: "ferries-draft", title: { en: "A draft" }, languages: ["en", "fr"] },
      ...{ followUp: { en: "Join the crew." }, commandId: commandId() },
    });
    const path = `/d/${slug}/join-in`;
    const page = await (await site.watched.visit()).newPage();
    const account = await registerAt(page, site.app.url, { name: "Dara Drafts", next: path });
    await isLive(page);
    expect(await page.getByText("Join the crew.").count()).toBe(0);
    await granted(answer, admin, "member:grant", {
      ...{ discussionId, account, role: "host", commandId: commandId() },
    });
    await page.goto(`${site.app.url}/d/${slug}`);
    await page.getByRole("link", { name: "Contacts for what comes afterwards" }).click();
    await page.waitForURL(`**${path}`);
    await page.getByText("Join the crew.").waitFor();
    await page.getByText("Nobody has left their contact yet.").waitFor();
    expect(await broken(page)).toEqual([]);

    // It is written as the host's other texts are.
    await page.goto(`${site.app.url}/d/${slug}/settings`);
    await page.locator(".save-bar").waitFor();
    const missing = page.locator(".missing li", { hasText: "Invitation to what comes after" });
    await page.getByText(/^Missing translations: \d+$/).click();
    await missing.getByRole("link").click();
    const french = page.locator("[id='followUp.fr']");
    await french.waitFor();
    expect(await page.locator("[id='followUp.fr-hint']").innerText()).toContain("Join the crew.");
    await french.fill("Rejoignez </script>\nl’équipage");
    await missing.waitFor({ state: "detached" });
    await page.locator(".save-bar button").click();
    await page.getByText(/^Saved at/).waitFor();
    await page.goto(`${site.app.url}${path}?lang=fr`);
    await page.getByText("Rejoignez </script>").waitFor();
    await page.getByText("l’équipage").waitFor();
  });

  test("an invitation that was changed is read again before anybody agrees; in Arabic it fits a phone", async () => {
    const { slug, update } = await anInvitation();
    const path = `/d/${slug}/join-in`;
    const page = await (
      await site.watched.visit({ viewport: { width: 390, height: 900 } })
    ).newPage();
    await registerAt(page, site.app.url, { name: "Omar Idris", next: path });
    await page.getByRole("checkbox").check();
    await update({ followUp: { en: "Pay for the ferries.", ar: "ادفعوا ثمن العبّارات." } });
    await page.getByRole("button", { name: "Leave my contact" }).click();
    await page.getByText("The invitation has been changed. Read it once more").waitFor();
    await page.getByText("Pay for the ferries.").waitFor();
    const active = () => page.evaluate(() => document.activeElement?.textContent);
    await expect.poll(active).toMatch(/^The invitation has been changed/);
    expect(await page.getByRole("checkbox").isChecked()).toBe(false);
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Leave my contact" }).click();
    await page.getByText(/^You have been on the list since/).waitFor();
    await update({ followUp: { en: "Row the ferries.", ar: "جدّفوا." } });
    await page.goto(`${site.app.url}${path}?lang=ar`);
    await page.locator("[role=status]", { hasText: "أنت في القائمة منذ" }).waitFor();
    expect(await page.getByRole("checkbox").isChecked()).toBe(false);
    await shoot(page, "join-in-ar-390", true);
    expect(await broken(page)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    ).toBeLessThanOrEqual(0);
    await page.goto(`${site.app.url}/d/${slug}?lang=ar`);
    await live(page);
    const onward = page.getByRole("link", { name: "المشاركة لاحقاً" });
    await onward.scrollIntoViewIfNeeded();
    expect((await onward.boundingBox())?.height).toBeGreaterThanOrEqual(24);
    await shoot(page, "join-in-link-ar-390");
    await update({ followUp: {} });
    await page.goto(`${site.app.url}/account?lang=en`);
    await page.getByRole("heading", { name: "Where your contact is" }).waitFor();
    expect(await broken(page)).toEqual([]);
    await shoot(page, "account-contacts-390", true);
    await page.locator(`main a[href="${path}"]`).click();
    await page.waitForURL(`**${path}`);
    await page.getByText("invite to nothing just now").waitFor();
    await page.getByRole("button", { name: "Take my contact back" }).click();
    await page.getByText("Your contact has been taken back.").waitFor();
    const [told] = await Promise.all([
      page.waitForResponse((response) => response.url().includes("/account/contacts")),
      page.goto(`${site.app.url}/account`),
    ]);
    expect(await told.json()).toMatchObject({ value: { discussions: [] } });
    expect(await page.getByText("Where your contact is").count()).toBe(0);
    await page.goto(`${site.app.url}/d/${slug}`);
    await live(page);
    expect(await page.getByRole("link", { name: "Join in afterwards" }).count()).toBe(0);
  });

  test("of an invitation that is taken away one sentence is told; offline nothing is said of a text; without script one notice", async () => {
    const { slug, update } = await anInvitation();
    const path = `/d/${slug}/join-in`;
    const visit = await site.watched.visit();
    const page = await visit.newPage();
    await registerAt(page, site.app.url, { name: "Vera Quist", next: path });
    const give = page.getByRole("button", { name: "Leave my contact" });
    await page.getByRole("checkbox").check();
    await visit.setOffline(true);
    await give.click();
    await page.getByText("The server did not answer. Try again; nothing is done twice.").waitFor();
    expect(await page.getByText("Your text is kept").count()).toBe(0);
    await visit.setOffline(false);
    await update({ followUp: {} });
    await give.click();
    const nothing = page.getByText("The hosts of this discussion invite to nothing just now.");
    await nothing.waitFor();
    await expect.poll(() => nothing.evaluate((each) => each === document.activeElement)).toBe(true);
    expect(await page.locator(".err, form").count()).toBe(0);
    expect(await broken(page)).toEqual([]);

    const visitor = await (await site.watched.visit()).newPage();
    await visitor.goto(`${site.app.url}${path}`);
    await isLive(visitor);
    await visitor.getByText("invite to nothing just now").waitFor();
    expect(await visitor.getByText("Sign in to leave").count()).toBe(0);

    await update({ followUp: { en: "Join us." } });
    const plain = await site.watched.visit({
      javaScriptEnabled: false,
      storageState: await visit.storageState(),
    });
    for (const context of [plain, await site.watched.visit({ javaScriptEnabled: false })]) {
      const bare = await context.newPage();
      await bare.goto(`${site.app.url}${path}`);
      await bare.getByText("Join us.").waitFor();
      expect(await bare.getByText(/allow this page to run its script/).count()).toBe(1);
    }
  });
});
