import type { Joined } from "#shared/commands/snapshot.ts";
import { type Feed, rejoin } from "#shared/feed.ts";
import type { DiscussionRef } from "#shared/ids.ts";
import type { Result } from "#shared/refusals.ts";

interface How {
  wait?: number;
  token?: string | null;
}

/** A reader that asks for changes and waits for them, over the shared reducer, until it is told to stop. */
export class PollReader {
  readonly #address: string;
  readonly #how: How;
  #asking: AbortController | null = null;
  feed: Feed | null = null;
  readonly answers: Result<Joined>[] = [];
  /** Everything that came, answer by answer. */
  readonly bytes: string[] = [];

  constructor({ url }: { url: string }, discussionId: DiscussionRef, how: How = {}) {
    this.#address = `${url}/api/v1/discussions/${discussionId}/changes`;
    this.#how = how;
  }

  /** One question after the other. */
  start(): void {
    this.#asking ??= new AbortController();
    void this.#loop(this.#asking);
  }

  /** Goes away, whatever it was waiting for. */
  stop(): void {
    this.#asking?.abort();
    this.#asking = null;
  }

  async #loop(asking: AbortController): Promise<void> {
    while (!asking.signal.aborted)
      await this.ask(asking.signal).catch(() => new Promise((next) => setTimeout(next, 20)));
  }

  async ask(signal?: AbortSignal): Promise<Result<Joined>> {
    const { wait = 20, token = null } = this.#how;
    const held = this.feed;
    const query = new URLSearchParams({ wait: String(wait) });
    if (held) query.set("epoch", held.epoch);
    if (held) query.set("since", String(held.seq));
    const response = await fetch(`${this.#address}?${query}`, {
      ...{ headers: token === null ? {} : { authorization: `Bearer ${token}` } },
      ...(signal ? { signal } : {}),
    });
    const text = await response.text();
    const result: Result<Joined> = JSON.parse(text);
    if (signal?.aborted) return result;
    this.bytes.push(text);
    this.answers.push(result);
    if (result.ok) this.feed = rejoin(held, result.value);
    else await new Promise((next) => setTimeout(next, 20));
    return result;
  }
}
