import { afterAll } from "vitest";

const endings: (() => void | Promise<void>)[] = [];

/**
 * Ends what a module of the tests has opened, after each test file: a process runs many, and a hook beside the module's own code would
 * belong to the first one only. What was opened on top of something else ends before it.
 */
export function afterEachFile(end: () => void | Promise<void>): void {
  endings.unshift(end);
}

/** Called once by every test file's setup. */
export function endAfterThisFile(): void {
  afterAll(async () => {
    for (const end of endings) await end();
  });
}
