import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { newSessionId } from "#server/domain/new-id.ts";
import type { DiscussionId, PostId } from "#shared/ids.ts";
import { corpus } from "#test/people/corpus.ts";
import { chromiumPath, live, otherSite, registerAt, shoot } from "#test/support/browser.ts";
import { granted } from "#test/support/discussion.ts";
import { hostileStrings } from "#test/support/hostile.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";

/** Written for this project: ways in which markup makes a browser run something, or ask somebody else for something. */
const own: readonly string[] = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<p onmouseover=alert(1)>over me</p>",
  "<details open ontoggle=alert(1)>open</details>",
  "<input autofocus onfocus=alert(1)>",
  "<video><source onerror=alert(1)></video>",
  "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
  "<iframe src='javascript:parent.alert(1)'></iframe>",
  "<a href='javascript:alert(1)'>a link</a>",
  "<a href='jAvAsCrIpT&colon;alert(1)'>a link</a>",
  "<a href=' &#1; javascript:alert(1)'>a link</a>",
  "<a href='data:text/html,<script>alert(1)</script>'>a link</a>",
  "<a href='//elsewhere.example/x' onclick='alert(1)'>a link</a>",
  "<img src='http://elsewhere.example/pixel.gif'>",
  "<link rel=stylesheet href='http://elsewhere.example/x.css'>",
  "<style>@import 'http://elsewhere.example/x.css'; *{color:red}</style>",
  '<p style="background:url(http://elsewhere.example/p.png)">styled</p>',
  "<base href='http://elsewhere.example/'>",
  "<meta http-equiv=refresh content='0;url=http://elsewhere.example/'>",
  "<form action='http://elsewhere.example/'><button>send</button></form>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  "<template><img src=x onerror=alert(1)></template>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<![CDATA[><img src=x onerror=alert(1)>]]>",
  "<textarea></textarea><img src=x onerror=alert(1)></textarea>",
  "<xmp><img src=x onerror=alert(1)></xmp>",
  "<p id=app class=bar>clobbers</p><a id=state name=state>state</a>",
  "</div></main><script>alert(1)</script>",
  "</script><script>alert(1)</script>",
  "<p>\u2028\u2029 &lt;img src=x onerror=alert(1)&gt;</p>",
  "<b><i><s><u><center><marquee onstart=alert(1)>moves</marquee>",
  '"><img src=x onerror=alert(1)>',
  "' autofocus onfocus=alert(1) x='",
  "{{constructor.constructor('alert(1)')()}}",
];
/** Names may hold no angle brackets; these try to get out of an attribute, or to be read twice. */
const names: readonly string[] = [
  '" onmouseover="alert(1)',
  "' onfocus='alert(1)",
  "&lt;img src=x onerror=alert(1)&gt;",
  "javascript:alert(1)",
  "Ann\\u003cscript\\u003e",
  "{{alert(1)}} Ann",
  "Robert'); DROP TABLE accounts;",
];

interface Item {
  payload: string;
}
const files = [
  ...["sanitize-html-tests.json", "blns.json", "unicode-hostile.json"],
  "redos-and-parser-stress.json",
];
const found = files.flatMap((file) => (corpus<Item>(file) ?? []).map(({ payload }) => payload));
const payloads = [...own, ...hostileStrings, ...found].filter((each) => typeof each === "string");
const allowed = [
  "P",
  "BR",
  "H3",
  "H4",
  "UL",
  "OL",
  "LI",
  "BLOCKQUOTE",
  "A",
  "STRONG",
  "EM",
  "CODE",
  "PRE",
  "SUP",
];
const perQuestion = 45;

