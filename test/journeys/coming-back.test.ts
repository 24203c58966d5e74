import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { DiscussionId, QuestionId } from "#shared/ids.ts";
import { chromiumPath, live, password, registerAt, shoot, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

describe.skipIf(chromiumPath === null)("coming back to what was begun", () => {
  const site = siteInBrowser();
  let path: string;
  let talk: { discussionId: DiscussionId; questionIds: QuestionId[] };
  let host: ReturnType<typeof as>;
  let postId: string;

  const create = (body: string) =>
    granted(site.app.core.answer, host, "post:create", {
      ...{ discussionId: talk.discussionId, questionId: talk.questionIds[0] ?? "" },
      ...{ parentId: null, language: "en", body, commandId: commandId() },
    });
  beforeAll(async () => {
    host = as(await anAccount(site.app.store, "Host", { admin: true }));
    const made = await anOpenDiscussion(site.app.core.answer, host, 2);
    talk = made;
    path = `/d/${made.slug}`;
    ({ postId } = await create("<p>Something to reply to.</p>"));
  });

  const fillSignIn = async (page: Page, email: string) => {
    await page.waitForFunction(() => document.documentElement.dataset.live === "true");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.locator("main").getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(new RegExp(path));
    await live(page);
  };
  const focused = (page: Page) =>
    expect
      .poll(() => page.evaluate(() => document.activeElement?.closest(".composer") !== null))
      .toBe(true);

  test("whoever has to sign in first finds the composer open where they were, with their text and the caret in it", async () => {
    const page = await (
      await site.watched.visit({ viewport: { width: 390, height: 800 } })
    ).newPage();
    const email = await registerAt(page, site.app.url, { name: "Odile Ferrand", next: path });
    await live(page);
    const reply = page.locator(`#p-${postId}`).getByRole("button", { name: /^Reply/ });
    await reply.click();
    await wordsIn(page).fill("Half a reply");
    const told = site.watched.faults.length;
    const other = await page.context().newPage();
    await other.goto(`${site.app.url}/account`);
    await other.getByRole("button", { name: "Sign out everywhere" }).click();
    const locked = page.locator(".composer .locked");
    await locked.getByText("Your sign-in has ended").waitFor();
    site.watched.faults.splice(told);
    await locked.getByRole("link", { name: "Sign in" }).click();
    await fillSignIn(page, email);
    await expect.poll(() => wordsIn(page).textContent()).toBe("Half a reply");
    await focused(page);
    await page.locator(".composer h3", { hasText: "Reply to Host" }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#p-${postId}`);
    await shoot(page, "coming-back-reply-390");
    await page.getByRole("button", { name: "Publish" }).click();
    const own = page.locator(".post", { hasText: "Half a reply" });
    await own.waitFor();

    // An edit, by the link on top.
    await own.getByRole("button", { name: "Edit" }).click();
    await wordsIn(page).fill("A whole reply");
    const again = site.watched.faults.length;
    await other.goto(`${site.app.url}/account`);
    await other.getByRole("button", { name: "Sign out everywhere" }).click();
    await page.getByText("Your sign-in has ended.").waitFor();
    site.watched.faults.splice(again);
    await page.locator("header .who", { hasText: "Sign in" }).click();
    await fillSignIn(page, email);
    await expect.poll(() => wordsIn(page).textContent()).toBe("A whole reply");
    await page.locator(".composer h3", { hasText: /^Edit/ }).waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator(".post", { hasText: "A whole reply" }).waitFor();
    await page.context().close();
  });

  test("a visitor who would answer is led back to it by signing in, and another language keeps what is open", async () => {
    const page = await (await site.watched.visit()).newPage();
    const email = await registerAt(page, site.app.url, { name: "Cem Visitor", next: path });
    await live(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.locator("header .who", { hasText: "Sign in" }).waitFor();
    await page.getByRole("button", { name: "Answer question 2" }).last().click();
    await page.locator(".locked").getByRole("link", { name: "Sign in" }).click();
    await fillSignIn(page, email);
    await page.locator('[data-question] .composer[aria-label="Answer question 2"]').waitFor();
    await focused(page);
    expect(new URL(page.url()).hash).toBe("#q-2");
    await wordsIn(page).fill("A thought");
    await page.locator(".langs").getByRole("link", { name: "Français" }).click();
    await page.waitForURL(/lang=fr/);
    await expect.poll(() => wordsIn(page).textContent()).toBe("A thought");
    await shoot(page, "coming-back-french");
    await page.context().close();
  });

  test("what was begun elsewhere is named at its button, and whoever signs out leaves nothing behind that the server has", async () => {
    const desk = await (await site.watched.visit()).newPage();
    const email = await registerAt(desk, site.app.url, { name: "Ines Two", next: path });
    await live(desk);
    const replyAt = (page: Page) => page.locator(`#p-${postId}`);
    await replyAt(desk).getByRole("button", { name: "Reply" }).click();
    await wordsIn(desk).fill("From the desk");
    const me = await site.app.store.people.accountByEmail(email);
    const kept = async () =>
      (await site.app.store.drafts.of(talk.discussionId, me!.id)).map(({ row }) => row.html);
    await expect.poll(kept, { timeout: 5_000 }).toEqual(["<p>From the desk</p>"]);
    await desk.locator(".composer").getByRole("button", { name: "Cancel" }).click();
    await replyAt(desk).getByRole("button", { name: "Continue your reply" }).waitFor();

    const train = await (
      await site.watched.visit({ viewport: { width: 390, height: 800 } })
    ).newPage();
    await train.goto(`${site.app.url}/sign-in?next=${encodeURIComponent(path)}`);
    await fillSignIn(train, email);
    const onTrain = replyAt(train).getByRole("button", { name: "Continue your reply" });
    await onTrain.waitFor();
    await shoot(train, "coming-back-named-390");
    await onTrain.click();
    await expect.poll(() => wordsIn(train).textContent()).toBe("From the desk");
    await train.context().close();

    const onDevice = () =>
      desk.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("draft ")));
    await expect.poll(onDevice).toHaveLength(1);
    // What the server hasn't got stays for when they sign in again.
    await desk.getByRole("button", { name: "Answer question 2" }).last().click();
    await wordsIn(desk).fill("Only here");
    await desk.locator(".composer").getByText("Draft saved").waitFor();
    await desk.getByRole("button", { name: "Sign out" }).click();
    await desk.locator("header .who", { hasText: "Sign in" }).waitFor();
    await expect.poll(onDevice).toHaveLength(1);
    expect((await onDevice())[0]).toContain("answer");

    // Nor is it written again by the composer that is still open.
    await desk.evaluate(() => localStorage.clear());
    await desk.goto(`${site.app.url}/sign-in?next=${encodeURIComponent(path)}`);
    await fillSignIn(desk, email);
    await live(desk);
    await replyAt(desk).getByRole("button", { name: "Continue your reply" }).click();
    await wordsIn(desk).fill("Once more from the desk");
    await expect.poll(kept, { timeout: 5_000 }).toContain("<p>Once more from the desk</p>");
    await expect.poll(onDevice).toHaveLength(1);
    await desk.getByRole("button", { name: "Sign out" }).click();
    await desk.locator("header .who", { hasText: "Sign in" }).waitFor();
    await expect.poll(onDevice).toEqual([]);
    await desk.reload();
    await live(desk);
    expect(await onDevice()).toEqual([]);
    await desk.context().close();
  });

  test("whoever signs in in another tab finds nothing of what the one before was writing, who finds it again", async () => {
    const context = await site.watched.visit();
    const page = await context.newPage();
    const first = await registerAt(page, site.app.url, { name: "Carl Four", next: path });
    await live(page);
    await page.getByRole("button", { name: "Answer question 2" }).last().click();
    await wordsIn(page).fill("Carl's own words");
    const other = await context.newPage();
    const second = await registerAt(await (await site.watched.visit()).newPage(), site.app.url, {
      ...{ name: "Dora Five", next: path },
    });
    await other.goto(`${site.app.url}${path}`);
    await live(other);
    const told = site.watched.faults.length;
    await other.getByRole("button", { name: "Sign out" }).click();
    await other.goto(`${site.app.url}/sign-in?next=${encodeURIComponent(path)}`);
    await fillSignIn(other, second);
    await page.locator("header .who", { hasText: "Dora Five" }).waitFor();
    await expect.poll(() => page.locator(".composer").count()).toBe(0);
    await page.getByRole("button", { name: "Answer question 2" }).last().click();
    await expect.poll(() => wordsIn(page).textContent()).toBe("");
    await page.waitForTimeout(2_500); // What waited to be saved would have been by then.
    const account = async (email: string) => (await site.app.store.people.accountByEmail(email))!;
    const draftsOf = async (email: string) =>
      (await site.app.store.drafts.of(talk.discussionId, (await account(email)).id)).length;
    expect(await draftsOf(second)).toBe(0);
    await other.getByRole("button", { name: "Sign out" }).click();
    await other.goto(`${site.app.url}/sign-in?next=${encodeURIComponent(path)}`);
    await fillSignIn(other, first);
    await other.getByRole("button", { name: "Continue your draft for question 2" }).last().click();
    await expect.poll(() => wordsIn(other).textContent()).toBe("Carl's own words");
    // The tab in which nobody signed out asks, and is told that it isn't signed in any more.
    const faults = site.watched.faults.splice(told);
    expect(faults.filter((each) => !each.includes("401"))).toEqual([]);
    await context.close();
  });

  test("an edit in which nothing was changed is no begun one", async () => {
    const page = await (await site.watched.visit()).newPage();
    await registerAt(page, site.app.url, { name: "Emma Six", next: path });
    await live(page);
    await page.getByRole("button", { name: "Answer question 2" }).last().click();
    await wordsIn(page).fill("To be edited, or not");
    await page.getByRole("button", { name: /^Publish/ }).click();
    const mine = page.locator(".post", { hasText: "To be edited, or not" });
    await mine.getByRole("button", { name: "Edit" }).click();
    await wordsIn(page).waitFor();
    await page.waitForTimeout(1_000); // The server has said by then that it has no draft of it.
    await page.locator(".composer").getByRole("button", { name: "Cancel" }).click();
    await mine.getByRole("button", { name: "Edit", exact: false }).waitFor();
    expect(await mine.getByRole("button", { name: "Continue your edit" }).count()).toBe(0);
    await page.context().close();
  });

  test("a reply to what is hidden meanwhile is told at once, and goes on when it comes back; after the end nothing is to be supported", async () => {
    const page = await (await site.watched.visit({ colorScheme: "dark" })).newPage();
    await registerAt(page, site.app.url, { name: "Nadia Three", next: path });
    await live(page);
    const { answer } = site.app.core;
    const made = await create("<p>This will be hidden.</p>");
    const at = { discussionId: talk.discussionId, postId: made.postId };
    const post = page.locator(`#p-${made.postId}`);
    await post.getByRole("button", { name: "Support" }).click();
    await post.locator("[aria-pressed=true]").waitFor();
    await post.getByRole("button", { name: "Reply" }).click();
    await wordsIn(page).fill("My reply to it");
    await granted(answer, host, "post:hide", {
      ...{ ...at, reason: "off_topic", note: null, commandId: commandId() },
    });
    await page
      .locator(".composer .locked", { hasText: "The post you are replying to is no longer there" })
      .waitFor();
    expect(await wordsIn(page).textContent()).toBe("My reply to it");
    expect(await page.getByRole("button", { name: "Publish" }).count()).toBe(0);
    await shoot(page, "coming-back-parent-gone-dark");
    await granted(answer, host, "post:restore", { ...at, commandId: commandId() });
    await page.getByRole("button", { name: "Publish" }).click();
    await page.locator(".post", { hasText: "My reply to it" }).waitFor();

    await granted(answer, host, "discussion:close", {
      ...{ discussionId: talk.discussionId, commandId: commandId() },
    });
    await post.locator(".act.still", { hasText: "1 in support" }).waitFor();
    expect(await page.getByRole("button", { name: "Support" }).count()).toBe(0);
    await page.context().close();
  });
});
