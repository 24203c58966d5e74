import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { OrderName, Orders } from "./generator.ts";

/** Readers in processes of their own, so that neither the server nor the writers wait for them. */
export class Readers {
  readonly #processes: ChildProcess[];

  constructor(processes = 1) {
    this.#processes = Array.from({ length: processes }, () =>
      fork(join(import.meta.dirname, "generator.ts"), {
        execArgv: ["--import", "tsx"],
        serialization: "advanced",
      }),
    );
  }

  /** Told to every process; one answer for each. */
  async #tell<N extends OrderName>(
    name: N,
    order: Orders[N]["order"] | ((process: number) => Orders[N]["order"]),
  ): Promise<Orders[N]["answer"][]> {
    return Promise.all(
      this.#processes.map(async (each, i) => {
        const answered = once(each, "message", { signal: AbortSignal.timeout(400_000) });
        each.send({ name, order: typeof order === "function" ? order(i) : order });
        const [{ answer, failed }] = await answered;
        if (failed !== undefined) throw new Error(failed);
        return answer;
      }),
    );
  }

  /** Resolves when all are in the room: after so many milliseconds. */
  async open(
    order: Omit<Orders["open"]["order"], "atOnce"> & { atOnce?: number },
  ): Promise<number> {
    const share = Math.ceil(order.readers / this.#processes.length);
    const answers = await this.#tell("open", (i) => {
      const tokens = (order.tokens ?? []).slice(i * share, (i + 1) * share);
      return { atOnce: 100, ...order, readers: share, tokens };
    });
    return Math.max(...answers.map(({ ms }) => ms));
  }

  /** When each reader has seen `posts` posts: how long each took, and when the last one was seen. Throws when some never come. */
  async saw(posts: number, withinMs = 60_000): Promise<{ waits: Float64Array; lastAt: number }> {
    const answers = await this.#tell("await", { posts, withinMs });
    const fewest = Math.min(...answers.map(({ seen }) => seen));
    if (fewest < posts) throw new Error(`A reader has seen ${fewest} of ${posts} posts.`);
    const waits = Float64Array.from(answers.flatMap((each) => [...each.waits])).sort();
    return { waits, lastAt: Math.max(...answers.map(({ lastAt }) => lastAt)) };
  }

  async returned(count: number, withinMs: number) {
    const share = Math.ceil(count / this.#processes.length);
    const answers = await this.#tell("returns", { count: share, withinMs });
    const all = (key: "away" | "tried") =>
      answers.flatMap((answer) => answer[key]).sort((a, b) => a - b);
    const turnedAway = answers.reduce((sum, answer) => sum + answer.turnedAway, 0);
    return { away: all("away"), tried: all("tried"), turnedAway };
  }

  /** The earliest leave and others come, so many a second in all; gives how many came. */
  async churn(perSecond: number, ms: number): Promise<number> {
    const share = perSecond / this.#processes.length;
    const answers = await this.#tell("churn", { perSecond: share, ms });
    return answers.reduce((sum, { came }) => sum + came, 0);
  }

  async forget(): Promise<void> {
    await this.#tell("forget", {});
  }
  async drops(times: number): Promise<void> {
    await this.#tell("drops", { times });
  }
  async close(): Promise<void> {
    await this.#tell("close", {});
  }
  end(): void {
    for (const each of this.#processes) each.kill();
  }
}
