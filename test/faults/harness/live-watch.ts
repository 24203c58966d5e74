import { randomUUID } from "node:crypto";
import { CommandId } from "#shared/ids.ts";
import { check } from "./check.ts";
import { LedgerClient } from "./client.ts";
import type { Finding } from "./evidence.ts";
import { type Ground, gather } from "./ground.ts";
import { aWord, wordPattern } from "./ledger.ts";
import type { Supervisor } from "./supervisor.ts";
import { pause, percentile, until } from "./wait.ts";

/** People who write by turns, and a visitor who reads along: how long each post takes from its author to the reader's screen. */
export class LiveWatch {
  readonly #ground: Ground;
  readonly #writers: LedgerClient[];
  readonly #observer: LedgerClient;
  readonly #sentAt = new Map<string, number>();
  #taken: number[] = [];
  #next = 0;

  private constructor(ground: Ground, url: string) {
    const { discussionId } = ground;
    this.#ground = ground;
    this.#observer = new LedgerClient("observer", {
      ...{ url, discussionId, person: null, address: "198.51.100.1" },
    });
    this.#writers = ground.writers.map(
      (person, i) =>
        new LedgerClient(`writer ${i}`, {
          ...{ url, discussionId, person, address: `198.51.101.${i}` },
        }),
    );
  }

  static async open(ground: Ground, { url }: { url: string }): Promise<LiveWatch> {
    const watch = new LiveWatch(ground, url);
    await watch.#observer.follow();
    watch.#observer.socket.on("feed:changed", (event) => watch.#came(JSON.stringify(event)));
    for (const writer of watch.#writers) await writer.connect();
    return watch;
  }

  #came(text: string): void {
    for (const word of text.match(wordPattern) ?? []) {
      const sent = this.#sentAt.get(word);
      if (sent === undefined) continue;
      this.#sentAt.delete(word);
      this.#taken.push(performance.now() - sent);
    }
  }

  /** Writes a post every so often until `work` is over, and gives the p99 of this time in ms. */
  async during(work: Promise<unknown>, { everyMs = 50, filler = "" } = {}): Promise<number> {
    this.#taken = [];
    let going = true;
    const over = () => {
      going = false;
    };
    work.then(over, over);
    const posts: Promise<unknown>[] = [];
    while (going) {
      posts.push(this.#post(filler));
      await pause(everyMs);
    }
    await work;
    await Promise.all(posts);
    await until("all posts on the observer's screen", () => this.#sentAt.size === 0, 20_000);
    return percentile(this.#taken, 99);
  }

  async #post(filler: string): Promise<void> {
    const writer = this.#writers[this.#next++ % this.#writers.length];
    const word = aWord();
    this.#sentAt.set(word, performance.now());
    const result = await writer?.act("post:create", {
      ...{ questionId: this.#ground.questionId, parentId: null, language: "en" },
      ...{ body: `<p>${word} ${filler}</p>`, commandId: CommandId.parse(randomUUID()) },
    });
    if (!result?.ok) throw new Error(`A post was refused: ${JSON.stringify(result)}`);
  }

  /** Everything that was promised to them. */
  async findings(server: Supervisor): Promise<Finding[]> {
    const all = [this.#observer, ...this.#writers];
    const evidence = await gather(this.#ground, all, server.output);
    for (const each of all) each.close();
    return check(evidence);
  }
}

/** What the observer may wait under load: a tenth of a second, or twice what it waited before on a machine as busy as this one. */
export const bearable = (quiet: number): number => Math.max(100, 2 * quiet);
