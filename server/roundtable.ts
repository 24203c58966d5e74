#!/usr/bin/env node
import { existsSync } from "node:fs";
import { join } from "node:path";
import { givenSecret, loadSecret } from "#server/auth/secret.ts";
import { faultOf } from "#server/auth/weak-secrets.ts";
import { adminLink } from "#server/cli/admin-link.ts";
import { backup } from "#server/cli/backup.ts";
import { CommandFailed, type Voice } from "#server/cli/command.ts";
import { copy } from "#server/cli/copy.ts";
import type { WithCore } from "#server/cli/core.ts";
import { doctor } from "#server/cli/doctor.ts";
import { importPolisCommand } from "#server/cli/import-polis.ts";
import { restore } from "#server/cli/restore.ts";
import { grant, revoke } from "#server/cli/roles.ts";
import { runCli } from "#server/cli/run-cli.ts";
import { voiceLog } from "#server/cli/voice-log.ts";
import { checkRedis } from "#server/cluster/redis-link.ts";
import { type Config, environmentConfig } from "#server/config.ts";
import { openCore } from "#server/core.ts";
import { makeDataDir } from "#server/data-dir.ts";
import { readDiscussion } from "#server/import/polis/read-discussion.ts";
import { slugOf } from "#server/import/polis/slug-of.ts";
import { openStore, placeOf, type StorePlace } from "#server/store/open-store.ts";

const voice: Voice = {
  say: (line) => void process.stdout.write(`${line}\n`),
  warn: (line) => void process.stderr.write(`${line}\n`),
};

/** The rules over the store of the settings, beside a server that may be running: one more writer to the log. */
const withCore: WithCore = async ({ create }, work) => {
  const config = environmentConfig();
  await mayBegin(config, create);
  const given = givenSecret(config);
  const store = await openStore(placeOf(config));
  try {
    const secret = given ?? loadSecret(config);
    const { publicUrl, limitFactor } = config;
    const core = openCore({ store, log: voiceLog(voice), publicUrl, secret, limitFactor });
    try {
      return await work(core);
    } finally {
      await core.close();
    }
  } finally {
    await store.close();
  }
};

/** A mistyped folder must not turn into a second, empty store without a word. */
async function mayBegin({ mongodbUri, dataDir }: Config, create: boolean): Promise<void> {
  if (mongodbUri !== null || existsSync(join(dataDir, "roundtable.db"))) return;
  if (!create) throw new CommandFailed(`There is no database in ${dataDir} (DATA_DIR).`);
  await makeDataDir(dataDir);
  voice.warn(`There was no database in ${dataDir} (DATA_DIR): a new one is made.`);
}

/** The store that the settings name, which has to be there. */
async function existingPlace(): Promise<StorePlace> {
  const config = environmentConfig();
  await mayBegin(config, false);
  return placeOf(config);
}

process.exitCode = await runCli(
  [
    adminLink(withCore),
    grant(withCore),
    revoke(withCore),
    importPolisCommand(withCore, { readDiscussion, slugOf }),
    backup(existingPlace),
    restore({
      place: () => placeOf(environmentConfig()),
      scratch: async () => {
        const { dataDir } = environmentConfig();
        await makeDataDir(dataDir);
        return dataDir;
      },
    }),
    copy,
    doctor({ settings: environmentConfig, secretFault: faultOf, redisVersion: checkRedis }),
  ],
  process.argv.slice(2),
  voice,
);
