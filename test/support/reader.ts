import type { Core } from "#server/core.ts";
import type { Caller, Ears, Telling } from "#server/domain/deps.ts";
import { type Feed, hear, hearPersonal, rejoin, start } from "#shared/feed.ts";
import type { DiscussionId, UserId } from "#shared/ids.ts";
import type { Audience, Change } from "#shared/model.ts";
import type { Line } from "#test/faults/harness/ledger.ts";
import { granted } from "./discussion.ts";

/**
 * A client without a wire: it joins, hears and drops out as the browser does, over the shared reducer.
 * Messages that come before a join is answered wait; what waited on a line that dropped is thrown away.
 */
export class Reader {
  /** Where its line ends now. */
  core: Core;
  readonly caller: Caller;
  readonly #discussionId: DiscussionId;
  feed: Feed | null = null;
  /** All that came to it, as packets. */
  readonly lines: Line[] = [];
  #audience: Audience | null = null;
  #release = (): void => undefined;
  #waiting: (() => void)[] | null = null;
  #joining: Promise<void> | null = null;
  #line = 0;
  #losing = false;

  constructor(core: Core, caller: Caller, discussionId: DiscussionId) {
    this.core = core;
    this.caller = caller;
    this.#discussionId = discussionId;
  }

  get online(): boolean {
    return this.#audience !== null || this.#waiting !== null;
  }

  join(whole = false): Promise<void> {
    const joining = this.#join(whole);
    this.#joining = joining;
    return joining;
  }

  async #join(whole: boolean): Promise<void> {
    const line = ++this.#line;
    const mine: (() => void)[] = [];
    this.#waiting = mine;
    const held = whole ? null : this.feed;
    const { core } = this;
    const enter = async (id: DiscussionId, audience: Audience) => {
      const release = await core.serving.hold(id);
      if (line !== this.#line) return release();
      this.#release();
      this.#release = release;
      this.#audience = audience;
    };
    const result = await core.answer(
      { ...this.caller, rooms: { enter, leave: () => undefined } },
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
    this.lines.push({ is: "recv", raw: `3${JSON.stringify([result])}` });
    this.feed = rejoin(held, result.value);
    for (const each of mine) each();
  }

  drop(): void {
    this.#line++;
    this.lines.push({ is: "drop" });
    this.#audience = null;
    this.#waiting = null;
    this.#release();
    this.#release = () => undefined;
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
    const userId = this.#userId;
    if (userId !== null && roles.includes(userId)) return this.#startOver();
    const audience = this.#audience;
    if (audience === "public")
      for (const { userId: who, changes } of personal) if (who === userId) this.#alone(changes);
    this.#received("feed:changed", feed[audience]);
    this.#later(() => {
      const heard = this.feed && hear(this.feed, feed[audience]);
      if (heard) this.feed = heard;
      else void this.join();
    });
  }

  /** A heartbeat, once everything was told: whoever is below the head missed something, and asks. */
  async hearHead(head: number): Promise<void> {
    if (!this.online) await this.join();
    for (let joined = null; joined !== this.#joining; ) {
      joined = this.#joining;
      await joined;
    }
    if ((this.feed?.seq ?? 0) < head) await this.join();
  }

  /** With another role comes another audience. */
  #startOver(): void {
    this.drop();
    void this.join(true);
  }

  get #userId(): UserId | null {
    const { actor } = this.caller;
    return actor.kind === "account" ? actor.userId : null;
  }

  #alone(changes: Change[]): void {
    this.#received("feed:personal", { discussionId: this.#discussionId, changes });
    this.#later(() => {
      if (this.feed) this.feed = hearPersonal(this.feed, changes);
    });
  }

  #received(name: string, event: unknown): void {
    this.lines.push({ is: "recv", raw: `2${JSON.stringify([name, event])}` });
  }

  #later(act: () => void): void {
    if (this.#waiting) this.#waiting.push(act);
    else act();
  }

  /** What a newcomer with the same rights reads. */
  async fresh(): Promise<Feed> {
    const { answer } = this.core;
    return start(
      await granted(answer, this.caller, "discussion:read", { discussionId: this.#discussionId }),
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
