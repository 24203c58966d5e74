import { defineConfig } from "vitest/config";

/** Tests of these folders need more than this process; all others are unit tests, so that none is forgotten. */
const contract = ["test/contract/**/*.test.{ts,tsx}"];
const integration = ["test/{http,socket,system,cli,cluster}/**/*.test.{ts,tsx}"];
const browser = ["test/browser/**/*.test.{ts,tsx}"];

/** Faults that end in seconds; the others are run by `npm run test:faults`. */
const shortFaults = ["test/faults/short/**/*.test.{ts,tsx}"];
const longFaults = ["test/faults/**/*.test.{ts,tsx}"];
/** By `npm run test:journeys`. */
const journeys = ["test/journeys/**/*.test.{ts,tsx}"];

/** Groups run one after the other, so that no figure is disturbed by a browser next to it. */
const project = (
  name: string,
  groupOrder: number,
  more: { include: string[]; exclude?: string[]; maxWorkers: number; testTimeout: number },
) => ({
  extends: true as const,
  test: { name, sequence: { groupOrder }, hookTimeout: more.testTimeout, ...more },
});

export default defineConfig({
  test: {
    pool: "forks",
    // Files that follow one another in a process share what they import: it takes half the time of the short ones.
    isolate: false,
    reporters: [
      "default",
      ["json", { outputFile: ".cache/vitest.json" }],
      "./test/support/missing-reporter.ts",
      "./test/support/tally-reporter.ts",
    ],
    projects: [
      project("unit", 0, {
        include: ["test/**/*.test.{ts,tsx}"],
        exclude: [...contract, ...integration, ...longFaults, ...browser, ...journeys],
        maxWorkers: 2,
        testTimeout: 30_000,
      }),
      project("integration", 1, { include: integration, maxWorkers: 2, testTimeout: 60_000 }),
      project("contract", 2, { include: contract, maxWorkers: 1, testTimeout: 120_000 }),
      project("faults", 3, { include: shortFaults, maxWorkers: 1, testTimeout: 120_000 }),
      project("browser", 4, { include: browser, maxWorkers: 1, testTimeout: 120_000 }),
    ],
  },
});
