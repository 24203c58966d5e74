import type { Logger, Tally } from "#server/domain/deps.ts";
import type { Time } from "#server/domain/log.ts";
import { Briefly } from "#server/domain/reading/briefly.ts";
import type { Impression, Impressions } from "#server/domain/store.ts";
import type { DiscussionId, PostId } from "#shared/ids.ts";

const hourMs = 3_600_000;
/** What was counted is written together after so long. A process that is killed takes with it what it hasn't written. */
const writeMs = 2_000;
/** For so long totals are told as they were read. */
const keptMs = 3_000;

interface TallyDeps {
  impressions: Impressions;
  log: Logger;
  now(): Time;
}

/** Counts in memory, and adds that to the store every few seconds: in it the counts of all processes come together. */
export class ImpressionTally implements Tally {
  readonly #deps: TallyDeps;
  readonly #totals: Briefly<ReadonlyMap<PostId, number>>;
  #waiting = new Map<string, Impression>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> | null = null;

  constructor(deps: TallyDeps) {
    this.#deps = deps;
    this.#totals = new Briefly(deps.now, keptMs);
  }

  count(discussionId: DiscussionId, postIds: Iterable<PostId>): void {
    const hour = Math.floor(this.#deps.now() / hourMs);
    for (const postId of postIds) {
      const key = `${postId} ${hour}`;
      const held = this.#waiting.get(key);
      if (held) held.count++;
      else this.#waiting.set(key, { discussionId, postId, hour, count: 1 });
    }
    this.#timer ??= setTimeout(() => void this.write(), writeMs).unref();
  }

  totals(discussionId: DiscussionId): Promise<ReadonlyMap<PostId, number>> {
    return this.#totals.get(discussionId, () => this.#deps.impressions.totals(discussionId));
  }

  write(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.size > 0) {
      const all = [...this.#waiting.values()];
      this.#waiting = new Map();
      try {
        await this.#deps.impressions.add(all);
      } catch (error) {
        // Part of it may be written: rather lost than counted twice.
        this.#deps.log.warn("impressions were lost", { posts: all.length, error: String(error) });
      }
    }
  }
}
