import { severalProcesses } from "#test/cluster/over-one-store.ts";
import { mongodb } from "#test/support/stores.ts";

severalProcesses(mongodb);
