import type { BrowserContext, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, live, password, shoot } from "#test/support/browser.ts";
import { seedUnguidedDemo } from "#test/support/demo.ts";
import { granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const path = "/d/care-pathways";

/** All that a browser can keep of a page. */
const keptBy = (page: Page) =>
  page.evaluate(async () => ({
    cookie: document.cookie,
    local: Object.entries(localStorage),
    session: Object.entries(sessionStorage),
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
const nothing = { cookie: "", local: [], session: [], databases: [], caches: [], workers: 0 };

/** Every request of a visitor, with what could tell the site, or anybody else, who it is. */
function record(context: BrowserContext) {
  const sent: Promise<{ url: string; cookie: string | undefined }>[] = [];
  const sockets: string[] = [];
  context.on("request", (request) => {
    const headers = request.allHeaders();
    sent.push(headers.then(({ cookie }) => ({ url: request.url(), cookie })));
  });
  context.on("page", (page) => page.on("websocket", (each) => sockets.push(each.url())));
  const answers: Promise<string | null>[] = [];
  context.on("response", (response) => answers.push(response.headerValue("set-cookie")));
  return { sent, sockets, answers };
}

describe.skipIf(chromiumPath === null)("reading without being known", () => {
  const site = siteInBrowser(seedUnguidedDemo, { expected: /status of 422/ });
  beforeAll(async () => {
    await manyPosts();
  });

  /** So that there are older pages. */
  async function manyPosts(): Promise<void> {
    const { answer } = site.app.core;
    const slug = { discussionId: "care-pathways" };
    const { discussionId, changes } = await granted(answer, visitor, "discussion:read", slug);
    const question = changes.find((each) => each.kind === "question");
    const author = as(await anAccount(site.app.store, "Writer"));
    const body = "<p>A post among others.</p>";
    for (let i = 0; i < 55; i++)
      await granted(answer, author, "post:create", {
        ...{
          discussionId,
          questionId: question?.question.id ?? "",
          parentId: null,
          language: "en",
        },
        ...{ body, commandId: commandId() },
      });
  }

  test.each([true, false])(
    "a visitor reads everything, asks nobody but us, and nothing stays behind (script: %s)",
    async (javaScriptEnabled) => {
      const context = await site.watched.visit({ javaScriptEnabled, serviceWorkers: "allow" });
      const { sent, sockets, answers } = record(context);
      const page = await context.newPage();
      await page.goto(site.app.url);
      await page.locator(`a[href^="${path}"]`).first().click();
      await page.waitForURL(/care-pathways/);
      if (javaScriptEnabled) {
        await live(page);
        await page
          .getByRole("button", { name: /^Read the rest/ })
          .first()
          .click();
        await page.locator("#q-1 .older button").first().click();
        await page.mouse.wheel(0, 6_000);
        await page.waitForRequest(/\/impressions$/, { timeout: 20_000 });
        await page
          .getByRole("button", { name: /^Copy link/ })
          .first()
          .click();
      } else await page.locator('a[href*="older="]').first().click();
      await page.goto(`${site.app.url}${path}`);
      await page.getByLabel("Search all posts").fill("permit");
      await page.getByRole("button", { name: "Search", exact: true }).click();
      await page.waitForURL(/posts\?/);
      await page.locator(".hits h2 a").first().click();
      await page.waitForURL(/#p-/);
      await page.getByRole("link", { name: "Français" }).click();
      await page.waitForURL(/lang=fr/);
      await page.locator(".bar a.org").click();
      await page.waitForURL(`${site.app.url}/?lang=fr`);
      await page.locator(`a[href^="${path}"]`).first().click();
      await page.waitForURL(`${site.app.url}${path}?lang=fr`);
      await page.getByRole("button", { name: "Chercher", exact: true }).click();
      await page.waitForURL(/posts\?.*lang=fr/);
      expect(await page.getAttribute("html", "lang")).toBe("fr");
      await page.goto(`${site.app.url}/sign-in`);
      await page.goto(`${site.app.url}/embed/care-pathways`);
      if (javaScriptEnabled) await live(page);

      if (javaScriptEnabled) expect(await keptBy(page)).toEqual(nothing);
      expect(await context.cookies()).toEqual([]);
      expect(await context.storageState({ indexedDB: true })).toEqual({ cookies: [], origins: [] });
      const requests = await Promise.all(sent);
      expect(requests.length).toBeGreaterThan(10);
      for (const { url, cookie } of requests) {
        expect(new URL(url).origin === site.app.url || url.startsWith("data:"), url).toBe(true);
        expect(cookie, url).toBeUndefined();
      }
      for (const each of sockets) expect(new URL(each).host).toBe(new URL(site.app.url).host);
      if (javaScriptEnabled) expect(sockets.length).toBeGreaterThan(0);
      expect((await Promise.all(answers)).filter((set) => set !== null)).toEqual([]);
      await context.close();
    },
  );

  test("whoever signs in without script is told what that is good for, and is signed in once there is script", async () => {
    const context = await site.watched.visit({ javaScriptEnabled: false });
    const page = await context.newPage();
    const signIn = async (secret: string) => {
      await page.getByLabel("E-mail address").fill("jo@example.org");
      await page.getByLabel("Password").fill(secret);
      await page.getByRole("button", { name: "Sign in" }).click();
    };
    await page.goto(`${site.app.url}/register?next=${path}`);
    await page.getByLabel("Name", { exact: true }).fill("Jo Park");
    await page.getByLabel("E-mail address").fill("jo@example.org");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Create an account" }).click();
    await page.waitForURL(`${site.app.url}${path}`);
    const told = page.locator("noscript aside");
    expect(await told.textContent()).toContain("to write here, allow this page to run its script");
    expect(await told.isVisible()).toBe(true);
    await told.locator("button").click();
    await page.getByRole("link", { name: "Sign in" }).click();
    await signIn("not this one at all");
    await page.getByRole("alert").waitFor();
    expect(await page.getByLabel("E-mail address").inputValue()).toBe("jo@example.org");
    expect(await page.getByLabel("Password").inputValue()).toBe("");
    await shoot(page, "sign-in-no-script-wrong");
    await signIn(password);
    await page.waitForURL(`${site.app.url}${path}`);
    await shoot(page, "signed-in-no-script");
    const withScript = await site.watched.visit({ storageState: await context.storageState() });
    const other = await withScript.newPage();
    await other.goto(`${site.app.url}${path}`);
    await other.getByText("Jo Park").waitFor();
    await withScript.close();
    await context.close();
  });
});
