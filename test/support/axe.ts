import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Rules broken, each with the elements that break it. */
export async function broken(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<AxeResults> };
    };
    const { violations } = await axe.run({
      resultTypes: ["violations"],
      // Part of WCAG 2.2 AA, and off unless asked for.
      rules: { "target-size": { enabled: true } },
    });
    // A link that happens to be scrolled half under the bar of questions is as large as it was.
    const told = violations
      .map(({ id, nodes }) => ({
        id,
        nodes: nodes.filter(
          ({ failureSummary = "" }) => !/partially obscured/.test(failureSummary),
        ),
      }))
      .filter(({ nodes }) => nodes.length > 0);
    return told.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`)
          .join(" | ")}`,
    );
  });
}
