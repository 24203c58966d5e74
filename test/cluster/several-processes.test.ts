import { sqlite } from "#test/support/stores.ts";
import { severalProcesses } from "./over-one-store.ts";

severalProcesses(sqlite);
