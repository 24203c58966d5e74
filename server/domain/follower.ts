import type { DiscussionId } from "#shared/ids.ts";
import type { Ears, Logger, Telling } from "./deps.ts";
import type { Faults } from "./faults.ts";
import type { Entry } from "./log.ts";
import type { State } from "./state.ts";
import type { ProjectionStep, Store } from "./store.ts";
import { countedQuestions, type Touched, touch, untouched } from "./touched.ts";

/** Changes of a discussion go out at most this often; the first after a pause goes at once. */
const tickMs = 25;
const retryMs = 500;

/** All that happened in `(from, to]`, as ids. */
export interface Step {
  from: number;
  to: number;
  touched: Touched;
}

export interface FollowerDeps {
  store: Store;
  ears: Ears;
  log: Logger;
  faults: Faults;
  telling(state: State, step: Step): Promise<Telling>;
}

const present = <T>(value: T | undefined | null): value is T =>
  value !== undefined && value !== null;

/** The rows, as they are now, of all that was touched. */
export function stepOf(state: State, touched: Touched): ProjectionStep {
  return {
    discussion: touched.discussion ? state.discussion : null,
    questions: [...touched.questions].map((id) => state.questions.get(id)).filter(present),
    members: [...new Set([...touched.members, ...touched.accepted])]
      .map((id) => state.members.get(id))
      .filter(present),
    posts: [...touched.posts].map((id) => state.posts.get(id)).filter(present),
    counts: [...countedQuestions(touched, state)].flatMap((questionId) => {
      const counts = state.counts.get(questionId);
      return counts ? [{ questionId, counts }] : [];
    }),
  };
}

/**
 * Follows one discussion's log: first the projection, then the telling. What dies between the two, or before them,
 * is made good by whoever follows next: projecting again is harmless, and clients ask for what they missed.
 */
export class Follower {
  readonly #discussionId: DiscussionId;
  readonly #state: State;
  readonly #deps: FollowerDeps;
  #projected: number;
  #told: number;
  #toldAt = 0;
  #toProject = untouched();
  #toTell = untouched();
  #waiting: { seq: number; done(): void; fail(error: unknown): void }[] = [];
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(discussionId: DiscussionId, state: State, projected: number, deps: FollowerDeps) {
    this.#discussionId = discussionId;
    this.#state = state;
    this.#projected = projected;
    this.#told = projected;
    this.#deps = deps;
  }

  get idle(): boolean {
    return this.#running === null;
  }

  take(entry: Entry): void {
    touch(this.#toProject, entry);
    this.#start();
  }

  /** Resolves when readers of the projection see everything up to `seq`; rejects when the store can't take it. */
  projected(seq: number): Promise<void> {
    if (this.#projected >= seq) return Promise.resolve();
    return new Promise((done, fail) => {
      this.#waiting.push({ seq, done, fail });
      this.#start();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#told < this.#state.seq && !this.#closed) this.#start();
    });
  }

  async #run(): Promise<void> {
    await Promise.resolve(); // the entries of one commit are taken together
    while (this.#told < this.#state.seq || this.#projected < this.#state.seq) {
      try {
        await this.#project();
        await this.#tick();
        await this.#project();
        await this.#tell();
      } catch (error) {
        for (const waiting of this.#waiting.splice(0)) waiting.fail(error);
        this.#deps.log.error("following a discussion failed", error, {
          discussionId: this.#discussionId,
        });
        if (this.#closed) return;
        await new Promise((later) => setTimeout(later, retryMs));
      }
    }
  }

  async #project(): Promise<void> {
    const to = this.#state.seq;
    if (to <= this.#projected) return;
    const touched = this.#toProject;
    this.#toProject = untouched();
    try {
      await this.#deps.store.discussions.project(
        this.#discussionId,
        to,
        stepOf(this.#state, touched),
      );
    } catch (error) {
      merge(this.#toProject, touched);
      throw error;
    }
    this.#projected = to;
    // A message tells of exactly the entries up to its `to`: one that told of a later entry would be thrown away by
    // clients that are level with `to`, and the entry's own message would no longer hold it.
    merge(this.#toTell, touched);
    const waiting = this.#waiting;
    this.#waiting = waiting.filter(({ seq }) => seq > to);
    for (const { seq, done } of waiting) if (seq <= to) done();
  }

  async #tick(): Promise<void> {
    const wait = this.#toldAt + tickMs - performance.now();
    if (wait > 0 && !this.#closed) await new Promise((later) => setTimeout(later, wait));
  }

  async #tell(): Promise<void> {
    const to = this.#projected;
    if (to <= this.#told) return;
    const touched = this.#toTell;
    this.#toTell = untouched();
    try {
      await this.#deps.faults.reach("projected");
      const telling = await this.#deps.telling(this.#state, { from: this.#told, to, touched });
      this.#deps.ears.tell(telling);
    } catch (error) {
      merge(this.#toTell, touched);
      throw error;
    }
    this.#told = to;
    this.#toldAt = performance.now();
  }
}

function merge(into: Touched, from: Touched): void {
  into.discussion ||= from.discussion;
  for (const id of from.questions) into.questions.add(id);
  for (const id of from.members) into.members.add(id);
  for (const id of from.roles) into.roles.add(id);
  for (const id of from.accepted) into.accepted.add(id);
  for (const id of from.posts) into.posts.add(id);
}
