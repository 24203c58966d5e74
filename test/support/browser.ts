import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from "playwright-core";
import { needs } from "./needs.ts";

/** Where Chromium is; null where browser tests are skipped. */
export const chromiumPath = needs("chromium");

const shots = join(import.meta.dirname, "../../.cache/screenshots");

/** A browser for one test file, and all that went wrong in any of its pages. */
export interface Watched {
  browser: Browser;
  /** Errors on the console and in scripts, each with the page it stood on. */
  faults: string[];
  /** Addresses beyond this machine that a page asked for. */
  outside: string[];
  /** How often a page told of something that its policy kept from happening. */
  reports: string[];
  visit(options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

const isHere = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return !/^(https?|wss?):$/.test(protocol) || /^(localhost|127\.0\.0\.1)$/.test(hostname);
};

/** Nothing leaves the machine, whatever a page asks for. */
const args = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
];

export async function openBrowser(): Promise<Watched> {
  if (chromiumPath === null) throw new Error("Without Chromium these tests are skipped.");
  const browser = await chromium.launch({ executablePath: chromiumPath, args });
  const faults: string[] = [];
  const outside: string[] = [];
  const reports: string[] = [];
  async function visit(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await browser.newContext({
      ...{ viewport: { width: 1280, height: 900 }, locale: "en-GB", timezoneId: "UTC" },
      ...options,
    });
    context.setDefaultTimeout(10_000);
    context.on("request", (request) => {
      if (!isHere(request.url())) outside.push(request.url());
      if (request.url().endsWith("/csp-reports")) reports.push(request.postData() ?? "");
    });
    context.on("console", (message) => {
      if (message.type() === "error") faults.push(`${message.page()?.url()}: ${message.text()}`);
    });
    context.on("weberror", (error) => {
      faults.push(`${error.page()?.url()}: ${error.error().stack ?? error.error().message}`);
    });
    await context.addInitScript(noteAnswers);
    return context;
  }
  return { browser, faults, outside, reports, visit, close: () => browser.close() };
}

/** In the page: when each command was answered on the socket, or a stream began, before any of the page's own code knows it. */
function noteAnswers(): void {
  const answeredAt: number[] = [];
  Object.assign(globalThis, { answeredAt });
  const Native = globalThis.WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols);
      this.addEventListener("message", ({ data }) => {
        if (typeof data === "string" && data.startsWith("43")) answeredAt.push(Date.now());
      });
    }
  };
  const Streaming = globalThis.EventSource;
  globalThis.EventSource = class extends Streaming {
    constructor(address: string | URL, options?: EventSourceInit) {
      super(address, options);
      this.addEventListener("feed:joined", () => answeredAt.push(Date.now()));
    }
  };
}

/** When the last command of this page was answered. */
export const lastAnswer = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { answeredAt } = globalThis as unknown as { answeredAt: number[] };
    return answeredAt.at(-1) ?? Number.NaN;
  });

/** What a page is to show: something at the selector, holding the text; or nothing of the kind any more. */
export interface Sight {
  at: string;
  text?: string;
  gone?: boolean;
}

/** The moment (`Date.now`) at which the page shows it, as its own observer tells. */
export function seen(page: Page, sight: Sight): Promise<number> {
  return page.evaluate(
    ({ at, text = "", gone = false }) =>
      new Promise<number>((done, fail) => {
        const there = () =>
          [...document.querySelectorAll(at)].some((each) => each.textContent?.includes(text)) !==
          gone;
        const look = () => {
          if (!there()) return;
          clearTimeout(timer);
          observer.disconnect();
          done(Date.now());
        };
        const observer = new MutationObserver(look);
        const timer = setTimeout(() => {
          observer.disconnect();
          fail(new Error(`${gone ? "Still there" : "Not seen"}: ${at} ${text}`));
        }, 8_000);
        observer.observe(document, {
          ...{ subtree: true, childList: true, characterData: true, attributes: true },
        });
        look();
      }),
    sight,
  );
}

/** Does something in one page and tells after how many milliseconds, counted from its acknowledgement, each page shows it. */
export async function delays(
  acting: Page,
  act: () => Promise<unknown>,
  sights: readonly [Page, Sight][],
): Promise<number[]> {
  const waiting = sights.map(([page, sight]) => seen(page, sight));
  // One that fails while `act` is under way is told below.
  for (const each of waiting) each.catch(() => undefined);
  await act();
  const times = await Promise.all(waiting);
  const answered = await lastAnswer(acting);
  return times.map((time) => time - answered);
}

/** Kept for whoever looks at what a run has seen. */
export async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage });
}

/** The page is taken over and follows the discussion. */
export async function live(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.live === "true");
  await page.waitForFunction(
    () => (globalThis as unknown as { answeredAt: number[] }).answeredAt.length > 0,
  );
}

/** Where a composer is typed in, once the editor is there. */
export const wordsIn = (page: Page): Locator => page.locator(".composer [role=textbox]");

export const password = "nine quiet lanterns";

/** Makes an account through the page, and is back at `next`. */
export async function registerAt(
  page: Page,
  url: string,
  { name, next, organisation = "" }: { name: string; next: string; organisation?: string },
): Promise<string> {
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, ".")}@example.org`;
  await page.goto(`${url}/register?next=${encodeURIComponent(next)}`);
  await page.waitForFunction(() => document.documentElement.dataset.live === "true");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("Organisation").fill(organisation);
  await page.getByRole("button", { name: "Create an account" }).click();
  await page.waitForURL(`${url}${next}`);
  return email;
}

/** Pages of somebody else, on 127.0.0.1: another origin, and another site, than `localhost`. */
export async function otherSite(
  pages: Record<string, string>,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const html = pages[request.url ?? ""];
    // Browsers ask for an icon by themselves, and would tell of its absence.
    response.writeHead(html === undefined ? 204 : 200, { "content-type": "text/html" });
    response.end(html);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("a port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
