import { expect, test } from "vitest";
import { actingRoutes } from "#client/acting-routes.ts";
import { sessionRoutes } from "#client/ask.ts";
import { hostRoutes } from "#client/host-routes.ts";
import { impressionRoutes } from "#client/impressions.ts";
import { readingRoutes } from "#client/reading-routes.ts";
import { commands } from "#shared/commands.ts";

test("the routes that pages know are those of the command table", () => {
  const ours = Object.entries({
    ...sessionRoutes,
    ...actingRoutes,
    ...readingRoutes,
    ...hostRoutes,
    ...impressionRoutes,
  });
  const table = new Map(
    Object.entries(commands).map(([name, { http }]) => [name, `${http.method} ${http.path}`]),
  );
  expect(ours.length).toBeGreaterThan(20);
  for (const [name, route] of ours) expect([name, table.get(name)]).toEqual([name, route]);
});
