import type { BrowserContextOptions, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Account } from "#server/domain/store.ts";
import { type EveryState, everyState } from "#test/screens/every-state.ts";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, live, password } from "#test/support/browser.ts";
import { granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const taken = (page: Page) =>
  page.waitForFunction(() => document.documentElement.dataset.live === "true");

describe.skipIf(chromiumPath === null)("every state of a post, for everybody", () => {
  let talk: EveryState;
  let path: string;
  let author: Page;
  let host: Page;

  const site = siteInBrowser(undefined, { expected: /ERR_INTERNET_DISCONNECTED|status of 4/ });
  beforeAll(async () => {
    const { account, page } = await signedIn("Amara Diallo");
    author = page;
    talk = await everyState(site.app.core, account);
    path = `${site.app.url}/d/${talk.slug}`;
    const hosting = await signedIn("Hana Weiss");
    host = hosting.page;
    await granted(
      site.app.core.answer,
      as(await anAccount(site.app.store, "granting", { admin: true })),
      "member:grant",
      {
        ...{ discussionId: talk.discussionId, account: hosting.email, role: "host" },
        commandId: commandId(),
      },
    );
  });

  const visitor = async (options: BrowserContextOptions = {}) =>
    (await site.watched.visit({ bypassCSP: true, ...options })).newPage();

  /** A page of somebody who has signed in by a form. */
  async function signedIn(name: string): Promise<{ account: Account; email: string; page: Page }> {
    const page = await visitor();
    const email = `${name.toLowerCase().replace(" ", ".")}@example.org`;
    await page.context().request.post(`${site.app.url}/register`, {
      form: { name, email, password },
      headers: { origin: site.app.url },
    });
    const account = await site.app.store.people.accountByEmail(email);
    if (!account) throw new Error("the account");
    return { account, email, page };
  }

  test("no rule of axe is broken, whoever looks, in either theme and direction", async () => {
    const found: Record<string, string[]> = {};
    const looks = [
      { colorScheme: "light", lang: "en" },
      { colorScheme: "dark", lang: "ar" },
    ] as const;
    const pages = { visitor: await visitor(), author, host };
    const there = { visitor: ".post.pinned", author: ".post.wait", host: ".post .menu-box" };
    for (const { colorScheme, lang } of looks)
      for (const who of ["visitor", "author", "host"] as const) {
        const page = pages[who];
        await page.emulateMedia({ colorScheme });
        await page.goto(`${path}?lang=${lang}`);
        await live(page);
        await page.locator(there[who]).first().waitFor();
        found[`${who} ${lang}`] = await broken(page);
      }
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((each) => [each, []])));
    await pages.visitor.context().close();
  });

  test("what an edit changed, a lost line, a post that arrives and forced colours break none either", async () => {
    const page = await visitor();
    await page.goto(path);
    await live(page);
    await page.locator(`[id="p-${talk.edited}"] .changes button`).click();
    await page.locator(`[id="p-${talk.edited}"] .changes .said`).first().waitFor();
    await talk.arrives();
    await page.locator(".post.arrived, .newpill button").first().waitFor();
    await page.context().setOffline(true);
    await page.locator(".conn").waitFor();
    expect(await broken(page)).toEqual([]);
    await page.emulateMedia({ forcedColors: "active" });
    expect(await broken(page)).toEqual([]);
    // What is told by colour elsewhere is told by a line here.
    const edges = await page.locator(".conn, .post.arrived .in").evaluateAll((all) =>
      all.map((each) => {
        const { borderInlineStartWidth, outlineStyle } = getComputedStyle(each);
        return borderInlineStartWidth !== "0px" || outlineStyle !== "none";
      }),
    );
    expect(edges).not.toContain(false);
    await page.context().close();
  });

  test("nothing is wider than a window of 320 pixels, nor than one of 1280 enlarged four times", async () => {
    const wide: string[] = [];
    const tooWide = async (page: Page) => {
      for (const size of [
        { width: 320, height: 640 },
        { width: 320, height: 256 },
      ]) {
        await page.setViewportSize(size);
        const over = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        });
        if (over > 0) wide.push(`${page.url()} ${size.height}: ${over}`);
      }
    };
    const page = await visitor();
    for (const each of [
      ...["/", `/d/${talk.slug}/posts?words=record`, `/p/${talk.withdrawn}`, "/sign-in"],
      ...["/register", `/embed/${talk.slug}`, "/nowhere", `/d/${talk.slug}?lang=ar`],
    ]) {
      await page.goto(site.app.url + each);
      await taken(page);
      await tooWide(page);
    }
    for (const each of [`/d/${talk.slug}?view=text`, "/api"]) {
      await page.goto(site.app.url + each);
      await tooWide(page);
    }
    for (const [signed, each, there] of [
      [author, `/d/${talk.slug}`, ".post.wait"],
      [author, "/account", "main form"],
      [host, `/d/${talk.slug}`, ".post .menu-box"],
      [host, `/d/${talk.slug}/settings`, "main form"],
    ] as const) {
      await signed.goto(site.app.url + each);
      await signed.locator(there).first().waitFor();
      await tooWide(signed);
    }
    expect(wide).toEqual([]);
    // So enlarged, what stays on the screen while the text goes by leaves most of it to the text.
    await page.goto(path);
    await live(page);
    await page.evaluate(() => scrollTo(0, 2_000));
    const kept = await page.evaluate(() =>
      [...document.querySelectorAll("body *")]
        .filter((each) => /sticky|fixed/.test(getComputedStyle(each).position))
        .map((each) => each.getBoundingClientRect())
        .filter(({ top, bottom }) => bottom > 0 && top < innerHeight)
        .reduce((sum, { height }) => sum + height, 0),
    );
    expect(kept).toBeLessThan(128);
    await page.context().close();
  });

  test("who wants no motion gets none", async () => {
    const page = await visitor({ reducedMotion: "reduce" });
    await page.goto(path);
    await live(page);
    await talk.arrives();
    await page.locator(".post.arrived, .newpill button").first().waitFor();
    const moving = await page.evaluate(() => {
      const longest = (list: string) => Math.max(...list.split(",").map(Number.parseFloat));
      return [...document.querySelectorAll("html, body *")].flatMap((each) => {
        const { transitionDuration, animationDuration, animationName, scrollBehavior } =
          getComputedStyle(each);
        const moves =
          longest(transitionDuration) > 0.01 ||
          (animationName !== "none" && longest(animationDuration) > 0.01) ||
          scrollBehavior === "smooth";
        return moves ? [each.outerHTML.slice(0, 80)] : [];
      });
    });
    expect(moving).toEqual([]);
    await page.context().close();
  });
});
