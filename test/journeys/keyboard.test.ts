import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { makeLink } from "#server/domain/people/links.ts";
import type { DiscussionId, PostId, QuestionId } from "#shared/ids.ts";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, live, registerAt, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

/** What somebody who presses keys and listens is left with: where the focus is, and what was said. */
describe.skipIf(chromiumPath === null)("by keyboard and ear", () => {
  let path: string;
  let talk: { discussionId: DiscussionId; questionIds: QuestionId[] };
  let admin: ReturnType<typeof as>;

  const site = siteInBrowser();
  beforeAll(async () => {
    admin = as(await anAccount(site.app.store, "Admin", { admin: true }));
    const made = await anOpenDiscussion(site.app.core.answer, admin, 2);
    talk = made;
    path = `/d/${made.slug}`;
    await update({ languages: ["en", "fr", "ar"] });
  });
  const update = (change: object) =>
    granted(site.app.core.answer, admin, "discussion:update", {
      ...{ discussionId: talk.discussionId, commandId: commandId(), ...change },
    });

  /** A page of somebody signed in, which notes what is said. */
  async function someone(name: string, role?: "host"): Promise<{ page: Page; email: string }> {
    const page = await (await site.watched.visit()).newPage();
    await page.addInitScript(noteSaid);
    const email = await registerAt(page, site.app.url, { name, next: path });
    if (role) {
      await granted(site.app.core.answer, admin, "member:grant", {
        ...{ discussionId: talk.discussionId, account: email, role, commandId: commandId() },
      });
      await page.reload();
    }
    await live(page);
    return { page, email };
  }
  async function postOf(email: string, words: string): Promise<PostId> {
    const account = await site.app.store.people.accountByEmail(email);
    if (!account) throw new Error("the account");
    const { postId } = await granted(site.app.core.answer, as(account), "post:create", {
      ...{ discussionId: talk.discussionId, questionId: talk.questionIds[0] ?? "" },
      ...{ parentId: null, language: "en", body: `<p>${words}</p>`, commandId: commandId() },
    });
    return postId;
  }
  const at = (page: Page, postId: PostId) => page.locator(`[id="p-${postId}"]`);
  const said = (page: Page) =>
    page.evaluate(() => (globalThis as unknown as { said: string[] }).said.join("\n"));
  /** What has the focus, as it is named. */
  const focused = (page: Page) =>
    page.evaluate(() => {
      const here = document.activeElement;
      if (!here || here === document.body) return "nothing";
      const by = document.getElementById(here.getAttribute("aria-labelledby") ?? "");
      const label = here.getAttribute("aria-label") ?? (by ?? here).textContent;
      return label.replace(/\s+/g, " ").trim();
    });
  const hears = (page: Page, words: string | RegExp) =>
    expect.poll(() => said(page), { timeout: 5_000 }).toMatch(words);
  const stands = (page: Page, words: string | RegExp) =>
    expect.poll(() => focused(page), { timeout: 5_000 }).toMatch(words);
  const named = (within: Page | Locator, name: string | RegExp) =>
    within.getByRole("button", { name });

  test("a host locks, counts, invites, takes back and closes: the focus stays there, and each is said", async () => {
    const { page } = await someone("Hana Weiss", "host");
    const accounts = [
      await anAccount(site.app.store, "Ines"),
      await anAccount(site.app.store, "Jo"),
    ];
    const { discussionId } = talk;
    for (const { name, email } of accounts) {
      const about = { discussionId, account: email ?? "", commandId: commandId() };
      await granted(site.app.core.answer, admin, "member:grant", { ...about, role: "moderator" });
      await granted(site.app.core.answer, admin, "voice:confirm", {
        ...{ ...about, commandId: commandId(), organisation: `Office of ${name}` },
      });
    }
    await named(page, "Lock question 2").press("Enter");
    await hears(page, "Question 2: Takes no more posts");
    await stands(page, "Unlock question 2");
    await page.keyboard.press("Enter");
    await hears(page, "Question 2: Open for answers");
    await stands(page, /^Lock question 2/);

    await page.locator(".host-panel summary").press("Enter");
    const panel = page.locator(".host-panel");
    await named(panel, "Count again").press("Enter");
    await hears(page, "Counted again.");
    await stands(page, "Count again");
    await named(panel, "Make a link").press("Enter");
    await hears(page, "One-time link for a moderator");
    await stands(page, "Make a link");
    await named(panel, /^Take the confirmation back.*, Ines/).press("Enter");
    await hears(page, /Ines .* no longer speaks for Office of Ines/);
    // At the next row, where a key that is still held presses nothing.
    await stands(page, /^Office of Jo.*Take the confirmation back/);
    for (let i = 0; i < 3; i++) await page.keyboard.press("Enter");
    expect(await named(panel, /^Take the confirmation back.*, Jo/).count()).toBe(1);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await hears(page, /Jo .* no longer speaks for Office of Jo/);
    await stands(page, "Voices of organisations");
    await named(panel, /^Take the role back Ines/).press("Enter");
    await hears(page, /Ines .* no longer has the role/);
    await stands(page, /Take the role back/);

    const close = named(panel, "Close the discussion");
    await close.press("Enter");
    await stands(page, "It stays readable");
    await page.keyboard.press("Escape");
    await stands(page, "Close the discussion");
    expect(await panel.locator(".decide").count()).toBe(0);
    await page.keyboard.press("Enter");
    await stands(page, "It stays readable");
    // Enter twice is nothing yet.
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await stands(page, "Close it");
    expect(await broken(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await hears(page, "The discussion is closed now.");
    await stands(page, "Open the discussion");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await hears(page, "The discussion is public now.");
    await stands(page, "Close the discussion");
    await page.context().close();
  });

  test("an invitation that was accepted leads on, and who signs out stands where one signs in", async () => {
    const { page } = await someone("Ada Moreau");
    const { url } = await makeLink(site.app.core.deps, {
      ...{ role: "moderator", discussionId: talk.discussionId, hours: 1 },
    });
    await page.goto(`${site.app.url}${new URL(url).pathname}`);
    await named(page, "Accept").press("Enter");
    await hears(page, "You are moderator now.");
    await stands(page, "Go to the discussion");
    await page.keyboard.press("Enter");
    await live(page);
    await named(page, "Sign out").press("Enter");
    await stands(page, "Sign in");
    await page.context().close();
  });

  test("Escape leaves what opened below a post, and the focus goes back to what opened it", async () => {
    const writer = await someone("Wim Aalto");
    const postId = await postOf(writer.email, "Ferries at night.");
    const own = at(writer.page, postId);
    await named(own, /^Withdraw/).press("Enter");
    await stands(writer.page, "Take this post back?");
    await writer.page.keyboard.press("Enter");
    await writer.page.keyboard.press("Escape");
    await stands(writer.page, /^Withdraw/);
    expect(await own.locator(".decide").count()).toBe(0);
    await writer.page.keyboard.press("Enter");
    await named(own, "Cancel").press("Enter");
    await stands(writer.page, /^Withdraw/);

    await named(own, "Translate").press("Enter");
    await expect.poll(() => wordsIn(writer.page).isVisible()).toBe(true);
    await wordsIn(writer.page).press("Escape");
    await stands(writer.page, "Translate");
    expect(await own.locator(".translating").count()).toBe(0);
    await writer.page.keyboard.press("Enter");
    await wordsIn(writer.page).fill("Des ferries.");
    await wordsIn(writer.page).press("Escape");
    expect(await own.locator(".translating").count()).toBe(1);
    await named(own, "Cancel").press("Enter");
    await stands(writer.page, "Translate");

    const { page } = await someone("Greta Lind", "host");
    const post = at(page, postId);
    for (const [item, first] of [
      ["Hide", "reason"],
      ["Mute the author", ""],
    ] as const) {
      await named(post, /^More/).press("Enter");
      await named(post, item).press("Enter");
      const form = post.locator("form.decide");
      await form.waitFor();
      await expect
        .poll(() => form.locator("select:focus").getAttribute("name"))
        .toBe(first || null);
      await page.keyboard.press("Escape");
      await stands(page, /^More/);
      expect(await form.count()).toBe(0);
    }
    // A reason is asked for by its name, and the browser says nothing of its own.
    await named(post, /^More/).press("Enter");
    await named(post, "Hide").press("Enter");
    await named(post.locator("form"), "Hide").press("Enter");
    const reason = post.getByRole("combobox", { name: "Reason" });
    expect(await reason.evaluate((each: HTMLSelectElement) => each.required)).toBe(true);
    await post.getByText("Choose a reason.").waitFor();
    expect(await reason.getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => post.locator("select:focus").getAttribute("name")).toBe("reason");
    for (const each of [page, writer.page]) await each.context().close();
  });

  test("arrows, Home and End go through a menu and leave the page where it is", async () => {
    const { page } = await someone("Ruth Okafor", "host");
    const postId = await postOf((await someone("Levi Haan")).email, "Trams by day.");
    const more = named(at(page, postId), /^More/);
    await more.evaluate((each) => each.scrollIntoView({ block: "center" }));
    await more.focus();
    const scrolled = await page.evaluate(() => scrollY);
    for (const [key, item] of [
      ["ArrowDown", "Pin to the top"],
      ["End", "Mute the author"],
      ["ArrowDown", "Mute the author"],
      ["Home", "Pin to the top"],
      ["Escape", "More of post"],
      ["ArrowUp", "Mute the author"],
      ["Home", "Pin to the top"],
      ["ArrowUp", "More of post"],
    ] as const) {
      await page.keyboard.press(key);
      await stands(page, item);
    }
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
    await page.context().close();
  });

  test("buttons of a post are named in sentences, and a copied link is said", async () => {
    const { page } = await someone("Nils Berger");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const postId = await postOf((await someone("Vera Toth")).email, "Trains.");
    const post = at(page, postId);
    const reference = await post.locator(".ref a").textContent();
    await post
      .getByRole("button", { name: `Support post ${reference}`, exact: true })
      .press("Enter");
    await stands(page, `Support post ${reference}, 1 in support`);
    await named(post, "Copy link").press("Enter");
    await hears(page, `Link copied: Post ${reference}`);
    await page.context().close();
  });

  test("who cancels is back at the button that was pressed, and what was published or saved is said", async () => {
    const { page, email } = await someone("Marta Silva");
    const postId = await postOf(email, "Bicycles.");
    const post = at(page, postId);
    const cancel = () => named(page.locator(".composer"), "Cancel").press("Enter");
    await named(post, /^Reply/).press("Enter");
    await wordsIn(page).fill("And more of them.");
    await page.getByText(/Draft saved at/).waitFor();
    await cancel();
    await stands(page, /^Continue your reply/);
    await named(post, /^Edit/).press("Enter");
    await wordsIn(page).waitFor();
    await cancel();
    await stands(page, "Edit");

    await named(post, /^Edit/).press("Enter");
    await wordsIn(page).fill("Bicycles, and paths for them.");
    await named(page.locator(".composer"), /^Save/).press("Enter");
    await hears(page, "Your changes are saved.");
    await expect.poll(() => post.evaluate((each) => each === document.activeElement)).toBe(true);
    await named(post, /^Continue your reply/).press("Enter");
    await named(page.locator(".composer"), "Publish").press("Enter");
    await hears(page, "Your post is published.");
    await page.context().close();
  });
});

/** In the page: all that comes to stand in an element that is read out. */
function noteSaid(): void {
  const said: string[] = [];
  Object.assign(globalThis, { said });
  const isSaid = "[role=status], [role=alert], [aria-live]";
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes)
      for (const node of [target, ...addedNodes]) {
        const element = node instanceof Element ? node : node.parentElement;
        const region = element?.closest(isSaid) ?? element?.querySelector(isSaid);
        if (region?.textContent) said.push(region.textContent);
      }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
