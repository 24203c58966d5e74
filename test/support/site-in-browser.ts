import { afterAll, beforeAll, expect } from "vitest";
import { startApp, type TestApp } from "./app.ts";
import { openBrowser, type Watched } from "./browser.ts";

export interface SiteInBrowser {
  readonly app: TestApp;
  readonly watched: Watched;
}
interface How {
  options?: Parameters<typeof startApp>[0];
  /** Errors of pages that the tests bring about. */
  expected?: RegExp;
}

/**
 * A site and a browser for the tests around it. At the end no page may have had an error, asked for anything beyond this machine or
 * been kept from what its policy forbids.
 */
export function siteInBrowser(
  seed: (app: TestApp) => Promise<unknown> = async () => undefined,
  { options = {}, expected }: How = {},
): SiteInBrowser {
  let app: TestApp | undefined;
  let watched: Watched | undefined;
  beforeAll(async () => {
    app = await startApp(options);
    await seed(app);
    watched = await openBrowser();
  });
  afterAll(async () => {
    await watched?.close();
    await app?.close();
    if (!watched) return;
    const { faults, outside, reports } = watched;
    expect({ outside, reports, faults: faults.filter((each) => !expected?.test(each)) }).toEqual({
      ...{ outside: [], reports: [], faults: [] },
    });
  });
  const made = <T>(it: T | undefined): T => {
    if (it === undefined) throw new Error("There is no site before the tests begin.");
    return it;
  };
  return {
    get app() {
      return made(app);
    },
    get watched() {
      return made(watched);
    },
  };
}
