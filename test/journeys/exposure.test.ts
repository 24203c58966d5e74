import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import type { PostId } from "#shared/ids.ts";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, live, registerAt, shoot } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const patient = { timeout: 15_000 };

describe.skipIf(chromiumPath === null)("how often posts are seen", () => {
  let host: Caller;
  const site = siteInBrowser();
  beforeAll(async () => {
    host = as(await anAccount(site.app.store, "Host", { admin: true }));
  });

  /** Posts that are taller than a small window. */
  async function aTalk(count: number) {
    const talk = await anOpenDiscussion(site.app.core.answer, host, 2);
    const posts: PostId[] = [];
    for (let n = 1; n <= count; n++) {
      const { postId } = await granted(site.app.core.answer, host, "post:create", {
        ...{ discussionId: talk.discussionId, questionId: talk.questionIds[n % 2]! },
        ...{ parentId: null, body: `<p>Post ${n}. ${"Some more words. ".repeat(60)}</p>` },
        ...{ language: "en", commandId: commandId() },
      });
      posts.push(postId);
    }
    return { ...talk, posts, url: `${site.app.url}/d/${talk.slug}` };
  }
  const small = { viewport: { width: 390, height: 420 } };
  const orderOf = async (page: Page, url: string): Promise<string[]> => {
    await page.goto(`${url}/posts?order=least_seen`);
    const links = page.locator(".hits h2 a");
    return links.evaluateAll((all) =>
      all.map((each) => each.getAttribute("href")?.slice("/p/".length) ?? ""),
    );
  };
  const reportsOf = (page: Page) => {
    const sent: Promise<Record<string, string>>[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/impressions")) sent.push(request.allHeaders());
    });
    return sent;
  };

  test("what a visitor has read comes later in the order, which says by what rule", async () => {
    const talk = await aTalk(3);
    const context = await site.watched.visit(small);
    const page = await context.newPage();
    const before = await orderOf(page, talk.url);
    const [first] = before;
    await page.goto(`${talk.url}#p-${first}`);
    await live(page);
    await page.waitForTimeout(1_500); // how long a reader looks
    // Leaving tells what was looked at. Nobody looks at a list of posts meanwhile, which counts as well.
    await page.goto("about:blank");
    const { answer } = site.app.core;
    const after = async () => {
      const asked = { discussionId: talk.discussionId, order: "least_seen" } as const;
      return (await granted(answer, visitor, "post:find", asked)).hits.map(({ post }) => post.id);
    };
    const totals = () => site.app.store.impressions.totals(talk.discussionId);
    await expect.poll(totals, patient).toEqual(new Map([[first, 1]]));
    await expect.poll(after, patient).toEqual([...before.slice(1), first]);
    expect(await orderOf(page, talk.url)).toEqual([...before.slice(1), first]);
    expect(await page.getByLabel("Order").inputValue()).toBe("least_seen");
    await page.getByText("Why this order?").click();
    expect(await page.locator(".why p").textContent()).toContain("least often come first");
    expect(await context.storageState()).toEqual({ cookies: [], origins: [] });
    await context.close();
  });

  test("a page that stays open reports by itself; a reader who is signed in is nobody either", async () => {
    const talk = await aTalk(2);
    const context = await site.watched.visit(small);
    const page = await context.newPage();
    await registerAt(page, site.app.url, { name: "Ada Reads", next: `/d/${talk.slug}` });
    await live(page);
    const sent = reportsOf(page);
    await page.evaluate(
      (id) => document.getElementById(`p-${id}`)?.scrollIntoView(),
      talk.posts[1],
    );
    const totals = () => site.app.store.impressions.totals(talk.discussionId);
    await expect.poll(totals, { timeout: 20_000 }).toEqual(new Map([[talk.posts[1], 1]]));
    const [headers] = await Promise.all(sent);
    expect(headers).toMatchObject({ "content-type": "application/json" });
    expect(headers?.cookie).toBeUndefined();
    expect(headers?.authorization).toBeUndefined();
    await context.close();
  });

  test.each([
    { lang: "en", title: "How evenly posts are seen", colorScheme: "light" as const },
    { lang: "ar", title: "مدى تساوي مشاهدة المشاركات", colorScheme: "dark" as const },
  ])("a host sees how evenly it is spread, in $lang", async ({ lang, title, colorScheme }) => {
    const talk = await aTalk(3);
    const postIds = talk.posts.slice(0, 2);
    for (const some of [postIds, postIds.slice(1)])
      await granted(site.app.core.answer, host, "impressions:report", {
        ...{ discussionId: talk.discussionId, postIds: some },
      });
    await site.app.core.deps.tally.write();
    const page = await (await site.watched.visit({ colorScheme })).newPage();
    const name = `Host In ${lang === "en" ? "English" : "Arabic"}`;
    const account = await registerAt(page, site.app.url, { name, next: "/account" });
    await granted(site.app.core.answer, host, "member:grant", {
      ...{ discussionId: talk.discussionId, account, role: "host", commandId: commandId() },
    });
    await page.goto(`${talk.url}?lang=${lang}`);
    await live(page);
    await page.locator(".host-panel > summary").click();
    const part = page.getByRole("region", { name: title });
    await expect.poll(() => part.locator("dd").allTextContents(), patient).toHaveLength(4);
    const text = (await part.textContent()) ?? "";
    expect(text).toContain("0.44");
    const links = part.locator('a[href^="#p-"]');
    expect(await links.allTextContents()).toEqual(["2.2", "2.1", "1.1"]);
    expect(await broken(page)).toEqual([]);
    await part.scrollIntoViewIfNeeded();
    await shoot(page, `exposure-${lang}`, true);
    await links.last().click();
    await expect.poll(() => page.url()).toContain(`#p-${talk.posts[1]}`);
    await page.context().close();
  });
});
