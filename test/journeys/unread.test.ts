import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import type { PostId } from "#shared/ids.ts";
import { chromiumPath, live, password, registerAt, shoot } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

describe.skipIf(chromiumPath === null)("what hasn't been read", () => {
  let host: Caller;
  const site = siteInBrowser();
  beforeAll(async () => {
    host = as(await anAccount(site.app.store, "Host", { admin: true }));
  });

  async function aTalk(posts: number) {
    const talk = await anOpenDiscussion(site.app.core.answer, host, 2);
    const write = async (count: number, question = 0): Promise<PostId[]> => {
      const ids: PostId[] = [];
      for (let n = 1; n <= count; n++) {
        const { postId } = await granted(site.app.core.answer, host, "post:create", {
          ...{ discussionId: talk.discussionId, questionId: talk.questionIds[question]! },
          ...{ parentId: null, body: `<p>Words ${n}.</p>`, language: "en" },
          commandId: commandId(),
        });
        ids.push(postId);
      }
      return ids;
    };
    return { ...talk, write, first: await write(posts), url: `${site.app.url}/d/${talk.slug}` };
  }
  const open = async (page: Page, url: string) => {
    await page.goto(url);
    await live(page);
    await page.locator(".unread").waitFor();
  };
  const next = (page: Page) => page.getByRole("button", { name: /^Next unread/ });
  const patient = { timeout: 10_000 };
  const left = (page: Page) => page.locator(".unread p").first().textContent();
  const inSight = async (page: Page, id: PostId) => {
    const box = await page.locator(`[id="p-${id}"]`).boundingBox();
    return box !== null && box.y >= 0 && box.y < (page.viewportSize()?.height ?? 0);
  };

  test("is known on a person's every device, and the next one is reached by button and key, however deep", async () => {
    const talk = await aTalk(3);
    const desk = await (await site.watched.visit()).newPage();
    const email = await registerAt(desk, site.app.url, { name: "Grace Hopper", next: "/account" });
    const account = await site.app.store.people.accountByEmail(email);
    const mark = () => site.app.store.marks.of(talk.discussionId, account!.id);
    await open(desk, talk.url);
    expect(await left(desk)).toContain("What comes from now on is marked as new.");
    await expect.poll(mark, patient).not.toBeNull();
    await desk.goto("about:blank");

    const posts = await talk.write(70);
    const phone = await (
      await site.watched.visit({ viewport: { width: 390, height: 800 } })
    ).newPage();
    await phone.goto(`${site.app.url}/sign-in?next=${encodeURIComponent(`/d/${talk.slug}`)}`);
    await phone.waitForFunction(() => document.documentElement.dataset.live === "true");
    await phone.getByLabel("E-mail address").fill(email);
    await phone.getByLabel("Password").fill(password);
    await phone.getByRole("button", { name: "Sign in" }).click();
    await phone.waitForURL(talk.url);
    await expect.poll(() => next(phone).textContent(), patient).toContain("(70)");
    const before = await mark();
    await next(phone).click();
    await expect.poll(() => inSight(phone, posts[0]!)).toBe(true);
    expect(await phone.locator(`[id="p-${posts[0]}"] .fresh`).textContent()).toBe("New");
    await shoot(phone, "unread-390");
    await phone.keyboard.press("n");
    await expect.poll(() => phone.evaluate(() => document.activeElement?.id)).toBe(`p-${posts[1]}`);
    await expect.poll(mark, patient).toBe(before! + 2);
    // What is on the screen for a moment is read too, and the mark follows.
    await phone.evaluate(() => scrollBy(0, -400));
    await expect.poll(mark, patient).toBeGreaterThan(before! + 2);
    expect(Number(/\d+/.exec((await left(phone)) ?? "")?.[0])).toBeLessThan(69);

    await open(desk, talk.url);
    await desk.getByRole("button", { name: "Mark all as read" }).click();
    await expect.poll(() => left(desk)).toContain("No unread posts.");
    await expect.poll(mark, patient).toBe(await site.app.store.log.head(talk.discussionId));
    await open(phone, talk.url);
    await expect.poll(() => left(phone)).toContain("No unread posts.");
    await desk.context().close();
    await phone.context().close();
  });

  test("is kept in a visitor's browser once asked to, and until then nothing is stored at all", async () => {
    const talk = await aTalk(3);
    const context = await site.watched.visit({ colorScheme: "dark" });
    const page = await context.newPage();
    const stored = async () => [
      ...(await context.cookies()),
      ...(await page.evaluate(() => Object.keys(localStorage))),
      ...(await page.evaluate(() => Object.keys(sessionStorage))),
    ];
    await open(page, talk.url);
    const [arrived] = await talk.write(1);
    await expect.poll(() => next(page).textContent()).toContain("(1)");
    await page.keyboard.press("n");
    await expect.poll(() => inSight(page, arrived!)).toBe(true);
    await expect.poll(() => next(page).count()).toBe(0);
    // Its mark moves nothing of it at the end of its lines.
    expect(await page.locator(`[id="p-${arrived}"].arrived`).count()).toBe(1);
    const ends = await page
      .locator("#q-1 .when")
      .evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().right)));
    expect(new Set(ends).size).toBe(1);
    await shoot(page, "arrived-dark");
    expect(await stored()).toEqual([]);

    const keep = page.getByLabel(/^Remember in this browser/);
    await keep.check();
    await page.goto("about:blank");
    const [missed] = await talk.write(1, 1);
    await open(page, talk.url);
    await expect.poll(() => next(page).textContent()).toContain("(1)");
    expect(await keep.isChecked()).toBe(true);
    await shoot(page, "unread-dark", true);
    await page.keyboard.press("n");
    await expect.poll(() => inSight(page, missed!)).toBe(true);
    await keep.uncheck();
    expect(await stored()).toEqual([]);
    await context.close();
  });

  test("moves nothing when it grows; N is a letter where one types, and nothing once it is turned off", async () => {
    const talk = await aTalk(12);
    const page = await (await site.watched.visit()).newPage();
    await open(page, `${talk.url}?lang=ar`);
    await page.evaluate(() => document.querySelectorAll(".post")[5]?.scrollIntoView());
    const top = () =>
      page.evaluate(() => document.querySelectorAll(".post")[5]?.getBoundingClientRect().top ?? 0);
    const before = await top();
    await talk.write(3, 1);
    await expect.poll(() => page.locator(".nextpill").textContent()).toContain("(3)");
    expect(Math.abs((await top()) - before)).toBeLessThan(1);
    await shoot(page, "unread-ar");
    const current = () => page.locator('.agenda [aria-current="true"] b').textContent();
    await expect.poll(current).toBe("1");
    await page.locator("#q-2").evaluate((question) => question.scrollIntoView());
    await expect.poll(current).toBe("2");
    const field = page.locator('.find input[name="words"]');
    await field.press("n");
    expect(await field.inputValue()).toBe("n");
    await page.locator(".unread input[type=checkbox]").last().uncheck();
    await page.locator("h1").click();
    await page.evaluate(() => scrollTo(0, 0));
    await page.keyboard.press("n");
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.context().close();
  });

  test("how much is read out of new posts is the reader's choice, and kept where they made one", async () => {
    const talk = await aTalk(1);
    const author = as(await anAccount(site.app.store, "Ida Berg"));
    const readers = await Promise.all(
      ["default", "each", "none"].map(async (choice) => {
        const page = await (await site.watched.visit()).newPage();
        await open(page, talk.url);
        if (choice !== "default")
          await page.getByLabel("What is read out when posts arrive").selectOption(choice);
        return page;
      }),
    );
    const [byDefault, each, none] = readers as [Page, Page, Page];
    const said = (page: Page) => page.locator("main > [role=status]").textContent();
    const write = async (words: string) =>
      granted(site.app.core.answer, author, "post:create", {
        ...{ discussionId: talk.discussionId, questionId: talk.questionIds[1]! },
        ...{ parentId: null, body: `<p>${words}</p>`, language: "en", commandId: commandId() },
      });
    for (const words of ["The first.", "The second.", "The third.", "The fourth."])
      await write(words);
    await expect.poll(() => said(byDefault), patient).toBe("4 new posts in question 2");
    await expect
      .poll(() => said(each), patient)
      .toMatch(
        /^Ida Berg [a-f0-9]+ in question 2: The first\. .*: The third\. 1 new post in question 2$/,
      );
    expect(await said(none)).toBe("");

    const stored = (page: Page) => page.evaluate(() => ({ ...localStorage }));
    expect(await stored(byDefault)).toEqual({});
    expect(await stored(none)).toEqual({ aloud: "none" });
    await none.reload();
    await live(none);
    const choice = none.getByLabel("What is read out when posts arrive");
    expect(await choice.inputValue()).toBe("none");
    await choice.selectOption("count");
    expect(await stored(none)).toEqual({});
  });

  test("a browser that keeps nothing says so where it is asked to remember", async () => {
    const talk = await aTalk(1);
    const page = await (await site.watched.visit()).newPage();
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await open(page, talk.url);
    const box = page.getByLabel("Remember in this browser what I have read");
    await box.click();
    await page.getByText("This browser keeps nothing for this site").waitFor();
    expect(await box.isChecked()).toBe(false);
  });
});
