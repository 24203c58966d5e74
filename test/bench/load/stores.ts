import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StorePlace } from "#server/store/open-store.ts";
import { type Beside, beside } from "#test/support/beside.ts";
import { find, secantusFolder } from "#test/support/needs.ts";
import { freePort, start } from "./processes.ts";

/** The rules in this process, over a store of their own. */
export interface Ours extends Beside {
  place: StorePlace;
}

const url = "http://127.0.0.1:1";

export async function onSqlite(): Promise<Ours> {
  const dataDir = mkdtempSync(join(tmpdir(), "roundtable-bench-"));
  const place = { kind: "sqlite", dataDir, durability: "normal" } as const;
  const side = await beside(place, url);
  return {
    ...{ ...side, place },
    close: async () => {
      await side.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** On the server that TEST_MONGODB_URI names, else on the one for tests; null when there is none. */
export async function onMongo(): Promise<Ours | null> {
  const found = find("mongodb");
  if (found === null) return null;
  if (found.startsWith("mongodb")) return { ...(await opened(found)) };
  const folder = mkdtempSync(join(tmpdir(), "roundtable-bench-"));
  const port = await freePort();
  const program = join(secantusFolder, "bin/secantusd-py");
  const server = await start(
    "/bin/sh", // it says on stderr that it listens
    [
      ...["-c", 'exec "$0" "$@" 2>&1', program],
      ...["--host", "127.0.0.1", "--port", String(port), "--storage-path", folder],
      ...["--sync-on-commit", "--cache-size", "128M", "--log-level", "INFO"],
    ],
    {},
    (line) => (line.includes("listening") ? `mongodb://127.0.0.1:${port}/bench` : null),
  );
  const ours = await opened(server.url);
  return {
    ...ours,
    close: async () => {
      await ours.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function opened(uri: string): Promise<Ours> {
  const place = { kind: "mongodb", uri } as const;
  return { ...(await beside(place, url)), place };
}
