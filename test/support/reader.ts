import { expect } from "vitest";
import type { Core } from "#server/core.ts";
import type { Caller, Ears, Telling } from "#server/domain/deps.ts";
import { type Feed, hear, hearPersonal, rejoin, start } from "#shared/feed.ts";
import type { DiscussionId } from "#shared/ids.ts";
import type { Audience } from "#shared/model.ts";
import { granted } from "./discussion.ts";

/**
 * A client without a wire: it joins, hears and drops out as the browser does, over the shared reducer.
 * Messages that come before a join is answered wait; what waited on a line that dropped is thrown away.
 */
export class Reader {
  readonly #core: Core;
  readonly #caller: Caller;
  readonly #discussionId: DiscussionId;
  feed: Feed | null = null;
  #audience: Audience | null = null;
  #waiting: (() => void)[] | null = null;
  #line = 0;
  #losing = false;

  constructor(core: Core, caller: Caller, discussionId: DiscussionId) {
    this.#core = core;
    this.#caller = caller;
    this.#discussionId = discussionId;
  }

  get online(): boolean {
    return this.#audience !== null || this.#waiting !== null;
  }

  async join(whole = false): Promise<void> {
    const line = ++this.#line;
    const mine: (() => void)[] = [];
    this.#waiting = mine;
    const held = whole ? null : this.feed;
    const result = await this.#core.answer(
      {
        ...this.#caller,
        rooms: {
          enter: async (_id, audience) => {
            if (line === this.#line) this.#audience = audience;
          },
          leave: () => undefined,
        },
      },
      "discussion:join",
      {
        discussionId: this.#discussionId,
        epoch: held?.epoch ?? null,
        since: held?.seq ?? null,
        audience: held?.viewer.audience ?? null,
      },
    );
    if (line !== this.#line || !result.ok) return;
    this.#waiting = null;
    this.feed = rejoin(held, result.value);
    for (const each of mine) each();
  }

  drop(): void {
    this.#line++;
    this.#audience = null;
    this.#waiting = null;
  }

  /** The next message gets lost on its way, while the line seems fine. */
  loseNext(): void {
    this.#losing = true;
  }

  tell({ discussionId, personal, feed, roles }: Telling): void {
    if (discussionId !== this.#discussionId || this.#audience === null) return;
    if (this.#losing && roles.length === 0) {
      this.#losing = false;
      return;
    }
    const { actor } = this.#caller;
    const userId = actor.kind === "account" ? actor.userId : null;
    if (userId !== null && roles.includes(userId)) {
      this.drop();
      void this.join(true);
      return;
    }
    const audience = this.#audience;
    if (audience === "public")
      for (const { userId: who, changes } of personal)
        if (who === userId)
          this.#later(() => {
            if (this.feed) this.feed = hearPersonal(this.feed, changes);
          });
    this.#later(() => {
      const heard = this.feed && hear(this.feed, feed[audience]);
      if (heard) this.feed = heard;
      else void this.join();
    });
  }

  /** A heartbeat: whoever is below the head, and has had time to hear of it, asks. */
  async hearHead(head: number): Promise<void> {
    await expect
      .poll(() => (this.feed?.seq ?? 0) >= head, { timeout: 500, interval: 5 })
      .toBe(true)
      .catch(() => this.join());
  }

  #later(act: () => void): void {
    if (this.#waiting) this.#waiting.push(act);
    else act();
  }

  /** What a newcomer with the same rights reads. */
  async fresh(): Promise<Feed> {
    const { answer } = this.#core;
    return start(
      await granted(answer, this.#caller, "discussion:read", { discussionId: this.#discussionId }),
    );
  }
}

/** Everything said is first a string, as on a wire: what a record can't carry doesn't arrive. */
export const earsOf = (readers: () => Iterable<Reader>): Ears => ({
  tell(telling) {
    const sent = JSON.stringify(telling);
    for (const reader of readers()) reader.tell(JSON.parse(sent));
  },
  sessionsEnded: () => undefined,
});
