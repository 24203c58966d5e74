import { defineConfig } from "vitest/config";
import { long } from "./long/config.ts";

/** Half an hour of an ordinary day. */
export default defineConfig({ test: long("soak") });
