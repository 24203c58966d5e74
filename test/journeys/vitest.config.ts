import { defineConfig } from "vitest/config";

/** Longer ways through the pages, in Chromium, one after the other. */
export default defineConfig({
  test: {
    name: "journeys",
    pool: "forks",
    setupFiles: ["./test/support/setup.ts"],
    maxWorkers: 1,
    include: ["test/journeys/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ["default", "./test/support/missing-reporter.ts"],
  },
});
