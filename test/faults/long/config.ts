/** Takes a machine of its own for a while, so each is run by its name. */
export const long = (name: string) => ({
  ...{ name, pool: "forks" as const, maxWorkers: 1 },
  setupFiles: ["./test/support/setup.ts"],
  include: [`test/faults/long/${name}.test.ts`],
  ...{ testTimeout: 45 * 60_000, hookTimeout: 120_000 },
});
