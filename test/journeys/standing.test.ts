import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import type { PostId } from "#shared/ids.ts";
import { chromiumPath, live, registerAt, shoot } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const long = "Nobody was told about the change before it came into force. ".repeat(60);

describe.skipIf(chromiumPath === null)("what stands on a page", () => {
  let host: Caller;
  let talk: Awaited<ReturnType<typeof anOpenDiscussion>>;
  let path: string;
  const site = siteInBrowser();
  const write = async (text: string): Promise<PostId> => {
    const { postId } = await granted(site.app.core.answer, host, "post:create", {
      ...{ discussionId: talk.discussionId, questionId: talk.questionIds[0]!, parentId: null },
      ...{ body: `<p>${text}</p>`, language: "en", commandId: commandId() },
    });
    return postId;
  };
  beforeAll(async () => {
    host = as(await anAccount(site.app.store, "Host", { admin: true }));
    talk = await anOpenDiscussion(site.app.core.answer, host, 2);
    path = `${site.app.url}/d/${talk.slug}`;
  });
  const folded = (page: Page, id: PostId) =>
    page.locator(`[id="p-${id}"] .more`).getAttribute("aria-expanded");

  test("a long post that was opened is open after a reload, and for who comes back; nothing of it is stored", async () => {
    const [first, second] = [await write(long), await write(long)];
    const context = await site.watched.visit();
    const page = await context.newPage();
    await page.goto(path);
    await live(page);
    await page.locator(`[id="p-${first}"] .more`).click();
    expect([await folded(page, first), await folded(page, second)]).toEqual(["true", "false"]);
    await page.reload();
    await live(page);
    // As the server folds it until its part of the page is taken over.
    await expect.poll(() => folded(page, first)).toBe("true");
    expect(await folded(page, second)).toBe("false");

    // A step to a question is an entry of its own in the history.
    await page.evaluate(() => {
      location.hash = "q-2";
    });
    await page.goto(`${path}/posts`);
    await page.goBack();
    await live(page);
    await expect.poll(() => folded(page, first)).toBe("true");
    expect(await folded(page, second)).toBe("false");
    const { cookies, origins } = await context.storageState();
    expect([cookies, origins]).toEqual([[], []]);

    const other = await (await site.watched.visit()).newPage();
    await other.goto(path);
    await live(other);
    expect(await folded(other, first)).toBe("false");
    await other.context().close();
    await context.close();
  });

  test("the window has the title that the host has just given", async () => {
    const page = await (await site.watched.visit()).newPage();
    await page.goto(path);
    await live(page);
    expect(await page.title()).toMatch(/^A talk\b/);
    await granted(site.app.core.answer, host, "discussion:update", {
      ...{ discussionId: talk.discussionId, title: { en: "A talk renamed" } },
      commandId: commandId(),
    });
    await expect.poll(() => page.title()).toMatch(/^A talk renamed\b/);
    await page.context().close();
  });

  test("two hundred marks on a letter draw over nobody else's lines", async () => {
    const lower = await write("A calm answer.");
    const calm = await write("A calm answer.");
    const page = await (await site.watched.visit()).newPage();
    await page.goto(path);
    await live(page);
    const around = async () => {
      await page.waitForTimeout(700); // until "just now" and the light of what is new have settled
      return Promise.all(
        [lower, calm].map((id) => page.locator(`[id="p-${id}"] h3 bdi`).first().screenshot()),
      );
    };
    const before = await around();
    await granted(site.app.core.answer, host, "post:edit", {
      ...{ discussionId: talk.discussionId, postId: calm, language: "en" },
      ...{ body: `<p>A${"\u0301".repeat(200)} b${"\u0323".repeat(200)}</p>` },
      commandId: commandId(),
    });
    await page.locator(`[id="p-${calm}"]`, { hasText: /\u0301{50}/ }).waitFor();
    const after = await around();
    await shoot(page, "two-hundred-marks");
    expect(after.map((each, i) => each.equals(before[i]!))).toEqual([true, true]);
    await page.context().close();
  });

  test("who alone posted, and was hidden, can answer again on a phone", async () => {
    const other = await anOpenDiscussion(site.app.core.answer, host, 1);
    const { discussionId, questionIds } = other;
    const context = await site.watched.visit({ viewport: { width: 390, height: 800 } });
    const page = await context.newPage();
    const there = `/d/${other.slug}`;
    const email = await registerAt(page, site.app.url, { name: "Amara Diallo", next: there });
    await live(page);
    const answer = page.locator("#q-1").getByRole("button", { name: "Answer question 1" }).last();
    await answer.waitFor();
    const account = await site.app.store.people.accountByEmail(email);
    const { postId } = await granted(site.app.core.answer, as(account!), "post:create", {
      ...{ discussionId, questionId: questionIds[0]!, parentId: null, language: "en" },
      ...{ body: "<p>The only answer.</p>", commandId: commandId() },
    });
    await granted(site.app.core.answer, host, "post:hide", {
      ...{ discussionId, postId, reason: "off_topic", commandId: commandId() },
    });
    await page.getByText("Removed by the moderators: off topic").waitFor();
    await answer.click();
    await page.locator(".composer").waitFor();
    await context.close();
  });

  test("at 400 % the words being written are seen when the composer opens", async () => {
    const context = await site.watched.visit({ viewport: { width: 320, height: 256 } });
    const page = await context.newPage();
    await registerAt(page, site.app.url, { name: "Odile Ferrand", next: `/d/${talk.slug}` });
    await live(page);
    await page.locator("#q-1").getByRole("button", { name: "Answer question 1" }).last().click();
    const words = page.locator(".composer [role=textbox]");
    await words.waitFor();
    const seen = () =>
      words.evaluate((each) => {
        const { x, y } = (each.querySelector("p") ?? each).getBoundingClientRect();
        return each.contains(document.elementFromPoint(x + 2, y + 2));
      });
    await expect.poll(seen).toBe(true);
    expect(await words.evaluate((each) => each === document.activeElement)).toBe(true);
    await shoot(page, "composer-400-percent");
    await context.close();
  });

  test("who is muted is told on top and by the line that is read out, and of a mute that is over nobody is", async () => {
    const page = await (await site.watched.visit()).newPage();
    const email = await registerAt(page, site.app.url, { name: "Mo Ali", next: `/d/${talk.slug}` });
    await live(page);
    const account = await site.app.store.people.accountByEmail(email);
    const until = new Date(Date.now() + 4_000).toISOString();
    await granted(site.app.core.answer, host, "member:mute", {
      ...{
        discussionId: talk.discussionId,
        userId: account!.id,
        reason: "spam",
        note: null,
        until,
      },
      commandId: commandId(),
    });
    const notice = page.locator(".wrap > .locked.muted");
    const line = () => page.locator("main > [role=status]").textContent();
    await notice.waitFor();
    await expect.poll(line).toBe("You cannot post in this discussion");
    await notice.waitFor({ state: "detached" });
    await page.reload();
    await live(page);
    await page.waitForTimeout(1_500); // what whoever is signed in loads besides has come
    expect([await notice.count(), await line()]).toEqual([0, ""]);
    await page.context().close();
  });

  test("when the discussion closes, posts offer no reply any more, and stay", async () => {
    const page = await (await site.watched.visit()).newPage();
    await page.goto(path);
    await live(page);
    await write("A last answer.");
    const offers = page.getByRole("button", { name: /^Reply/ });
    await expect.poll(() => offers.count()).toBeGreaterThan(0);
    await granted(site.app.core.answer, host, "discussion:close", {
      ...{ discussionId: talk.discussionId, commandId: commandId() },
    });
    await expect.poll(() => offers.count()).toBe(0);
    expect(await page.getByRole("button", { name: /^Copy link/ }).count()).toBeGreaterThan(0);
    await page.context().close();
  });
});
