import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "#server/domain/store.ts";
import { openStore } from "#server/store/open-store.ts";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import {
  chromiumPath,
  openBrowser,
  otherSite,
  registerAt,
  seen,
  type Watched,
  wordsIn,
} from "#test/support/browser.ts";
import { seedUnguidedDemo } from "#test/support/demo.ts";
import { granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { aPickyProxy, type PickyProxy } from "#test/support/picky-proxy.ts";
import { freePort } from "#test/support/server-process.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

const slug = "care-pathways";

describe.skipIf(chromiumPath === null)("where not everything comes through", () => {
  let store: Store;
  let app: TestApp;
  let port: number;
  let proxy: PickyProxy;
  let watched: Watched;
  beforeAll(async () => {
    store = await openStore({ kind: "sqlite", dataDir: tempFolder(), durability: "normal" });
    port = await freePort();
    proxy = await aPickyProxy(port);
    app = await start();
    await seedUnguidedDemo(app);
    watched = await openBrowser();
  });
  afterAll(async () => {
    await watched?.close();
    await proxy?.close();
    await app?.close();
    await store?.close();
  });
  const start = (over: Store = store) =>
    startApp({ store: over, env: { PORT: String(port), PUBLIC_URL: proxy.url } });

  async function questionId(): Promise<string> {
    const read: Snapshot = await granted(app.core.answer, visitor, "discussion:read", {
      discussionId: slug,
    });
    for (const change of read.changes)
      if (change.kind === "question" && change.question.number === 3) return change.question.id;
    throw new Error("There is a third question.");
  }
  async function somebodyPosts(text: string): Promise<string> {
    const { postId } = await granted(
      app.core.answer,
      as(await anAccount(store, "Somebody")),
      "post:create",
      {
        ...{ discussionId: slug, questionId: await questionId(), parentId: null, language: "en" },
        ...{ body: `<p>${text}</p>`, commandId: commandId() },
      },
    );
    return postId;
  }
  const hide = async (postId: string) =>
    granted(app.core.answer, as(await anAccount(store, "Admin", { admin: true })), "post:hide", {
      ...{ discussionId: slug, postId, reason: "spam", commandId: commandId() },
    });
  /** A line that was refused a few times is tried again after up to half a minute. */
  const shows = (page: Page, text: string, gone = false) =>
    page
      .locator("#q-3 .post .prose", { hasText: text })
      .first()
      .waitFor({ state: gone ? "detached" : "attached", timeout: 40_000 });
  /** Somebody posts it, and the page, which nobody has scrolled past the place, shows it in the end. */
  async function isSeen(page: Page, text: string): Promise<string> {
    await page.evaluate(() => scrollTo(0, 0));
    const [, postId] = await Promise.all([shows(page, text), somebodyPosts(text)]);
    return postId;
  }
  const isTaken = (page: Page) =>
    page.waitForFunction(() => document.documentElement.dataset.live === "true");
  const asked = (part: string) => proxy.asked.filter((each) => each.includes(part)).length;
  async function anEmbed(): Promise<Page> {
    const page = await (await watched.visit()).newPage();
    proxy.asked.length = 0;
    await page.goto(`${proxy.url}/embed/${slug}`);
    await isTaken(page);
    return page;
  }

  describe("an embed", () => {
    test("is live over an event stream, without a socket", async () => {
      const page = await anEmbed();
      await page.getByText("1 person reading now").waitFor();
      await expect.poll(() => app.streams.open).toBe(1);
      const postId = await isSeen(page, "Seen in the frame.");
      await Promise.all([shows(page, "Seen in the frame.", true), hide(postId)]);
      expect(asked("/events?epoch=")).toBe(1);
      expect(asked("/socket.io/")).toBe(0);
      expect(asked("/changes")).toBe(0);
      await page.context().close();
      await expect.poll(() => app.streams.open).toBe(0);
    });

    test("is in step again after an outage, a restart, and a log that went back", async () => {
      const page = await anEmbed();
      await isSeen(page, "Before the outage.");
      const told = watched.faults.length;
      proxy.refuses = /\/events/;
      proxy.cut();
      await somebodyPosts("While the line is down.");
      const back = shows(page, "While the line is down.");
      proxy.refuses = null;
      await back;

      await app.close();
      app = await start();
      await isSeen(page, "After the restart.");

      await app.close();
      app = await start(Object.create(store, { epoch: { value: "another-epoch" } }));
      await isSeen(page, "In another log.");
      await app.close();
      app = await start();
      await isSeen(page, "In the first log again.");
      expect(asked("/socket.io/")).toBe(0);
      await page.context().close();
      watched.faults.length = told;
    });

    test("asks again and again where no stream comes through", async () => {
      const told = watched.faults.length;
      proxy.refuses = /\/events/;
      const page = await anEmbed();
      await expect.poll(() => app.streams.waiting, { timeout: 20_000 }).toBe(1);
      const postId = await isSeen(page, "Seen by asking.");
      await Promise.all([shows(page, "Seen by asking.", true), hide(postId)]);
      expect(await page.locator(".conn.off").count()).toBe(0);
      await page.context().close();
      await expect.poll(() => app.streams.waiting).toBe(0);
      proxy.refuses = null;
      watched.faults.length = told;
    });
  });

  test("a page of anybody may read the stream, and its browser goes on by itself where it was", async () => {
    const other = await otherSite({ "/": "<!doctype html><title>Theirs</title>" });
    const page = await (await watched.visit()).newPage();
    await page.goto(`${other.url}/`);
    await page.evaluate((address) => {
      const joins: string[] = [];
      Object.assign(globalThis, { joins });
      new EventSource(address).addEventListener("feed:joined", ({ data }) => {
        const { mode, changes } = JSON.parse(data);
        joins.push(`${mode} ${mode === "delta" ? changes.length : ""}`);
      });
    }, `${proxy.url}/api/v1/discussions/${slug}/events`);
    const joins = () => page.evaluate(() => (globalThis as unknown as { joins: string[] }).joins);
    await expect.poll(joins).toEqual(["snapshot "]);
    const told = watched.faults.length;
    proxy.cut();
    await expect.poll(joins, { timeout: 10_000 }).toEqual(["snapshot ", "delta 0"]);
    await page.context().close();
    await other.close();
    watched.faults.length = told;
  });

  describe("a participant", () => {
    let page: Page;
    let told: number;
    const publish = async (text: string) => {
      await page
        .locator("#q-3")
        .getByRole("button", { name: /question 3$/ })
        .click();
      await wordsIn(page).fill(text);
      await page.locator(".composer").getByRole("button", { name: "Publish" }).click();
    };
    const isPublished = async (text: string) => {
      const { changes } = await granted(app.core.answer, visitor, "discussion:read", {
        discussionId: slug,
      });
      return changes.filter((each) => each.kind === "post" && each.post.html.includes(text)).length;
    };
    beforeAll(async () => {
      told = watched.faults.length;
      proxy.upgrades = false;
      page = await (await watched.visit()).newPage();
      await registerAt(page, proxy.url, { name: "Odile Ferrand", next: `/d/${slug}` });
      await page.getByText("Odile Ferrand").first().waitFor();
    });
    afterAll(async () => {
      proxy.upgrades = true;
      proxy.refuses = null;
      await page?.context().close();
      watched.faults.length = told;
    });

    test("reads live, posts and is muted without WebSockets", async () => {
      await expect.poll(() => asked("transport=polling&")).toBeGreaterThan(2);
      await isSeen(page, "Seen by long polling.");
      await publish("Posted by long polling.");
      await shows(page, "Posted by long polling.");
      expect(await isPublished("Posted by long polling.")).toBe(1);
      await page
        .locator("#q-3")
        .getByRole("button", { name: /question 3$/ })
        .click();
      await wordsIn(page).fill("Not finished");
      const admin = as(await anAccount(store, "Admin", { admin: true }));
      const account = await store.people.accountByEmail("odile.ferrand@example.org");
      const userId = account?.id;
      const mute = seen(page, { at: ".locked.muted", text: "The moderators muted you" });
      await granted(app.core.answer, admin, "member:mute", {
        ...{ discussionId: slug, userId, reason: "spam", commandId: commandId() },
        until: new Date(Date.now() + 3_600_000).toISOString(),
      } as never);
      await mute;
      const unmuted = seen(page, { at: ".locked.muted", gone: true });
      await granted(app.core.answer, admin, "member:unmute", {
        ...{ discussionId: slug, userId, commandId: commandId() },
      } as never);
      await unmuted;
      await page.locator(".composer").getByRole("button", { name: "Cancel" }).click();
    });

    test("posts over HTTP where no line can be had at all, and sees it", async () => {
      proxy.refuses = /^\/socket\.io\//;
      proxy.cut();
      await page.locator(".conn").waitFor({ timeout: 30_000 });
      await publish("Posted without any line.");
      await shows(page, "Posted without any line.");
      expect(await isPublished("Posted without any line.")).toBe(1);
      expect(await page.locator(".composer").count()).toBe(0);
      await page.getByText("Connection lost.").waitFor();
      proxy.refuses = null;
      await isSeen(page, "Live again.");
    });

    test("what only a host reads comes over HTTP as well, once, and has nothing else read anew", async () => {
      proxy.refuses = null;
      const desk = await (await watched.visit()).newPage();
      const account = await registerAt(desk, proxy.url, { name: "Dora Desk", next: "/account" });
      const admin = as(await anAccount(store, "Admin", { admin: true }));
      const inIt = () => ({ discussionId: slug, account, commandId: commandId() });
      await granted(app.core.answer, admin, "member:grant", { ...inIt(), role: "host" });
      const confirmed = { ...inIt(), organisation: "Harbour Desk" };
      await granted(app.core.answer, admin, "voice:confirm", confirmed);
      await desk.goto(`${proxy.url}/d/${slug}`);
      const panel = desk.locator(".host-panel summary");
      await panel.waitFor();
      proxy.refuses = /^\/socket\.io\//;
      proxy.cut();
      await desk.locator(".conn").waitFor({ timeout: 30_000 });
      proxy.asked.length = 0;
      await panel.click();
      await desk.locator(".members li", { hasText: "Harbour Desk" }).first().waitFor();
      expect(asked("/voices")).toBe(1);
      expect(asked("/changes")).toBe(0);
      await desk.context().close();
    });

    test("what is sent while nothing comes through goes out once, when something does", async () => {
      proxy.refuses = /^\/(socket\.io|api)\//;
      proxy.cut();
      await publish("Sent into the void.");
      await page.locator(".conn").waitFor({ timeout: 30_000 });
      expect(await isPublished("Sent into the void.")).toBe(0);
      proxy.refuses = /^\/socket\.io\//;
      await shows(page, "Sent into the void.");
      expect(await isPublished("Sent into the void.")).toBe(1);
    });
  });

  test("no page asked beyond this machine or met its policy, and the server had nothing to complain of", () => {
    expect(watched.faults).toEqual([]);
    expect(watched.outside).toEqual([]);
    expect(watched.reports).toEqual([]);
    expect(app.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});
