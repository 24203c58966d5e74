import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { seedDemo } from "#server/demo/seed-demo.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { live, openBrowser, registerAt, type Watched } from "#test/support/browser.ts";
import { granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { aSpace, slug } from "#test/support/rows.ts";
import { type EveryState, everyState } from "./every-state.ts";

/** Every page and every state of a post as a picture, for somebody to look at. */
const folder = join(import.meta.dirname, "../../.cache/screens");

const looks = [390, 1280].flatMap((width) =>
  (["light", "dark"] as const).flatMap((colorScheme) =>
    (["en", "ar"] as const).map((lang) => ({ width, colorScheme, lang })),
  ),
);
type Look = (typeof looks)[number];

/** What one picture needs. */
interface Stage {
  app: TestApp;
  talk: EveryState;
  /** A fresh page of a visitor, closed afterwards. */
  visitor: Page;
  author: Page;
  host: Page;
  at(page: Page, path: string): Promise<void>;
}
/** Brings a page into the state that is to be seen, and tells which page it is; the whole of it unless it says otherwise. */
type Scene = (stage: Stage) => Promise<Page | { page: Page; fullPage: boolean }>;

const view = (page: Page) => ({ page, fullPage: false });
const still =
  (path: string | ((stage: Stage) => string)): Scene =>
  async (stage) => {
    await stage.at(stage.visitor, typeof path === "string" ? path : path(stage));
    return stage.visitor;
  };
const talkPath = ({ talk }: Stage) => `/d/${talk.slug}`;

let newcomers = 0;

const scenes: Record<string, Scene> = {
  list: still("/"),
  space: still("/s/care"),
  demo: still("/d/care-pathways"),
  "states-visitor": still(talkPath),
  "states-author": async (stage) => {
    await stage.at(stage.author, talkPath(stage));
    await stage.author.locator(".post.wait").first().waitFor();
    return stage.author;
  },
  "states-host": async (stage) => {
    await stage.at(stage.host, talkPath(stage));
    await stage.host.locator(".post .menu-box").first().waitFor();
    return stage.host;
  },
  edited: async (stage) => {
    const { visitor, talk } = stage;
    await stage.at(visitor, talkPath(stage));
    const post = visitor.locator(`[id="p-${talk.edited}"]`);
    await post.locator(".changes button").click();
    await post.locator(".changes .said").first().waitFor();
    await post.scrollIntoViewIfNeeded();
    return view(visitor);
  },
  permalink: async (stage) => {
    await stage.at(stage.visitor, `/p/${stage.talk.published}`);
    return view(stage.visitor);
  },
  offline: async (stage) => {
    const { visitor } = stage;
    await stage.at(visitor, talkPath(stage));
    await visitor.context().setOffline(true);
    await visitor.locator(".conn").waitFor();
    return view(visitor);
  },
  composer: async (stage) => {
    const { author } = stage;
    await stage.at(author, talkPath(stage));
    await author.locator("#q-1 .post .act.script").first().click();
    await author.locator(".composer").scrollIntoViewIfNeeded();
    return view(author);
  },
  guidelines: async (stage) => {
    const { visitor, app } = stage;
    await registerAt(visitor, app.url, {
      name: `Nora Q${"abcdefgh"[newcomers++ % 8]}ist`,
      next: "/account",
    });
    await stage.at(visitor, talkPath(stage));
    await visitor.locator("#q-1 .post .act.script").first().click();
    await visitor.locator(".composer").scrollIntoViewIfNeeded();
    return view(visitor);
  },
  changes: still(({ talk }) => `/p/${talk.edited}/changes`),
  participation: still(({ talk }) => `/d/${talk.slug}/participation`),
  "join-in": still(({ talk }) => `/d/${talk.slug}/join-in`),
  menu: async (stage) => {
    const { host } = stage;
    await stage.at(host, talkPath(stage));
    const menu = host.locator("#q-1 .menu-box").nth(1);
    await menu.locator("> button").click();
    await menu.scrollIntoViewIfNeeded();
    return view(host);
  },
  find: still((stage) => `${talkPath(stage)}/posts?words=record`),
  "find-nothing": still((stage) => `${talkPath(stage)}/posts?words=nowhere`),
  settings: async (stage) => {
    await stage.at(stage.host, `${talkPath(stage)}/settings`);
    await stage.host.locator(".save-bar").waitFor();
    return stage.host;
  },
  desk: async (stage) => {
    await stage.at(stage.host, talkPath(stage));
    await stage.host.locator(".host-panel summary").click();
    await stage.host.locator(".host-panel .parts").waitFor();
    return view(stage.host);
  },
  "sign-in": still("/sign-in"),
  register: still("/register"),
  account: async (stage) => {
    await stage.at(stage.author, "/account");
    await stage.author.locator("main form").first().waitFor();
    return stage.author;
  },
  "not-found": still("/nowhere"),
  embed: still(({ talk }) => `/embed/${talk.slug}`),
  // Last, since each leaves a post behind.
  arrived: async (stage) => {
    const { visitor, talk } = stage;
    await stage.at(visitor, talkPath(stage));
    await visitor.evaluate(() => scrollTo(0, 0));
    await talk.arrives();
    await visitor.locator(".post.arrived").first().scrollIntoViewIfNeeded();
    return view(visitor);
  },
  "n-new": async (stage) => {
    const { visitor, talk } = stage;
    await stage.at(visitor, talkPath(stage));
    await visitor
      .locator(".post")
      .nth(4)
      .evaluate((each) => each.scrollIntoView());
    await talk.arrives();
    await visitor.locator(".newpill button").first().waitFor();
    return view(visitor);
  },
};

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const chosen = Object.entries(scenes).filter(
    ([name]) => positionals.length === 0 || positionals.includes(name),
  );
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const app = await startApp();
  const watched = await openBrowser();
  try {
    const people = await signedIn(app, watched);
    for (const [name, scene] of chosen)
      for (const look of looks) await take(name, scene, look, { app, watched, ...people });
  } finally {
    await watched.close();
    await app.close();
  }
  process.stdout.write(`${chosen.length * looks.length} pictures in ${folder}\n`);
}

