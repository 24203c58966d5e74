import { openCore } from "#server/core.ts";
import type { Caller } from "#server/domain/deps.ts";
import { newSessionId, newUserId } from "#server/domain/new-id.ts";
import { openStore } from "#server/store/open-store.ts";
import { DiscussionId } from "#shared/ids.ts";
import { secret } from "#test/support/app.ts";
import { granted } from "#test/support/discussion.ts";
import { quiet } from "#test/support/quiet.ts";

/** A process that has just started opens one discussion. Prints what that took, and what it takes from then on. */
const [dataDir = "", id] = process.argv.slice(2);
const discussionId = DiscussionId.parse(id);
const reads = 40;
/** Signed in: what visitors read is made once a second for all of them, and that would be measured. */
const reader: Caller = {
  actor: { kind: "account", userId: newUserId(), sessionId: newSessionId(), admin: false },
  ...{ address: "", cookie: null },
};

const store = await openStore({ kind: "sqlite", dataDir, durability: "normal" });
const core = openCore({
  store,
  log: quiet,
  publicUrl: "http://127.0.0.1:1",
  secret,
  limitFactor: 1e5,
});
const heap = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};
const before = heap();
const began = performance.now();
await core.serving.state(discussionId);
const loadMs = performance.now() - began;
const heapMb = (heap() - before) / 1e6;
const warm: number[] = [];
for (let i = 0; i < reads; i++) {
  const asked = performance.now();
  await granted(core.answer, reader, "discussion:read", { discussionId });
  warm.push(performance.now() - asked);
}
warm.sort((a, b) => a - b);
process.stdout.write(JSON.stringify({ loadMs, heapMb, warmMs: warm[reads / 2] }));
await core.close();
await store.close();
