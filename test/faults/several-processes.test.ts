import { severalProcesses } from "#test/cluster/over-one-store.ts";
import { mongodb, sqlite } from "#test/support/stores.ts";

for (const opener of [sqlite, mongodb]) severalProcesses(opener);
