import { openStore } from "#server/store/open-store.ts";
import { DiscussionId } from "#shared/ids.ts";
import { drafts } from "./rows.ts";

/** A process that appends to a discussion until it is killed, and prints how far it was acknowledged. */
const [dataDir = "", id] = process.argv.slice(2);
const discussionId = DiscussionId.parse(id);
const store = await openStore({ kind: "sqlite", dataDir, durability: "normal" });
for (let head = 0; head < 1_000_000; ) {
  head += await store.log.append(discussionId, head, drafts(3));
  process.stdout.write(`${head}\n`);
}
