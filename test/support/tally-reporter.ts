import { mkdirSync, writeFileSync } from "node:fs";
import type { Reporter, TestCase } from "vitest/node";

const file = ".cache/vitest-so-far.json";

/** Keeps count while a run goes on: a run that CI has to cut off has no report, and yet tells how far it came. */
// biome-ignore lint/style/noDefaultExport: vitest takes a reporter by its default export
export default class TallyReporter implements Reporter {
  #passed = 0;
  #failed = 0;

  onInit(): void {
    mkdirSync(".cache", { recursive: true });
    this.onTestModuleEnd();
  }

  onTestCaseResult(testCase: TestCase): void {
    const { state } = testCase.result();
    if (state === "passed") this.#passed++;
    if (state === "failed") this.#failed++;
  }

  onTestModuleEnd(): void {
    const tally = { numPassedTests: this.#passed, numFailedTests: this.#failed };
    writeFileSync(file, JSON.stringify(tally));
  }
}
