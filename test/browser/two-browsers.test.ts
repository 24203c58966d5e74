import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  chromiumPath,
  delays,
  live,
  registerAt,
  type Sight,
  seen,
  shoot,
  wordsIn,
} from "#test/support/browser.ts";
import { seedUnguidedDemo } from "#test/support/demo.ts";
import { granted } from "#test/support/discussion.ts";
import { inTime } from "#test/support/in-time.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

describe.skipIf(chromiumPath === null)("one discussion in three browsers", () => {
  let visitor: Page;
  let participant: Page;
  let moderator: Page;
  const path = "/d/care-pathways";
  const answer = "Our answer: recognise what people have learned already.";
  const reply = "And pay for the exam, a visitor might add.";
  const figures: Record<string, number[]> = {};

  const site = siteInBrowser(seedUnguidedDemo, { expected: /ERR_INTERNET_DISCONNECTED/ });
  beforeAll(async () => {
    const [one, two, three] = [
      await site.watched.visit(),
      await site.watched.visit(),
      await site.watched.visit(),
    ];
    visitor = await one.newPage();
    await visitor.goto(`${site.app.url}${path}`);
    participant = await two.newPage();
    moderator = await three.newPage();
  });
  afterAll(async () => {
    process.stdout.write(`milliseconds after the acknowledgement: ${JSON.stringify(figures)}\n`);
  });

  const postWith = (page: Page, text: string): Locator => page.locator(".post", { hasText: text });
  const answerThird = (page: Page) =>
    page.locator("#q-3").getByRole("button", { name: /question 3$/ });
  const publish = (page: Page) =>
    page.locator(".composer").getByRole("button", { name: "Publish" });
  const choose = async (text: string, item: string) => {
    const post = postWith(moderator, text).first();
    await post.getByRole("button", { name: /^More/ }).click();
    await post.locator(".menu").getByRole("button", { name: item, exact: true }).click();
  };
  const idOf = async (page: Page, text: string): Promise<string> =>
    (await postWith(page, text).first().getAttribute("id")) ?? "";
  /** Acts in one page and expects each sight within `ms` of the acknowledgement. */
  async function within(
    ms: number,
    what: string,
    acting: Page,
    act: () => Promise<unknown>,
    sights: [Page, Sight][],
  ): Promise<void> {
    const took = await delays(acting, act, sights);
    figures[what] = took;
    for (const each of took) inTime(each, ms, what);
  }
  const everywhere = (sight: Sight): [Page, Sight][] =>
    [visitor, participant, moderator].map((page) => [page, sight]);

  test("a participant registers, is back where they were and can sign out and in again", async () => {
    const email = await registerAt(participant, site.app.url, {
      name: "Odile Ferrand",
      next: path,
    });
    await participant.getByText("Odile Ferrand").waitFor();
    await participant.getByRole("button", { name: "Sign out" }).click();
    await participant.locator("a.act.who", { hasText: "Sign in" }).click();
    await participant.waitForFunction(() => document.documentElement.dataset.live === "true");
    await participant.getByLabel("E-mail address").fill(email);
    await participant.getByLabel("Password").fill("nine quiet lanterns");
    await participant.getByRole("button", { name: "Sign in" }).click();
    await participant.waitForURL(`${site.app.url}${path}`);
    await participant.getByText("Odile Ferrand").waitFor();
    await live(participant);
    await live(visitor);
  });

  /** Who has posted has it before their eyes, and goes on from there. */
  const hasBefore = (page: Page, text: string) =>
    expect
      .poll(() =>
        page.evaluate(() => {
          const at = document.activeElement;
          const { top = -1, bottom = -1 } = at?.getBoundingClientRect() ?? {};
          return {
            text: at?.querySelector(".prose")?.textContent,
            seen: top >= 0 && bottom <= innerHeight,
          };
        }),
      )
      .toEqual({ text, seen: true });

  test("an answer and a reply are in the other browser in less than 300 ms, without a reload", async () => {
    await visitor.evaluate(() => Object.assign(globalThis, { neverLoadedAgain: true }));
    await answerThird(participant).click();
    await wordsIn(participant).fill(answer);
    await shoot(participant, "composer");
    await within(300, "answer", participant, () => publish(participant).click(), [
      [visitor, { at: "#q-3 .post .prose", text: answer }],
      [participant, { at: "#q-3 .post .prose", text: answer }],
    ]);
    await hasBefore(participant, answer);
    await postWith(participant, answer)
      .getByRole("button", { name: /reply to/i })
      .click();
    await wordsIn(participant).fill(reply);
    await within(300, "reply", participant, () => publish(participant).click(), [
      [visitor, { at: "#q-3 .post[data-depth='1'] .prose", text: reply }],
    ]);
    await hasBefore(participant, reply);
    expect(await visitor.evaluate(() => "neverLoadedAgain" in globalThis)).toBe(true);
    expect(await postWith(visitor, answer).first().textContent()).toContain("Odile Ferrand");
    await shoot(visitor, "visitor-after-answer");
  });

  test("what a moderator does shows in every open page within a second", async () => {
    const email = await registerAt(moderator, site.app.url, { name: "Selma Aydin", next: path });
    await live(moderator);
    const admin = as(await anAccount(site.app.store, "Admin", { admin: true }));
    const reading = seen(moderator, { at: "#q-3 .menu-box" });
    await granted(site.app.core.answer, admin, "member:grant", {
      ...{ discussionId: "care-pathways", account: email, role: "moderator" },
      commandId: commandId(),
    });
    await reading;
    const id = await idOf(moderator, answer);
    const post = `[id="${id}"]`;

    await within(
      ...([1_000, "pin", moderator, () => choose(answer, "Pin to the top")] as const),
      everywhere({ at: `${post} .flag`, text: "Pinned by the moderators" }),
    );
    await within(
      ...([1_000, "unpin", moderator, () => choose(answer, "Unpin")] as const),
      everywhere({ at: `${post} .flag`, text: "Pinned by the moderators", gone: true }),
    );

    await choose(answer, "Hide");
    await moderator.getByLabel("Reason", { exact: true }).selectOption("off_topic");
    await moderator.getByLabel("Note (only moderators see it)").fill("Seen with the host.");
    await shoot(moderator, "moderator-hide-form");
    const hide = moderator.locator(".decide").getByRole("button", { name: "Hide", exact: true });
    await within(1_000, "hide", moderator, () => hide.click(), [
      [visitor, { at: `${post} .gone`, text: "Removed by the moderators" }],
      [participant, { at: `${post} .flag`, text: "Removed by the moderators: off topic" }],
      [moderator, { at: `${post} .said`, text: "Seen with the host." }],
    ]);
    expect(await visitor.locator(post).textContent()).toContain("off topic");
    expect(await visitor.content()).not.toContain(answer.slice(0, 30));
    await shoot(visitor, "visitor-hidden");
    await within(...([1_000, "restore", moderator, () => choose(answer, "Restore")] as const), [
      [visitor, { at: `${post} .prose`, text: answer }],
      [participant, { at: `${post} .flag`, text: "Removed", gone: true }],
      [moderator, { at: `${post} .flag`, text: "Removed", gone: true }],
    ]);

    const lock = (name: string) => moderator.locator("#q-3").getByRole("button", { name }).click();
    await within(
      ...([1_000, "lock", moderator, () => lock("Lock question")] as const),
      everywhere({ at: "#q-3 .phase", text: "Takes no more posts" }),
    );
    expect(await answerThird(participant).count()).toBe(0);
    await within(
      ...([1_000, "unlock", moderator, () => lock("Unlock question")] as const),
      everywhere({ at: "#q-3 .phase", text: "Open for answers" }),
    );
    expect(await answerThird(participant).count()).toBe(1);
  });

  test("who is muted while typing reads why and until when, and keeps the text", async () => {
    await answerThird(participant).click();
    const field = wordsIn(participant);
    await field.pressSequentially("I was in the middle of a");
    await choose(answer, "Mute the author");
    await shoot(moderator, "moderator-mute-form");
    const mute = moderator
      .locator(".decide")
      .getByRole("button", { name: "Mute the author", exact: true });
    // Nobody is held to have done anything before a moderator says what.
    await mute.click();
    await moderator.locator(".decide .field.bad").getByText("Choose a reason.").waitFor();
    expect(await participant.locator(".composer .locked").count()).toBe(0);
    await moderator.getByLabel("Reason", { exact: true }).selectOption("personal_attack");
    await within(1_000, "mute", moderator, () => mute.click(), [
      [participant, { at: ".composer .locked.muted", text: "Reason: personal attack." }],
      [moderator, { at: ".post .meta", text: "Muted until" }],
    ]);
    const inAnHour = new Date(Date.now() + 3_600_000);
    const hour = String(inAnHour.getUTCHours()).padStart(2, "0");
    expect(await participant.locator(".composer .locked.muted h3").textContent()).toContain(
      `${hour}:`,
    );
    expect(await field.textContent()).toBe("I was in the middle of a");
    expect(await publish(participant).count()).toBe(0);
    await participant.locator(".composer").scrollIntoViewIfNeeded();
    await shoot(participant, "participant-muted");
    await within(1_000, "unmute", moderator, () => choose(answer, "Unmute the author"), [
      [participant, { at: ".locked.muted", gone: true }],
      [moderator, { at: ".post .meta", text: "Muted until", gone: true }],
    ]);
    await field.pressSequentially(" sentence.");
    expect(await field.textContent()).toBe("I was in the middle of a sentence.");
  });

  async function somebodyPosts(text: string, question: number): Promise<void> {
    const somebody = as(await anAccount(site.app.store, "Somebody"));
    const { questions } = await snapshotOf();
    await granted(site.app.core.answer, somebody, "post:create", {
      ...{ discussionId: "care-pathways", questionId: questions[question] ?? "", parentId: null },
      ...{ body: `<p>${text}</p>`, language: "en", commandId: commandId() },
    });
  }
  /** Question ids by number. */
  async function snapshotOf(): Promise<{ questions: Record<number, string> }> {
    const { changes } = await granted(
      site.app.core.answer,
      as(await anAccount(site.app.store, "Reader")),
      "discussion:read",
      {
        discussionId: "care-pathways",
      },
    );
    const questions: Record<number, string> = {};
    for (const change of changes)
      if (change.kind === "question") questions[change.question.number] = change.question.id;
    return { questions };
  }

  test("a text being written outlives what arrives, a reload and a lost connection, and is sent once", async () => {
    const text = "I was in the middle of a sentence.";
    const field = wordsIn(participant);
    for (let i = 0; i < 4; i++) await field.press("ArrowLeft");
    for (let i = 0; i < 3; i++) await field.press("Shift+ArrowLeft");
    const selection = [text.length - 4, text.length - 7];
    const arrives = seen(visitor, { at: ".post .prose", text: "Meanwhile" });
    await somebodyPosts("Meanwhile somebody else wrote this.", 3);
    await arrives;
    await participant.getByText("1 new post", { exact: false }).first().waitFor();
    const kept = await field.evaluate((box) => {
      const { anchorOffset, focusOffset } = getSelection() ?? {};
      const focus = document.activeElement === box;
      return { text: box.textContent, selection: [anchorOffset, focusOffset], focus };
    });
    expect(kept).toEqual({ text, selection, focus: true });
    await shoot(participant, "participant-new-while-typing");

    await participant.getByText(/Draft saved at/).waitFor();
    await participant.reload();
    await participant.getByText("Odile Ferrand").first().waitFor();
    await live(participant);
    await answerThird(participant).click();
    expect(await field.textContent()).toBe(text);

    await participant.context().setOffline(true);
    await field.press("End");
    await field.pressSequentially(" Offline too.");
    await publish(participant).click();
    await participant.locator(".conn").waitFor({ timeout: 30_000 });
    await shoot(participant, "participant-offline");
    expect(await field.textContent()).toBe(`${text} Offline too.`);
    await participant.context().setOffline(false);
    await postWith(participant, "Offline too.").first().waitFor({ timeout: 30_000 });
    await postWith(visitor, "Offline too.").first().waitFor();
    expect(await postWith(visitor, "Offline too.").count()).toBe(1);
    expect(await participant.locator(".composer").count()).toBe(0);
  });

  test("what is being read stays where it is when more arrives, and the button brings it", async () => {
    const last = visitor.locator("#q-1 .post").last();
    await last.evaluate((each) => each.scrollIntoView({ block: "start" }));
    const top = () => last.evaluate((each) => each.getBoundingClientRect().top);
    const before = await top();
    expect(before).toBeGreaterThanOrEqual(0);
    expect(before).toBeLessThan(800);
    for (const question of [1, 2, 3])
      await somebodyPosts(`News for question ${question}.`, question);
    await visitor.locator("#q-1 .newpill button", { hasText: "1 new post" }).waitFor();
    expect(await top()).toBeCloseTo(before, 0);
    expect(await postWith(visitor, "News for question 1.").count()).toBe(0);
    await shoot(visitor, "visitor-new-pill");
    await visitor.locator("#q-1 .newpill button").click();
    await postWith(visitor, "News for question 1.").first().waitFor();
    await expect
      .poll(() => visitor.evaluate(() => document.activeElement?.textContent ?? ""))
      .toContain("News for question 1.");
  });

  test("a sign-in that ended elsewhere is told, and reading goes on", async () => {
    const told = site.watched.faults.length;
    const second = await participant.context().newPage();
    await second.goto(`${site.app.url}/account`);
    await second.getByRole("button", { name: "Sign out everywhere" }).click();
    await participant.locator("a.act.who", { hasText: "Sign in" }).waitFor();
    await participant.getByText("Your sign-in has ended.").waitFor();
    expect(await postWith(participant, answer).count()).toBeGreaterThan(0);
    // The browser itself notes that the page's question, whether it is still signed in, got a no.
    expect(site.watched.faults.splice(told).every((each) => each.includes("401"))).toBe(true);
    await second.close();
  });

  test("the server logged no error", () => {
    expect(site.app.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});
