import { describe, test } from "vitest";
import { demoDiscussion, seedDemo } from "#server/demo/seed-demo.ts";
import { chromiumPath } from "#test/support/browser.ts";
import { siteInBrowser } from "#test/support/site-in-browser.ts";
import { fitsAt } from "#test/support/widths.ts";

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
});
