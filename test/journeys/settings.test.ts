import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { seedDemo } from "#server/demo/seed-demo.ts";
import { makeLink } from "#server/domain/people/links.ts";
import type { Account } from "#server/domain/store.ts";
import { start } from "#shared/feed.ts";
import { chromiumPath, live, password, registerAt, shoot } from "#test/support/browser.ts";
import { granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const path = "/d/care-pathways";

describe.skipIf(chromiumPath === null)("everything the host writes is edited on the page", () => {
  let admin: Account;
  let host: Page;
  let other: Page;

  const site = siteInBrowser(({ core }) => seedDemo(core.deps), {
    expected: /Failed to load resource/,
  });
  beforeAll(async () => {
    admin = await anAccount(site.app.store, "granting", { admin: true });
    [host, other] = [await aHost("Hana Weiss"), await aHost("Omar Said")];
  });

  async function aHost(name: string): Promise<Page> {
    const page = await (await site.watched.visit()).newPage();
    const email = await registerAt(page, site.app.url, { name, next: "/account" });
    await granted(site.app.core.answer, as(admin), "member:grant", {
      ...{ discussionId: "care-pathways", account: email, role: "host", commandId: commandId() },
    });
    return page;
  }
  const open = async (page: Page, query = "") => {
    await page.goto(`${site.app.url}${path}/settings${query}`);
    await page.locator(".save-bar").waitFor();
  };
  const field = (page: Page, id: string) => page.locator(`[id="${id}"]`);
  const read = async () => {
    const read = { discussionId: "care-pathways" };
    const { discussion, questions } = start(
      await granted(site.app.core.answer, visitor, "discussion:read", read),
    );
    if (!discussion) throw new Error("the discussion");
    return { discussion, questions: [...questions.values()] };
  };
  const save = (page: Page) => page.locator(".save-bar button").click();
  const saved = (page: Page) =>
    expect.poll(() => page.locator(".save-bar [role=status]").textContent()).toMatch(/^Saved at/);

  test("a visitor and a participant are told that they may not, and see nothing of it", async () => {
    const page = await (await site.watched.visit()).newPage();
    await page.goto(`${site.app.url}${path}/settings`);
    await page.getByText("Sign in to do this.").waitFor();
    await registerAt(page, site.app.url, { name: "Nora Quist", next: `${path}/settings` });
    await page.getByText("You are not allowed to do this here.").waitFor();
    expect(await page.locator("form").count()).toBe(0);
    await page.goto(`${site.app.url}/d/no-such-discussion/settings`);
    await page.getByText("This isn't here any more, or never was.").waitFor();
    await page.context().close();
  });

  test("a host goes there from the page, changes a text in one language, and only that is sent", async () => {
    await host.goto(`${site.app.url}${path}`);
    await host.getByText("Run this discussion").click();
    await host.getByRole("link", { name: "Texts and settings" }).click();
    await host.locator(".save-bar").waitFor();
    const before = (await read()).discussion;
    const sent = host.waitForRequest((request) => request.method() === "PATCH");
    await host.getByRole("tab", { name: "French" }).click();
    await field(host, "preparedBy.fr").fill("Le secrétariat </script><b>");
    await save(host);
    const body: object = (await sent).postDataJSON();
    expect(Object.keys(body).sort()).toEqual(["commandId", "preparedBy", "seq"]);
    await saved(host);
    const after = (await read()).discussion;
    expect(after).toEqual({
      ...before,
      preparedBy: { ...before.preparedBy, fr: "Le secrétariat </script><b>" },
      seq: after.seq,
    });
  });

  test("a text of paragraphs is edited as such, and one with links keeps them", async () => {
    await open(host);
    const before = (await read()).discussion;
    await field(host, "method.en").fill("First.\n\nThen <that>.");
    const disclaimer = field(host, "disclaimer.en");
    await disclaimer.fill(`${await disclaimer.inputValue()}<p>And more.</p>`);
    await host.getByRole("button", { name: "Edit as HTML Aim" }).click();
    expect(await field(host, "aim.en").inputValue()).toMatch(/^<p>/);
    await host
      .getByRole("button", { name: "Edit as HTML Whom to write to when posting fails" })
      .click();
    await field(host, "contact.en").fill(
      '<p>Write to <a href="mailto:help@roundtable.example" onclick="alert(1)">us</a>.</p><script>1</script>',
    );
    await save(host);
    await saved(host);
    const { discussion } = await read();
    expect(discussion.method).toMatchObject({ en: "<p>First.</p><p>Then &lt;that&gt;.</p>" });
    expect(discussion.disclaimer).toMatchObject({
      en: expect.stringMatching(/<p>And more\.<\/p>$/),
      fr: Object.entries(before.disclaimer).find(([tag]) => tag === "fr")?.[1],
    });
    expect(Object.entries(discussion.contact).find(([tag]) => tag === "en")?.[1]).toMatch(
      /^<p>Write to <a href="mailto:[^>]*">us<\/a>\.<\/p>$/,
    );
    expect(await field(host, "contact.en").inputValue()).toContain('<a href="mailto:');
  });

  test("of two who save at once the one behind is told, keeps what was typed, and then saves it", async () => {
    await open(host);
    await open(other);
    await field(host, "title.en").fill("The first's title");
    await field(other, "title.en").fill("The second's title");
    await field(other, "onBehalfOf.en").fill("Only the second's");
    await save(host);
    await saved(host);
    await save(other);
    await other.getByText("Somebody else has saved changes meanwhile.").waitFor();
    expect(await field(other, "title.en").inputValue()).toBe("The second's title");
    expect(await field(other, "onBehalfOf.en").inputValue()).toBe("Only the second's");
    expect(await other.locator(".theirs").textContent()).toContain("The first's title");
    expect((await read()).discussion.title).toMatchObject({ en: "The first's title" });
    await shoot(other, "settings-behind");
    await other.getByRole("button", { name: "Keep mine" }).click();
    await save(other);
    await saved(other);
    const { discussion } = await read();
    expect(discussion.title).toMatchObject({ en: "The second's title" });
    expect(discussion.onBehalfOf).toMatchObject({ en: "Only the second's" });
  });

  test("what both changed in another language is named, and nothing is saved over it until that is decided", async () => {
    await open(host);
    await open(other);
    const french = (page: Page) => page.getByRole("tab", { name: "French" });
    for (const [page, title] of [
      [host, "Le titre de l’une"],
      [other, "Le titre de l’autre"],
    ] as const) {
      await french(page).click();
      await field(page, "title.fr").fill(title);
    }
    await other.getByRole("tab", { name: "English" }).click();
    await save(host);
    await saved(host);
    await other.setViewportSize({ width: 390, height: 844 });
    await save(other);
    const summary = other.locator(".summary");
    const link = summary.getByRole("link", { name: "Title (French): Both of you changed this." });
    await link.waitFor();
    await expect.poll(() => french(other).textContent()).toContain("to be looked at");
    await save(other);
    await expect.poll(() => summary.evaluate((each) => each === document.activeElement)).toBe(true);
    const title = async () => (await read()).discussion.title;
    expect(await title()).toMatchObject({ fr: "Le titre de l’une" });
    await link.click();
    const mine = field(other, "title.fr");
    await expect.poll(() => mine.evaluate((each) => each === document.activeElement)).toBe(true);
    const choice = other.getByRole("button", { name: "Take theirs" });
    // Nothing lies over it: the bar for saving is on the window's lower edge.
    expect(
      await choice.evaluate((each) => {
        const { left, top, width, height } = each.getBoundingClientRect();
        return document.elementFromPoint(left + width / 2, top + height / 2) === each;
      }),
    ).toBe(true);
    await shoot(other, "settings-clash");
    await choice.click();
    expect(await mine.inputValue()).toBe("Le titre de l’une");
    expect(await mine.evaluate((each) => each === document.activeElement)).toBe(true);
    expect(await other.locator(".theirs, .tabs .i").count()).toBe(0);
    await mine.fill("Le titre des deux");
    await save(other);
    await saved(other);
    expect(await title()).toMatchObject({ fr: "Le titre des deux" });
    await other.setViewportSize({ width: 1280, height: 800 });
  });

  test("of a list's item that both changed each field is named and decided, and it stays one", async () => {
    const put = (input: object) =>
      granted(site.app.core.answer, as(admin), "discussion:update", {
        ...{ discussionId: "care-pathways", commandId: commandId(), ...input },
      });
    const { moderators: were, faq: before } = (await read()).discussion;
    await put({
      moderators: [{ name: "Étienne Marchetti", organisation: "Old", languages: [] }],
      faq: [
        { id: "one", question: { en: "One?", fr: "Un ?" }, answer: { en: "<p>1</p>" } },
        { id: "two", question: { en: "Two?" }, answer: { en: "<p>2</p>" } },
      ],
    });
    await open(host);
    await open(other);
    await field(host, "moderators.0.organisation").fill("By one");
    await field(other, "moderators.0.organisation").fill("By the other");
    await field(other, "faq.1.question.en").fill("Two, by the other?");
    for (const [page, words] of [
      [host, "Un, par l’une ?"],
      [other, "Un, par l’autre ?"],
    ] as const) {
      await page.getByRole("tab", { name: "French" }).click();
      await field(page, "faq.0.question.fr").fill(words);
    }
    await save(host);
    await saved(host);
    await save(other);
    const links = other.locator(".summary a");
    await expect.poll(() => links.count()).toBe(2);
    expect(await links.allTextContents()).toEqual([
      expect.stringMatching(/^FAQ question 1 \(French\): Both of you changed this/),
      expect.stringMatching(/^Moderator 1: Organisation .*Both of you changed this/),
    ]);
    for (let left = 2; left > 0; left--) {
      await links.first().click();
      await other.getByRole("button", { name: "Take theirs" }).first().click();
      await expect.poll(() => links.count()).toBe(left - 1);
    }
    await save(other);
    await saved(other);
    const { moderators, faq } = (await read()).discussion;
    expect(moderators).toMatchObject([{ name: "Étienne Marchetti", organisation: "By one" }]);
    expect(faq).toMatchObject([
      { question: { fr: "Un, par l’une ?" } },
      { question: { en: "Two, by the other?" } },
    ]);
    await put({ moderators: were, faq: before });
  });

  test("what both changed of an item is decided of that one, wherever it is meanwhile, and what one took away by name", async () => {
    const put = (input: object) =>
      granted(site.app.core.answer, as(admin), "discussion:update", {
        ...{ discussionId: "care-pathways", commandId: commandId(), ...input },
      });
    const before = (await read()).discussion;
    const people = ["Ada", "Ben", "Cora"].map((name) => ({
      name,
      organisation: null,
      languages: [],
    }));
    const asked = (id: string) => ({
      id,
      question: { en: `${id}?` },
      answer: { en: "<p>Old</p>" },
    });
    await put({ moderators: people, faq: ["one", "two", "three", "four"].map(asked) });
    await open(host);
    await open(other);
    await field(host, "moderators.1.organisation").fill("By one");
    await field(other, "moderators.1.organisation").fill("By the other");
    await field(host, "faq.1.answer.en").fill("By one");
    await field(other, "faq.1.answer.en").fill("By the other");
    // Each takes away what the other changes.
    await field(host, "faq.2.answer.en").fill("Three, by one");
    await other.getByRole("button", { name: "Remove FAQ question 3" }).click();
    await field(other, "faq.2.answer.en").fill("Four, by the other");
    await host.getByRole("button", { name: "Remove FAQ question 4" }).click();
    await save(host);
    await saved(host);
    await save(other);
    const links = other.locator(".summary a");
    await expect.poll(() => links.count()).toBe(4);
    expect(await links.allTextContents()).toEqual([
      expect.stringMatching(/^FAQ answer 2 \(English\): Both of you/),
      expect.stringMatching(/^FAQ question 3: “four\?”: Somebody else has removed this/),
      expect.stringMatching(/^FAQ question 4: “three\?”: You have removed this/),
      expect.stringMatching(/^Moderator 2: Organisation .*Both of you/),
    ]);
    await shoot(other, "settings-removed", true);
    // The items before them go: what is to be decided goes along.
    await other.getByRole("button", { name: "Remove FAQ question 1" }).click();
    await other.getByRole("button", { name: "Remove Moderator 1" }).click();
    expect(await links.allTextContents()).toEqual([
      expect.stringMatching(/^FAQ answer 1 \(English\)/),
      expect.stringMatching(/^FAQ question 2: “four/),
      expect.stringMatching(/^FAQ question 3: “three/),
      expect.stringMatching(/^Moderator 1: Organisation/),
    ]);
    await other.locator('[id="faq.0.answer.en-theirs"]').getByText("Take theirs").click();
    await links.first().click();
    const active = () => other.evaluate(() => document.activeElement?.textContent);
    await expect.poll(active).toBe("Keep it FAQ question 2");
    await other.getByRole("button", { name: "Remove it FAQ question 2" }).click();
    expect(await other.evaluate(() => document.activeElement?.id)).toBe("faq");
    await other.getByRole("button", { name: "Keep it FAQ question 2" }).click();
    // What goes itself leaves nothing to be decided.
    await other.getByRole("button", { name: "Remove Moderator 1" }).click();
    await links.first().waitFor({ state: "detached" });
    await save(other);
    await saved(other);
    const { moderators, faq } = (await read()).discussion;
    expect(moderators.map(({ name }) => name)).toEqual(["Cora"]);
    expect(faq).toMatchObject([
      { id: "two", answer: { en: "<p>By one</p>" } },
      { id: "three", answer: { en: "<p>Three, by one</p>" } },
    ]);
    await put({ moderators: before.moderators, faq: before.faq });
  });

  test("what both changed is told as the form shows it: a time by the clocks of the zone, a choice by its name", async () => {
    const before = (await read()).discussion;
    const put = (input: object) =>
      granted(site.app.core.answer, as(admin), "discussion:update", {
        ...{ discussionId: "care-pathways", commandId: commandId(), ...input },
      });
    await put({ timeZone: "Asia/Kathmandu" });
    await open(host);
    await open(other);
    await field(host, "closesAt").fill("2031-05-20T10:15");
    await field(other, "closesAt").fill("2031-05-21T10:15");
    await field(host, "deliverable.dueDate").fill("2031-06-03");
    await field(other, "deliverable.dueDate").fill("2031-06-04");
    const orders = ["ascending", "descending", "current"];
    const [order = "", another = ""] = orders.filter((each) => each !== before.questionOrder);
    await field(host, "questionOrder").selectOption(order);
    await field(other, "questionOrder").selectOption(another);
    await save(host);
    await saved(host);
    await save(other);
    const theirs = other.locator(".theirs bdi");
    await expect.poll(() => theirs.count()).toBe(3);
    expect(await theirs.allTextContents()).toEqual([
      "Tuesday, 20 May 2031, 10:15",
      await field(other, "questionOrder").locator(`option[value=${order}]`).textContent(),
      "3 June 2031",
    ]);
    await shoot(other, "settings-clash-choices", true);
    await field(host, "deliverable.dueDate").fill("");
    await save(host);
    await saved(host);
    for (let left = 3; left > 0; left--)
      await other.getByRole("button", { name: "Keep mine" }).first().click();
    await save(other);
    await other.getByText("Somebody else has emptied this meanwhile.").waitFor();
    const { timeZone, closesAt, questionOrder, deliverable } = before;
    await put({ timeZone, closesAt, questionOrder, deliverable });
  });

  test("a time stays as it was typed whatever zone is chosen then, and one that its clocks skip is told", async () => {
    await open(host);
    const times = ["timeZone", "opensAt", "closesAt"] as const;
    const before = await Promise.all(times.map((id) => field(host, id).inputValue()));
    await field(host, "timeZone").fill("Mars/Olympus");
    await field(host, "closesAt").fill("2031-03-09T12:00");
    await field(host, "timeZone").fill("America/New_York");
    expect(await field(host, "closesAt").inputValue()).toBe("2031-03-09T12:00");
    await save(host);
    await saved(host);
    expect((await read()).discussion.closesAt).toBe("2031-03-09T16:00:00.000Z");
    // The zone alone: what stands there on the clock is what is kept.
    await field(host, "timeZone").fill("UTC");
    await save(host);
    await expect
      .poll(async () => (await read()).discussion.closesAt)
      .toBe("2031-03-09T12:00:00.000Z");
    await field(host, "timeZone").fill("America/New_York");
    for (const [typed, why] of [
      ["2031-03-09T02:30", "they never show it"],
      ["9999-12-31T23:30", "use a year before 9999"],
    ] as const) {
      await field(host, "closesAt").fill(typed);
      await save(host);
      await expect
        .poll(() => host.locator('.field.bad:has([id="closesAt"]) .err').textContent())
        .toContain(why);
      expect(await field(host, "closesAt").inputValue()).toBe(typed);
    }
    for (const [i, id] of times.entries()) await field(host, id).fill(before[i] ?? "");
    await save(host);
    await saved(host);
  });

  test("an opening time that stops an open discussion is asked about, and saved only then", async () => {
    await open(host);
    const opensAt = field(host, "opensAt");
    const before = (await read()).discussion.opensAt;
    const typed = await opensAt.inputValue();
    const zone = await field(host, "timeZone").inputValue();
    await field(host, "timeZone").fill("Asia/Kathmandu");
    const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    await opensAt.fill(`${day}T09:30`);
    await opensAt.press("Enter");
    const asked = host.locator(".settings-form .decide");
    // As it was typed, wherever the host's own clock runs.
    await asked
      .getByText(
        /it takes no more posts, from now until .+, 09:30 \(\u2066Asia\/Kathmandu\u2069\);/,
      )
      .waitFor();
    await expect
      .poll(() => host.evaluate(() => document.activeElement?.matches(".decide p")))
      .toBe(true);
    // Whoever presses Enter twice has answered nothing; Escape leaves it, and the focus is back.
    await host.keyboard.press("Enter");
    await host.keyboard.press("Escape");
    await asked.waitFor({ state: "detached" });
    expect(await host.evaluate(() => document.activeElement?.id)).toBe("opensAt");
    expect((await read()).discussion.opensAt).toBe(before);
    await save(host);
    await asked.getByRole("button", { name: "Save, and stop it until then" }).click();
    await saved(host);
    await host.locator(".status .state.upcoming").waitFor();
    expect((await read()).discussion.opensAt).not.toBe(before);
    expect(await host.evaluate(() => document.activeElement?.textContent)).toContain("Save");
    // It goes on again without a question.
    await field(host, "timeZone").fill(zone);
    await opensAt.fill(typed);
    await save(host);
    await saved(host);
    await host.locator(".status .state.open").waitFor();
    expect(await asked.count()).toBe(0);
  });

  test("what is refused is told at its field, and the rest of it is kept", async () => {
    await open(host);
    const wrong = [
      ["timeZone", "Europe/Atlantis", "There is no such time zone."],
      ["slug", "Not A Slug", "Use small letters"],
      ["embedOrigins", "https://a.example/path", "without a path"],
      ["deliverable.wordLimit", "0", "Use a whole number above 0."],
    ] as const;
    const before = await Promise.all(wrong.map(([id]) => field(host, id).inputValue()));
    for (const [id, value] of wrong) await field(host, id).fill(value);
    await save(host);
    // All of them at once, so that nobody mends one fault to be told the next.
    await expect.poll(() => host.locator(".field.bad").count()).toBe(wrong.length);
    expect(await host.locator(".summary a").count()).toBe(wrong.length);
    for (const [i, [id, , why]] of wrong.entries()) {
      expect(await host.locator(`.field.bad:has([id="${id}"]) .err`).textContent()).toContain(why);
      await field(host, id).fill(before[i] ?? "");
    }
    const closes = field(host, "closesAt");
    const was = await closes.inputValue();
    await closes.fill("2001-01-01T10:00");
    await save(host);
    await host.locator('.field.bad:has([id="closesAt"])').waitFor();
    expect(await host.locator(".summary a").textContent()).toContain("closes after it opens");
    await closes.fill(was);
    await host.getByRole("tab", { name: "Arabic" }).click();
    await field(host, "title.ar").fill("ع".repeat(300));
    await save(host);
    await expect
      .poll(() => host.locator('.field.bad:has([id="title.ar"]) .err').textContent())
      .toBe("At most 200 characters; this has 300.");
    expect(await host.locator(".summary a").textContent()).toBe(
      "Title (Arabic): At most 200 characters; this has 300.",
    );
    await field(host, "title.ar").fill("");
    await field(host, "title.ar").fill("عنوان");
    await save(host);
    await saved(host);
    expect((await read()).discussion.title).toMatchObject({ ar: "عنوان" });
  });

  test("each fault says of which field, language and item it is; of a save that was taken in part, what is saved", async () => {
    await open(host);
    const tag = host.getByLabel("Add a language");
    for (const bad of ["zz", "xx-bogus-!!"]) {
      await tag.fill(bad);
      await host.getByRole("button", { name: "Add", exact: true }).click();
      await host.getByText(`“${bad}”: There is no such language.`).waitFor();
      expect(await tag.evaluate((each) => each === document.activeElement)).toBe(true);
    }
    expect(await host.getByRole("tab").count()).toBe(4);
    const { questions } = await read();
    await host.getByRole("button", { name: "Add a question" }).click();
    await save(host);
    const lines = () => host.locator(".summary a").allTextContents();
    await expect.poll(lines).toEqual(["New question (English): Fill this in."]);
    await host.getByLabel("New question", { exact: true }).fill("What is kept?");
    await host.getByRole("button", { name: "Add a moderator" }).click();
    const last = (await host.getByLabel("Languages, by their tags").count()) - 1;
    await field(host, `moderators.${last}.name`).fill("Ines");
    await field(host, `moderators.${last}.languages`).fill("en, English");
    await field(host, "embedOrigins").fill("nowhere\nnowhere\nhttps://a.example/path");
    await save(host);
    await host.getByRole("heading", { name: "Only part of this is saved" }).waitFor();
    await host.getByText("Saved: New question. The rest isn’t yet.").waitFor();
    const noOrigin = "Write it as https://host.example, without a path.";
    expect(await lines()).toEqual([
      `Moderator ${last + 1}: Languages: “English”: There is no such language. Use a tag such as en, fr or zh-Hant.`,
      `Sites that may show this discussion: “nowhere”: ${noOrigin}`,
      `Sites that may show this discussion: “https://a.example/path”: ${noOrigin}`,
    ]);
    const wrong = (id: string) => host.locator(`.field.bad:has([id="${id}"]) .err`).textContent();
    expect(await wrong(`moderators.${last}.languages`)).toContain("“English”");
    expect(await wrong("embedOrigins")).toMatch(/“nowhere”.*“https:\/\/a\.example\/path”/);
    expect((await read()).questions).toHaveLength(questions.length + 1);
  });

  test("a missing translation leads to its field, and a question is translated and another added", async () => {
    await open(host);
    await host.getByLabel("Add a language").fill("uk");
    await host.getByRole("button", { name: "Add", exact: true }).click();
    const missing = host
      .locator(".missing li", { hasText: "Question 1" })
      .getByRole("link", { name: /^Ukrainian/ });
    expect(await missing.isVisible()).toBe(false);
    await host.getByText(/^Missing translations: \d+$/).click();
    const href = await missing.getAttribute("href");
    const id = /^#questions\.(.*)\.text\.uk$/.exec(href ?? "")?.[1] ?? "";
    await missing.click();
    const question = field(host, `questions.${id}.text.uk`);
    await expect
      .poll(() => question.evaluate((each) => each === document.activeElement))
      .toBe(true);
    expect(await question.getAttribute("lang")).toBe("uk");
    expect(await host.locator(`[id="questions.${id}.text.uk-hint"]`).textContent()).toMatch(
      /^Readers see the one in English: “Which/,
    );
    await question.fill("Які шляхи?");
    await missing.waitFor({ state: "detached" });
    await host.getByRole("tab", { name: "English" }).click();
    await host.getByRole("button", { name: "Add a question" }).click();
    await host.getByLabel("New question", { exact: true }).fill("And what else?");
    const before = (await read()).questions.length;
    await save(host);
    await saved(host);
    const { questions, discussion } = await read();
    expect(discussion.languages).toEqual(["en", "fr", "es", "uk"]);
    expect(questions).toHaveLength(before + 1);
    expect(questions.find((each) => each.id === id)?.text).toMatchObject({ uk: "Які шляхи?" });
    expect(await host.locator('[id^="added."]').count()).toBe(0);
  });

  test("what a host may add comes on the page: a term's footnote on open pages at once, an answer under its link", async () => {
    const reader = await (await site.watched.visit()).newPage();
    await reader.goto(`${site.app.url}${path}`);
    await live(reader);
    await open(host);
    await host.getByRole("button", { name: "Add: Term" }).click();
    await field(host, "terms.0.term.en").fill("workers");
    await field(host, "terms.0.note.en").fill("What both sides have signed.");
    await host.getByRole("button", { name: "Add: Term" }).click();
    await field(host, "terms.1.term.en").fill("Workers");
    await field(host, "terms.1.note.en").fill("The same once more.");
    await host.getByRole("button", { name: "Add: FAQ question" }).click();
    await field(host, "faq.0.question.en").fill("Who may write?");
    await field(host, "faq.0.answer.en").fill("Everybody.");
    await field(host, "callToAction.label.en").fill("Sign up");
    await field(host, "callToAction.url").fill("http://host.example");
    await save(host);
    await expect
      .poll(() => host.locator('.field.bad:has([id="callToAction.url"]) .err').textContent())
      .toContain("begins with https://");
    await field(host, "callToAction.url").fill("https://host.example/join");
    const twice = host.locator('.field.bad:has([id="terms.1.term.en"]) .err');
    expect(await twice.textContent()).toContain("named twice");
    await host.getByRole("button", { name: "Remove Term 2" }).click();
    await save(host);
    await saved(host);
    const marked = reader.locator(".post:has(.gloss-ref)").first();
    await marked.waitFor();
    expect((await marked.locator(".gloss").first().textContent())?.toLowerCase()).toBe("workers");
    expect(await marked.locator(".gloss-notes").textContent()).toContain("What both sides");
    await shoot(reader, "terms");
    const id = (await read()).discussion.faq[0]?.id;
    await reader.goto(`${site.app.url}${path}?again#faq-${id}`);
    await live(reader);
    await expect.poll(() => reader.getByText("Everybody.").isVisible()).toBe(true);
    const call = reader.getByRole("link", { name: "Sign up" });
    expect(await call.getAttribute("href")).toBe("https://host.example/join");
    await reader.context().close();
  });

  test("the focus stays in a list to which something is added, or from which it is taken, and in a text that becomes HTML", async () => {
    await open(host);
    const focused = (id: string) =>
      expect.poll(() => host.evaluate(() => document.activeElement?.id)).toBe(id);
    const press = (name: string | RegExp) => host.getByRole("button", { name }).click();
    for (const [list, one, first] of [
      ["topics", "Topic", "label"],
      ["terms", "Term", "term"],
      ["faq", "FAQ question", "question"],
    ] as const) {
      const there = await host.locator(`[id="${list}"] > .item`).count();
      const at = (place: number) => `${list}.${place}.${first}.en`;
      for (const place of [there, there + 1]) {
        await press(`Add: ${one}`);
        await focused(at(place));
      }
      await press(`Remove ${one} ${there + 1}`);
      await focused(at(there));
      for (let left = there + 1; left > 0; left--) {
        await press(`Remove ${one} ${left}`);
        if (left > 1) await focused(at(left - 2));
      }
      const add = host.getByRole("button", { name: `Add: ${one}` });
      await expect.poll(() => add.evaluate((each) => each === document.activeElement)).toBe(true);
    }
    await press("Add a question");
    await expect
      .poll(() => host.evaluate(() => document.activeElement?.id))
      .toMatch(/^added\..*\.text\.en$/);
    await press("Remove New question");
    await expect
      .poll(() => host.evaluate(() => document.activeElement?.id))
      .toMatch(/^questions\..*\.text\.en$/);
    await press("Remove French");
    const active = () => host.evaluate(() => document.activeElement?.textContent);
    await expect.poll(active).toBe("Remove Spanish");
    const html = host.getByRole("button", { name: /^Edit as HTML / }).first();
    await html.click();
    await expect
      .poll(() => host.evaluate(() => document.activeElement?.matches("textarea.code")))
      .toBe(true);
  });

  test("Enter in the field for another language adds it, and sends nothing of the form", async () => {
    await open(host);
    await field(host, "preparedBy.en").fill("Not to be saved yet");
    const add = host.getByLabel("Add a language");
    const chips = host.locator("#languages .chips code");
    const there = await chips.allTextContents();
    for (const [typed, then] of [
      ["sw", [...there, "sw"]],
      ["sw", [...there, "sw"]],
      ["", [...there, "sw"]],
      ["qq", [...there, "sw"]],
    ] as const) {
      await add.fill(typed);
      await add.press("Enter");
      await expect.poll(() => chips.allTextContents()).toEqual(then);
    }
    await host.locator("#languages .err", { hasText: "qq" }).waitFor();
    expect(await add.evaluate((each) => each === document.activeElement)).toBe(true);
    expect(await host.locator(".save-bar [role=status]").textContent()).toBe("2 changes not saved");
    expect((await read()).discussion.languages).toEqual(there);
  });

  test("the focus stays at the button that saves, of which a second press saves nothing", async () => {
    await open(host);
    await field(host, "aim.en").fill("An aim that is written anew.");
    const button = host.getByRole("button", { name: "Save the changes" });
    await button.focus();
    await host.keyboard.press("Enter");
    await saved(host);
    expect(await button.evaluate((each) => each === document.activeElement)).toBe(true);
    await host.keyboard.press("Enter");
    expect(await host.getByText("This is not saved yet").count()).toBe(0);
  });

  test("the notes on the title stand apart from the text below them", async () => {
    await open(host);
    const { title } = (await read()).discussion;
    await field(host, "terms.0.term.en").fill(Object.values(title)[0] ?? "");
    await save(host);
    await saved(host);
    const reader = await (await site.watched.visit()).newPage();
    await reader.goto(`${site.app.url}${path}`);
    const notes = await reader.locator("h1 + .gloss-notes").boundingBox();
    const aim = await reader.locator(".mast .aim").boundingBox();
    expect(aim?.y).toBeGreaterThan((notes?.y ?? 0) + (notes?.height ?? 0) + 8);
    await reader.context().close();
    await field(host, "terms.0.term.en").fill("workers");
    await save(host);
    await saved(host);
  });

  test("who is signed out while writing signs in beside the form, which keeps what was typed", async () => {
    await open(host);
    const button = host.getByRole("button", { name: "Save the changes" });
    const link = host.getByRole("link", { name: "Sign in in another tab" });
    const beside = await host.context().newPage();
    const signOut = async () => {
      await beside.goto(`${site.app.url}/account`);
      await beside.getByRole("button", { name: "Sign out", exact: true }).first().click();
      await link.waitFor();
    };
    await field(host, "onBehalfOf.en").fill("Kept while signed out");
    await signOut();
    expect(await host.locator(".settings-form [role=alert]").textContent()).toMatch(
      /^You are no longer signed in\. What you typed is still here/,
    );
    const isFocused = (at: Locator) =>
      expect.poll(() => at.evaluate((each) => each === document.activeElement)).toBe(true);
    await button.press("Enter");
    await isFocused(link);
    expect(await host.locator(".summary").count()).toBe(0);
    expect(await link.getAttribute("rel")).toBe("noopener");
    const [opened] = await Promise.all([host.context().waitForEvent("page"), link.click()]);
    await opened.waitForFunction(() => document.documentElement.dataset.live === "true");
    await opened.getByLabel("E-mail address").fill("hana.weiss@example.org");
    await opened.getByLabel("Password").fill(password);
    await opened.getByRole("button", { name: "Sign in" }).click();
    await opened.waitForURL(`${site.app.url}/account`);
    await link.waitFor({ state: "detached" });
    await isFocused(button);
    expect(await field(host, "onBehalfOf.en").inputValue()).toBe("Kept while signed out");
    await host.keyboard.press("Enter");
    await saved(host);
    expect((await read()).discussion.onBehalfOf).toMatchObject({ en: "Kept while signed out" });
    await opened.close();
    await beside.close();
  });

  test("a host copies a discussion, and opens the copy; an address that is taken is told at its field", async () => {
    await open(host);
    await host.getByLabel("Address of the copy").fill("care-pathways");
    await host.getByRole("button", { name: "Make a copy" }).click();
    await host.getByText("Another discussion has this address.").waitFor();
    await host.getByLabel("Address of the copy").fill("care-again");
    await host.getByRole("button", { name: "Make a copy" }).click();
    await host.waitForURL(/care-again\/settings/);
    await host.locator(".status .state.draft").waitFor();
    const told = host.getByRole("status").filter({ hasText: "The copy has been made." });
    await told.waitFor();
    expect(await host.evaluate(() => document.activeElement?.id)).toBe("title");
    // It is told once.
    await host.reload();
    await host.locator(".status .state.draft").waitFor();
    expect(await told.count()).toBe(0);
    expect(await host.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
    expect(await field(host, "title.en").inputValue()).toBe("The second's title");
    const opening = host.getByRole("button", { name: "Open the discussion" });
    await field(host, "timeZone").fill("Asia/Kathmandu");
    await field(host, "opensAt").fill("2031-05-20T10:15");
    await save(host);
    await saved(host);
    await opening.click();
    await host
      .getByText("from Tuesday, 20 May 2031, 10:15 (\u2066Asia/Kathmandu\u2069) on.")
      .waitFor();
    await host.keyboard.press("Escape");
    await field(host, "opensAt").fill("");
    await save(host);
    await saved(host);
    await opening.click();
    await host.getByRole("button", { name: "Open it" }).click();
    await host.locator(".status .state.open").waitFor();
    const reader = await (await site.watched.visit()).newPage();
    await reader.goto(`${site.app.url}/d/care-again`);
    expect(await reader.locator("h1").textContent()).toBe("The second's title");
    expect(await reader.locator(".post").count()).toBe(0);
    await reader.context().close();
  });

  test("an admin begins a discussion on the list, sees the draft there, and nobody else does", async () => {
    const { url } = await makeLink(site.app.core.deps, {
      role: "admin",
      discussionId: null,
      hours: 1,
    });
    await host.goto(url);
    await host.getByRole("button", { name: "Accept" }).click();
    await host.getByText("You are admin of this site now.").waitFor();
    await host.goto(site.app.url);
    const form = host.getByRole("form", { name: "New discussion" });
    await form.getByLabel("Title").fill("Something new </script>");
    await form.getByLabel("Address").fill("something-new");
    await host.getByLabel("Languages, by their tags").fill("en, qq");
    await host.getByRole("button", { name: "Create the draft" }).click();
    await host.getByText("There is no such language.").waitFor();
    const languages = host.getByLabel("Languages, by their tags");
    await expect
      .poll(() => languages.evaluate((each) => each === document.activeElement))
      .toBe(true);
    await languages.fill("en, fr");
    await host.getByRole("button", { name: "Create the draft" }).click();
    await host.waitForURL(/something-new\/settings/);
    await host.locator(".save-bar").waitFor();
    expect(await host.locator(".missing").textContent()).toContain("French");
    await host.goto(site.app.url);
    await host.getByRole("link", { name: "Something new </script>" }).waitFor();
    await shoot(host, "list-admin", true);
    await other.goto(site.app.url);
    await other.getByText("Omar Said").waitFor();
    expect(await other.getByText("Something new").count()).toBe(0);
    expect(await other.getByText("New discussion").count()).toBe(0);
  });
});
