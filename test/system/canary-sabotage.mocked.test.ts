import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startApp, type TestApp } from "#test/support/app.ts";
import { leaks } from "#test/support/canary.ts";
import { aCast } from "#test/support/scene.ts";

// The one decision about who sees what, broken on purpose: everybody sees everything.
vi.mock("#server/domain/reading/visibility.ts", async (original) => ({
  ...(await original<typeof import("#server/domain/reading/visibility.ts")>()),
  sight: () => "whole",
}));

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

test("the search for leaks finds them where there are some", async () => {
  const { leaks: found } = await leaks(app, await aCast(app.core));
  const seen = (who: string, where: string) =>
    found.filter((leak) => leak.who === who && leak.where === where).map(({ what }) => what);
  for (const where of ["socket", "stream", "waiting"])
    expect(seen("visitor", where)).toEqual(
      expect.arrayContaining([
        "pending",
        "rejected",
        "hidden",
        "withdrawn",
        "live pending",
        "live hidden",
        "translation hidden",
        "live translation",
      ]),
    );
  expect(seen("participant", "post:read")).toContain("hidden");
  expect(seen("visitor", "discussion:read")).toContain("hidden");
});
