import type { BrowserContextOptions, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { DiscussionId, PostId, QuestionId } from "#shared/ids.ts";
import type { PostView } from "#shared/model.ts";
import { chromiumPath, live, password, registerAt, shoot, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

/** What happens to a text while its author is at it. */
describe.skipIf(chromiumPath === null)("writing on", () => {
  let path: string;
  let talk: { discussionId: DiscussionId; questionIds: QuestionId[] };
  let admin: ReturnType<typeof as>;

  const site = siteInBrowser(undefined, { expected: /401|409/ });
  beforeAll(async () => {
    admin = as(await anAccount(site.app.store, "Host", { admin: true }));
    const made = await anOpenDiscussion(site.app.core.answer, admin, 2);
    talk = made;
    path = `/d/${made.slug}`;
  });

  async function aWriter(name: string, options: BrowserContextOptions = {}): Promise<Page> {
    const writer = await (await site.watched.visit(options)).newPage();
    await registerAt(writer, site.app.url, { name, next: path });
    await live(writer);
    return writer;
  }
  async function signIn(page: Page, name: string): Promise<void> {
    await page.getByLabel("E-mail address").fill(`${name.toLowerCase()}@example.org`);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  }
  async function anotherDevice(name: string, options: BrowserContextOptions = {}): Promise<Page> {
    const device = await (await site.watched.visit(options)).newPage();
    await device.goto(`${site.app.url}/sign-in?next=${encodeURIComponent(path)}`);
    await live2(device);
    await signIn(device, name);
    await device.waitForURL(`${site.app.url}${path}`);
    await live(device);
    return device;
  }
  const live2 = (page: Page) =>
    page.waitForFunction(() => document.documentElement.dataset.live === "true");
  const button = (page: Page, name: RegExp) =>
    page.locator(".composer").getByRole("button", { name });
  const answer = async (page: Page, number = 1) => {
    await page
      .locator(`#q-${number}`)
      .getByRole("button", { name: `Answer question ${number}` })
      .last()
      .click();
    await wordsIn(page).waitFor();
  };
  async function post(page: Page, words: string): Promise<PostId> {
    await answer(page);
    await page.keyboard.type(words);
    await button(page, /Publish/).click();
    await page.locator(".composer").waitFor({ state: "detached" });
    const shown = page.locator(".post", { hasText: words });
    await shown.waitFor();
    return (await shown.getAttribute("id"))?.slice(2) as PostId;
  }
  const read = async (postId: PostId): Promise<PostView> =>
    (
      await granted(site.app.core.answer, visitor, "post:read", {
        ...{ discussionId: talk.discussionId, postId },
      })
    ).post;
  const edit = async (page: Page, postId: PostId) => {
    await page.locator(`[id="p-${postId}"]`).getByRole("button", { name: /edit$/i }).click();
    await wordsIn(page).waitFor();
  };

  test("an edit over a newer one is held back: both texts are there, and one is chosen", async () => {
    const desk = await aWriter("Olga");
    const postId = await post(desk, "Night buses.");
    const phone = await anotherDevice("Olga", { viewport: { width: 390, height: 800 } });
    await edit(desk, postId);
    await edit(phone, postId);
    await wordsIn(phone).fill("Night trams.");
    await button(phone, /Save the changes/).click();
    await phone.locator(".composer").waitFor({ state: "detached" });
    await wordsIn(desk).fill("Night trains.");
    await button(desk, /Save the changes/).click();
    const offer = desk.locator(".other-draft", { hasText: "The post says now" });
    await offer.getByText("Night trams.").waitFor();
    await desk.getByText("This post was changed meanwhile").waitFor();
    await shoot(desk, "edited-meanwhile-1280");
    expect((await read(postId)).html).toBe("<p>Night trams.</p>");

    await offer.getByRole("button", { name: "Use that one" }).click();
    expect(await wordsIn(desk).textContent()).toBe("Night trams.");
    const aside = desk.locator(".other-draft", { hasText: "Put aside here" });
    await aside.getByRole("button", { name: "Use that one" }).click();
    expect(await wordsIn(desk).textContent()).toBe("Night trains.");
    await desk
      .locator(".other-draft")
      .getByRole("button", { name: "Keep what stands here" })
      .click();
    await desk.locator(".other-draft").waitFor({ state: "detached" });
    await button(desk, /Save the changes/).click();
    await desk.locator(".composer").waitFor({ state: "detached" });
    expect((await read(postId)).html).toBe("<p>Night trains.</p>");

    // A draft of an edit knows what it was written on, on whichever device it goes on.
    await edit(desk, postId);
    await wordsIn(desk).fill("Night ferries.");
    const olga = (await site.app.store.people.accountByEmail("olga@example.org"))!;
    const kept = async () =>
      (await site.app.store.drafts.of(talk.discussionId, olga.id)).map(({ row }) => row.html);
    await expect.poll(kept, { timeout: 5_000 }).toEqual(["<p>Night ferries.</p>"]);
    await desk.reload();
    await live(desk);
    await edit(phone, postId);
    await expect.poll(() => wordsIn(phone).textContent()).toBe("Night ferries.");
    await wordsIn(phone).fill("Night ferries, please.");
    await granted(site.app.core.answer, as(olga), "post:edit", {
      ...{
        discussionId: talk.discussionId,
        postId,
        commandId: commandId(),
        body: "<p>By HTTP.</p>",
      },
    });
    for (const device of [phone, desk]) {
      if (device === desk) await edit(device, postId);
      await button(device, /Save the changes/).click();
      await device.locator(".other-draft", { hasText: "By HTTP." }).waitFor();
    }
    await shoot(phone, "edited-meanwhile-390");
    expect((await read(postId)).html).toBe("<p>By HTTP.</p>");
    await phone.context().close();
    await desk.context().close();
  });

  test("an edit of a post that was withdrawn meanwhile says so", async () => {
    const desk = await aWriter("Wim");
    const postId = await post(desk, "Something hasty.");
    const phone = await anotherDevice("Wim");
    await edit(desk, postId);
    await wordsIn(desk).fill("Something better.");
    await phone
      .locator(`[id="p-${postId}"]`)
      .getByRole("button", { name: /^Withdraw/ })
      .click();
    await phone.locator(".decide").getByRole("button", { name: "Withdraw" }).click();
    await desk.locator(".post", { hasText: "Withdrawn by its author" }).waitFor();
    await shoot(desk, "withdrawn-meanwhile");
    await button(desk, /Save the changes/).click();
    await desk.getByText("This post has been withdrawn meanwhile").waitFor();
    expect(await wordsIn(desk).textContent()).toBe("Something better.");
    await phone.context().close();
    await desk.context().close();
  });

  const create = async (question: number, body: string): Promise<PostId> => {
    const { postId } = await granted(site.app.core.answer, admin, "post:create", {
      ...{ discussionId: talk.discussionId, questionId: talk.questionIds[question] ?? "" },
      ...{ parentId: null, language: "en", body, commandId: commandId() },
    });
    return postId;
  };
  /** Where a page's keys go, and where the text stands. */
  const at = (page: Page) =>
    page.evaluate(() => ({
      focused: document.activeElement?.closest("[role=textbox]") !== null,
      top: Math.round(
        document.querySelector(".composer [role=textbox]")?.getBoundingClientRect().top ?? -1,
      ),
    }));

  test.each([
    { how: "the question", name: "Lena" },
    { how: "the session", name: "Leo" },
    { how: "the parent", name: "Lia" },
  ] as const)(
    "a composer that is locked by $how keeps the focus, the caret and its place, and says why",
    async ({ how, name }) => {
      const phone = await aWriter(name, { viewport: { width: 390, height: 700 } });
      const parent =
        how === "the parent" ? await create(0, `<p>${"To reply to. ".repeat(40)}</p>`) : null;
      if (parent) {
        await phone
          .locator(`[id="p-${parent}"]`)
          .getByRole("button", { name: /^Reply/ })
          .click();
        await wordsIn(phone).waitFor();
      } else await answer(phone);
      await phone.keyboard.type("Half a sentence and");
      for (let i = 0; i < 4; i++) await phone.keyboard.press("ArrowLeft");
      await phone.getByText(/Draft saved at/).waitFor();
      // Somebody else posts, so that there is something unread to be carried to.
      await create(1, `<p>For ${name}</p>`);
      await phone.locator(".nextpill").waitFor({ state: "attached" });
      expect(await phone.locator(".nextpill").isVisible()).toBe(false);
      const before = await at(phone);
      expect(before.focused).toBe(true);
      const onQuestion = () => ({
        ...{ discussionId: talk.discussionId, questionId: talk.questionIds[0] ?? "" },
        commandId: commandId(),
      });
      if (how === "the question")
        await granted(site.app.core.answer, admin, "question:lock", onQuestion());
      else if (parent)
        await granted(site.app.core.answer, admin, "post:hide", {
          ...{ discussionId: talk.discussionId, postId: parent, reason: "off_topic" },
          commandId: commandId(),
        });
      else {
        const device = await anotherDevice(name);
        await device.goto(`${site.app.url}/account`);
        await live2(device);
        await device.getByRole("button", { name: /everywhere/i }).click();
        await device.context().close();
      }
      await phone.locator(".composer .locked").waitFor();
      const why = { "the question": /takes no more|locked/i, "the parent": /no longer there/i };
      await expect
        .poll(() => phone.locator("main > [role=status]").textContent())
        .toMatch(how === "the session" ? /sign in/i : why[how]);
      await shoot(phone, `locked-${name}-390`);
      expect(await at(phone)).toEqual(before);
      await phone.keyboard.press("n");
      await phone.waitForTimeout(300);
      expect(await at(phone)).toEqual(before);
      expect(await wordsIn(phone).textContent()).toBe("Half a sentence and");
      if (how !== "the session") {
        if (parent)
          await granted(site.app.core.answer, admin, "post:restore", {
            ...{ discussionId: talk.discussionId, postId: parent, commandId: commandId() },
          });
        else await granted(site.app.core.answer, admin, "question:unlock", onQuestion());
        await phone.locator(".composer .locked").waitFor({ state: "detached" });
        expect(await at(phone)).toEqual(before);
        await phone.keyboard.type("!");
        expect(await wordsIn(phone).textContent()).toBe("Half a sentence! and");
      }
      await phone.context().close();
    },
  );

  /** The post that has the focus, and whether it can be seen. */
  const focused = (page: Page) =>
    page.evaluate(() => {
      const { activeElement: post } = document;
      const { top, bottom } = post?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
      return [post?.id.slice(2), bottom > 0 && top < innerHeight];
    });

  test("whoever has posted, also with the guidelines or once the line is back, and whoever has withdrawn, is at the post", async () => {
    const writer = await aWriter("Nadia");
    const update = (guidelines: Record<string, string>) =>
      granted(site.app.core.answer, admin, "discussion:update", {
        ...{ discussionId: talk.discussionId, commandId: commandId(), guidelines },
      });
    for (let round = 0; round < 4; round++) {
      await update({ en: `<p>Be kind, ${round}.</p>` });
      await answer(writer);
      await writer.getByLabel("I have read the guidelines").check();
      await wordsIn(writer).fill(`Kindly ${round}`);
      await button(writer, /Publish/).click();
      await writer.locator(".post", { hasText: `Kindly ${round}` }).waitFor();
      const id = (
        await writer.locator(".post", { hasText: `Kindly ${round}` }).getAttribute("id")
      )?.slice(2);
      await expect.poll(() => focused(writer)).toEqual([id, true]);
    }
    await update({});

    const told = site.watched.faults.length;
    await answer(writer);
    await writer.context().setOffline(true);
    await writer.locator(".conn").waitFor({ timeout: 30_000 });
    await wordsIn(writer).fill("From a tunnel");
    await button(writer, /Publish/).click();
    await writer.getByText("It will be sent once when you are back.").waitFor();
    await writer.context().setOffline(false);
    const late = writer.locator(".post", { hasText: "From a tunnel" });
    await late.waitFor();
    const id = (await late.getAttribute("id"))?.slice(2);
    await expect.poll(() => focused(writer)).toEqual([id, true]);
    site.watched.faults.splice(told);

    await late.getByRole("button", { name: /^Withdraw/ }).focus();
    await writer.keyboard.press("Enter");
    await late.locator(".decide button").first().waitFor();
    await late.locator(".decide").getByRole("button", { name: "Withdraw" }).focus();
    await writer.keyboard.press("Enter");
    const gone = writer.locator(`[id="p-${id}"]`, { hasText: "Withdrawn by its author" });
    await gone.waitFor();
    await expect.poll(() => focused(writer)).toEqual([id, true]);
    await writer.context().close();
  });

  const mark = (page: Page, postId: PostId, from: number, to: number) =>
    page.locator(`[id="p-${postId}"] .prose p`).evaluate(
      (box, at) => {
        const words = box.firstChild;
        if (words) getSelection()?.setBaseAndExtent(words, at.from, words, at.to);
      },
      { from, to },
    );

  test("another passage is quoted into a reply that was begun, open or kept, and a draft is offered by name", async () => {
    const writer = await aWriter("Quinn");
    const postId = await post(writer, "Alpha beta gamma.");
    const reply = async () => {
      await writer
        .locator(`[id="p-${postId}"]`)
        .getByRole("button", { name: /reply to/i })
        .click();
      await wordsIn(writer).waitFor();
      await expect.poll(() => writer.locator(".composer textarea").count()).toBe(0);
    };
    const quotes = () => wordsIn(writer).locator("blockquote > p:first-child").allTextContents();
    await mark(writer, postId, 0, 5);
    await reply();
    await expect.poll(quotes).toEqual(["Alpha"]);
    await writer.keyboard.type("Yes.");
    await mark(writer, postId, 6, 10);
    await reply();
    await expect.poll(quotes).toEqual(["Alpha", "beta"]);
    await writer.keyboard.type("No.");
    await writer.getByText(/Draft saved at/).waitFor();
    await button(writer, /Cancel/).click();
    await mark(writer, postId, 11, 16);
    await reply();
    await expect.poll(quotes).toEqual(["Alpha", "beta", "gamma"]);
    await writer.keyboard.type("Maybe.");
    expect((await wordsIn(writer).innerText()).replace(/\s+/g, " ")).toMatch(
      /Alpha .*Yes\. beta .*No\. gamma .*Maybe\./,
    );
    await shoot(writer, "quoted-again-1280");
    await button(writer, /Publish/).click();
    await writer.locator(".composer").waitFor({ state: "detached" });

    await answer(writer);
    await writer.keyboard.type("To be continued");
    await writer.getByText(/Draft saved at/).waitFor();
    await writer.reload();
    await live(writer);
    await writer
      .locator("#q-1")
      .getByRole("button", { name: "Continue your draft for question 1" })
      .click();
    await expect.poll(() => wordsIn(writer).textContent()).toBe("To be continued");
    await writer.context().close();
  });
});
