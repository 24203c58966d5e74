import { afterAll, beforeAll, expect, test } from "vitest";
import { startApp, type TestApp } from "#test/support/app.ts";
import { leaks } from "#test/support/canary.ts";
import { aCast } from "#test/support/scene.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

test("no byte that anybody receives holds what they may not see (P5)", async () => {
  const { leaks: found, received } = await leaks(app, await aCast(app.core));
  expect(found).toEqual([]);
  expect(received).toBeGreaterThan(50_000);
});
