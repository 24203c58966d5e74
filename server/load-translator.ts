import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Translator } from "./domain/translator.ts";

/** The operator's module, whose default export is a `Translator`; throws a sentence that names the variable. */
export async function loadTranslator(path: string | null): Promise<Translator | null> {
  if (path === null) return null;
  let found: { default?: unknown };
  try {
    found = await import(/* @vite-ignore */ pathToFileURL(resolve(path)).href);
  } catch (error) {
    throw new Error(
      `TRANSLATOR can't be loaded: ${error instanceof Error ? error.message : error}`,
    );
  }
  if (!isTranslator(found.default))
    throw new Error("TRANSLATOR must be a module whose default export has a method translate.");
  return found.default;
}

const isTranslator = (value: unknown): value is Translator =>
  typeof value === "object" &&
  value !== null &&
  "translate" in value &&
  typeof value.translate === "function";
