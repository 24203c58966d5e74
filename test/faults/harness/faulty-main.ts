import { existsSync } from "node:fs";
import { openApp } from "#server/app.ts";
import { loadSecret } from "#server/auth/secret.ts";
import { environmentConfig } from "#server/config.ts";
import type { Faults } from "#server/domain/faults.ts";
import { createLogger } from "#server/log.ts";
import { openStore, placeOf } from "#server/store/open-store.ts";

/**
 * The server with a fault in it: at the `nth` time that FAULT_POINT is reached it is gone as by a power failure (`kill`), stands still
 * there as long as the file FAULT_HOLD is (`hold`), or throws (`throw`).
 */
const { FAULT_POINT, FAULT_DOES = "kill", FAULT_NTH = "1", FAULT_HOLD = "" } = process.env;
let reached = 0;
const faults: Faults = {
  async reach(point) {
    if (point !== FAULT_POINT || ++reached !== Number(FAULT_NTH)) return;
    process.stdout.write(`fault: ${point}\n`);
    if (FAULT_DOES === "kill") process.kill(process.pid, "SIGKILL");
    if (FAULT_DOES === "throw") throw new Error(`A fault that was asked for, at ${point}.`);
    while (FAULT_DOES === "hold" && existsSync(FAULT_HOLD))
      await new Promise((soon) => setTimeout(soon, 5));
  },
};

const config = environmentConfig();
const secret = loadSecret(config);
const log = createLogger(config.logLevel);
const store = await openStore(placeOf(config));
const app = await openApp({ config, store, secret, log, clientDir: "dist/client", faults });
await app.core.serving.heal();
process.stdout.write(`Roundtable listens on ${config.publicUrl}\n`);
process.on("SIGTERM", () => {
  void app
    .close()
    .then(() => store.close())
    .then(() => process.exit(0));
});
