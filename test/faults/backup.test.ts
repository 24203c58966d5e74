import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore, type StorePlace } from "#server/store/open-store.ts";
import { StoreCannotOpen } from "#server/store/store-cannot-open.ts";
import { freePort, ServerProcess } from "#test/support/server-process.ts";
import { type Opener, openers, sqlite } from "#test/support/stores.ts";
import { tempFolder } from "#test/support/temp-folder.ts";
import { backedUpInAStorm } from "./harness/backed-up.ts";
import { findingsOfBackup } from "./harness/backup-findings.ts";
import { aLongLog } from "./harness/long-log.ts";
import { type Span, type, typed } from "./harness/typed.ts";
import { pause } from "./harness/wait.ts";

const settingsOf = (place: StorePlace): Record<string, string> =>
  place.kind === "sqlite"
    ? { DATA_DIR: place.dataDir }
    : { DATA_DIR: tempFolder(), MONGODB_URI: place.uri };
const shown = ({ began, ended, cpuMs }: Span) =>
  `${((ended - began) / 1_000).toFixed(1)} s (${(cpuMs / 1_000).toFixed(1)} s of the processor)`;

async function emptyPlace({ open }: Opener): Promise<StorePlace> {
  const { store, place } = await open();
  await store.close();
  return place;
}

test.each(openers)(
  "F31: $engine, a backup made in a long storm has all that was acknowledged before it, and pages that are ahead start over",
  async (opener) => {
    const posts = opener.engine === "sqlite" ? 3_000 : 300;
    const run = await backedUpInAStorm(opener, { writers: 20, visitors: 10, posts });
    expect(findingsOfBackup(run)).toEqual([]);
  },
);

test("F31: 100,000 posts are backed up in 30 s of the processor while the server runs, and restored in 30 s", async () => {
  const { store, place } = await sqlite.open();
  const id = await aLongLog(store, 100_000);
  const head = await store.log.head(id);
  const server = await new ServerProcess(await freePort(), settingsOf(place)).listening();
  const file = join(tempFolder(), "site.backup");
  const backup = await typed(settingsOf(place), "backup", file);
  const target = await emptyPlace(sqlite);
  const restore = await typed(settingsOf(target), "restore", file);
  const megabytes = (statSync(file).size / 1e6).toFixed(1);
  process.stdout.write(
    `100,000 posts: backed up in ${shown(backup)} (${megabytes} MB), restored in ${shown(restore)}\n`,
  );
  const restored = await openStore(target);
  for (let at = 0; at < head; at += 5_000)
    expect(await restored.log.read(id, at, 5_000)).toEqual(await store.log.read(id, at, 5_000));
  expect(await restored.discussions.projected(id)).toBe(head);
  await Promise.all([store.close(), restored.close(), server.kill()]);
  expect(backup.cpuMs).toBeLessThan(30_000);
  expect(restore.cpuMs).toBeLessThan(30_000);
});

test.each(openers)(
  "F31: $engine, a restore that is killed leaves what nobody can open, and the next one starts over",
  async (opener) => {
    const { store, place } = await opener.open();
    const id = await aLongLog(store, opener.engine === "sqlite" ? 20_000 : 2_000);
    const file = join(tempFolder(), "site.backup");
    await typed(settingsOf(place), "backup", file);
    const target = await emptyPlace(opener);
    const env = settingsOf(target);
    const refused = () =>
      openStore(target).then(
        (whole) => whole.close().then(() => null),
        (error: unknown) => (error instanceof StoreCannotOpen ? error.message : null),
      );
    for (const ms of [0, 100, 300]) {
      const dying = type(env, "restore", file);
      await expect.poll(refused, { interval: 5, timeout: 30_000 }).toMatch(/is incomplete/);
      await pause(ms);
      dying.child.kill("SIGKILL");
      expect((await dying.ended).code).toBe(null);
      expect(await refused()).toMatch(/is incomplete/);
      const server = new ServerProcess(await freePort(), env);
      expect(await server.ended).toEqual({ code: 1, signal: null });
      expect(server.err).toMatch(/^roundtable: [^\n]*is incomplete[^\n]*\n$/);
    }
    await typed(env, "restore", file);
    const whole = await openStore(target);
    expect(await whole.log.read(id, 0, 100_000)).toEqual(await store.log.read(id, 0, 100_000));
    expect(await whole.discussions.projected(id)).toBe(await store.log.head(id));
    await Promise.all([store.close(), whole.close()]);
  },
);
