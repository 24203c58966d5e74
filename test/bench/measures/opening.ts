import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { DiscussionId } from "#shared/ids.ts";
import { type Ours, onSqlite } from "#test/bench/load/stores.ts";
import { alone, grown, type Measure, median } from "#test/bench/row.ts";
import { aLongLog } from "#test/faults/harness/long-log.ts";

/** Opening a long discussion over opening a short one, by processes that have just started. */
export const opening: Measure = {
  name: "opening",
  minutes: 3,
  async run({ full }) {
    const [long, short] = [await withPosts(100_000), await withPosts(1_000)];
    const figures: Record<"long" | "short", Opened[]> = { long: [], short: [] };
    for (let round = 0; round < (full ? 5 : 3); round++) {
      figures.long.push(await openedBy(long));
      figures.short.push(await openedBy(short));
    }
    for (const { ours } of [long, short]) await ours.close();
    const of = (name: "long" | "short", key: keyof Opened) =>
      median(figures[name].map((each) => each[key]));
    const warm = of("long", "warmMs");
    return [
      grown("opening: 100,000 posts over 1,000, warm", warm, of("short", "warmMs"), "<= 1.5"),
      alone("opening: 100,000 posts, warm (ms)", warm, "<= 50"),
      alone("opening: 100,000 posts, cold load (ms)", of("long", "loadMs"), "<= 1000"),
      alone("opening: 100,000 posts, heap (MB)", of("long", "heapMb"), "<= 30"),
    ];
  },
};

type Opened = Record<"loadMs" | "heapMb" | "warmMs", number>;
interface Place {
  ours: Ours;
  dataDir: string;
  id: DiscussionId;
}

async function withPosts(count: number): Promise<Place> {
  const ours = await onSqlite();
  const id = await aLongLog(ours.store, count);
  await ours.core.serving.read(id); // projects it
  return { ours, id, dataDir: ours.place.kind === "sqlite" ? ours.place.dataDir : "" };
}

async function openedBy({ dataDir, id }: Place): Promise<Opened> {
  const script = ["--expose-gc", "--import", "tsx", "test/bench/load/cold-load.ts", dataDir, id];
  const { stdout } = await promisify(execFile)(process.execPath, script, { timeout: 60_000 });
  return JSON.parse(stdout);
}
