import { defineConfig } from "vitest/config";
import { long } from "./long/config.ts";

/** As many readers as one process is to carry, and all of them at its door after a restart. */
export default defineConfig({ test: long("load") });
