import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Scanner } from "./domain/scanner.ts";
import type { Translator } from "./domain/translator.ts";

/** The operator's module, whose default export is a `Translator`; throws a sentence that names the variable. */
export const loadTranslator = (path: string | null): Promise<Translator | null> =>
  load(path, "TRANSLATOR", "translate", (found): found is Translator => has(found, "translate"));

/** The same with a `Scanner`. */
export const loadScanner = (path: string | null): Promise<Scanner | null> =>
  load(path, "SCANNER", "scan", (found): found is Scanner => has(found, "scan"));

async function load<T>(
  path: string | null,
  variable: string,
  method: string,
  suits: (found: unknown) => found is T,
): Promise<T | null> {
  if (path === null) return null;
  let found: { default?: unknown };
  try {
    found = await import(/* @vite-ignore */ pathToFileURL(resolve(path)).href);
  } catch (error) {
    throw new Error(
      `${variable} can't be loaded: ${error instanceof Error ? error.message : error}`,
    );
  }
  if (!suits(found.default))
    throw new Error(`${variable} must be a module whose default export has a method ${method}.`);
  return found.default;
}

const has = (value: unknown, method: string): boolean =>
  typeof value === "object" && value !== null && typeof Reflect.get(value, method) === "function";
