import { afterAll, beforeAll, describe, test } from "vitest";
import { demoDiscussion, seedDemo } from "#server/demo/seed-demo.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { chromiumPath, openBrowser, type Watched } from "#test/support/browser.ts";
import { fitsAt } from "#test/support/widths.ts";

describe.skipIf(chromiumPath === null)("at every width", () => {
  let app: TestApp;
  let watched: Watched;
  const { slug } = demoDiscussion(Date.now());
  beforeAll(async () => {
    app = await startApp();
    await seedDemo(app.core.deps);
    watched = await openBrowser();
  });
  afterAll(async () => {
    await watched?.close();
    await app?.close();
  });

  const sizes = [390, 768, 1280].flatMap((width) => [
    { width, lang: "en" },
    { width, lang: "ar" },
  ]);
  test.each(sizes)("nothing scrolls sideways at $width px in $lang", (size) =>
    fitsAt(watched, { app, slug, ...size }),
  );
});
