import { fileURLToPath } from "node:url";
import { type App, openApp } from "#server/app.ts";
import { givenSecret, loadSecret } from "#server/auth/secret.ts";
import { checkRedis } from "#server/cluster/redis-link.ts";
import { type Config, environmentConfig } from "#server/config.ts";
import { makeDataDir } from "#server/data-dir.ts";
import { seedDemo } from "#server/demo/seed-demo.ts";
import { makeLink } from "#server/domain/people/links.ts";
import type { Store } from "#server/domain/store.ts";
import { tryAddress } from "#server/listen.ts";
import { loadScanner, loadTranslator } from "#server/load-module.ts";
import { createLogger } from "#server/log.ts";
import { openStore, placeOf } from "#server/store/open-store.ts";

/** The built client lies beside the built server. */
const clientDir = fileURLToPath(new URL("../client", import.meta.url));

const say = (line: string) => process.stdout.write(`${line}\n`);

/** One clear line, and an end: nothing is half started. */
function giveUp(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`roundtable: ${message}\n`);
  process.exit(1);
}

/** What may be refused comes before what is made: a server that can't start leaves nothing behind. */
async function start(): Promise<void> {
  const config = environmentConfig();
  await tryAddress(config);
  if (config.redisUrl !== null) await checkRedis(config.redisUrl);
  const translator = await loadTranslator(config.translator);
  const scanner = await loadScanner(config.scanner);
  await makeDataDir(config.dataDir);
  const given = givenSecret(config);
  const store = await openStore(placeOf(config));
  const secret = given ?? loadSecret(config);
  const log = createLogger(config.logLevel);
  const app = await openApp({ config, store, secret, log, clientDir, translator, scanner });
  await app.core.serving.heal();
  const demo = config.demo ? await seedDemo(app.core.deps) : null;
  await greet(config, app, store, demo);
  endOnSignal(app, store);
}

async function greet(
  config: Config,
  app: App,
  store: Store,
  demo: { slug: string } | null,
): Promise<void> {
  say(`Roundtable listens on ${config.publicUrl}`);
  if (config.port === 0) say(`  a free port was taken:  ${app.port} of ${config.host}`);
  if (demo) say(`  the demo discussion:  ${config.publicUrl}/d/${demo.slug}`);
  if (!(await store.people.hasAdmin())) {
    const { url } = await makeLink(app.core.deps, { role: "admin", discussionId: null, hours: 24 });
    say(`  become the first admin (once, within 24 hours):  ${url}`);
  }
  if (config.publicUrl.startsWith("http:"))
    say(
      "  plain http: fine on this machine, not for the public. Set PUBLIC_URL to an https address.",
    );
}

/** The first signal drains; a second one ends at once. */
function endOnSignal(app: App, store: Store): void {
  let ending = false;
  const end = () => {
    if (ending) process.exit(1);
    ending = true;
    setTimeout(() => process.exit(1), 9_500).unref();
    app
      .close()
      .then(() => store.close())
      .then(() => process.exit(0), giveUp);
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}

// Where the output goes may be full or gone: what can't be said isn't, and the server goes on.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
start().catch(giveUp);
