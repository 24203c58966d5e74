import { defineConfig } from "vitest/config";

/** Every fault, the short ones too: minutes, one after the other, on processes of their own. */
export default defineConfig({
  test: {
    name: "faults",
    pool: "forks",
    setupFiles: ["./test/support/setup.ts"],
    maxWorkers: 1,
    include: ["test/faults/**/*.test.{ts,tsx}"],
    exclude: ["test/faults/long/**"],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    reporters: ["default", "./test/support/missing-reporter.ts"],
  },
});
