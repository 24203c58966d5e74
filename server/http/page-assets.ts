import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";

/** What a page has to load for an entry of the client. */
export interface Assets {
  /** Runs at once, and loads the program when the page is painted. */
  start: string | null;
  program: string | null;
  styles: string[];
  /** What the program will load. */
  parts: string[];
}

const Chunk = z.object({
  file: z.string(),
  css: z.optional(z.array(z.string())),
  imports: z.optional(z.array(z.string())),
});
const Manifest = z.record(z.string(), Chunk);
type Manifest = z.infer<typeof Manifest>;

/** Looks up files by the names their source has, in the manifest that the client's build wrote. It is read again when built again. */
export function createAssets(clientDir: string): (entry: string, more?: string[]) => Assets {
  const path = join(clientDir, "manifest.json");
  let held: { at: number; manifest: Manifest } | null = null;
  const manifest = (): Manifest => {
    const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (held?.at !== at)
      held = {
        at,
        manifest: at === 0 ? {} : Manifest.parse(JSON.parse(readFileSync(path, "utf8"))),
      };
    return held.manifest;
  };
  return (entry, more = []) => {
    const chunks = manifest();
    const names = [entry, ...more].flatMap((name) => withImports(chunks, name));
    const all = [...new Set(names)].flatMap((name) => chunks[name] ?? []);
    const fileOf = (name: string) => {
      const file = chunks[name]?.file;
      return file ? `/${file}` : null;
    };
    const program = fileOf(entry);
    return {
      ...{ start: fileOf("client/start.ts"), program },
      styles: [...new Set(all.flatMap(({ css = [] }) => css))].map((file) => `/${file}`),
      parts: all.map(({ file }) => `/${file}`).filter((file) => file !== program),
    };
  };
}

function withImports(chunks: Manifest, name: string, seen = new Set<string>()): string[] {
  if (seen.has(name)) return [];
  seen.add(name);
  const imports = chunks[name]?.imports ?? [];
  return [name, ...imports.flatMap((each) => withImports(chunks, each, seen))];
}
