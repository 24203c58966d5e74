import { describe, expect, test } from "vitest";
import { demoDiscussion, seedDemo } from "#server/demo/seed-demo.ts";
import { chromiumPath } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";
import { fitsAt, sideways } from "#test/support/widths.ts";

describe.skipIf(chromiumPath === null)("at every width", () => {
  const { slug } = demoDiscussion(Date.now());
  const site = siteInBrowser(({ core }) => seedDemo(core.deps));

  const sizes = [390, 768, 1280].flatMap((width) => [
    { width, lang: "en" },
    { width, lang: "ar" },
  ]);
  test.each(sizes)("nothing scrolls sideways at $width px in $lang", (size) =>
    fitsAt(site.watched, { app: site.app, slug, ...size }),
  );

  test.each(["en", "ar"])(
    "words without an end are broken wherever a host or an author writes, in %s",
    async (lang) => {
      const { answer } = site.app.core;
      const host = as(await anAccount(site.app.store, "Host", { admin: true }));
      const { discussionId, slug, questionIds } = await anOpenDiscussion(answer, host, 1);
      const word = "Wohnungslosenhilfelandesverbandsgeschaeftsstellenleitung".repeat(2);
      const text = { en: word };
      await granted(answer, host, "discussion:update", {
        ...{ discussionId, commandId: commandId(), title: text, aim: { en: `<p>${word}</p>` } },
        ...{ preparedBy: text, onBehalfOf: text, addressees: text },
        deliverable: { title: text, wordLimit: 900, dueDate: null, feedsInto: text },
        moderators: [{ name: word.slice(0, 80), organisation: word, languages: [] }],
        callToAction: { label: text, url: "https://example.org" },
        topics: [{ id: "a", label: text }],
        followUp: text,
      });
      await granted(answer, host, "question:update", {
        ...{ discussionId, questionId: questionIds[0] ?? "", commandId: commandId() },
        ...{ text, authorName: word.slice(0, 80) },
      });
      const deep = `${"<blockquote>".repeat(30)}<p>Deep</p>${"</blockquote>".repeat(30)}`;
      const { postId } = await granted(answer, host, "post:create", {
        ...{ discussionId, questionId: questionIds[0] ?? "", parentId: null, language: "en" },
        ...{ body: `<h3>A heading</h3>${deep}<p>${word}</p>`, commandId: commandId() },
      });
      const page = await (
        await site.watched.visit({ viewport: { width: 320, height: 800 } })
      ).newPage();
      const beyond: Record<string, number> = {};
      const paths = [
        ...["/", `/d/${slug}`, `/d/${slug}/posts?words=${word.slice(0, 120)}`],
        ...[`/d/${slug}/participation`, `/d/${slug}/join-in`, `/p/${postId}`],
      ];
      for (const path of paths) {
        await page.goto(`${site.app.url}${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
        beyond[path] = await sideways(page);
      }
      expect(beyond).toEqual(Object.fromEntries(paths.map((path) => [path, 0])));
      const post = page.locator(`[id="p-${postId}"]`);
      const box = await post.getByText("Deep").boundingBox();
      expect(box?.width).toBeGreaterThan(100);
      expect(await post.getByRole("heading", { level: 4 }).textContent()).toBe("A heading");
      expect(await post.getByRole("heading", { level: 3 }).count()).toBe(1);
    },
  );
});
