import { defineConfig } from "vitest/config";

/** Tests of these folders need more than this process; all others are unit tests, so that none is forgotten. */
const contract = ["test/contract/**/*.test.{ts,tsx}"];
const integration = ["test/{http,socket,system,cli,cluster}/**/*.test.{ts,tsx}"];
const browser = ["test/browser/**/*.test.{ts,tsx}"];

/** Faults that end in seconds; the others are run by `npm run test:faults`. Of these, some compare times before and during. */
const shortFaults = ["test/faults/short/**/*.test.{ts,tsx}"];
const timed = ["test/faults/short/{overload,wire,sessions,roles}.test.ts"];
const longFaults = ["test/faults/**/*.test.{ts,tsx}"];
/** Those that put something else in a module's place need a process of their own. */
const mocked = ["test/**/*.mocked.test.{ts,tsx}"];
/** By `npm run test:journeys`. */
const journeys = ["test/journeys/**/*.test.{ts,tsx}"];

/** Groups run one after the other, so that no fault disturbs the figures of another test. Files that follow one another in a process share what they import, which takes half the time of the short ones. */
const project = (
  name: string,
  groupOrder: number,
  more: {
    include: string[];
    exclude?: string[];
    isolate?: boolean;
    maxWorkers: number;
    testTimeout: number;
  },
) => ({
  extends: true as const,
  test: {
    ...{ name, sequence: { groupOrder }, hookTimeout: more.testTimeout },
    ...{ isolate: false, exclude: mocked, ...more },
  },
});

export default defineConfig({
  test: {
    pool: "forks",
    setupFiles: ["./test/support/setup.ts"],
    reporters: [
      "default",
      ["json", { outputFile: ".cache/vitest.json" }],
      "./test/support/missing-reporter.ts",
      "./test/support/tally-reporter.ts",
    ],
    projects: [
      project("unit", 0, {
        include: ["test/**/*.test.{ts,tsx}"],
        exclude: [...contract, ...integration, ...longFaults, ...browser, ...journeys, ...mocked],
        maxWorkers: 2,
        testTimeout: 30_000,
      }),
      project("mocked", 0, {
        include: mocked,
        exclude: [],
        isolate: true,
        maxWorkers: 2,
        testTimeout: 60_000,
      }),
      project("integration", 1, { include: integration, maxWorkers: 3, testTimeout: 60_000 }),
      project("contract", 1, { include: contract, maxWorkers: 3, testTimeout: 120_000 }),
      project("faults", 1, {
        include: shortFaults,
        exclude: timed,
        maxWorkers: 3,
        testTimeout: 120_000,
      }),
      project("timed faults", 2, { include: timed, maxWorkers: 1, testTimeout: 120_000 }),
      project("browser", 3, { include: browser, maxWorkers: 1, testTimeout: 120_000 }),
    ],
  },
});
