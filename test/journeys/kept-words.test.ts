import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import type { PostId } from "#shared/ids.ts";
import { chromiumPath, live, registerAt, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

describe.skipIf(chromiumPath === null)("what somebody writes", () => {
  const site = siteInBrowser();
  let talk: Awaited<ReturnType<typeof anOpenDiscussion>>;
  let host: Caller;
  const path = () => `/d/${talk.slug}`;
  beforeAll(async () => {
    host = as(await anAccount(site.app.store, "Host", { admin: true }));
    talk = await anOpenDiscussion(site.app.core.answer, host, 2);
  });
  const create = async (body: string, question = 0): Promise<PostId> =>
    (
      await granted(site.app.core.answer, host, "post:create", {
        ...{ discussionId: talk.discussionId, questionId: talk.questionIds[question] ?? "" },
        ...{ parentId: null, language: "en", body, commandId: commandId() },
      })
    ).postId;
  async function aWriter(name: string): Promise<Page> {
    const page = await (
      await site.watched.visit({ viewport: { width: 390, height: 800 } })
    ).newPage();
    await registerAt(page, site.app.url, { name, next: path() });
    await live(page);
    return page;
  }
  const answer = (page: Page) =>
    page.getByRole("button", { name: "Answer question 1" }).first().click();
  const publish = (page: Page) => page.getByRole("button", { name: "Publish" });
  const focused = (page: Page) =>
    page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.closest(".post")?.id ?? activeElement?.textContent;
    });

  test("a reply is still found when what it answers is gone", async () => {
    const page = await aWriter("Bela Kiss");
    const postId = await create("<p>To be taken back.</p>");
    const post = page.locator(`[id="p-${postId}"]`);
    await post.getByRole("button", { name: /^Reply/ }).click();
    await wordsIn(page).fill("Half a reply");
    await page.getByText(/Draft saved/).waitFor();
    await granted(site.app.core.answer, host, "post:withdraw", {
      ...{ discussionId: talk.discussionId, postId, commandId: commandId() },
    });
    await page.locator(".composer .locked").waitFor();
    await page.reload();
    await live(page);
    await post.getByRole("button", { name: /^Continue your reply/ }).click();
    await expect.poll(() => wordsIn(page).textContent()).toBe("Half a reply");
    await page.locator(".composer .locked").waitFor();
  });

  test("nothing can be changed while it waits for the line, and taking it back is no failure", async () => {
    const page = await aWriter("Cleo Marsh");
    await answer(page);
    await wordsIn(page).fill("Written on the way");
    await page.getByText(/Draft saved/).waitFor();
    const told = site.watched.faults.length;
    await page.context().setOffline(true);
    await publish(page).click();
    await page.getByText("It will be sent once when you are back.").first().waitFor();
    expect(await page.getByLabel("Written in").isDisabled()).toBe(true);
    await page.locator(".composer").getByRole("button", { name: "Cancel" }).click();
    await publish(page).waitFor();
    expect(await page.locator(".composer [role=alert]").count()).toBe(0);
    expect(await page.locator(".composer").getByText("I can’t post").count()).toBe(0);
    await page.context().setOffline(false);
    site.watched.faults.splice(told);
    await publish(page).click();
    await page.locator(".post", { hasText: "Written on the way" }).waitFor();
    expect(await page.locator(".post", { hasText: "Written on the way" }).count()).toBe(1);
  });

  test("what is emptied is of no language, and isn't said to be saved", async () => {
    const page = await aWriter("Dana Osei");
    await answer(page);
    await page.locator(".composer .ProseMirror").waitFor();
    await wordsIn(page).click();
    await page.keyboard.type("Nous avons besoin de plus de soignants ici, www.ilo.org/x ");
    const language = page.getByLabel("Written in");
    await expect.poll(() => language.inputValue()).toBe("fr");
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await expect.poll(() => language.inputValue()).toBe("en");
    expect(await page.getByText("Recognised from your text").count()).toBe(0);
    expect(await page.getByText(/Draft saved/).isVisible()).toBe(false);
  });

  test("earlier posts that somebody asks for are gone on to from the first of them", async () => {
    for (let i = 1; i <= 35; i++) await create(`<p>Post ${i}.</p>`, 1);
    const page = await (await site.watched.visit()).newPage();
    await page.goto(site.app.url + path());
    await live(page);
    const earlier = page.locator("#q-2").getByRole("button", { name: /^Show 5 earlier/ });
    const last = page.locator("#q-2 .posts > li").last();
    expect(await last.textContent()).toContain("Post 6.");
    await earlier.focus();
    await page.keyboard.press("Enter");
    const first = page.locator("#q-2 .post", { hasText: "Post 5." });
    await first.waitFor();
    await expect.poll(() => focused(page)).toBe(await first.getAttribute("id"));
    const box = await first.boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect(box?.y).toBeLessThan(900);
  });

  test("a visitor who would write is led to the way to sign in", async () => {
    const postId = await create("<p>Something to answer.</p>");
    const page = await (await site.watched.visit()).newPage();
    await page.goto(site.app.url + path());
    await live(page);
    for (const button of [
      page.locator(`[id="p-${postId}"]`).getByRole("button", { name: /^Reply/ }),
      page.locator("#q-2 .older").getByRole("button", { name: "Answer question 2" }),
    ]) {
      await button.focus();
      await page.keyboard.press("Enter");
      await expect.poll(() => focused(page)).toBe("Sign in to answer");
      await page.keyboard.press("Tab");
      expect(await focused(page)).toBe("Sign in");
    }
  });
});
