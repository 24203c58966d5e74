import type { Reporter } from "vitest/reporters";
import { find, needNames } from "./needs.ts";

/** Says at the end of a run, where nobody misses it, what wasn't tested because something isn't installed. */
// biome-ignore lint/style/noDefaultExport: vitest takes a reporter by its default export
export default class MissingReporter implements Reporter {
  onTestRunEnd(): void {
    for (const what of needNames)
      if (find(what) === null)
        process.stderr.write(`MISSING ${what}: the tests that need it were SKIPPED, not passed.\n`);
  }
}
