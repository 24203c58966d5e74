import { spawnSync } from "node:child_process";
import { tempFolder } from "./temp-folder.ts";

const run = (program: string, args: string[]): boolean => spawnSync(program, args).status === 0;
export const mount = (...args: string[]): boolean => run("mount", args);
/** Lazily: libsql gives a file back some time after it was closed. */
export const unmount = (folder: string): boolean => run("umount", ["-l", folder]);

/** Disks of their own need root on Linux, and not every container lets it. */
export const canMount: boolean = (() => {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const folder = tempFolder();
  const done = mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", folder);
  if (done) unmount(folder);
  return done;
})();
