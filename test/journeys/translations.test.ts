import { describe, expect, test } from "vitest";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, live, registerAt, shoot, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

describe.skipIf(chromiumPath === null)("a translation", () => {
  const site = siteInBrowser();

  test("is written beside the original, shown live to readers of its language, corrected and switched off without script", async () => {
    const admin = as(await anAccount(site.app.store, "Admin", { admin: true }));
    const { answer } = site.app.core;
    const { discussionId, slug, questionIds } = await anOpenDiscussion(answer, admin, 1);
    await granted(answer, admin, "discussion:update", {
      ...{ discussionId, languages: ["en", "fr", "ar"], commandId: commandId() },
    });
    const author = await (await site.watched.visit()).newPage();
    const email = await registerAt(author, site.app.url, {
      name: "Odile Ferrand",
      next: `/d/${slug}`,
    });
    const account = await site.app.store.people.accountByEmail(email);
    if (!account) throw new Error("an account");
    const { postId } = await granted(answer, as(account), "post:create", {
      ...{ discussionId, questionId: questionIds[0] ?? "", parentId: null, language: "en" },
      ...{ body: "<p>We need more schools in every village.</p>", commandId: commandId() },
    });
    const reader = await (
      await site.watched.visit({ viewport: { width: 390, height: 800 }, colorScheme: "dark" })
    ).newPage();
    await author.goto(`${site.app.url}/d/${slug}`);
    await reader.goto(`${site.app.url}/d/${slug}?lang=ar`);
    for (const page of [author, reader]) await live(page);

    await author.getByRole("button", { name: "Translate" }).press("Enter");
    const form = author.getByRole("form", { name: /^Translate/ });
    await form.getByLabel("Translate into").selectOption("ar");
    await wordsIn(author).fill("نحتاج إلى مدارس جديدة في كل قرية.");
    // What was typed outlives the page.
    await author.goto(`${site.app.url}/d/${slug}`);
    await live(author);
    await author.getByRole("button", { name: "Translate" }).press("Enter");
    await form.getByLabel("Translate into").selectOption("ar");
    await expect
      .poll(() => wordsIn(author).textContent())
      .toBe("نحتاج إلى مدارس جديدة في كل قرية.");
    await shoot(author, "translating-1280", true);
    expect(await broken(author)).toEqual([]);
    await form.getByRole("button", { name: "Attach the translation" }).press("Enter");
    await expect.poll(() => form.count()).toBe(0);
    const kept = () => author.evaluate(() => Object.keys(localStorage).join());
    expect(await kept()).not.toContain("translate");

    const post = reader.locator(`[id="p-${postId}"]`);
    const switched = post.getByRole("checkbox", { name: "عرض النص الأصلي" });
    await expect.poll(() => switched.count()).toBe(1);
    await shoot(reader, "translated-ar-390", true);
    expect(await broken(reader)).toEqual([]);
    const shown = () => post.locator(".prose:visible").allTextContents();
    const above = () =>
      switched.evaluate(
        (input) =>
          input.getBoundingClientRect().top -
          (input.closest(".post")?.getBoundingClientRect().top ?? 0),
      );
    const place = await above();
    expect(await shown()).toEqual(["نحتاج إلى مدارس جديدة في كل قرية."]);
    await switched.press("Space");
    expect(await shown()).toEqual(["We need more schools in every village."]);
    expect(await above()).toBe(place);
    await reader.emulateMedia({ media: "print" });
    expect(await shown()).toEqual([
      "We need more schools in every village.",
      "نحتاج إلى مدارس جديدة في كل قرية.",
    ]);

    await author.getByRole("button", { name: "Translate" }).press("Enter");
    await form.getByLabel("Translate into").selectOption("fr");
    await form.getByRole("button", { name: "Translate by machine" }).press("Enter");
    await form.getByText("The machine's translation is attached.").waitFor();
    await expect.poll(() => wordsIn(author).textContent()).toContain("[fr]");
    const plain = await (await site.watched.visit({ javaScriptEnabled: false })).newPage();
    await plain.goto(`${site.app.url}/d/${slug}?lang=fr`);
    await plain
      .getByText(/Traduction automatique jointe par Odile Ferrand \(langue d’origine : anglais\)/)
      .first()
      .waitFor();
    await plain.getByLabel("Voir le texte d’origine").check();
    expect(await plain.locator(".prose:visible").allTextContents()).toEqual([
      "We need more schools in every village.",
    ]);
    await shoot(plain, "translated-fr-1280", true);
  });
});
