import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CommandName } from "#shared/commands.ts";
import {
  chromiumPath,
  live,
  openBrowser,
  password,
  registerAt,
  shoot,
  type Watched,
} from "#test/support/browser.ts";
import { httpSend } from "#test/support/doors.ts";
import { commandId } from "#test/support/people.ts";
import { freePort, ServerProcess } from "#test/support/server-process.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

describe.skipIf(chromiumPath === null)("a server that is killed and started again", () => {
  let watched: Watched;
  let server: ServerProcess;
  let port: number;
  let token: string;
  let link: string;
  const env = { DATA_DIR: tempFolder() };
  const start = () => new ServerProcess(port, env).listening();

  beforeAll(async () => {
    port = await freePort();
    server = await start();
    watched = await openBrowser();
  });
  afterAll(async () => {
    await watched?.close();
    await server?.kill();
  });

  /** A command of the admin that must be granted. */
  async function send(name: CommandName, input: Record<string, unknown>) {
    const result = await httpSend(server, token, name, { ...input, commandId: commandId() });
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.failure)}`);
    return result.value;
  }

  test("the link that the server prints makes one person admin, once", async () => {
    await expect.poll(() => server.out).toContain("become the first admin");
    link =
      /http:\/\/\S+\/link\/\S+|http:\/\/\S+$/m.exec(
        server.out.slice(server.out.indexOf("become the first admin")),
      )?.[0] ?? "";
    const path = new URL(link).pathname;
    const page = await (await watched.visit()).newPage();
    await page.goto(link);
    await page.getByText("This link makes you admin of this site.").waitFor();
    await shoot(page, "link-signed-out");
    const email = await registerAt(page, server.url, { name: "Ines Moreau", next: path });
    await page.getByRole("button", { name: "Accept" }).click();
    await page.getByText("You are admin of this site now.").waitFor();
    await shoot(page, "link-accepted");
    await page.context().close();

    const told = watched.faults.length;
    const other = await (await watched.visit()).newPage();
    await other.goto(link);
    await other.getByText("This link was used, has run out, or never was one.").waitFor();
    await shoot(other, "link-used");
    await other.context().close();
    // The browser notes that the page came with 410.
    expect(watched.faults.splice(told).every((each) => each.includes("410"))).toBe(true);

    const signedIn = await httpSend(server, null, "account:sign-in", { email, password });
    if (!signedIn.ok) throw new Error("The admin can sign in.");
    token = signedIn.value.accessToken;
    expect(signedIn.value.account.admin).toBe(true);
  });

  test("browsers come back by themselves, miss nothing and show nothing twice", async () => {
    const made = await send("discussion:create", {
      ...{ slug: "the-storm", title: { en: "The storm" }, languages: ["en"] },
    });
    const discussionId = "discussionId" in made ? made.discussionId : "";
    const added = await send("question:add", { discussionId, text: { en: "What holds?" } });
    const questionId = "questionId" in added ? added.questionId : "";
    await send("discussion:open", { discussionId });

    const open = async () => {
      const page = await (await watched.visit()).newPage();
      await page.goto(`${server.url}/d/the-storm`);
      await live(page);
      return page;
    };
    const visitor = await open();
    const participant = await (await watched.visit()).newPage();
    await registerAt(participant, server.url, { name: "Pavel Havel", next: "/d/the-storm" });
    await live(participant);

    const acknowledged: string[] = [];
    const unknown: string[] = [];
    let storms = true;
    const storm = async (writer: number) => {
      for (let i = 0; storms && i < 400; i++) {
        const text = `writer ${writer} post ${i}.`;
        try {
          await send("post:create", {
            ...{ discussionId, questionId, parentId: null, language: "en" },
            body: `<p>${text}</p>`,
          });
          acknowledged.push(text);
        } catch {
          unknown.push(text);
          return;
        }
      }
    };
    const told = watched.faults.length;
    const writers = [1, 2, 3].map(storm);
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(15);
    await server.kill();
    storms = false;
    await Promise.all(writers);
    expect(unknown.length).toBeGreaterThan(0);

    await visitor.locator(".conn", { hasText: "Connection lost." }).waitFor();
    await participant.locator(".conn", { hasText: "Connection lost." }).waitFor();
    await shoot(visitor, "connection-lost");

    server = await start();
    const after: string[] = [];
    for (let i = 0; i < 3; i++) {
      const text = `after the restart ${i}.`;
      await send("post:create", {
        ...{ discussionId, questionId, parentId: null, language: "en" },
        body: `<p>${text}</p>`,
      });
      after.push(text);
    }
    const page = { discussionId, questionId, before: null, limit: 200 };
    const read = await httpSend(server, null, "post:list", page);
    if (!read.ok) throw new Error("The posts can be read.");
    const stored = read.value.posts.map(({ html }) => html.replace(/<[^>]*>/g, ""));
    expect(new Set(stored).size).toBe(stored.length);
    expect(stored).toEqual(expect.arrayContaining([...acknowledged, ...after]));

    const shown = (page: Page) => page.locator(".post .prose").allTextContents();
    for (const page of [visitor, participant]) {
      await page.locator(".conn", { hasText: "Back online." }).waitFor({ timeout: 25_000 });
      for (const pill of await page.locator(".newpill button").all()) await pill.click();
      await page.locator(".post", { hasText: "after the restart 2." }).waitFor();
      const texts = await shown(page);
      expect(new Set(texts).size).toBe(texts.length);
      // Both were here from the first post on, so they hold every one.
      expect(texts.toSorted()).toEqual(stored.toSorted());
    }
    await shoot(visitor, "connection-back");
    for (const page of [visitor, participant])
      await page.locator(".conn").waitFor({ state: "detached", timeout: 15_000 });

    // While nobody listened, the browser itself told of connections refused.
    const rest = watched.faults
      .splice(told)
      .filter((each) => !/ERR_CONNECTION_|WebSocket/.test(each));
    expect(rest).toEqual([]);
    expect(await participant.getByText("Pavel Havel").count()).toBeGreaterThan(0);
    process.stdout.write(`${acknowledged.length} posts acknowledged before the kill\n`);
  });

  test("no page had an error, asked beyond this machine or met its policy", () => {
    expect(watched.faults).toEqual([]);
    expect(watched.outside).toEqual([]);
    expect(watched.reports).toEqual([]);
  });
});