async function signedIn(app: TestApp, watched: Watched) {
  await seedDemo(app.core.deps);
  const { id: space } = await aSpace(app.store, { slug: slug("care") });
  const demo = await app.store.discussions.find({ slug: slug("care-pathways") });
  if (demo) await app.store.spaces.list(space, demo, true);
  const pageOf = async (name: string) => {
    const page = await (await watched.visit()).newPage();
    const email = await registerAt(page, app.url, { name, next: "/account" });
    return { page, email };
  };
  const [author, host] = [await pageOf("Amara Diallo"), await pageOf("Hana Weiss")];
  const account = await app.store.people.accountByEmail(author.email);
  if (!account) throw new Error("the author's account");
  const talk = await everyState(app.core, account);
  const admin = as(await anAccount(app.store, "granting", { admin: true }));
  await granted(app.core.answer, admin, "member:grant", {
    ...{ discussionId: talk.discussionId, account: host.email, role: "host" },
    commandId: commandId(),
  });
  return { talk, author: author.page, host: host.page };
}

type Ground = Pick<Stage, "app" | "talk" | "author" | "host"> & { watched: Watched };

async function take(name: string, scene: Scene, look: Look, ground: Ground): Promise<void> {
  const { watched, app, talk, author, host } = ground;
  const { width, colorScheme, lang } = look;
  const visitor = await (await watched.visit()).newPage();
  for (const page of [visitor, author, host]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
  }
  const at = async (page: Page, path: string) => {
    await page.goto(`${app.url}${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
    if (/^\/[dp]\//.test(path) && !/\/(posts|settings|changes|participation|join-in)/.test(path))
      await live(page);
    else await page.waitForFunction(() => document.documentElement.dataset.live === "true");
  };
  const file = `${name}-${width}-${colorScheme}-${lang}.png`;
  try {
    const shown = await scene({ app, talk, author, host, visitor, at });
    const { page, fullPage } = "page" in shown ? shown : { page: shown, fullPage: true };
    await page.screenshot({ path: join(folder, file), fullPage });
  } catch (error) {
    process.exitCode = 1;
    process.stdout.write(`${file}: ${error instanceof Error ? error.message : error}\n`);
  }
  await visitor.context().close();
}

await main();
