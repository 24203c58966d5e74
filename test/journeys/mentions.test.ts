import type { BrowserContextOptions, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Account } from "#server/domain/store.ts";
import type { DiscussionId, QuestionId } from "#shared/ids.ts";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, live, registerAt, shoot, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

describe.skipIf(chromiumPath === null)("mentioning people", () => {
  let path: string;
  let talk: { discussionId: DiscussionId; questionIds: QuestionId[] };
  let amelie: { account: Account; page: Page };
  let ahmad: Account;

  const site = siteInBrowser();
  beforeAll(async () => {
    const made = await anOpenDiscussion(
      site.app.core.answer,
      as(await anAccount(site.app.store, "Host", { admin: true })),
      1,
    );
    talk = made;
    path = `/d/${made.slug}`;
    const page = await (await site.watched.visit()).newPage();
    const email = await registerAt(page, site.app.url, { name: "Amélie Dupont", next: path });
    const account = await site.app.store.people.accountByEmail(email);
    if (!account) throw new Error("an account");
    amelie = { account, page };
    const organisation = "اتحاد عمال الرعاية الصحية في المدينة";
    ahmad = await anAccount(site.app.store, "ahmad", { name: "أحمد الشامي", organisation });
    await write(account, "The first word");
    await write(ahmad, "كلمة");
    for (const name of ["Amanda Oduya", "Ama Mensah", "Jean Amar"])
      await write(await anAccount(site.app.store, name, { name }), "Another word");
  });

  const write = (by: Account, words: string) =>
    granted(site.app.core.answer, as(by), "post:create", {
      ...{ discussionId: talk.discussionId, questionId: talk.questionIds[0] ?? "", parentId: null },
      ...{ body: `<p>${words}</p>`, language: "en", commandId: commandId() },
    });
  async function aWriter(name: string, options: BrowserContextOptions = {}): Promise<Page> {
    const writer = await (await site.watched.visit(options)).newPage();
    await registerAt(writer, site.app.url, { name, next: path });
    await live(writer);
    return writer;
  }
  const newest = async () => {
    const { posts } = await granted(site.app.core.answer, visitor, "post:list", {
      ...{ discussionId: talk.discussionId, questionId: talk.questionIds[0] ?? "", before: null },
      limit: 1,
    });
    return posts[0]?.html;
  };
  const linkTo = ({ id, name }: Account) =>
    `<a href="${path}/posts?author=${id}" data-mention="${id}"><bdi>@${name}</bdi></a>`;

  test("somebody is chosen by keyboard, stands in the post as a link, and finds that post", async () => {
    const page = await aWriter("Odile Ferrand");
    await page.getByRole("button", { name: "Answer question 1" }).first().click();
    await wordsIn(page).waitFor();
    await page.keyboard.type("As @am");
    const list = page.getByRole("listbox", { name: "People in this discussion" });
    const shown = () => list.getByRole("option").locator("bdi:first-child").allTextContents();
    const field = page.getByRole("combobox", { name: "Your answer to question 1" });
    const active = async () =>
      page.locator(`[id="${await field.getAttribute("aria-activedescendant")}"]`).textContent();
    await expect
      .poll(shown)
      .toEqual([...["Ama Mensah", "Amanda Oduya", "Amélie Dupont", "Jean Amar"]]);
    await page.getByText("4 people. Choose with the arrow keys").waitFor();
    expect(await active()).toBe("Ama Mensah");
    expect(await list.getAttribute("id")).toBe(await field.getAttribute("aria-controls"));
    // Whoever was gone to stays while more is typed and answers come.
    await page.keyboard.press("ArrowDown");
    await page.keyboard.type("a");
    await expect.poll(shown).toEqual(["Ama Mensah", "Amanda Oduya", "Jean Amar"]);
    await page.waitForTimeout(500);
    expect(await active()).toBe("Amanda Oduya");
    await page.keyboard.press("Backspace");
    for (const name of ["Ama Mensah", "Jean Amar"]) {
      await page.keyboard.press("ArrowUp");
      await expect.poll(active).toBe(name);
    }
    expect(await broken(page)).toEqual([]);
    await shoot(page, "mention-list-1280");
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "detached" });
    await page.keyboard.press("Backspace");
    expect(await list.count()).toBe(0);
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("@AMEL");
    await expect.poll(shown).toEqual(["Amélie Dupont"]);
    await page.keyboard.press("Enter");
    await page.keyboard.type("said, @nobody here. ");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Write to a@am");
    expect(await list.count()).toBe(0);
    expect(await wordsIn(page).getAttribute("aria-multiline")).toBe("true");
    await page.keyboard.press("Control+Enter");
    await page.locator(".composer").waitFor({ state: "detached" });
    expect(await newest()).toBe(
      `<p>As ${linkTo(amelie.account)} said, @nobody here. </p><p>Write to a@am</p>`,
    );

    // An edit keeps it whole.
    const post = page.locator(".post", { hasText: "Write to a@am" });
    await post.getByRole("button", { name: /edit$/i }).click();
    await wordsIn(page).locator("[data-mention]").waitFor();
    await page.locator(".composer").getByRole("button", { name: /^Save/ }).click();
    await page.locator(".composer").waitFor({ state: "detached" });
    expect(await newest()).toContain(linkTo(amelie.account));

    await post.getByRole("link", { name: "@Amélie Dupont" }).click();
    await page.getByRole("heading", { name: "Posts by Amélie Dupont" }).waitFor();
    expect(await page.locator(".hits > li").count()).toBe(1);
    expect(await page.locator(".hits").textContent()).toContain("The first word");
    expect(await broken(page)).toEqual([]);
    await page.context().close();
  });

  test("a mention that is copied from a post is one where it is pasted, also over a reload as a draft", async () => {
    const page = await aWriter("Copy Writer");
    const answer = async () => {
      await page
        .getByRole("button", { name: /question 1$/ })
        .first()
        .click();
      await wordsIn(page).waitFor();
    };
    await answer();
    await wordsIn(page).evaluate(
      (box, html) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/html", html);
        box.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
        );
      },
      `<p>As <b>${linkTo(ahmad)}</b> said</p>`,
    );
    await page.getByText(/Draft saved at/).waitFor();
    await page.reload();
    await live(page);
    await answer();
    await wordsIn(page).locator("[data-mention]").waitFor();
    await page.locator(".composer").getByRole("button", { name: "Publish" }).click();
    await page.locator(".composer").waitFor({ state: "detached" });
    expect(await newest()).toBe(`<p>As <strong>${linkTo(ahmad)}</strong> said</p>`);
    await page.context().close();
  });

  test("whoever is mentioned finds the post, and a visitor is asked to sign in", async () => {
    const { page } = amelie;
    await page.goto(`${site.app.url}${path}/posts`);
    await page.getByRole("link", { name: "Posts that mention you" }).click();
    await page.getByRole("heading", { name: "Posts that mention you" }).waitFor();
    await page.locator(".hits", { hasText: "Write to a@am" }).waitFor();
    expect(await page.locator(".hits > li").count()).toBe(1);
    expect(await broken(page)).toEqual([]);
    const reader = await (await site.watched.visit({ javaScriptEnabled: false })).newPage();
    await reader.goto(`${site.app.url}${path}/posts?mentions=me`);
    await reader.getByText("They are shown to you alone").waitFor();
    expect(await reader.locator(".hits > li").count()).toBe(0);
    // Whose posts these are is read without script, in text alone too; of anybody else nothing is told.
    for (const view of ["", "&view=text"]) {
      await reader.goto(`${site.app.url}${path}/posts?author=${ahmad.id}${view}`);
      expect(await reader.locator("h1").textContent()).toContain(ahmad.name);
      expect(await reader.locator(".hits > li").count()).toBe(1);
    }
    await reader.goto(`${site.app.url}${path}/posts?author=0198c0de-aaaa-7000-8000-00000000000a`);
    expect(await reader.locator("h1").textContent()).toBe("All posts");
    await reader.goto(`${site.app.url}${path}?view=text`);
    await reader.getByRole("link", { name: "@Amélie Dupont" }).waitFor();
    await reader.context().close();
  });

  test.each([
    [390, "Wide Phone"],
    [320, "Small Phone"],
  ])("on a phone of %d px in Arabic somebody is chosen by touch", async (width, name) => {
    const page = await aWriter(name, {
      ...{ viewport: { width, height: 760 }, hasTouch: true, colorScheme: "dark" },
    });
    await page.goto(`${site.app.url}${path}?lang=ar`);
    await live(page);
    await page.getByRole("button", { name: "أجب عن السؤال" }).first().click();
    await wordsIn(page).waitFor();
    await page.keyboard.type("قال @أحم");
    const option = page.getByRole("option", { name: ahmad.name });
    await option.waitFor();
    const box = await option.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= width && box.height >= 44).toBe(true);
    await shoot(page, `mention-list-${width}-ar`);
    expect(await broken(page)).toEqual([]);
    await option.tap();
    await page.keyboard.type("ذلك");
    await page.locator(".composer .btn.primary").click();
    await page.locator(".composer").waitFor({ state: "detached" });
    expect(await newest()).toBe(`<p>قال ${linkTo(ahmad)} ذلك</p>`);
    await shoot(page, `mention-post-${width}-ar`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await page.context().close();
  });

  test("in the embed a mention leads out of the frame", async () => {
    const reader = await (await site.watched.visit()).newPage();
    await reader.goto(`${site.app.url}/embed/${path.slice(3)}`);
    await reader.waitForFunction(() => document.documentElement.dataset.live === "true");
    const [opened] = await Promise.all([
      reader.context().waitForEvent("page"),
      reader.getByRole("link", { name: "@Amélie Dupont" }).click(),
    ]);
    await opened.getByRole("heading", { name: "Posts by Amélie Dupont" }).waitFor();
    await reader.context().close();
  });
});
