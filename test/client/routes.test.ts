import { expect, test } from "vitest";
import { routes } from "#client/routes.ts";
import { commands } from "#shared/commands.ts";

test("the paths that pages post to are those of the command table", () => {
  const ours = new Map<string, string>(Object.entries(routes));
  const table = new Map<string, string>();
  for (const [name, { http }] of Object.entries(commands))
    if (ours.has(name) && http.method === "POST") table.set(name, http.path);
  expect(ours.size).toBeGreaterThan(5);
  expect(table).toEqual(ours);
});
