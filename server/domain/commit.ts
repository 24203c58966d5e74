import type { DiscussionId } from "#shared/ids.ts";
import type { LogCommand } from "./deps.ts";
import type { Faults } from "./faults.ts";
import { fold } from "./fold.ts";
import type { Draft, Entry, Log, Time } from "./log.ts";
import { Refusal } from "./refusal.ts";
import { overlay, type State } from "./state.ts";
import { StoreUnavailable } from "./store.ts";

interface Waiting {
  command: LogCommand;
  answer(entry: Entry): void;
  fail(error: unknown): void;
}

/** Commands written in one go. */
const batchSize = 64;
const readSize = 1000;

export interface CommitterDeps {
  log: Log;
  faults: Faults;
  now(): Time;
  /** Called in order of seq, once per entry, whoever wrote it. */
  committed(entry: Entry): void;
}

/**
 * One discussion as this process knows it. Commands queue up, are decided one after the other against the newest state,
 * and are appended together. When another process was faster, what it wrote is read and the rest is decided again,
 * so a mute, a lock or a closing that got in first always holds (P7).
 */
export class Committer {
  readonly discussionId: DiscussionId;
  readonly state: State;
  readonly #deps: CommitterDeps;
  #queue: Waiting[] = [];
  #running = false;

  constructor(discussionId: DiscussionId, state: State, deps: CommitterDeps) {
    this.discussionId = discussionId;
    this.state = state;
    this.#deps = deps;
  }

  /** Whether commands wait or are being written. */
  get busy(): boolean {
    return this.#running;
  }

  submit(command: LogCommand): Promise<Entry> {
    return new Promise((answer, fail) => {
      this.#queue.push({ command, answer, fail });
      if (!this.#running) void this.#run();
    });
  }

  /** Reads what others wrote. Called on a hint, on a timer, and when an append came second. */
  async catchUp(): Promise<void> {
    for (;;) {
      const entries = await this.#deps.log.read(this.discussionId, this.state.seq, readSize);
      for (const entry of entries) this.#take(entry);
      if (entries.length < readSize) return;
    }
  }

  async #run(): Promise<void> {
    this.#running = true;
    await Promise.resolve(); // lets the commands of one tick share a commit
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, batchSize);
      try {
        await this.#commit(batch);
      } catch (error) {
        // Whether something was written is not known now; the same command again will tell.
        for (const waiting of batch) waiting.fail(error);
        // What waited behind it has waited long enough: it isn't tried for as long again.
        if (error instanceof StoreUnavailable)
          for (const waiting of this.#queue.splice(0)) waiting.fail(error);
      }
    }
    this.#running = false;
  }

  async #commit(batch: Waiting[]): Promise<void> {
    let open = batch;
    while (open.length > 0) {
      const { before, drafts, writers, refused } = await this.#decideOnTheNewest(open);
      await Promise.all(refused.map(([waiting, refusal]) => this.#refuse(waiting, refusal)));
      if (drafts.length === 0) return;
      await this.#deps.faults.reach("before-append");
      const written = await this.#deps.log.append(this.discussionId, before, drafts);
      await this.#deps.faults.reach("committed");
      this.#written(before, drafts.slice(0, written), writers);
      open = writers.slice(written);
      if (open.length > 0) {
        await this.catchUp();
        open = await this.#withoutRepeats(open);
      }
    }
  }

  #written(before: number, drafts: readonly Draft[], writers: readonly Waiting[]): void {
    for (const [i, draft] of drafts.entries()) {
      const entry = { discussionId: this.discussionId, seq: before + 1 + i, ...draft };
      this.#take(entry);
      writers[i]?.answer(entry);
    }
  }

  /** A no may only come from not having read yet what another process wrote (a post, a role, an unmuting): then it is decided again. */
  async #decideOnTheNewest(open: Waiting[]) {
    const decided = this.#decide(open);
    if (decided.refused.length === 0) return decided;
    await this.catchUp();
    return this.state.seq > decided.before ? this.#decide(open) : decided;
  }

  /** Each command of a batch sees what those before it are about to do. The drafts hold for a log that ends at `before`. */
  #decide(open: Waiting[]) {
    const before = this.state.seq;
    const ahead = overlay(this.state);
    const drafts: Draft[] = [];
    const writers: Waiting[] = [];
    const refused: [Waiting, unknown][] = [];
    for (const waiting of open) {
      const { commandId, actorId, hash, decide } = waiting.command;
      const at = this.#deps.now();
      try {
        const draft: Draft = { commandId, actorId, hash, at, events: decide(ahead, at) };
        fold(ahead, { ...draft, discussionId: this.discussionId, seq: ahead.seq + 1 });
        drafts.push(draft);
        writers.push(waiting);
      } catch (refusal) {
        refused.push([waiting, refusal]);
      }
    }
    return { before, drafts, writers, refused };
  }

  /** Before a no is told, it is made sure that the same command wasn't granted earlier: its sender may only have missed the answer. */
  async #refuse(waiting: Waiting, refusal: unknown): Promise<void> {
    if (!(await this.#answeredEarlier(waiting))) waiting.fail(refusal);
  }

  async #withoutRepeats(open: Waiting[]): Promise<Waiting[]> {
    const rest: Waiting[] = [];
    for (const waiting of open) if (!(await this.#answeredEarlier(waiting))) rest.push(waiting);
    return rest;
  }

  async #answeredEarlier(waiting: Waiting): Promise<boolean> {
    const { actorId, commandId, hash } = waiting.command;
    const first = await this.#deps.log.find(this.discussionId, actorId, commandId);
    if (!first) return false;
    if (first.hash === hash) waiting.answer(first);
    else
      waiting.fail(
        new Refusal("conflict", "This command id was used for something else.", {
          field: "commandId",
        }),
      );
    return true;
  }

  #take(entry: Entry): void {
    if (entry.seq <= this.state.seq) return; // read by the tail while it was being written here
    if (entry.seq !== this.state.seq + 1)
      throw new Error(`Gap in the log: ${entry.seq} after ${this.state.seq}.`);
    fold(this.state, entry);
    this.#deps.committed(entry);
  }
}