describe.skipIf(chromiumPath === null)("hostile texts in a real browser", () => {
  let discussionId: DiscussionId;
  const slug = "hostile-texts";
  const postIds: PostId[] = [];
  let refused = 0;
  /** What ran: each call of something that a page of ours never calls. */
  const ran: string[] = [];

  const site = siteInBrowser();

  /** Tells of what a payload would call. Frames within the page are site.watched as well. */
  async function trap(context: BrowserContext): Promise<void> {
    await context.exposeBinding("itRan", (_, what: string) => void ran.push(what));
    await context.addInitScript(() => {
      const { itRan } = globalThis as unknown as { itRan(what: string): void };
      for (const name of ["alert", "confirm", "prompt", "print"])
        Object.assign(globalThis, { [name]: (what: unknown) => itRan(`${name} ${String(what)}`) });
    });
  }

  async function send(token: string, path: string, body: object): Promise<Response> {
    return fetch(`${site.app.url}/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ ...body, commandId: commandId() }),
    });
  }

  /** In the page: elements and attributes inside posts that the allow-list doesn't hold. */
  const strangers = (page: Page) =>
    page.evaluate((tags) => {
      const wrong: string[] = [];
      for (const element of document.querySelectorAll(".prose *")) {
        if (!tags.includes(element.tagName)) wrong.push(element.outerHTML.slice(0, 120));
        for (const { name, value } of element.attributes) {
          const fine =
            element instanceof HTMLAnchorElement &&
            (name === "rel"
              ? value === "nofollow noopener noreferrer ugc"
              : name === "href" && /^(https?|mailto):$/.test(element.protocol));
          if (!fine) wrong.push(`${name}=${value.slice(0, 80)}`);
        }
      }
      return wrong;
    }, allowed);

  /** Moves over, focuses and unfolds everything, as a reader might. */
  const poke = (page: Page) =>
    page.evaluate(() => {
      for (const more of document.querySelectorAll<HTMLElement>(".post .more")) more.click();
      for (const element of document.querySelectorAll(".prose *, .post h3 *, h1, h2"))
        for (const type of ["mouseover", "focus", "toggle", "animationstart", "pointerenter"])
          element.dispatchEvent(new Event(type, { bubbles: true }));
    });

  test("the same texts, unguarded, do run", async () => {
    const blank = await otherSite({ "/": "<!doctype html><title>Nothing guards this</title>" });
    const context = await site.watched.visit();
    await trap(context);
    // What these ask of other machines ends here.
    await context.route(
      (url) => url.hostname !== "127.0.0.1" || url.protocol === "https:",
      (route) => route.abort(),
    );
    const page = await context.newPage();
    const inMarkup = payloads.filter((each) => each.includes("<") && each.length < 5_000);
    for (let at = 0; at < inMarkup.length; at += 5) {
      await page.goto(`${blank.url}/`).catch(() => undefined);
      await page
        .evaluate(
          async (batch) => {
            for (const html of batch) {
              const box = document.createElement("div");
              document.body.append(box);
              box.innerHTML = html;
            }
            for (const each of document.querySelectorAll("body *"))
              for (const type of ["mouseover", "focus"]) each.dispatchEvent(new Event(type));
            await new Promise((soon) => setTimeout(soon, 40));
          },
          inMarkup.slice(at, at + 5),
        )
        .catch(() => undefined);
    }
    expect(ran.length).toBeGreaterThan(10);
    process.stdout.write(`${inMarkup.length} texts with markup, unguarded: ${ran.length} calls\n`);
    await context.close();
    await blank.close();
    ran.length = 0;
    for (const list of [site.watched.faults, site.watched.outside, site.watched.reports])
      list.length = 0;
  });

  test("all of them are taken or refused at the door, none with an error of the server", async () => {
    const host = await anAccount(site.app.store, "Host", { admin: true });
    const questions: string[] = [];
    ({ discussionId } = await granted(site.app.core.answer, as(host), "discussion:create", {
      ...{ slug, title: { en: own[1] ?? "" }, languages: ["en"], commandId: commandId() },
    }));
    for (let i = 0; i * perQuestion < payloads.length; i++) {
      const { questionId } = await granted(site.app.core.answer, as(host), "question:add", {
        ...{
          discussionId,
          text: { en: own[i % own.length] ?? "" },
          authorName: names[i % names.length] ?? "",
        },
        commandId: commandId(),
      });
      questions.push(questionId);
    }
    await granted(site.app.core.answer, as(host), "discussion:open", {
      discussionId,
      commandId: commandId(),
    });

    const tokens: string[] = [];
    for (const [i, name] of names.entries()) {
      const response = await send("", "/accounts", {
        ...{ name, email: `hostile${i}@example.org`, password: "nine quiet lanterns" },
        organisation: own[i] ?? null,
      });
      expect(response.status).toBeLessThan(500);
      const { ok, value } = await response.json();
      if (ok) tokens.push(value.accessToken);
    }
    // Names from before a rule was made: whatever is in the store must be shown as text.
    for (const name of own.slice(0, 20)) {
      const account = await anAccount(site.app.store, `old${newSessionId()}`, {
        name,
        organisation: name,
      });
      tokens.push(await site.app.tokenFor(account));
    }
    for (const [i, body] of payloads.entries()) {
      const response = await send(
        tokens[i % tokens.length] ?? "",
        `/discussions/${discussionId}/posts`,
        {
          ...{
            questionId: questions[Math.floor(i / perQuestion)],
            parentId: null,
            body,
            language: "en",
          },
        },
      );
      expect(response.status, body.slice(0, 80)).toBeLessThan(500);
      const answer = await response.json();
      if (answer.ok) postIds.push(answer.value.postId);
      else refused++;
    }
    expect(postIds.length).toBeGreaterThan(payloads.length / 2);
    process.stdout.write(
      `${payloads.length} texts sent, ${postIds.length} taken, ${refused} refused\n`,
    );
  });

  test("nothing of it runs, asks elsewhere or leaves the allow-list, for visitor, embed and moderator", async () => {
    const context = await site.watched.visit();
    await trap(context);
    const page = await context.newPage();
    /** A page has the newest of each question: the earlier ones are asked for until all are there. */
    const whole = async (page: Page) => {
      const count = async () => await page.locator(".post").count();
      const earlier = page.getByRole("button", { name: /^Show .* earlier/ });
      while ((await earlier.count()) > 0) {
        const before = await count();
        await earlier.first().press("Enter");
        await expect.poll(count).toBeGreaterThan(before);
      }
      expect(await count()).toBe(postIds.length);
    };
    for (const path of [`/d/${slug}`, `/embed/${slug}`]) {
      await page.goto(`${site.app.url}${path}`);
      await live(page);
      await whole(page);
      await poke(page);
      expect(await strangers(page)).toEqual([]);
    }
    await page.goto(`${site.app.url}/`);

    const moderating = await site.watched.visit();
    await trap(moderating);
    const moderator = await moderating.newPage();
    const email = await registerAt(moderator, site.app.url, { name: "Mod Erata", next: "/" });
    const admin = as(await anAccount(site.app.store, "Admin", { admin: true }));
    await granted(site.app.core.answer, admin, "member:grant", {
      ...{ discussionId, account: email, role: "host", commandId: commandId() },
    });
    await moderator.goto(`${site.app.url}/d/${slug}`);
    await moderator.locator(".menu-box").first().waitFor();
    await whole(moderator);
    await page.goto(`${site.app.url}/d/${slug}`);
    await live(page);
    // Live: notes, titles and edits come into open pages by another road than a first rendering.
    for (const [i, note] of own.entries()) {
      const postId = postIds[i];
      if (!postId) throw new Error("a post");
      const by = { discussionId, postId, commandId: commandId() };
      await granted(site.app.core.answer, admin, "post:hide", { ...by, reason: "spam", note });
      const title = { en: `${i} ${note}` };
      await granted(site.app.core.answer, admin, "discussion:update", {
        ...{
          discussionId,
          title,
          aim: { en: note },
          contact: { en: note },
          commandId: commandId(),
        },
      });
    }
    const last = own.length - 1;
    await page.locator("h1", { hasText: `${last} ${own[last]}` }).waitFor();
    await moderator.locator("h1", { hasText: `${last} ${own[last]}` }).waitFor();
    await expect.poll(() => moderator.locator(".said").count()).toBe(own.length);
    for (const each of [page, moderator]) {
      await poke(each);
      expect(await strangers(each)).toEqual([]);
    }
    await shoot(moderator, "moderator-hostile");
    await page.goto(`${site.app.url}/`);
    await moderator.reload();
    await moderator.locator(".menu-box").first().waitFor();
    expect(ran).toEqual([]);
    await moderating.close();
    await context.close();
  });

  test("the server counted nothing that a policy kept from happening", async () => {
    const metrics = await (await fetch(`${site.app.url}/metrics`)).text();
    expect(metrics).toMatch(/^roundtable_csp_reports_total 0$/m);
  });
});
