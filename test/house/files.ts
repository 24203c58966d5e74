import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");

/** All files that are in the repository or would be with the next commit, by their path from its root. */
export const ourFiles: readonly string[] = execFileSync(
  "git",
  ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
  { cwd: root, encoding: "utf8" },
)
  .split("\0")
  .filter((path) => path !== "" && existsSync(join(root, path)));

export const read = (path: string): string => readFileSync(join(root, path), "utf8");

export interface Finding {
  file: string;
  line: number;
  text: string;
}

/** Every line of these files that the pattern meets. */
export const linesWith = (pattern: RegExp, files: readonly string[]): Finding[] =>
  files.flatMap((file) =>
    read(file)
      .split("\n")
      .map((text, index) => ({ file, line: index + 1, text: text.trim() }))
      .filter(({ text }) => pattern.test(text)),
  );
