import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { makeLink } from "#server/domain/people/links.ts";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, registerAt, shoot } from "#test/support/browser.ts";
import { seedUnguidedDemo } from "#test/support/demo.ts";
import { granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { aSpace, slug } from "#test/support/rows.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const looks = [
  { colorScheme: "light", lang: "en" },
  { colorScheme: "dark", lang: "en" },
  { colorScheme: "light", lang: "ar" },
] as const;
const path = "/d/care-pathways";
/** What the demo's host has left out. */
const hostsMore = {
  faq: [{ id: "who", question: { en: "Who may write?" }, answer: { en: "<p>Everybody.</p>" } }],
  terms: [{ term: { en: "workers" }, note: { en: "Whoever is paid for care." } }],
  topics: [{ id: "pay", label: { en: "Pay" } }],
  callToAction: { label: { en: "Sign up" }, url: "https://host.example/join" },
  addressees: { en: "Everybody with a stake in care" },
};
const isLive = (page: Page) =>
  page.waitForFunction(() => document.documentElement.dataset.live === "true");

describe.skipIf(chromiumPath === null)("for everybody", () => {
  let link: string;

  const site = siteInBrowser(seedUnguidedDemo);
  beforeAll(async () => {
    const { id } = await aSpace(site.app.store, { slug: slug("care") });
    const demo = await site.app.store.discussions.find({ slug: slug("care-pathways") });
    if (demo) await site.app.store.spaces.list(id, demo, true);
    ({ url: link } = await makeLink(site.app.core.deps, {
      role: "admin",
      discussionId: null,
      hours: 1,
    }));
  });

  test.each(looks)(
    "pages of a visitor break no rule of axe, $colorScheme in $lang",
    async ({ colorScheme, lang }) => {
      const context = await site.watched.visit({ bypassCSP: true, colorScheme });
      const page = await context.newPage();
      const found: Record<string, string[]> = {};
      const paths = [
        "/",
        path,
        "/s/care",
        `${path}/posts?words=care`,
        `${path}/participation`,
        `${path}/join-in`,
        `${path}/posts?words=nowhere&order=shuffled`,
        "/sign-in",
        "/register",
        "/account",
        new URL(link).pathname,
        "/embed/care-pathways",
        "/nowhere",
        `${path}?view=text`,
        "/api",
      ];
      const told = site.watched.faults.length;
      for (const each of paths) {
        await page.goto(`${site.app.url}${each}${each.includes("?") ? "&" : "?"}lang=${lang}`);
        if (each !== "/api" && !each.includes("view=text")) await isLive(page);
        found[each] = await broken(page);
      }
      expect(found).toEqual(Object.fromEntries(paths.map((each) => [each, []])));
      expect(site.watched.faults.splice(told).filter((each) => !each.includes("/nowhere"))).toEqual(
        [],
      );
      await context.close();
    },
  );

  test("forms with errors break no rule of axe, and the error is tied to its field", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await site.watched.visit({ bypassCSP: true, colorScheme });
      const page = await context.newPage();
      const told = site.watched.faults.length;
      await page.goto(`${site.app.url}/register`);
      await isLive(page);
      await page.getByLabel("Name", { exact: true }).fill("Jo");
      await page.getByLabel("E-mail address").fill("nobody");
      await page.getByLabel("Password").fill("short");
      await page.getByRole("button", { name: "Create an account" }).click();
      await page.locator(".field.bad").first().waitFor();
      const field = page.locator("[aria-invalid=true]").first();
      const described = (await field.getAttribute("aria-describedby")) ?? "";
      const error = page.locator(
        described
          .split(" ")
          .map((id) => `[id="${id}"].err`)
          .join(","),
      );
      expect((await error.textContent())?.length).toBeGreaterThan(10);
      expect(await broken(page)).toEqual([]);
      await shoot(page, `register-error-${colorScheme}`);
      // The browser notes a refused form by its status.
      expect(
        site.watched.faults.splice(told).filter((each) => !each.includes("status of 4")),
      ).toEqual([]);
      await context.close();
    }
  });

  test("a participant's open composer with an error, and the account's page, break no rule of axe", async () => {
    const context = await site.watched.visit({ bypassCSP: true });
    const page = await context.newPage();
    await registerAt(page, site.app.url, { name: "Ravi Menon", next: path });
    await page.getByText("Ravi Menon").waitFor();
    const answer = page.locator("#q-3").getByRole("button", { name: "Answer question 3" });
    for (const { colorScheme, lang } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${site.app.url}${path}?lang=${lang}`);
      await page.getByText("Ravi Menon").waitFor();
      if (lang === "en") await answer.click();
      else await page.locator("#q-3 .invite button, #q-3 .older button.btn").last().click();
      await page.locator(".composer button.primary").click();
      await page.locator(".composer.bad .err").waitFor();
      expect(await broken(page)).toEqual([]);
      await shoot(page, `composer-error-${lang}-${colorScheme}`);
      await page.goto(`${site.app.url}/account?lang=${lang}`);
      await page.getByText("Ravi Menon").first().waitFor();
      expect(await broken(page)).toEqual([]);
    }
    await shoot(page, "account-ar");
    await context.close();
  });

  test("a moderator's open menu, form and panel break no rule of axe, and work by keyboard", async () => {
    const context = await site.watched.visit({ bypassCSP: true });
    const page = await context.newPage();
    const email = await registerAt(page, site.app.url, { name: "Sol Duarte", next: path });
    await page.getByText("Sol Duarte").waitFor();
    const admin = as(await anAccount(site.app.store, "Admin", { admin: true }));
    await granted(site.app.core.answer, admin, "member:grant", {
      ...{ discussionId: "care-pathways", account: email, role: "host" },
      commandId: commandId(),
    });
    await granted(site.app.core.answer, admin, "discussion:update", {
      ...{ discussionId: "care-pathways", ...hostsMore, commandId: commandId() },
    });
    for (const { colorScheme, lang } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${site.app.url}${path}?lang=${lang}`);
      const menu = page.locator("#q-2 .menu-box").first();
      const button = menu.locator("> button");
      await button.focus();
      await page.keyboard.press("Enter");
      await menu.locator(".menu button").first().waitFor();
      expect(await button.getAttribute("aria-expanded")).toBe("true");
      expect(await broken(page)).toEqual([]);
      await shoot(page, `moderator-menu-${lang}-${colorScheme}`);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      expect(
        await menu
          .locator(".menu button")
          .nth(1)
          .evaluate((each) => each === document.activeElement),
      ).toBe(true);
      await page.keyboard.press("Escape");
      await menu.locator(".menu button").first().waitFor({ state: "detached" });
      expect(await button.evaluate((each) => each === document.activeElement)).toBe(true);
      await page.keyboard.press("Enter");
      await menu.locator(".menu button").nth(1).click();
      await page.locator(".decide select").first().waitFor();
      for (const summary of await page
        .locator("main ~ *, header summary, .masthead summary, details > summary")
        .all())
        if (await summary.isVisible())
          await summary.evaluate((each) => each.parentElement?.setAttribute("open", ""));
      await page.locator(".host-panel .parts").waitFor();
      expect(await broken(page)).toEqual([]);
      await shoot(page, `moderator-form-${lang}-${colorScheme}`, true);
      if (lang !== "ar") continue;
      await page.goto(`${site.app.url}${path}/settings?lang=${lang}`);
      await page.locator("[id='timeZone']").fill("Europe/Atlantis");
      await page.locator(".save-bar button").click();
      await page.locator(".settings .field.bad").waitFor();
      // The browser notes a refused form by its status.
      expect(site.watched.faults.splice(0).filter((each) => !each.includes("status of 4"))).toEqual(
        [],
      );
      expect(await broken(page)).toEqual([]);
      await page.keyboard.press("Tab");
      await page.locator("[role=tab][aria-selected=true]").focus();
      // From Arabic, the last tab, back to the one before it: to the right.
      await page.keyboard.press("ArrowRight");
      const tab = page.locator("[role=tab]").nth(-2);
      await expect.poll(() => tab.getAttribute("aria-selected")).toBe("true");
      await shoot(page, `settings-${lang}-${colorScheme}`, true);
    }
    await context.close();
  });

  test.each(["/", path, "/sign-in"])(
    "the first Tab on %s is the way to the content",
    async (each) => {
      const context = await site.watched.visit();
      const page = await context.newPage();
      await page.goto(`${site.app.url}${each}`);
      await isLive(page);
      await page.keyboard.press("Tab");
      const skip = await page.evaluate(() => document.activeElement?.className);
      expect(skip).toBe("skip");
      expect((await page.locator("a.skip").boundingBox())?.y).toBeGreaterThanOrEqual(0);
      await page.keyboard.press("Enter");
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("main");
      await context.close();
    },
  );
});
