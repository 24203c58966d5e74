import { describe, expect, test } from "vitest";
import { chromiumPath, live, registerAt, shoot, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

describe.skipIf(chromiumPath === null)("official answers", () => {
  const site = siteInBrowser();

  test("a participant asks the moderators, one of them finds the question, and the answer stands first below it", async () => {
    const { answer, deps } = site.app.core;
    const host = as(await anAccount(deps.store, "Answers host", { admin: true }));
    const { discussionId, slug, questionIds } = await anOpenDiscussion(answer, host, 1);
    const path = `/d/${slug}`;
    const asker = await (
      await site.watched.visit({ viewport: { width: 390, height: 900 } })
    ).newPage();
    const mod = await (await site.watched.visit({ colorScheme: "dark" })).newPage();
    const plain = await (await site.watched.visit({ javaScriptEnabled: false })).newPage();
    await registerAt(asker, site.app.url, { name: "Odile Ferrand", next: path });
    await live(asker);
    const account = await registerAt(mod, site.app.url, { name: "Mo Derrick", next: path });
    await granted(answer, host, "member:grant", {
      ...{ discussionId, account, role: "moderator", commandId: commandId() },
    });

    await asker.getByRole("button", { name: "Answer question 1" }).first().click();
    await wordsIn(asker).fill("May we answer after the closing date?");
    await asker.getByRole("radio", { name: "Asks the moderators" }).check();
    await asker.getByRole("heading", { name: "Ask the moderators" }).waitFor();
    const offBy = await asker
      .locator(".composer label", { has: asker.locator('[type="radio"]') })
      .evaluateAll((labels) =>
        labels.map((label) => {
          const range = document.createRange();
          range.selectNodeContents(label.lastChild ?? label);
          const middle = ({ top, bottom }: DOMRect) => (top + bottom) / 2;
          const radio = label.querySelector("input")?.getBoundingClientRect() ?? new DOMRect();
          return Math.abs(middle(radio) - middle(range.getBoundingClientRect()));
        }),
      );
    expect(offBy).toHaveLength(2);
    for (const each of offBy) expect(each).toBeLessThan(1);
    await shoot(asker, "asks-composer-390");
    await asker.getByRole("button", { name: "Publish" }).click();
    await asker.locator(".post.asks .flag").waitFor();
    const id = (await asker.locator(".post.asks").getAttribute("id"))?.slice(2) ?? "";
    await granted(answer, host, "post:create", {
      ...{ discussionId, questionId: questionIds[0] ?? "", parentId: id, language: "en" },
      ...{ body: "<p>I wonder too.</p>", commandId: commandId() },
    });

    await mod.reload();
    await live(mod);
    await mod.locator(".host-panel summary").click();
    await mod.getByRole("link", { name: /^Questions to the moderators that wait/ }).click();
    await mod.locator(".hits h2 a").first().click();
    await mod.waitForURL(/#p-/);
    await live(mod);
    await mod
      .locator(`#p-${id}`)
      .getByRole("button", { name: /reply to/i })
      .click();
    await wordsIn(mod).fill("No: the date holds for everybody.");
    await mod.getByRole("button", { name: "Publish" }).click();
    const reply = mod.locator(".post", { hasText: "holds for everybody" });
    await reply.getByRole("button", { name: /^More/ }).click();
    await reply.getByRole("button", { name: "Mark as official answer" }).click();
    await mod.locator(".post.official .flag", { hasText: "Official answer" }).waitFor();
    await shoot(mod, "official-1280-dark");
    await asker.locator(".post.official").waitFor();
    await shoot(asker, "official-390");

    await plain.goto(`${site.app.url}${path}?lang=ar`);
    const texts = await plain.locator(".post .prose").allTextContents();
    expect(texts).toEqual([
      ...["May we answer after the closing date?", "No: the date holds for everybody."],
      "I wonder too.",
    ]);
    await shoot(plain, "official-ar-1280", true);
    await plain.goto(`${site.app.url}/embed/${slug}`);
    await plain.locator(".post.official .flag", { hasText: "Official answer" }).waitFor();
    await plain.goto(`${site.app.url}${path}/posts?asks=moderators&answered=no&lang=en`);
    expect(await plain.locator(".hits > li").count()).toBe(0);
    await plain.getByLabel("Replies").selectOption("officially");
    await plain.getByRole("button", { name: "Search", exact: true }).last().click();
    expect(await plain.locator(".hits > li").count()).toBe(1);
    await shoot(plain, "asked-list-1280");

    await reply.getByRole("button", { name: /^More/ }).click();
    await reply.getByRole("button", { name: "Remove the official mark" }).click();
    await expect.poll(() => asker.locator(".post.official").count()).toBe(0);
  });
});
