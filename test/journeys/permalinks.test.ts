import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import type { PostId } from "#shared/ids.ts";
import { chromiumPath, live, registerAt, shoot } from "#test/support/browser.ts";
import { anOpenDiscussion, aPendingPost, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

describe.skipIf(chromiumPath === null)("a link to a post deep down in a discussion", () => {
  let host: Caller;
  let talk: Awaited<ReturnType<typeof anOpenDiscussion>>;
  let ids: PostId[];
  const act = () => ({ discussionId: talk.discussionId, commandId: commandId() });
  const write = async (body: string, parentId: PostId | null = null) => {
    const { postId } = await granted(site.app.core.answer, host, "post:create", {
      ...{ ...act(), questionId: talk.questionIds[0]!, parentId },
      ...{ body: `<p>${body}</p>`, language: "en" },
    });
    return postId;
  };

  const site = siteInBrowser(undefined, { expected: /status of 4(04|10)/ });
  beforeAll(async () => {
    host = as(await anAccount(site.app.store, "Host", { admin: true }));
    talk = await anOpenDiscussion(site.app.core.answer, host, 2);
    // The first is answered by the 50th, and that by the 51st; then come several pages.
    ids = [];
    for (let n = 1; n <= 180; n++)
      ids.push(await write(`Post number ${n}.`, n === 50 ? ids[0]! : n === 51 ? ids[49]! : null));
  });

  const postOf = (page: Page, id: PostId) => page.locator(`[id="p-${id}"]`);
  const inSight = async (page: Page, id: PostId) => {
    const box = await postOf(page, id).boundingBox();
    return box !== null && box.y >= 0 && box.y < (page.viewportSize()?.height ?? 0);
  };
  const isMarked = (page: Page, id: PostId) =>
    postOf(page, id).evaluate((post) => post.matches(":target"));

  test.each([
    [true, 1280],
    [true, 390],
    [false, 390],
  ])(
    "opens it where it stands, marked, with what is around it, what it answers and what answers it (script: %s, %i px)",
    async (javaScriptEnabled, width) => {
      const post = ids[49]!;
      const context = await site.watched.visit({
        javaScriptEnabled,
        viewport: { width, height: 800 },
      });
      const page = await context.newPage();
      await page.goto(`${site.app.url}/p/${post}`);
      if (javaScriptEnabled) await live(page);
      await expect.poll(() => inSight(page, post)).toBe(true);
      expect(await isMarked(page, post)).toBe(true);
      for (const n of [1, 26, 49, 51, 74, 180])
        expect([n, await postOf(page, ids[n - 1]!).count()]).toEqual([n, 1]);
      expect(await postOf(page, ids[99]!).count()).toBe(0);
      expect(await page.locator(".gap").count()).toBe(1);
      expect(await postOf(page, post).locator(".re").textContent()).toContain("Post number 1.");
      await shoot(page, `permalink-${javaScriptEnabled ? width : "no-script"}`);
      await context.close();
    },
  );

  test.each([
    [true, 1280],
    [true, 390],
    [false, 390],
  ])(
    "an address on the page, and its record, are where they were: what is far from the screen has its size (script: %s, %i px)",
    async (javaScriptEnabled, width) => {
      const long = await anOpenDiscussion(site.app.core.answer, host, 3);
      const posted: PostId[] = [];
      for (let n = 0; n < 66; n++)
        posted.push(
          (
            await granted(site.app.core.answer, host, "post:create", {
              ...{ discussionId: long.discussionId, questionId: long.questionIds[n % 3]! },
              ...{ parentId: null, language: "en", commandId: commandId() },
              body: `<p>${"Some words that take their room. ".repeat(1 + ((n * 7) % 40))}</p>`,
            })
          ).postId,
        );
      const context = await site.watched.visit({
        javaScriptEnabled,
        viewport: { width, height: 800 },
      });
      const page = await context.newPage();
      const top = async (id: PostId) => Math.round((await postOf(page, id).boundingBox())?.y ?? -1);
      // The first of the last question: all that is shown of the others is above it.
      const deep = posted[65]!;
      await page.goto(`${site.app.url}/d/${long.slug}#p-${deep}`);
      if (javaScriptEnabled) await live(page);
      await page.waitForTimeout(1_000);
      const at = await top(deep);
      expect(at).toBeGreaterThanOrEqual(60);
      expect(at).toBeLessThan(100);
      await page.evaluate("scrollTo(0, 0)");
      await page.waitForTimeout(300);
      const y = await page.evaluate(
        (id) => document.getElementById(id)!.getBoundingClientRect().top,
        `p-${deep}`,
      );
      const height = () => page.evaluate(() => document.documentElement.scrollHeight);
      const high = await height();
      const x = width - 100; // over the record
      await page.mouse.move(x, 400);
      await page.evaluate((by) => scrollTo(0, by), y);
      await page.waitForTimeout(300);
      expect(Math.abs(await top(deep))).toBeLessThanOrEqual(1);
      for (let step = 0; step < 30; step++) {
        if ((await page.evaluate(() => scrollY)) < 300) break;
        const under = await page.evaluateHandle(
          (at) => document.elementFromPoint(at, 500)?.closest(".posts > li, .q > header, .older"),
          x,
        );
        const where = () => under.evaluate((each) => each?.getBoundingClientRect().top ?? 0);
        const before = await where();
        await page.mouse.wheel(0, -150);
        await expect.poll(async () => Math.abs((await where()) - before - 150)).toBeLessThan(2);
      }
      expect(Math.abs((await height()) - high)).toBeLessThan(2);
      await context.close();
    },
  );

  test("it stays in step: edited, answered and hidden while it is open, also by somebody signed in; earlier posts fill the gap", async () => {
    const page = await (await site.watched.visit()).newPage();
    await registerAt(page, site.app.url, { name: "Ada Lovelace", next: "/account" });
    await page.goto(`${site.app.url}/p/${ids[50]}`);
    await live(page);
    await postOf(page, ids[50]!).waitFor();
    expect(await isMarked(page, ids[50]!)).toBe(true);
    const reply = await write("An answer to 51.", ids[50]!);
    // Kept back, so that nothing moves, until it is asked for.
    await page.locator("#q-1 .newpill button").click();
    await postOf(page, reply).waitFor();
    expect(await postOf(page, reply).locator(".re").textContent()).toContain("Post number 51.");
    await granted(site.app.core.answer, host, "post:edit", {
      ...{ ...act(), postId: ids[50]!, body: "<p>Post number fifty-one.</p>" },
    });
    await expect.poll(() => postOf(page, ids[50]!).textContent()).toContain("fifty-one");
    await granted(site.app.core.answer, host, "post:hide", {
      ...{ ...act(), postId: ids[50]!, reason: "spam" },
    });
    await expect.poll(() => postOf(page, ids[50]!).textContent()).toContain("advertising");
    await expect
      .poll(() => postOf(page, reply).locator(".re").textContent())
      .toContain("a post that the moderators removed");

    const focused = () => page.evaluate(() => document.activeElement?.id);
    const older = page.locator("#q-1 .older button").first();
    for (const left of [1, 1, 0]) {
      await older.evaluate((button) => (button as HTMLButtonElement).click());
      await expect.poll(() => page.locator(".gap").count()).toBe(left);
      // It goes on from the first of those that came.
      await expect.poll(focused).toMatch(/^p-/);
      if (left === 1) await expect.poll(() => older.isEnabled()).toBe(true);
    }
    expect(await postOf(page, ids[99]!).count()).toBe(1);
    const box = await page.locator(`[id="${await focused()}"]`).boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect(box?.y).toBeLessThan(720);
    await page.context().close();
  });

  test.each([
    ["/d/", 390],
    ["/d/", 1280],
    ["/embed/", 390],
  ])(
    "what a reply answers is one press away from it at %sslug and %i px, however deep, and so is the way back; where it is gone the reply says so",
    async (path, width) => {
      const at = width === 1280 ? 29 : path === "/d/" ? 9 : 19;
      const [parent, gone] = [ids[at]!, ids[at + 1]!];
      const replies = [await write("To what is there.", parent), await write("To what was.", gone)];
      await granted(site.app.core.answer, host, "post:hide", {
        ...{ ...act(), postId: gone, reason: "spam" },
      });
      const page = await (await site.watched.visit({ viewport: { width, height: 800 } })).newPage();
      await page.goto(`${site.app.url}${path}${talk.slug}`);
      await live(page);
      for (const id of [parent, gone]) expect(await postOf(page, id).count()).toBe(0);
      for (const [index, id] of [parent, gone].entries()) {
        const reply = postOf(page, replies[index]!);
        await reply.evaluate((element) => element.scrollIntoView({ block: "center" }));
        const stood = (await reply.boundingBox())?.y ?? 0;
        // On a word: of the marks around a quotation the browser says that they are in the line.
        await reply.locator(".re a").click({ position: { x: 30, y: 8 } });
        await expect.poll(() => inSight(page, id)).toBe(true);
        await expect.poll(() => isMarked(page, id)).toBe(true);
        // Somebody reads what has just been loaded: by then it is laid out as it stays, and no browser comes back to the same place by itself.
        const laidOut = page.locator("li[data-drawn]", { has: postOf(page, id) });
        if (path === "/d/" && index === 0) await expect.poll(() => laidOut.count()).toBe(1);
        // And back to what one read, which stands below what it answers now.
        await page.goBack();
        await expect.poll(() => inSight(page, replies[index]!)).toBe(true);
        const off = async () => Math.abs(((await reply.boundingBox())?.y ?? 0) - stood);
        await expect.poll(off).toBeLessThan(2);
        const focused = reply.locator(".re a:focus");
        await expect.poll(() => focused.count()).toBe(1);
        expect(await page.evaluate(() => history.state)).not.toHaveProperty("left");
      }
      const answers = (index: number) => postOf(page, replies[index]!).locator(".re").textContent();
      expect(await answers(0)).toMatch(/^In reply to Post number \d+\. by Host/);
      expect(await answers(1)).toBe("In reply to a post that the moderators removed");
      await page.context().close();
    },
  );

  test("a removed post says so; its author and a moderator are taken to it, and so is who wrote a waiting one", async () => {
    const page = await (
      await site.watched.visit({ viewport: { width: 390, height: 800 } })
    ).newPage();
    const email = await registerAt(page, site.app.url, { name: "Mary Shelley", next: "/account" });
    const account = await site.app.store.people.accountByEmail(email);
    const author = as(account!);
    const { postId } = await granted(site.app.core.answer, author, "post:create", {
      ...{ ...act(), questionId: talk.questionIds[1]!, parentId: null },
      ...{ body: "<p>Mine.</p>", language: "en" },
    });
    await granted(site.app.core.answer, host, "post:hide", {
      ...act(),
      postId,
      reason: "off_topic",
    });
    const waiting = await aPendingPost(
      ...([
        site.app.core.deps,
        author,
        talk.discussionId,
        talk.questionIds[1]!,
        "<p>Waits.</p>",
      ] as const),
    );
    const stranger = await (await site.watched.visit({ colorScheme: "dark" })).newPage();
    expect((await stranger.goto(`${site.app.url}/p/${postId}`))?.status()).toBe(410);
    expect(await stranger.locator("main").textContent()).toContain("off topic");
    await shoot(stranger, "permalink-gone-dark");
    await stranger.locator("main a").click();
    await expect.poll(() => inSight(stranger, postId)).toBe(true);
    expect((await stranger.goto(`${site.app.url}/p/${waiting}`))?.status()).toBe(404);
    expect(await stranger.locator("main").textContent()).toContain("There is nothing at this");
    for (const id of [postId, waiting]) {
      await page.goto(`${site.app.url}/p/${id}`);
      await page.waitForURL(/post=/);
      await expect.poll(() => inSight(page, id)).toBe(true);
      await expect.poll(() => postOf(page, id).locator(".prose").count()).toBe(1);
    }
    await shoot(page, "permalink-own-waiting");
    await stranger.goto(`${site.app.url}/p/${postId}?lang=ar`);
    await shoot(stranger, "permalink-gone-ar");
    await stranger.context().close();
    await page.context().close();
  });
});
