import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Registration, Store } from "#server/domain/store.ts";
import { openStore, placeOf } from "#server/store/open-store.ts";
import type { DiscussionId } from "#shared/ids.ts";
import { type CliCommand, CommandFailed, type Voice } from "./command.ts";
import { pages } from "./pages.ts";
import { versionFindings } from "./versions.ts";

export interface Finding {
  level: "ok" | "warn" | "FAIL";
  what: string;
}

/** What the doctor needs to know of the settings. */
export interface DoctorSettings {
  dataDir: string;
  publicUrl: string;
  mongodbUri: string | null;
  redisUrl: string | null;
  durability: "normal" | "full";
  secret: string | null;
  production: boolean;
}
export interface DoctorNeeds {
  /** Throws an Error, with `faults` where there are several. */
  settings(): DoctorSettings;
  /** Why a text can't be the secret; null for a good one. */
  secretFault(secret: string, production: boolean): string | null;
  /** The version of the Redis there; throws an Error when it can't be used. */
  redisVersion(url: string): Promise<string>;
}

const several = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
const ok = (what: string): Finding => ({ level: "ok", what });
const warn = (what: string): Finding => ({ level: "warn", what });
const fail = (what: string): Finding => ({ level: "FAIL", what });
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const doctor = (needs: DoctorNeeds): CliCommand => ({
  name: "doctor",
  about: "Looks for what is wrong with the settings, the store and the versions.",
  more: "It ends with 1 when something can't work.",
  usage: "",
  explains: [],
  options: {},
  positionals: 0,
  async run(_args, voice) {
    const counts = { ok: 0, warn: 0, FAIL: 0 };
    for await (const { level, what } of findings(needs)) {
      counts[level]++;
      voice.say(`${level.padEnd(4)}  ${what}`);
    }
    if (counts.FAIL > 0) throw new CommandFailed(`${counts.FAIL} of these can't work.`);
    tellEnd(counts.warn, voice);
  },
});

const tellEnd = (warnings: number, { say }: Voice): void =>
  say(warnings === 0 ? "All is well." : "It works; the warnings say what could be better.");

async function* findings(needs: DoctorNeeds): AsyncIterable<Finding> {
  yield* versionFindings();
  const settings = settingsOf(needs);
  if (Array.isArray(settings)) {
    yield* settings;
    return;
  }
  yield ok("the settings can be read");
  yield addressFinding(settings);
  const usable = folderFinding(settings);
  yield usable;
  yield secretFinding(settings, needs);
  if (settings.redisUrl !== null) yield await redisFinding(settings.redisUrl, needs);
  if (usable.level === "FAIL") return;
  yield* storeFindings(settings);
}

function settingsOf(needs: DoctorNeeds): DoctorSettings | Finding[] {
  try {
    return needs.settings();
  } catch (error) {
    const faults: unknown = error instanceof Error && "faults" in error ? error.faults : null;
    return Array.isArray(faults)
      ? faults.map((fault) => fail(`setting ${String(fault)}`))
      : [fail(`settings: ${reason(error)}`)];
  }
}

const addressFinding = ({ publicUrl }: DoctorSettings): Finding =>
  publicUrl.startsWith("https:")
    ? ok(`PUBLIC_URL is ${publicUrl}`)
    : warn(`PUBLIC_URL is ${publicUrl}: plain http is for this machine only, not for the public`);

function folderFinding({ dataDir }: DoctorSettings): Finding {
  if (!existsSync(dataDir))
    return warn(`the data folder ${dataDir} isn't there: the first start makes it`);
  if (!statSync(dataDir).isDirectory()) return fail(`${dataDir} isn't a folder`);
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return fail(`the data folder ${dataDir} can't be read and written`);
  }
  return (statSync(dataDir).mode & 0o002) === 0
    ? ok(`the data folder ${dataDir} can be read and written`)
    : warn(`everybody on this machine can write into the data folder ${dataDir}`);
}

function secretFinding(
  { secret, dataDir, production }: DoctorSettings,
  { secretFault }: DoctorNeeds,
): Finding {
  const judged = (value: string, where: string): Finding => {
    const fault = secretFault(value, production);
    if (fault) return fail(`${where} ${fault}`);
    const weakness = secretFault(value, true);
    return weakness ? warn(`${where} ${weakness}`) : ok(`${where} is a good one`);
  };
  if (secret !== null) return judged(secret, "ROUNDTABLE_SECRET");
  const file = join(dataDir, "secret");
  if (!existsSync(file)) return warn("there is no secret yet: the first start makes one");
  try {
    const mode = statSync(file).mode;
    if ((mode & 0o077) !== 0) return warn(`others on this machine can read ${file}: chmod 600`);
    return judged(readFileSync(file, "utf8").trim(), `the secret in ${file}`);
  } catch (error) {
    return fail(`the secret can't be read: ${reason(error)}`);
  }
}

async function redisFinding(url: string, { redisVersion }: DoctorNeeds): Promise<Finding> {
  try {
    return ok(`Redis ${await redisVersion(url)} answers`);
  } catch (error) {
    return fail(reason(error));
  }
}

async function* storeFindings(settings: DoctorSettings): AsyncIterable<Finding> {
  if (settings.mongodbUri === null && !existsSync(join(settings.dataDir, "roundtable.db"))) {
    yield warn("there is no database yet: the first start makes it");
    return;
  }
  let store: Store;
  try {
    store = await openStore(placeOf(settings));
  } catch (error) {
    yield fail(`the store can't be opened: ${reason(error)}`);
    return;
  }
  try {
    await store.ping();
    yield ok(`the store (${store.kind}) answers, and its schema is one that this version knows`);
    yield ok(`epoch ${store.epoch}`);
    yield (await store.people.hasAdmin())
      ? ok("there is an admin")
      : warn("nobody is an admin yet: `admin-link` makes a link for the first one");
    yield* projectionFindings(store);
  } catch (error) {
    yield fail(`the store failed: ${reason(error)}`);
  } finally {
    await store.close();
  }
}

async function* projectionFindings(store: Store): AsyncIterable<Finding> {
  let count = 0;
  let entries = 0;
  const behind: string[] = [];
  for await (const page of pages(
    (after: DiscussionId | null) => store.discussions.registrations(after, 200),
    ({ id }) => id,
  ))
    for (const { slug, projected, head } of await progressOf(store, page)) {
      count++;
      entries += head;
      if (projected < head) behind.push(`${slug} (${projected} of ${head})`);
    }
  yield ok(
    `${several(count, "discussion", "discussions")} with ${several(entries, "log entry", "log entries")}`,
  );
  yield behind.length === 0
    ? ok("every projection is level with its log")
    : warn(
        `behind their logs: ${behind.slice(0, 10).join(", ")}. A server that runs makes up for it, at the latest when it starts`,
      );
}

async function progressOf(store: Store, page: readonly Registration[]) {
  const heads = await store.log.heads(page.map(({ id }) => id));
  return Promise.all(
    page.map(async ({ id, slug }) => ({
      slug,
      head: heads.get(id) ?? 0,
      // Read after the head and only rising, so that a server that is writing now isn't taken for one that lags.
      projected: await store.discussions.projected(id),
    })),
  );
}
