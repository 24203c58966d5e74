import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { find } from "#test/support/needs.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

/** What a server takes for the time of day. Its timers go on as before. */
export class Clock {
  readonly #file: string = join(tempFolder(), "clock");
  #ahead = 0;

  constructor(aheadSeconds = 0) {
    this.set(aheadSeconds);
  }

  /** Jumps to so many seconds ahead of this machine's clock. */
  set(aheadSeconds: number): void {
    this.#ahead = aheadSeconds;
    writeFileSync(this.#file, `${aheadSeconds < 0 ? "" : "+"}${aheadSeconds}s`);
  }

  now(): number {
    return Date.now() + this.#ahead * 1000;
  }

  /** For the process that is to believe it. */
  get env(): Record<string, string> {
    return {
      LD_PRELOAD: find("faketime") ?? "",
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    };
  }
}
