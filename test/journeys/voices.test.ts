import { describe, expect, test } from "vitest";
import { broken } from "#test/support/axe.ts";
import { chromiumPath, live, registerAt, shoot, wordsIn } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

describe.skipIf(chromiumPath === null)("voices of organisations", () => {
  const site = siteInBrowser();

  test("a host confirms somebody, who then chooses as whom to post; taken back while they write, nothing is said in another name", async () => {
    const { answer, deps } = site.app.core;
    const host = as(await anAccount(deps.store, "Voices host", { admin: true }));
    const { discussionId, slug } = await anOpenDiscussion(answer, host, 1);
    const path = `/d/${slug}`;
    const writer = await (
      await site.watched.visit({ viewport: { width: 390, height: 900 } })
    ).newPage();
    const desk = await (await site.watched.visit({ colorScheme: "dark" })).newPage();
    const plain = await (await site.watched.visit({ javaScriptEnabled: false })).newPage();
    const account = await registerAt(writer, site.app.url, {
      ...{ name: "Amara Lindqvist", organisation: "Kestrel Bay Access Group", next: path },
    });
    await live(writer);
    const second = await registerAt(desk, site.app.url, { name: "Helga Host", next: path });
    await granted(answer, host, "member:grant", {
      ...{ discussionId, account: second, role: "host", commandId: commandId() },
    });

    // Before anybody is confirmed nothing is asked, and nobody is told what isn't confirmed.
    const open = () =>
      writer
        .getByRole("button", { name: /question 1$/ })
        .first()
        .click();
    await open();
    await wordsIn(writer).fill("I say this for myself.");
    expect(await writer.getByLabel("Post as").count()).toBe(0);
    await writer.getByRole("button", { name: "Publish" }).click();
    const own = writer.locator(".post", { hasText: "for myself" });
    await own.waitFor();
    expect(await own.locator(".meta").innerText()).toBe("Kestrel Bay Access Group");

    await desk.reload();
    await live(desk);
    await desk.locator(".host-panel summary").click();
    const form = desk.getByRole("form", { name: "Voices of organisations" });
    await form.getByLabel("Name or e-mail address").fill("nobody@example.org");
    await form.getByLabel("Organisation, as readers will see it").fill("City of Port Sable");
    await form.getByRole("button", { name: "Confirm" }).click();
    await form.getByText("There is no account with this name or address.").waitFor();
    await form.getByLabel("Name or e-mail address").fill(account);
    await form.getByRole("button", { name: "Confirm" }).click();
    await form.getByText("is confirmed for City of Port Sable.").waitFor();
    await desk
      .locator(".members li", { hasText: "City of Port Sable" })
      .getByText("Amara Lindqvist")
      .first()
      .waitFor();
    await own.getByText("Kestrel Bay Access Group, not confirmed").waitFor();

    // From a post it takes two presses.
    const listed = desk.locator(".post", { hasText: "for myself" });
    await listed.getByRole("button", { name: /^More/ }).click();
    await listed.getByRole("button", { name: "Confirm the organisation" }).click();
    await listed
      .getByText("Confirm Amara Lindqvist as the voice of Kestrel Bay Access Group?")
      .waitFor();
    await listed.getByRole("button", { name: "Confirm the organisation" }).click();
    await own.locator(".voice", { hasText: "Kestrel Bay Access Group, confirmed" }).waitFor();
    expect(await listed.getByRole("button", { name: /^More/ }).isVisible()).toBe(true);
    await shoot(desk, "voices-desk-dark", true);
    expect(await broken(desk)).toEqual([]);

    await open();
    await wordsIn(writer).fill("The city says this.");
    await writer.getByLabel("Post as").selectOption("City of Port Sable (confirmed)");
    await shoot(writer, "voices-composer-390");
    expect(await broken(writer)).toEqual([]);
    await writer.getByRole("button", { name: "Publish" }).click();
    const voiced = writer.locator(".post", { hasText: "The city says this." });
    await voiced
      .locator(".voice", { hasText: "On behalf of City of Port Sable, confirmed voice" })
      .waitFor();
    await shoot(writer, "voices-post-390");

    await open();
    await wordsIn(writer).fill("The city says more.");
    await writer.getByLabel("Post as").selectOption("City of Port Sable (confirmed)");
    await desk.getByRole("button", { name: /^Take the confirmation back City/ }).click();
    await voiced.getByText("On behalf of City of Port Sable, no longer confirmed").waitFor();
    await writer.getByRole("button", { name: "Publish" }).click();
    await writer.getByText("You aren't confirmed for this organisation any more.").waitFor();
    const chosen = writer.getByLabel("Post as").locator("option:checked");
    expect(await chosen.innerText()).toBe("An organisation that you aren't confirmed for any more");
    await shoot(writer, "voices-refused-390");
    await writer.getByLabel("Post as").selectOption("In my own name");
    await writer.getByRole("button", { name: "Publish" }).click();
    const last = writer.locator(".post", { hasText: "The city says more." });
    await last.locator(".voice", { hasText: "Kestrel Bay Access Group, confirmed" }).waitFor();
    expect(await last.getByText("City of Port Sable").count()).toBe(0);

    await plain.goto(`${site.app.url}${path}?lang=ar`);
    await plain.getByText("باسم").first().waitFor();
    await shoot(plain, "voices-ar", true);
    await plain.goto(`${site.app.url}${path}/posts?organisation=city%20of%20port%20sable&lang=en`);
    expect(await plain.locator(".hits > li").count()).toBe(1);
    expect(await plain.locator("datalist option").evaluateAll((all) => all.length)).toBe(1);
    await shoot(plain, "voices-found");
  });

  test("a moderator posts what somebody sent in by e-mail, and everybody reads whose words they are", async () => {
    const { answer, deps } = site.app.core;
    const host = as(await anAccount(deps.store, "Post office host", { admin: true }));
    const { discussionId, slug } = await anOpenDiscussion(answer, host, 1);
    const path = `/d/${slug}`;
    const desk = await (
      await site.watched.visit({ viewport: { width: 390, height: 900 } })
    ).newPage();
    const reader = await (await site.watched.visit({ colorScheme: "dark" })).newPage();
    const account = await registerAt(desk, site.app.url, { name: "Rosa Keller", next: path });
    await granted(answer, host, "member:grant", {
      ...{ discussionId, account, role: "moderator", commandId: commandId() },
    });
    await desk.reload();
    await live(desk);
    await reader.goto(`${site.app.url}${path}?lang=ar`);
    await live(reader);

    await desk.getByRole("button", { name: "Answer question 1" }).first().click();
    await wordsIn(desk).fill("The ferry is the only way to the clinic.");
    await desk.getByLabel("Post as").selectOption({ label: "Somebody who sent it in" });
    await desk.getByRole("button", { name: "Publish" }).click();
    await desk.getByText("Name of who wrote it: Fill this in.").waitFor();
    expect(await desk.evaluate(() => document.activeElement?.id)).toBe("sender-name");
    expect(await wordsIn(desk).getAttribute("aria-invalid")).toBe("false");
    await desk.getByLabel("Name of who wrote it").fill("Tove Aalto");
    await desk.getByLabel("Their organisation (optional)").fill("Skerry Island Council");
    await desk.getByLabel("They take part as").selectOption({ label: "Local government" });
    await desk.getByText("under the name of who wrote it").waitFor();
    await shoot(desk, "received-composer");
    expect(await broken(desk)).toEqual([]);
    // What was said of them is still there after a reload.
    await desk.getByText(/Draft saved/).waitFor();
    await desk.reload();
    await live(desk);
    await desk
      .getByRole("button", { name: /^Continue/ })
      .first()
      .click();
    expect(await desk.getByLabel("Name of who wrote it").inputValue()).toBe("Tove Aalto");
    await desk.getByRole("button", { name: "Publish" }).click();

    const post = reader.locator(".post", { hasText: "only way to the clinic" });
    await post.waitFor();
    expect(await post.locator("h3 bdi").innerText()).toBe("Tove Aalto");
    expect(await post.locator(".meta").innerText()).toContain("وصل إلى المشرفين فنشروه");
    await shoot(reader, "received-ar");
    const posted = desk.locator(".post", { hasText: "only way to the clinic" });
    await posted.waitFor();
    expect(await posted.locator(".meta").innerText()).toContain(
      "Sent in, posted by the moderators",
    );
    expect(await posted.getByRole("button", { name: "Edit" }).count()).toBe(0);
    expect(await broken(reader)).toEqual([]);
  });
});
