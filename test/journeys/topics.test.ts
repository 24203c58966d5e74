import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { chromiumPath, live, registerAt, shoot, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

describe.skipIf(chromiumPath === null)("topics of posts", () => {
  const site = siteInBrowser();

  const chips = (page: Page) => page.locator(".post .topics li").allTextContents();

  test("an author names them, a moderator changes them on every open page, and the list without script finds by them", async () => {
    const { answer, deps } = site.app.core;
    const host = as(await anAccount(deps.store, "Topics host", { admin: true }));
    const { discussionId, slug } = await anOpenDiscussion(answer, host, 1);
    const topics = [
      { id: "pay", label: { en: "Pay", ar: "الأجور" } },
      { id: "visas", label: { en: "Visas and permits" } },
      { id: "housing", label: { en: "Housing", ar: "السكن" } },
    ];
    const update = { discussionId, topics, commandId: commandId() };
    await granted(answer, host, "discussion:update", update);
    const path = `/d/${slug}`;
    const [author, mod, plain] = [
      await (await site.watched.visit({ viewport: { width: 390, height: 900 } })).newPage(),
      await (await site.watched.visit()).newPage(),
      await (await site.watched.visit({ javaScriptEnabled: false })).newPage(),
    ];
    await registerAt(author, site.app.url, { name: "Odile Ferrand", next: path });
    await live(author);
    const account = await registerAt(mod, site.app.url, { name: "Mo Derrick", next: path });
    await granted(answer, host, "member:grant", {
      ...{ discussionId, account, role: "moderator", commandId: commandId() },
    });

    await author.getByRole("button", { name: "Answer question 1" }).first().click();
    await wordsIn(author).fill("What a nurse earns decides where she works.");
    await author.getByRole("group", { name: "This is about" }).getByLabel("Pay").check();
    await author.getByLabel("Housing").check();
    await shoot(author, "topics-composer-390");
    await author.getByRole("button", { name: "Publish" }).click();
    await expect.poll(() => chips(author)).toEqual(["Pay", "Housing"]);

    await mod.reload();
    await live(mod);
    await expect.poll(() => chips(mod)).toEqual(["Pay", "Housing"]);
    await mod.getByRole("button", { name: /^More/ }).click();
    await mod.getByRole("button", { name: "Set the topics" }).click();
    const form = mod.getByRole("form", { name: "Topics of post 1.1" });
    await form.getByLabel("Housing").uncheck();
    await form.getByLabel("Visas and permits").check();
    await shoot(mod, "topics-moderator-1280");
    await form.getByRole("button", { name: "Set the topics" }).click();
    for (const page of [mod, author])
      await expect.poll(() => chips(page)).toEqual(["Pay", "Visas and permits"]);
    expect(await form.count()).toBe(0);

    await plain.goto(`${site.app.url}${path}?lang=ar`);
    expect(await chips(plain)).toEqual(["الأجور", "Visas and permits"]);
    await shoot(plain, "topics-ar-1280");
    await plain.locator(".topics a").first().click();
    expect(new URL(plain.url()).searchParams.get("topic")).toBe("pay");
    const options = plain.locator("select[name=topic] option");
    expect((await options.allTextContents()).slice(1)).toEqual([
      ...["الأجور (1)", "Visas and permits (1)", "السكن (0)"],
    ]);
    expect(await plain.locator(".hits > li").count()).toBe(1);
    await plain.locator("select[name=topic]").selectOption("housing");
    await plain.locator(".filters button").click();
    expect(await plain.locator(".hits > li").count()).toBe(0);
    await plain.goto(`${site.app.url}/embed/${slug}`);
    expect(await plain.locator(".topics a").count()).toBe(0);
    expect(await chips(plain)).toEqual(["Pay", "Visas and permits"]);
  });
});
