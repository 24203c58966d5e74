import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import { type PoorLine, TcpProxy } from "#test/faults/harness/proxy.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import {
  chromiumPath,
  live,
  openBrowser,
  registerAt,
  shoot,
  type Watched,
  wordsIn,
} from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";

const hour = 3_600_000;

/** 250 kbit/s, 300 ms each way, and of ten packets three are lost. */
function secondGeneration(): PoorLine {
  let seed = 7;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return { ...{ bytesPerSecond: 31_000, delayMs: 300, loss: 0.3, againMs: 600 }, random };
}

describe.skipIf(chromiumPath === null)("where a browser has little to work with", () => {
  let app: TestApp;
  let proxy: TcpProxy;
  let url: string;
  let watched: Watched;
  let host: Caller;
  let path: string;
  let talk: Awaited<ReturnType<typeof anOpenDiscussion>>;

  beforeAll(async () => {
    proxy = await TcpProxy.to(0);
    url = `http://localhost:${proxy.port}`;
    app = await startApp({ env: { PUBLIC_URL: url } });
    proxy.lead(Number(new URL(app.url).port));
    host = as(await anAccount(app.store, "Host", { admin: true }));
    talk = await anOpenDiscussion(app.core.answer, host, 2);
    path = `/d/${talk.slug}`;
    watched = await openBrowser();
  });
  afterAll(async () => {
    await watched?.close();
    await proxy?.close();
    await app?.close();
    expect({ outside: watched?.outside, faults: watched?.faults }).toEqual({
      outside: [],
      faults: [],
    });
  });

  const write = (text: string) =>
    granted(app.core.answer, host, "post:create", {
      ...{ discussionId: talk.discussionId, questionId: talk.questionIds[0] ?? "", parentId: null },
      ...{ body: `<p>${text}</p>`, language: "en", commandId: commandId() },
    });
  const aPage = async (options: BrowserContextOptions = {}, before?: () => void): Promise<Page> => {
    const context = await watched.visit(options);
    if (before) await context.addInitScript(before);
    return context.newPage();
  };
  const answer = (page: Page) =>
    page
      .getByRole("button", { name: /question 1$/ })
      .first()
      .click();
  /** In the editor, or in the plain field that is there until it comes. */
  const publish = async (page: Page, text: string) => {
    await answer(page);
    await page.locator(".composer").locator("textarea:visible, [role=textbox]").first().fill(text);
    await page.getByRole("button", { name: "Publish" }).click();
    await page.locator("#q-1 .post", { hasText: text }).waitFor();
  };

  test.each([
    [
      "full",
      () => {
        Storage.prototype.setItem = () => {
          throw new DOMException("There is no room left.", "QuotaExceededError");
        };
      },
    ],
    [
      "off",
      () => {
        for (const name of ["localStorage", "sessionStorage"])
          Object.defineProperty(globalThis, name, {
            get: () => {
              throw new DOMException("Access is denied.", "SecurityError");
            },
          });
      },
    ],
  ])(
    "storage that is %s: a draft is on the server alone, and the page says so",
    async (is, before) => {
      const page = await aPage({ viewport: { width: 390, height: 800 } }, before);
      const text = "Words that have to last";
      await registerAt(page, url, { name: `Writer ${is}`, next: path });
      await live(page);
      await answer(page);
      await wordsIn(page).waitFor();
      await page.keyboard.type(text);
      const head = page.locator(".composer .head");
      await head.getByText(/Draft saved at/).waitFor();
      await shoot(page, `storage-${is}`);
      const told = watched.faults.length;
      await page.context().setOffline(true);
      await page.keyboard.type(" for long");
      await head.getByText("This device keeps no drafts.").waitFor({ timeout: 30_000 });
      await page.context().setOffline(false);
      await head.getByText(/Draft saved at/).waitFor({ timeout: 30_000 });
      watched.faults.splice(told);
      await page.reload();
      await live(page);
      await page
        .getByRole("button", { name: "Continue your draft for question 1" })
        .first()
        .click();
      await expect.poll(() => wordsIn(page).textContent()).toBe(`${text} for long`);
      await page.getByRole("button", { name: "Publish" }).click();
      await page.locator(".composer").waitFor({ state: "detached" });
      await page
        .locator("#q-1 .post", { hasText: `${text} for long` })
        .first()
        .waitFor();
      await page.context().close();
    },
  );

  test.each([-7, 5])("a clock that is %i hours wrong changes nothing", async (hours) => {
    const page = await aPage();
    await page.context().addInitScript((shift) => {
      const Real = Date;
      class Wrong extends Real {
        constructor(...given: [number?]) {
          if (given.length > 0) super(...(given as [number]));
          else super(Real.now() + shift);
        }
        static override now = () => Real.now() + shift;
      }
      globalThis.Date = Wrong as DateConstructor;
    }, hours * hour);
    const closesAt = new Date(Date.now() + 90 * 60_000).toISOString();
    await granted(app.core.answer, host, "discussion:update", {
      ...{ discussionId: talk.discussionId, commandId: commandId(), closesAt },
    });
    await registerAt(page, url, { name: `Clock ${hours < 0 ? "slow" : "fast"}`, next: path });
    await live(page);
    await page.getByText("1 hour left").waitFor();
    const text = `Written ${hours} hours from here`;
    await publish(page, text);
    await page.locator(".post", { hasText: text }).getByText("just now").waitFor();
    // It closes at its time, not at the browser's.
    const soon = new Date(Date.now() + 3_000).toISOString();
    await granted(app.core.answer, host, "discussion:update", {
      ...{ discussionId: talk.discussionId, commandId: commandId(), closesAt: soon },
    });
    await page
      .getByText(/^Closed /)
      .first()
      .waitFor();
    expect(await page.getByRole("button", { name: /question 1$/ }).count()).toBe(0);
    await granted(app.core.answer, host, "discussion:update", {
      ...{ discussionId: talk.discussionId, commandId: commandId(), closesAt: null },
    });
    await page
      .getByRole("button", { name: /question 1$/ })
      .first()
      .waitFor();
    await page.context().close();
  });

  test("over a line of the second generation that loses three packets of ten, one reads, writes and is in step", async () => {
    const page = await aPage({ viewport: { width: 390, height: 800 } });
    page.setDefaultTimeout(90_000);
    page.setDefaultNavigationTimeout(90_000);
    await registerAt(page, url, { name: "Far Away", next: path });
    proxy.poor(secondGeneration());
    const began = Date.now();
    await page.goto(`${url}${path}`, { waitUntil: "commit" });
    await page.getByRole("heading", { level: 1 }).waitFor();
    const readable = Date.now() - began;
    await live(page);
    const followed = Date.now() - began;
    for (let i = 0; i < 20; i++) await write(`From the good line ${i}`);
    await publish(page, "Written far away");
    const written = Date.now() - began;
    const kept = page.locator(".newpill button");
    const ids = () =>
      page.locator("#q-1 .post").evaluateAll((all) => all.map(({ id }) => id).sort());
    const there = async () => {
      const { posts } = await granted(app.core.answer, host, "post:list", {
        ...{ discussionId: talk.discussionId, questionId: talk.questionIds[0] ?? "", before: null },
      });
      return posts.map(({ id }) => `p-${id}`).sort();
    };
    const all = await there();
    // What came while one wrote is kept back until asked for.
    await expect
      .poll(
        async () => {
          if (await kept.isVisible()) await kept.click();
          return ids();
        },
        { timeout: 60_000 },
      )
      .toEqual(all);
    const times = { readable, followed, written, inStep: Date.now() - began };
    process.stdout.write(`over a poor line, in ms: ${JSON.stringify(times)}\n`);
    proxy.poor(null);
    await page.context().close();
  }, 240_000);
});
