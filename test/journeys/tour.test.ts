import type { BrowserContextOptions, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { catalogues } from "#client/messages/catalogues.ts";
import { lockWords } from "#client/messages/compiled/lock.ts";
import { plainWords } from "#client/messages/compiled/plain.ts";
import { hostCatalogues } from "#client/messages/host-messages.ts";
import type { Account } from "#server/domain/store.ts";
import type { PostId } from "#shared/ids.ts";
import { chromiumPath, live, password, registerAt, shoot, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { looks } from "#test/support/looks.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

/** Longer ago than an edit is silent. */
const earlierMs = 20 * 60_000;

describe.skipIf(chromiumPath === null).each(looks)(
  "at $width px, $colorScheme, in $lang",
  ({ width, colorScheme, lang }) => {
    const t = { ...catalogues[lang], ...plainWords[lang] };
    let ago = 0;
    const site = siteInBrowser(undefined, {
      options: { now: () => Date.now() - ago },
      // What these tests bring about: no line, and refused commands.
      expected: /ERR_INTERNET_DISCONNECTED|WebSocket connection|status of 4/,
    });
    let admin: Account;
    let talk: Awaited<ReturnType<typeof anOpenDiscussion>>;
    let path: string;
    let writer: Page;
    let reader: Page;
    let email: string;
    const name = "Odile Ferrand";

    const aPage = async (options: BrowserContextOptions = {}): Promise<Page> => {
      const visit = { viewport: { width, height: 844 }, colorScheme, ...options };
      return (await site.watched.visit(visit)).newPage();
    };
    const go = async (page: Page, to = path) => {
      await page.goto(`${site.app.url}${to}${to.includes("?") ? "&" : "?"}lang=${lang}`);
      await live(page);
    };
    const act = (input: object) => ({
      ...{ discussionId: talk.discussionId, commandId: commandId(), ...input },
    });
    const update = (input: object) =>
      granted(site.app.core.answer, as(admin), "discussion:update", act(input) as never);
    const write = async (by: Account, body: string): Promise<PostId> => {
      ago = earlierMs;
      const { postId } = await granted(
        site.app.core.answer,
        as(by),
        "post:create",
        act({ questionId: talk.questionIds[0], parentId: null, body, language: "en" }) as never,
      );
      ago = 0;
      return postId;
    };
    const button = (page: Page, label: string | RegExp) =>
      page.getByRole("button", { name: label }).filter({ visible: true }).first();
    const answer = async (page: Page, n = 1) => {
      await button(page, t.answerQuestion(n)).click();
      await wordsIn(page).waitFor();
    };
    const publish = (page: Page) => page.locator(".composer button.primary").click();
    const post = (page: Page, text: string) => page.locator(".post", { hasText: text });
    /** What came while one read is kept back until asked for. */
    const arrives = async (page: Page, text: string, ms = 10_000) => {
      await expect
        .poll(
          async () => {
            const kept = page.locator(".newpill button").first();
            if (await kept.isVisible()) await kept.click();
            return post(page, text).first().isVisible();
          },
          { timeout: ms },
        )
        .toBe(true);
    };
    const shot = (page: Page, what: string) =>
      shoot(page, `tour-${what}-${width}-${colorScheme}-${lang}`);

    beforeAll(async () => {
      admin = await anAccount(site.app.store, "Host", { admin: true });
      talk = await anOpenDiscussion(site.app.core.answer, as(admin), 2);
      path = `/d/${talk.slug}`;
      await update({ languages: ["en", "ar"], title: { en: "A talk", ar: "حديث" } });
      writer = await aPage();
      email = await registerAt(writer, site.app.url, { name, next: path });
      reader = await aPage();
      for (const page of [writer, reader]) await go(page);
    });

    test("reads to the end, and searches", async () => {
      const id = await write(
        admin,
        `<p>${"Schools are far away. ".repeat(120)}</p><p>The very end.</p>`,
      );
      const long = reader.locator(`[id="p-${id}"]`);
      await long.waitFor();
      await expect.poll(() => long.locator(".more").getAttribute("aria-expanded")).toBe("false");
      await long.locator(".more").click();
      await long.getByText("The very end.").waitFor();
      await shot(reader, "read");
      await reader.getByLabel(t.findLabel).fill("SCHOOLS");
      await reader.getByRole("button", { name: t.findPosts, exact: true }).click();
      await reader.locator(".hits mark").first().waitFor();
      await shot(reader, "found");
      await reader.locator(".hits h2 a").first().click();
      await reader.waitForURL(new RegExp(`#p-${id}`));
      await live(reader);
      await expect.poll(() => reader.locator(`[id="p-${id}"]`).isVisible()).toBe(true);
    });

    test("answers with the editor", async () => {
      await answer(writer);
      await writer.keyboard.type("It is ");
      await writer.keyboard.press("Control+b");
      await writer.keyboard.type("urgent");
      await writer.keyboard.press("Control+b");
      await writer.keyboard.press("Enter");
      await writer.keyboard.type("- first");
      // The words are English, whatever the page is in.
      await expect.poll(() => writer.locator(".composer select").last().inputValue()).toBe("en");
      await shot(writer, "editor");
      await publish(writer);
      await post(writer, "urgent").waitFor();
      await arrives(reader, "urgent");
      expect(await post(reader, "urgent").locator("strong").textContent()).toBe("urgent");
      expect(await post(reader, "urgent").locator(".prose").getAttribute("lang")).toBe("en");
      expect(await post(reader, "urgent").locator("li").textContent()).toBe("first");
    });

    test("edits, and a reader sees what changed", async () => {
      const account = await site.app.store.people.accountByEmail(email);
      expect.assert(account);
      const id = await write(account, "<p>We need more schools.</p>");
      const [mine, theirs] = [writer, reader].map((page) => page.locator(`[id="p-${id}"]`));
      await mine?.getByRole("button", { name: t.edit }).click();
      await wordsIn(writer).fill("We need better schools.");
      await publish(writer);
      await arrives(reader, "We need better schools.");
      await theirs?.getByRole("button", { name: t.seeChanges }).click();
      await theirs?.locator(".compared ins").waitFor();
      expect(await theirs?.locator(".compared del").textContent()).toContain("more");
      expect(await theirs?.locator(".compared ins").textContent()).toContain("better");
      await shot(reader, "changes");
      await theirs?.getByRole("button", { name: t.hideChanges }).click();
    });

    test("withdraws", async () => {
      const mine = post(writer, "We need better schools.");
      await mine.getByRole("button", { name: t.withdraw }).click();
      await mine.locator(".decide button").first().click();
      await post(reader, "We need better schools.").waitFor({ state: "detached" });
      const said = t.withdrawnLine("").split(" ")[0] ?? "";
      await reader.locator(".post", { hasText: said }).first().waitFor();
      await shot(reader, "withdrawn");
    });

    test("posts while offline, once", async () => {
      await answer(writer);
      await writer.context().setOffline(true);
      await writer.locator(".conn").waitFor({ timeout: 30_000 });
      await wordsIn(writer).fill("From a tunnel");
      await publish(writer);
      await writer.getByText(t.offlineWaiting(1)).first().waitFor();
      await shot(writer, "offline");
      await writer.context().setOffline(false);
      await arrives(reader, "From a tunnel", 40_000);
      await writer.reload();
      await live(writer);
      expect(await post(writer, "From a tunnel").count()).toBe(1);
    });

    test("goes on with a draft on another device", async () => {
      const other = await aPage({ viewport: { width: width === 390 ? 1280 : 390, height: 844 } });
      await other.goto(`${site.app.url}/sign-in?lang=${lang}&next=${encodeURIComponent(path)}`);
      await other.waitForFunction(() => document.documentElement.dataset.live === "true");
      await other.getByLabel(t.email).fill(email);
      await other.getByLabel(t.password).fill(password);
      await other.locator("main").getByRole("button", { name: t.signIn }).click();
      await other.waitForURL(new RegExp(path));
      await go(other);
      await answer(writer, 2);
      await writer.keyboard.type("Begun here");
      await writer
        .locator(".composer .head")
        .getByText(/\d\d:\d\d/)
        .waitFor();
      const account = await site.app.store.people.accountByEmail(email);
      expect.assert(account);
      const kept = () => site.app.store.drafts.of(talk.discussionId, account.id);
      await expect.poll(async () => (await kept()).length, { timeout: 10_000 }).toBe(1);
      await go(other);
      await button(other, t.continueDraft(2)).click();
      await expect.poll(() => wordsIn(other).textContent()).toBe("Begun here");
      await other.keyboard.press("Control+End");
      await other.keyboard.type(" and ended there");
      await shot(other, "other-device");
      await publish(other);
      await post(other, "Begun here and ended there").waitFor();
      await writer.locator(".composer").getByRole("button", { name: t.cancel }).click();
      await other.context().close();
      // What was published there isn't offered here any more.
      await go(writer);
      await button(writer, t.answerQuestion(2)).waitFor();
      // Of what the server has lost the device's own draft is all there is.
      await answer(writer, 2);
      await writer.keyboard.type("Nowhere else");
      await expect.poll(async () => (await kept()).length, { timeout: 10_000 }).toBe(1);
      await writer.locator(".composer").getByRole("button", { name: t.cancel }).click();
      const [lost] = await kept();
      expect.assert(lost);
      await site.app.store.drafts.drop(lost, lost.version);
      await go(writer);
      await button(writer, t.continueDraft(2)).click();
      await expect.poll(() => wordsIn(writer).textContent()).toBe("Nowhere else");
      await wordsIn(writer).fill("");
      await writer.locator(".composer").getByRole("button", { name: t.cancel }).click();
    });

    test("changes the language, and keeps what is being written", async () => {
      await answer(writer);
      await writer.keyboard.type("Half a word");
      const to = lang === "en" ? "ar" : "en";
      await writer.locator(`.langs a[lang="${to}"]`).first().click();
      await writer.waitForURL(new RegExp(`lang=${to}`));
      await live(writer);
      expect(await writer.locator("html").getAttribute("dir")).toBe(to === "ar" ? "rtl" : "ltr");
      await expect.poll(() => wordsIn(writer).textContent()).toBe("Half a word");
      await shot(writer, "other-language");
      await wordsIn(writer).fill("");
      await writer
        .locator(".composer")
        .getByRole("button", { name: catalogues[to].cancel })
        .click();
      await go(writer);
    });

    test("is host, and writes every text of the page", async () => {
      const h = await hostCatalogues[lang]();
      const page = await aPage();
      const hosts = await registerAt(page, site.app.url, { name: "Hana Weiss", next: path });
      await granted(
        site.app.core.answer,
        as(admin),
        "member:grant",
        act({ account: hosts, role: "host" }) as never,
      );
      await page.goto(`${site.app.url}${path}/settings?lang=${lang}`);
      await page.locator(".save-bar").waitFor();
      await page.locator(`[role=tab][lang="${lang}"], [role=tab][id$="${lang}"]`).first().click();
      for (const one of [
        h.labels["faq.question"],
        h.labels["terms.term"],
        h.labels["topics.topic"],
      ])
        await button(page, h.addItem(one)).click();
      const fields = page.locator(`[id$=".${lang}"]:is(textarea, input)`);
      const ids = await fields.evaluateAll((all) => all.map(({ id }) => id));
      expect(ids.length).toBeGreaterThan(15);
      const words = (id: string) => `Words for ${id.replace(/\W+/g, " ")}`;
      for (const id of ids) await page.locator(`[id="${id}"]`).fill(words(id));
      await page.locator('[id="callToAction.url"]').fill("https://host.example/join");
      await page.locator('[id="deliverable.wordLimit"]').fill("900");
      await page.locator(".save-bar button").click();
      await expect.poll(() => page.locator(".save-bar button").isDisabled()).toBe(true);
      expect(await page.locator(".field.bad, .summary").count()).toBe(0);
      await shot(page, "settings");
      // On a page that was open before, at once.
      await expect.poll(() => reader.locator("h1").textContent()).toContain(words(`title.${lang}`));
      const missing = async () => {
        const shown = await reader.locator("body").evaluate((body) => body.textContent ?? "");
        return ids.filter(
          (id) => !shown.includes(words(id)) && !/^(outcome|terms|followUp)\b/.test(id),
        );
      };
      await expect.poll(missing, { timeout: 5_000 }).toEqual([]);
      // What comes afterwards has a page of its own.
      expect(await reader.getByRole("link", { name: t.joinIn }).count()).toBe(1);
      await page.goto(`${site.app.url}${path}/join-in?lang=${lang}`);
      await page.getByText(words(`followUp.${lang}`)).waitFor();
      await shot(reader, "host-texts");
      await page.context().close();
    });

    test("sees it close and open by itself, and is told when", async () => {
      await answer(writer);
      await writer.keyboard.type("Too late");
      await update({ closesAt: new Date(Date.now() + 3_000).toISOString() });
      await writer.locator(".composer .locked").waitFor();
      expect(
        await writer.locator(".composer .locked h4, .composer .locked h3").first().textContent(),
      ).toContain(lockWords[lang].closed("").split(" ")[0] ?? "");
      await expect.poll(() => button(reader, t.answerQuestion(1)).count()).toBe(0);
      await reader.locator(".outcome").waitFor();
      await shot(writer, "closed");
      await update({ closesAt: null, opensAt: new Date(Date.now() + 4_000).toISOString() });
      await reader.getByText(t.notOpenYet).first().waitFor();
      await shot(reader, "upcoming");
      await reader.getByText(t.openForAnswers).first().waitFor();
      await writer.locator(".composer .locked").waitFor({ state: "detached" });
      await update({ opensAt: null });
      expect(await wordsIn(writer).textContent()).toBe("Too late");
      await wordsIn(writer).fill("");
      await writer.locator(".composer").getByRole("button", { name: t.cancel }).click();
    });

    test("has no script, and reads, finds and signs in", async () => {
      const page = await aPage({ javaScriptEnabled: false });
      for (let i = 0; i < 60; i++) await write(admin, `<p>Number ${i} of sixty.</p>`);
      await page.goto(`${site.app.url}${path}?lang=${lang}`);
      await page.getByText("Number 59 of sixty.").waitFor();
      await shot(page, "no-script");
      const told = page.locator("noscript .locked").first();
      await told.waitFor();
      expect(await told.innerText()).toBe(t.noScript);
      await page.locator('a[href*="older="]').first().click();
      await page.getByText("Number 0 of sixty.").waitFor();
      await page.goto(`${site.app.url}${path}?lang=${lang}`);
      await page.getByLabel(t.findLabel).fill("tunnel");
      await page.getByRole("button", { name: t.findPosts, exact: true }).click();
      await page.locator(".hits h2 a").first().click();
      await page.getByText("From a tunnel").waitFor();
      await page.goto(`${site.app.url}/sign-in?lang=${lang}`);
      await page.getByLabel(t.email).fill(email);
      await page.getByLabel(t.password).fill(password);
      await page.locator("main").getByRole("button", { name: t.signIn }).click();
      await expect
        .poll(() => page.locator("noscript").allInnerTexts())
        .toContainEqual(expect.stringContaining(t.signedInNoScript));
      await page.context().close();
    });

    test("has no mouse, and answers, replies and is back where it was", async () => {
      await go(writer);
      const focus = () =>
        writer.evaluate(() => {
          const { activeElement: at } = document;
          return `${at?.tagName} ${at?.className} ${at?.textContent?.trim().slice(0, 80)}`;
        });
      const reach = async (what: RegExp, key = "Tab") => {
        const seen: string[] = [];
        for (let i = 0; i < 150; i++) {
          await writer.keyboard.press(key);
          seen.push(await focus());
          if (what.test(await focus())) return;
        }
        await shot(writer, "unreached");
        throw new Error(`Nothing like ${what} was reached: ${seen.join("|")}`);
      };
      await writer.keyboard.press("Tab");
      expect(await focus()).toContain("skip");
      await writer.keyboard.press("Enter");
      // Beside the record where there is room, and else at its head.
      await reach(new RegExp(t.answerQuestion(1)), width === 390 ? "Tab" : "Shift+Tab");
      await writer.keyboard.press("Enter");
      await wordsIn(writer).waitFor();
      await expect.poll(focus).toContain("prose");
      await writer.keyboard.type("Without a mouse");
      await writer.keyboard.press("Control+Enter");
      // The host has written guidelines: nothing goes out before they are accepted.
      await expect.poll(focus).toMatch(/^INPUT/);
      await writer.keyboard.press("Space");
      await reach(/^BUTTON btn primary/);
      await writer.keyboard.press("Enter");
      await post(writer, "Without a mouse").waitFor();
      await expect.poll(focus).toContain("Odile");
      await reach(new RegExp(`^BUTTON .*${t.reply}`));
      await writer.keyboard.press("Enter");
      await expect.poll(focus).toContain("prose");
      await writer.keyboard.type("Nor with one");
      await shot(writer, "keyboard");
      await reach(/^BUTTON btn primary/);
      await writer.keyboard.press("Enter");
      await post(writer, "Nor with one").waitFor();
      await expect.poll(focus).toContain("Odile");
      await arrives(reader, "Nor with one");
    });
  },
);
