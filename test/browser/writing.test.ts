import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { DiscussionId, QuestionId } from "#shared/ids.ts";
import type { PostView } from "#shared/model.ts";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, live, password, registerAt, shoot, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

const fromWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0cm}</style></head>
<body lang=EN-GB><!--StartFragment--><h1 style='color:#2F5496'>Our view<o:p></o:p></h1>
<p class=MsoNormal style='mso-fareast-language:EN-US'>Care <b>must</b> be recognised.<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></a><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span></span><![endif]>First<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>Second<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>(a)<span>&nbsp;&nbsp;</span></span><![endif]>Third<span class=msoDel><del cite="mailto:O"> never</del></span><span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[O1]</a></span><o:p></o:p></p>
<table style='border:none'><tr><td style='width:1cm'><p class=MsoNormal>2020<o:p></o:p></p></td><td><p class=MsoNormal><span style='font-weight:700'>1,500</span></p></td></tr></table>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> Annual report, page 4.<o:p></o:p></p></div></div>
<script>window.ran = true</script><img src=x onerror="window.ran = true"><!--EndFragment--></body></html>`;

describe.skipIf(chromiumPath === null)("writing", () => {
  let page: Page;
  let path: string;
  let talk: { discussionId: DiscussionId; questionIds: QuestionId[] };

  const site = siteInBrowser();
  beforeAll(async () => {
    const admin = as(await anAccount(site.app.store, "Host", { admin: true }));
    const made = await anOpenDiscussion(site.app.core.answer, admin, 1);
    talk = made;
    await granted(site.app.core.answer, admin, "discussion:update", {
      ...{ discussionId: made.discussionId, commandId: commandId() },
      contact: { en: "<p>Trouble? Write to help@example.org.</p>" },
    });
    path = `/d/${made.slug}`;
    page = await aWriter("Odile Ferrand");
  });

  async function aWriter(name: string, options: BrowserContextOptions = {}): Promise<Page> {
    const writer = await (await site.watched.visit(options)).newPage();
    await registerAt(writer, site.app.url, { name, next: path });
    await live(writer);
    return writer;
  }
  const answer = async (at = page) => {
    await at.getByRole("button", { name: "Answer question 1" }).first().click();
    await at.waitForFunction(() => document.activeElement?.closest(".composer") !== null);
  };
  const publish = async (at = page) => {
    await at
      .locator(".composer")
      .getByRole("button", { name: /Publish|Save/ })
      .click();
    await at.locator(".composer").waitFor({ state: "detached" });
    // One is brought to what one has written; nobody begins anew before that.
    await at.waitForFunction(() => document.activeElement?.closest(".post") !== null);
  };
  const tool = (name: string): Locator =>
    page.getByRole("toolbar", { name: "Formatting" }).getByRole("button", { name, exact: true });
  /** What the server has of the newest post. */
  async function newest(): Promise<PostView> {
    const { posts } = await granted(site.app.core.answer, visitor, "post:list", {
      ...{ discussionId: talk.discussionId, questionId: talk.questionIds[0] ?? "", before: null },
      limit: 1,
    });
    const [post] = posts;
    if (!post) throw new Error("a post");
    return post;
  }
  const pasted = (html: string, text: string) =>
    wordsIn(page).evaluate(
      (box, data) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/html", data.html);
        clipboardData.setData("text/plain", data.text);
        box.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
        );
      },
      { html, text },
    );

  test("headings, lists, a quotation, a link and a footnote are written by keyboard alone, and stand so in the record", async () => {
    await page.getByRole("button", { name: "Answer question 1" }).first().focus();
    await page.keyboard.press("Enter");
    await wordsIn(page).waitFor();
    await expect
      .poll(() => wordsIn(page).evaluate((box) => box === document.activeElement))
      .toBe(true);
    const reach = async (name: string) => {
      await page.keyboard.press("Alt+F10");
      for (let i = 0; i < 9; i++) {
        if (await tool(name).evaluate((each) => each === document.activeElement)) break;
        await page.keyboard.press("ArrowRight");
      }
      await page.keyboard.press("Enter");
    };
    await reach("Heading");
    await page.keyboard.type("What we propose");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Two things are ");
    await page.keyboard.press("Control+b");
    await page.keyboard.type("urgent");
    await page.keyboard.press("Control+b");
    await reach("Footnote");
    await page.keyboard.type("Survey of 2025.");
    // A caret at the start within 200 ms of the focus is taken for one that the browser lost, and put back.
    await page.waitForTimeout(250);
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await reach("Bulleted list");
    await page.keyboard.type("Pay");
    await page.keyboard.press("Enter");
    await page.keyboard.type("see ");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("javascript:alert(1)");
    await page.keyboard.press("Enter");
    await page.getByText("That is no web or e-mail address.").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("example.org/report");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await reach("Quotation");
    await page.keyboard.type("Nobody asked us.");
    expect(await tool("Quotation").getAttribute("aria-pressed")).toBe("true");
    await shoot(page, "editor-1280");
    await page.keyboard.press("Control+Enter");
    await page.locator(".composer").waitFor({ state: "detached" });
    expect((await newest()).html).toBe(
      "<h3>What we propose</h3><p>Two things are <strong>urgent</strong>" +
        '<sup><a href="#note-1">1</a></sup></p><ul><li><p>Pay</p></li><li><p>see ' +
        '<a href="https://example.org/report" rel="nofollow noopener noreferrer ugc">example.org/report</a></p></li></ul>' +
        '<blockquote><p>Nobody asked us.</p></blockquote><ol><li id="note-1"><p>Survey of 2025.</p></li></ol>',
    );
  });

  test("an edit keeps what is formatted, also over a reload as a draft", async () => {
    const before = await newest();
    const post = page.locator(`[id="p-${before.id}"]`);
    const edit = async () => {
      await post.getByRole("button", { name: /edit$/i }).click();
      await wordsIn(page).waitFor();
    };
    await edit();
    await wordsIn(page).locator("strong").click();
    await page.keyboard.press("End");
    await page.keyboard.type(" now");
    await page.getByText(/Draft saved at/).waitFor();
    await page.reload();
    await live(page);
    await edit();
    await publish();
    expect((await newest()).html).toBe(before.html.replace("</sup></p>", "</sup> now</p>"));
  });

  test("Enter leads from a note back to behind its mark", async () => {
    await answer();
    await page.keyboard.type("Said");
    await tool("Footnote").click();
    await page.keyboard.type("By whom");
    await page.keyboard.press("Enter");
    await page.keyboard.type(" and done.");
    await publish();
    const { html } = await newest();
    // Whoever edits it goes on in the text, and not in its last note.
    await page.locator(".post .acts").getByRole("button", { name: "Edit" }).first().click();
    await page.locator(".composer .ProseMirror").waitFor();
    await page.keyboard.type(" Really.");
    await publish();
    expect((await newest()).html).toContain("and done. Really.</p>");
    expect(html).toMatch(
      /^<p>Said<sup>.*<\/sup> and done\.<\/p><ol><li[^>]*>.*By whom.*<\/li><\/ol>$/,
    );
    expect(html.match(/<li/g)).toHaveLength(1);
  });

  test("a note without words is asked for, and what is written stays", async () => {
    await answer();
    await page.keyboard.type("Said");
    await tool("Footnote").click();
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText("A footnote has no words yet.").waitFor();
    await page.keyboard.type("By whom");
    await publish();
    expect((await newest()).html).toMatch(/^<p>Said<sup>.*<\/sup><\/p><ol><li[^>]*>.*By whom/);
    // Without its number an empty note is none.
    await answer();
    await page.locator(".composer .ProseMirror").waitFor();
    await page.keyboard.type("Said again");
    await tool("Footnote").click();
    await wordsIn(page).locator("p").first().click();
    await page.keyboard.press("End");
    await page.keyboard.press("Backspace");
    await expect.poll(() => wordsIn(page).locator("li").count()).toBe(0);
    await publish();
    expect((await newest()).html).toBe("<p>Said again</p>");
  });

  test("footnotes are numbered in the order of the text, and one whose note is deleted goes", async () => {
    await answer();
    await wordsIn(page).click();
    await page.keyboard.type("First last");
    await tool("Footnote").click();
    await page.keyboard.type("The second note");
    await wordsIn(page).locator("p").first().click();
    await page.keyboard.press("Home");
    for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
    await tool("Footnote").click();
    await page.keyboard.type("The first note");
    await wordsIn(page).locator("p").first().click();
    await page.keyboard.press("End");
    await tool("Footnote").click();
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Backspace");
    expect(await wordsIn(page).locator("sup").count()).toBe(2);
    await publish();
    expect((await newest()).html).toBe(
      '<p>First<sup><a href="#note-1">1</a></sup> last<sup><a href="#note-2">2</a></sup></p>' +
        '<ol><li id="note-1"><p>The first note</p></li><li id="note-2"><p>The second note</p></li></ol>',
    );
  });

  test("what Word puts on the clipboard becomes headings, lists and footnotes, and nothing of it runs", async () => {
    await answer();
    await wordsIn(page).click();
    await pasted(fromWord, "Our view");
    await publish();
    expect((await newest()).html).toBe(
      '<h3>Our view</h3><p>Care <strong>must</strong> be recognised.<sup><a href="#note-1">1</a></sup></p>' +
        '<ul><li><p>First</p></li><li><p>Second</p></li></ul><ol><li><p>Third</p></li></ol><p>2020 | <strong>1,500</strong></p><ol><li id="note-1"><p>Annual report, page 4.</p></li></ol>',
    );
    expect(await page.evaluate(() => "ran" in globalThis)).toBe(false);
  });

  test("what is typed before the editor is there moves into it with the caret; without the editor the textarea does", async () => {
    const slow = await aWriter("Slow Line");
    let release = (): void => undefined;
    const held = new Promise<void>((done) => {
      release = done;
    });
    await slow.route(/assets\/editor-.*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    await answer(slow);
    const area = slow.locator(".composer textarea");
    await area.pressSequentially("One two");
    await slow.keyboard.press("Enter");
    await slow.keyboard.press("Enter");
    await slow.keyboard.type("three");
    for (let i = 0; i < 10; i++) await slow.keyboard.press("ArrowLeft");
    release();
    await wordsIn(slow).waitFor();
    await area.waitFor({ state: "detached" });
    await slow.keyboard.type("and ");
    await publish(slow);
    expect((await newest()).html).toBe("<p>One and two</p><p>three</p>");

    await slow.route(/assets\/editor-.*\.js/, (route) => route.abort());
    await slow.reload();
    await live(slow);
    const told = site.watched.faults.length;
    await answer(slow);
    await area.fill("Without any\ntools");
    await publish(slow);
    expect((await newest()).html).toBe("<p>Without any<br />tools</p>");
    site.watched.faults.splice(told);
    await slow.context().close();
  });

  test.each(["Reply", "Quote in a reply"])(
    "a passage that is marked is quoted in whole words, with a link back to it, by %s",
    async (by) => {
      await answer();
      await wordsIn(page).fill("Nobody asked us about it.");
      await publish();
      const post = page.locator(".post", { hasText: "Nobody asked us about it." }).first();
      const id = (await post.getAttribute("id"))?.slice(2);
      await post.evaluate((box) => {
        const words = box.querySelector(".prose p")?.firstChild;
        if (words) getSelection()?.setBaseAndExtent(words, 2, words, 10);
      });
      const offered = page.locator(".quote-it");
      await offered.waitFor();
      if (by === "Reply") await post.getByRole("button", { name: /reply to/i }).click();
      else await offered.click();
      await offered.waitFor({ state: "hidden" });
      await wordsIn(page).locator("blockquote").waitFor();
      await expect.poll(() => page.locator(".composer textarea").count()).toBe(0);
      await page.keyboard.type("Agreed.");
      await publish();
      expect((await newest()).html).toMatch(
        new RegExp(
          `^<blockquote lang="en" dir="ltr"><p>Nobody asked</p><p><a href="${site.app.url}/p/${id}"[^>]*>[^<]+</a></p></blockquote><p>Agreed.</p>$`,
        ),
      );
      await post.getByRole("button", { name: /reply to/i }).waitFor();
    },
  );

  test("what is quoted keeps its own language in a reply in another one, also when that is edited", async () => {
    await answer();
    await wordsIn(page).fill("Nous avons besoin de plus de soignants dans nos villages.");
    await expect.poll(() => page.getByLabel("Written in").inputValue()).toBe("fr");
    await publish();
    const post = page.locator(".post", { hasText: "plus de soignants" }).first();
    await post.evaluate((box) => {
      const words = box.querySelector(".prose p")?.firstChild;
      if (words) getSelection()?.setBaseAndExtent(words, 0, words, 17);
    });
    await page.locator(".quote-it").click();
    await wordsIn(page).locator("blockquote[lang=fr][dir=ltr]").waitFor();
    await expect.poll(() => page.locator(".composer textarea").count()).toBe(0);
    await page.keyboard.type("We in the villages have known this for years.");
    await expect.poll(() => page.getByLabel("Written in").inputValue()).toBe("en");
    await publish();
    const reply = page.locator(".post", { hasText: "known this for years" }).last();
    const quoted = '<blockquote lang="fr" dir="ltr"><p>Nous avons besoin</p>';
    expect(await reply.locator(".prose").first().innerHTML()).toContain(quoted);
    await reply.getByRole("button", { name: /edit$/i }).click();
    await wordsIn(page).locator("blockquote[lang=fr]").waitFor();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" Truly.");
    await publish();
    await reply.getByText("Truly.").waitFor();
    expect(await reply.locator(".prose").first().innerHTML()).toContain(quoted);
  });

  test("the language is recognised while somebody writes, and not against their choice", async () => {
    await answer();
    const language = page.getByLabel("Written in");
    expect(await language.inputValue()).toBe("en");
    await wordsIn(page).fill("Nous avons besoin de plus de soignants dans nos villages.");
    await expect.poll(() => language.inputValue()).toBe("fr");
    await page.getByText("Recognised from your text.").waitFor();
    expect(await wordsIn(page).getAttribute("lang")).toBe("fr");
    await wordsIn(page).fill("نحن نعتقد أن هذا القرار غير صحيح ويجب مراجعته.");
    await expect.poll(() => language.inputValue()).toBe("ar");
    expect(await wordsIn(page).getAttribute("dir")).toBe("rtl");
    await wordsIn(page).fill("Nous avons besoin de plus de soignants dans nos villages.");
    await expect.poll(() => language.inputValue()).toBe("fr");
    expect(await wordsIn(page).getAttribute("dir")).toBe("ltr");
    await language.selectOption("en");
    await wordsIn(page).pressSequentially(" Et de temps.");
    await page.getByText(/Draft saved at/).waitFor();
    await publish();
    expect(await newest()).toMatchObject({ language: "en" });
  });

  test("when a text can't be posted it stays, with the reason and a message to those who help", async () => {
    await answer();
    await wordsIn(page).fill("x".repeat(20_001));
    await page.locator(".composer").getByRole("button", { name: "Publish" }).click();
    await page.locator(".composer .err", { hasText: "20,001" }).waitFor();
    const help = await page.getByRole("link", { name: "I can't post" }).getAttribute("href");
    const { protocol, pathname, searchParams } = new URL(help ?? "");
    expect([protocol, pathname]).toEqual(["mailto:", "help@example.org"]);
    expect(searchParams.get("subject")).toBe("Answer question 1");
    expect(searchParams.get("body")).toMatch(new RegExp(`^${site.app.url}${path}#q-1\n\nx{1500}$`));
    expect(await wordsIn(page).textContent()).toHaveLength(20_001);
    await wordsIn(page).fill("");
    await page.locator(".composer").getByRole("button", { name: "Cancel" }).click();
  });

  test("what was sent without a line goes out once from the page that comes next", async () => {
    const told = site.watched.faults.length;
    await page.context().setOffline(true);
    await page.locator(".conn").waitFor({ timeout: 30_000 });
    await answer();
    await wordsIn(page).fill("Written in a tunnel.");
    await page.locator(".composer").getByRole("button", { name: "Publish" }).click();
    await page.getByText("It will be sent once when you are back.").waitFor();
    const context = page.context();
    await page.close();
    await context.setOffline(false);
    page = await context.newPage();
    await page.goto(`${site.app.url}${path}`);
    const mine = page.locator(".post", { hasText: "Written in a tunnel." });
    await mine.waitFor();
    site.watched.faults.splice(told);
    await page.reload();
    await live(page);
    expect(await mine.count()).toBe(1);
    expect(await page.evaluate(() => Object.keys(localStorage).join())).not.toContain("draft");
  });

  test("a draft goes on on another device; where both have written, both are offered and nothing is lost", async () => {
    const other = await (await site.watched.visit()).newPage();
    await other.goto(`${site.app.url}/sign-in?next=${encodeURIComponent(path)}`);
    await other.waitForFunction(() => document.documentElement.dataset.live === "true");
    await other.getByLabel("E-mail address").fill("odile.ferrand@example.org");
    await other.getByLabel("Password").fill(password);
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.waitForURL(`${site.app.url}${path}`);
    await live(other);
    const odile = await site.app.store.people.accountByEmail("odile.ferrand@example.org");
    const kept = async () =>
      (await site.app.store.drafts.of(talk.discussionId, odile!.id)).map(({ row }) => row.html);

    await answer();
    await wordsIn(page).pressSequentially("From the desk");
    await page.getByLabel("Asks the moderators").check();
    await expect.poll(kept, { timeout: 5_000 }).toEqual(["<p>From the desk</p>"]);
    await answer(other);
    await expect.poll(() => wordsIn(other).textContent()).toBe("From the desk");
    await expect.poll(() => other.getByLabel("Asks the moderators").isChecked()).toBe(true);
    await other.keyboard.type(" and the train");
    await expect.poll(kept, { timeout: 5_000 }).toEqual(["<p>From the desk and the train</p>"]);

    await wordsIn(page).press("Control+End");
    await page.keyboard.type(" alone");
    const offer = page.locator(".other-draft");
    await offer.getByText("From the desk and the train").waitFor();
    await shoot(page, "two-devices");
    await offer.getByRole("button", { name: "Use that one" }).click();
    expect(await wordsIn(page).textContent()).toBe("From the desk and the train");
    await offer.getByText("From the desk alone").waitFor();
    await offer.getByRole("button", { name: "Keep what stands here" }).click();
    await offer.waitFor({ state: "detached" });
    await wordsIn(page).pressSequentially(".");
    await publish();
    expect((await newest()).html).toMatch(/^<p>\.?From the desk and the train\.?<\/p>$/);
    await expect.poll(kept).toEqual([]);
    await other.context().close();
  });

  test.each([
    { name: "Ana", lang: "en", colorScheme: "dark", width: 1280 },
    { name: "Cem", lang: "ar", colorScheme: "light", width: 390 },
  ] as const)(
    "the editor breaks no rule of axe: $lang, $colorScheme, $width",
    async ({ name, lang, colorScheme, width }) => {
      const reader = await aWriter(name, {
        ...{ colorScheme, viewport: { width, height: 900 } },
      });
      await reader.goto(`${site.app.url}${path}?lang=${lang}`);
      await live(reader);
      await reader.locator("#q-1 .older button.script").last().click();
      await wordsIn(reader).waitFor();
      await reader.keyboard.type("ok 1");
      await reader.locator(".tools button").nth(7).click();
      await shoot(reader, `editor-${lang}-${colorScheme}-${width}`);
      expect(await broken(reader)).toEqual([]);
      expect(await reader.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(
        0,
      );
      await reader.context().close();
    },
  );
});
