import { seedDemo } from "#server/demo/seed-demo.ts";
import type { TestApp } from "./app.ts";
import { granted } from "./discussion.ts";
import { anAccount, as, commandId } from "./people.ts";

/** The demo for those who write in it about something else: without guidelines, which everybody would have to accept first. */
export async function seedUnguidedDemo({ core, store }: TestApp): Promise<void> {
  await seedDemo(core.deps);
  const admin = as(await anAccount(store, "Admin of the demo", { admin: true }));
  await granted(core.answer, admin, "discussion:update", {
    ...{ discussionId: "care-pathways", guidelines: {}, commandId: commandId() },
  });
}
