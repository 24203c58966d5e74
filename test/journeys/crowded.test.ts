import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { chromiumPath, live, registerAt, shoot, wordsIn } from "#test/support/browser.ts";
import { seedUnguidedDemo } from "#test/support/demo.ts";
import { granted } from "#test/support/discussion.ts";
import { looks } from "#test/support/looks.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const slug = "care-pathways";
const perSecond = 20;
const seconds = 5;

/** What must not move under somebody who writes, frame by frame: the farthest it was from where it began, in pixels. */
interface Moved {
  frames: number;
  composer: number;
  caret: number;
  /** By how much the page itself was scrolled. */
  page: number;
  /** Frames in which the text or the place of the caret in it wasn't what was typed, or the focus was elsewhere. */
  lost: number;
}

describe.skipIf(chromiumPath === null)("writing while many others post", () => {
  const site = siteInBrowser(seedUnguidedDemo);

  /** Twenty posts a second to every question, and replies to the very post that is being answered. */
  async function crowd(repliedTo: string): Promise<number> {
    const writer = as(await anAccount(site.app.store, `Somebody ${commandId()}`));
    const { changes } = await granted(site.app.core.answer, writer, "discussion:read", {
      discussionId: slug,
    });
    const questions = changes.flatMap((each) =>
      each.kind === "question" ? [each.question.id] : [],
    );
    const target = changes.flatMap((each) =>
      each.kind === "post" && each.post.id === repliedTo ? [each.post] : [],
    )[0];
    let sent = 0;
    const began = performance.now();
    while (sent < perSecond * seconds) {
      const reply = target && sent % 4 === 0;
      await granted(site.app.core.answer, writer, "post:create", {
        ...{ discussionId: slug, language: "en", body: `<p>Number ${sent} of many.</p>` },
        questionId: reply ? target.questionId : (questions[sent % questions.length] ?? ""),
        ...{ parentId: reply ? target.id : null, commandId: commandId() },
      });
      sent++;
      const due = began + (sent * 1_000) / perSecond;
      await new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())));
    }
    return sent;
  }

  /** Watches every frame until told to stop. */
  const watch = (page: Page) =>
    page.evaluate(() => {
      const field = document.activeElement as HTMLElement;
      const caretTop = () => {
        const selection = getSelection();
        const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
        return range?.getBoundingClientRect().top ?? Number.NaN;
      };
      const now = () => ({
        composer: document.querySelector(".composer")?.getBoundingClientRect().top ?? Number.NaN,
        caret: caretTop(),
        page: scrollY,
        text: field.textContent,
        at: getSelection()?.anchorOffset,
        focus: document.activeElement === field,
      });
      const before = now();
      const moved = { frames: 0, composer: 0, caret: 0, page: 0, lost: 0 };
      const far = (a: number, b: number) =>
        Number.isNaN(b) ? Number.POSITIVE_INFINITY : Math.abs(a - b);
      let over = false;
      const look = () => {
        if (over) return;
        const each = now();
        moved.frames++;
        moved.composer = Math.max(moved.composer, far(before.composer, each.composer));
        moved.caret = Math.max(moved.caret, far(before.caret, each.caret));
        moved.page = Math.max(moved.page, far(before.page, each.page));
        if (each.text !== before.text || each.at !== before.at || !each.focus) moved.lost++;
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      Object.assign(globalThis, {
        moved: () => {
          over = true;
          return moved;
        },
      });
    });
  const movedIn = (page: Page) =>
    page.evaluate(() => (globalThis as unknown as { moved(): Moved }).moved());

  test.each(looks)(
    "the words, the caret and the page stay where they are: $width px, $colorScheme, $lang",
    async ({ width, colorScheme, lang }) => {
      const context = await site.watched.visit({ viewport: { width, height: 844 }, colorScheme });
      const page = await context.newPage();
      await registerAt(page, site.app.url, {
        name: `Writer ${colorScheme} ${lang}`,
        next: `/d/${slug}`,
      });
      await page.goto(`${site.app.url}/d/${slug}?lang=${lang}`);
      await live(page);
      const post = page.locator("#q-2 .post").nth(2);
      const id = (await post.getAttribute("id"))?.replace("p-", "") ?? "";
      await post.locator(".acts button").first().click();
      const field = wordsIn(page);
      await field.waitFor();
      await page.locator(".tools button").first().waitFor();
      await page.keyboard.type("A sentence that isn't done");
      for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowLeft");
      await page.waitForTimeout(300); // what opening the composer began has come to rest
      await watch(page);
      const sent = await crowd(id);
      const pill = page.locator(".newpill button").first();
      await pill.waitFor();
      const moved = await movedIn(page);
      await shoot(page, `crowded-${width}-${colorScheme}-${lang}`);
      process.stdout.write(`${width} ${lang}: ${sent} posts came, ${JSON.stringify(moved)}\n`);
      expect(moved.frames).toBeGreaterThan(10);
      // What comes above makes the page longer there; the page is scrolled by as much, so that nothing moves on the screen.
      expect(moved.composer).toBeLessThan(1);
      expect(moved.caret).toBeLessThan(1);
      expect(moved.lost).toBe(0);
      await context.close();
    },
  );

  test("where a reader stands at the top, posts that come too fast to be read are counted, and the next single one is shown", async () => {
    const context = await site.watched.visit({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(`${site.app.url}/d/${slug}`);
    await live(page);
    const texts = page.locator("#q-1 .post", { hasText: /Number \d+ of many/ });
    const before = await texts.count();
    const pill = page.locator("#q-1 .newpill button");
    expect(await pill.count()).toBe(0);
    const sent = await crowd("");
    const own = Math.ceil(sent / 3);
    await pill.waitFor();
    await shoot(page, "rush-390");
    const shown = (await texts.count()) - before;
    expect(shown).toBeLessThan(4);
    await expect
      .poll(async () => Number(/\d+/.exec((await pill.textContent()) ?? "")?.[0]))
      .toBe(own - shown);
    await pill.click();
    await expect.poll(async () => (await texts.count()) - before).toBe(own);
    // One is led to the first of them, and goes to the top from there.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.classList.contains("post")))
      .toBe(true);

    await page.evaluate(() => scrollTo(0, 0));
    const writer = as(await anAccount(site.app.store, "Late"));
    const question = await page.locator("#q-1").getAttribute("data-question");
    await granted(site.app.core.answer, writer, "post:create", {
      ...{ discussionId: slug, language: "en", body: "<p>A single one.</p>" },
      ...{ questionId: question ?? "", parentId: null, commandId: commandId() },
    });
    await page.locator("#q-1 .post", { hasText: "A single one." }).waitFor();
    expect(await pill.count()).toBe(0);
    await context.close();
  });
});
