import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Account } from "#server/domain/store.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { granted } from "#test/support/discussion.ts";
import { httpSend } from "#test/support/doors.ts";
import { as, commandId } from "#test/support/people.ts";
import { aCast, aScene, type Cast, type Scene } from "#test/support/scene.ts";

const states = ["published", "pinned", "hidden", "withdrawn", "pending", "rejected"] as const;
type State = (typeof states)[number];
const roles = [
  "visitor",
  "participant",
  "muted",
  "author",
  "moderator",
  "elsewhere",
  "host",
  "admin",
];

describe("a post's address for good", () => {
  let app: TestApp;
  let cast: Cast;
  let scene: Scene;
  beforeAll(async () => {
    app = await startApp();
    cast = await aCast(app.core);
    scene = await aScene(app.core, cast, (what) => `words of ${what}`);
  });
  afterAll(() => app.close());

  const people = (): Record<string, Account> => ({ ...cast });
  const tokenOf = async (role: string) => {
    const account = people()[role];
    return account ? app.tokenFor(account) : null;
  };
  const page = async (path: string, token: string | null = null) => {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const response = await fetch(`${app.url}${path}`, { headers, redirect: "manual" });
    return {
      status: response.status,
      to: response.headers.get("location"),
      html: await response.text(),
    };
  };

  // What a browser asks for says nothing of who asks, so that the page is the same for every role.
  test.each(roles)(
    "as a page for %s: what can be read leads into its discussion, what is gone says so, and of the rest nothing is told",
    async (role) => {
      const token = await tokenOf(role);
      const status: Record<State, number> = {
        ...{
          published: 302,
          pinned: 302,
          hidden: 410,
          withdrawn: 410,
          pending: 404,
          rejected: 404,
        },
      };
      for (const state of states) {
        const id = scene[state];
        const shown = await page(`/p/${id}`, token);
        expect([state, shown.status]).toEqual([state, status[state]]);
        if (shown.status === 302) expect(shown.to).toBe(`/d/${scene.slug}?post=${id}#p-${id}`);
        expect(shown.html).not.toContain(`words of ${state}`);
        expect(shown.html).not.toContain(cast.author.name);
      }
    },
  );

  test("a removed post's page says who removed it, when and why, and leads to where it stood", async () => {
    const hidden = await page(`/p/${scene.hidden}`);
    expect(hidden.html).toMatch(/Removed by the moderators on [^<]*: off topic\./);
    expect(hidden.html).toContain(`/d/${scene.slug}?post=${scene.hidden}#p-${scene.hidden}`);
    expect((await page(`/p/${scene.withdrawn}?lang=fr`)).html).toContain("Retiré par son auteur");
  });

  test("a waiting post's page is that of an address where nothing ever was", async () => {
    const nothing = (html: string) =>
      html.replaceAll(/[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[\d:.]+Z|nonce-[^"']*/g, "");
    const [waiting, unknown] = [await page(`/p/${scene.pending}`), await page(`/p/${commandId()}`)];
    expect(unknown.status).toBe(404);
    expect(nothing(waiting.html)).toBe(nothing(unknown.html));
    expect((await page("/p/not-an-id")).status).toBe(404);
  });

  test.each(roles)("as a program, %s hears of each post what the role may know", async (role) => {
    const token = await tokenOf(role);
    const insider = ["author", "moderator", "host", "admin"].includes(role);
    for (const state of states) {
      const postId = scene[state];
      const { discussionId } = scene;
      const located = await httpSend(app, token, "post:locate", { postId });
      const around = await httpSend(app, token, "post:context", { discussionId, postId });
      const secret = state === "pending" || state === "rejected";
      if (secret && !insider) {
        expect([located.ok, around.ok]).toEqual([false, false]);
        continue;
      }
      const gone = state === "withdrawn" || (state === "hidden" && !insider);
      expect(located).toMatchObject({ ok: true, value: { slug: scene.slug, gone } });
      const known = around.ok ? around.value.posts.map(({ id }) => id) : [];
      const all = insider
        ? states
        : states.filter((each) => scene[each] !== scene.pending && scene[each] !== scene.rejected);
      expect([state, known.toSorted()]).toEqual([state, all.map((each) => scene[each]).toSorted()]);
    }
  });

  test("a discussion's page shows what stands around the post that it is asked for, and takes any other word for none", async () => {
    const withPost = await page(`/d/${scene.slug}?post=${scene.hidden}`);
    expect(withPost.status).toBe(200);
    expect(withPost.html).toContain(`id="p-${scene.hidden}"`);
    for (const post of ["nothing", scene.pending, commandId(), "%00", "a&post=b"])
      expect((await page(`/d/${scene.slug}?post=${post}`)).status).toBe(200);
  });
});

describe("what edits made of a post, as a page", () => {
  const quarterHour = 15 * 60_000;
  let ago = 0;
  let app: TestApp;
  let cast: Cast;
  let scene: Scene;
  let edited: string;
  beforeAll(async () => {
    app = await startApp({ now: () => Date.now() - ago });
    cast = await aCast(app.core);
    scene = await aScene(app.core, cast);
    const { answer } = app.core;
    const { discussionId, open: questionId } = scene;
    ago = 2 * quarterHour;
    const { postId } = await granted(answer, as(cast.participant), "post:create", {
      ...{ discussionId, questionId, parentId: null, language: "en", commandId: commandId() },
      body: "<p>We need two schools.</p>",
    });
    ago = 0;
    await granted(answer, as(cast.participant), "post:edit", {
      ...{ discussionId, postId, body: "<p>We need three schools.</p>", commandId: commandId() },
    });
    edited = postId;
  });
  afterAll(() => app.close());
  const page = async (path: string) => {
    const response = await fetch(`${app.url}${path}`, { redirect: "manual" });
    const { status, headers } = response;
    return { status, to: headers.get("location"), html: await response.text() };
  };

  test.each(["", "?view=text", "?lang=ar"])(
    "is linked from the post, and shows which words went and which came (%s)",
    async (query) => {
      const path = `/p/${edited}/changes`;
      expect((await page(`/d/${scene.slug}${query}`)).html).toContain(`href="${path}`);
      const { status, html } = await page(`${path}${query}`);
      expect(status).toBe(200);
      expect(html).not.toContain('href="/account"');
      expect(html).toMatch(/<del>.*two.*<\/del>/);
      expect(html).toMatch(/<ins>.*three.*<\/ins>/);
      expect(html).toContain(`href="/d/${scene.slug}?post=${edited}#p-${edited}`);
    },
  );

  test("isn't there for a post that was never edited, is gone, waits, or never was", async () => {
    const never = await page(`/p/${scene.published}/changes`);
    expect([never.status, never.to]).toEqual([
      302,
      `/d/${scene.slug}?post=${scene.published}#p-${scene.published}`,
    ]);
    expect((await page(`/p/${scene.pending}/changes`)).status).toBe(404);
    expect((await page("/p/nonsense/changes")).status).toBe(404);
    await granted(app.core.answer, as(cast.moderator), "post:hide", {
      ...{ discussionId: scene.discussionId, postId: edited, commandId: commandId() },
      ...{ reason: "off_topic", note: null },
    });
    const gone = await page(`/p/${edited}/changes`);
    expect(gone.status).toBe(410);
    expect(gone.html).not.toMatch(/schools|<del>/);
  });
});
