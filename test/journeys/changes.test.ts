import { describe, expect, test } from "vitest";
import { chromiumPath, live, registerAt, shoot, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

/** Longer ago than an edit is silent. */
const earlierMs = 20 * 60_000;

describe.skipIf(chromiumPath === null)("what an edit changed", () => {
  let ago = 0;
  const site = siteInBrowser(undefined, { options: { now: () => Date.now() - ago } });

  async function talkOf(name: string) {
    const admin = as(await anAccount(site.app.store, "Admin", { admin: true }));
    const { answer } = site.app.core;
    const talk = await anOpenDiscussion(answer, admin, 1);
    const author = await (await site.watched.visit()).newPage();
    const email = await registerAt(author, site.app.url, { name, next: `/d/${talk.slug}` });
    await live(author); // the clock is turned back below, which a page that begins must not meet
    const account = await site.app.store.people.accountByEmail(email);
    if (!account) throw new Error("an account");
    const write = async (body: string, language: string) => {
      ago = earlierMs;
      const { postId } = await granted(answer, as(account), "post:create", {
        ...{ discussionId: talk.discussionId, questionId: talk.questionIds[0]!, parentId: null },
        ...{ body, language, commandId: commandId() },
      });
      ago = 0;
      return postId;
    };
    const edit = (postId: string, body: string) =>
      granted(answer, as(account), "post:edit", {
        ...{ discussionId: talk.discussionId, postId, body, commandId: commandId() },
      });
    return { ...talk, author, write, edit };
  }

  test("an author edits, and whoever reads sees which words went and which came, without colour too", async () => {
    const { slug, author, write, edit } = await talkOf("Odile Ferrand");
    const postId = await write("<p>We need more schools in every village.</p>", "en");
    const reader = await (
      await site.watched.visit({ viewport: { width: 390, height: 800 } })
    ).newPage();
    for (const page of [author, reader]) {
      await page.goto(`${site.app.url}/d/${slug}`);
      await live(page);
    }
    const [mine, seen] = [author, reader].map((page) => page.locator(`[id="p-${postId}"]`));
    await mine!.getByRole("button", { name: /edit$/i }).click();
    await wordsIn(author).fill("We need better schools in every village.\n\nAnd teachers.");
    await author.getByRole("button", { name: "Save the changes" }).click();

    const see = seen!.getByRole("button", { name: "see what changed" });
    await see.press("Enter");
    const words = seen!.locator(".compared p");
    await expect.poll(() => words.count()).toBe(2);
    expect(await words.first().textContent()).toBe(
      "We need  Removed: more End of what was removed.  Added: better End of what was added.  schools in every village.",
    );
    const lines = await seen!
      .locator(".compared :is(ins, del)")
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).textDecorationLine));
    expect(lines).toEqual(["line-through", "underline", "underline"]);
    await shoot(reader, "changes-390");

    // Another edit while it is open: it comes on top, and the one before waits until it is opened.
    await edit(postId, "<ul><li>We need better schools.</li><li>And teachers.</li></ul>");
    await expect.poll(() => seen!.locator(".changes details").count()).toBe(2);
    await expect.poll(() => seen!.locator(".compared li").count()).toBe(2);
    await seen!.locator(".changes summary").nth(1).press("Enter");
    await expect
      .poll(() => seen!.locator(".changes details").nth(1).locator(".compared ins").count())
      .toBe(2);
    await seen!.getByRole("button", { name: "Show the earlier text whole" }).last().press("Enter");
    await expect
      .poll(() => seen!.locator(".changes details").nth(1).locator(".prose").textContent())
      .toBe("We need more schools in every village.");
    await seen!.getByRole("button", { name: "hide what changed" }).press("Enter");
    await expect.poll(() => seen!.locator(".changes details").count()).toBe(0);

    const still = await (
      await site.watched.visit({ viewport: { width: 390, height: 800 }, javaScriptEnabled: false })
    ).newPage();
    await still.goto(`${site.app.url}/d/${slug}?lang=en`);
    await still
      .locator(`[id="p-${postId}"]`)
      .getByRole("link", { name: "see what changed" })
      .click();
    expect(new URL(still.url()).pathname).toBe(`/p/${postId}/changes`);
    expect(await still.locator("details[open] .compared").count()).toBe(2);
    await shoot(still, "changes-page-390");
    for (const page of [author, reader, still]) await page.context().close();
  });

  test("Arabic is compared from right to left; a post of 20,000 characters in one word is compared too", async () => {
    const { slug, author, write, edit } = await talkOf("Inés Tavares");
    const arabic = await write("<p>نحتاج إلى مدارس جديدة في القرى.</p>", "ar");
    await edit(arabic, "<p>نحتاج إلى مدارس كبيرة في كل القرى.</p>");
    const word = "abcdefghij".repeat(2_000);
    const long = await write(`<p>${word}</p>`, "en");
    await edit(long, `<p>${word.slice(0, 9_999)}X${word.slice(10_000)}</p>`);
    const page = await (
      await site.watched.visit({ viewport: { width: 390, height: 800 }, colorScheme: "dark" })
    ).newPage();
    await page.goto(`${site.app.url}/d/${slug}?lang=ar`);
    await live(page);
    for (const id of [arabic, long]) {
      const post = page.locator(`[id="p-${id}"]`);
      await post.locator(".changes button").click();
      await post.locator(".compared ins").first().waitFor();
    }
    const compared = page.locator(`[id="p-${arabic}"] .compared`);
    expect(await compared.getAttribute("dir")).toBe("rtl");
    expect(await compared.locator("del").first().textContent()).toContain("جديدة");
    expect(await compared.locator("ins").first().textContent()).toContain("كبيرة");
    expect(
      await page.locator(`[id="p-${long}"] .compared :is(ins, del)`).allTextContents(),
    ).toEqual([expect.stringContaining("j "), expect.stringContaining("X ")]);
    await page.locator(`[id="p-${arabic}"]`).scrollIntoViewIfNeeded();
    await shoot(page, "changes-ar-dark");
    await author.context().close();
    await page.context().close();
  });
});
