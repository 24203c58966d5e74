import type { DiscussionId, TextId } from "#shared/ids.ts";
import { Committer } from "./commit.ts";
import type { Ears, LogCommand, Logger, Serving, Telling } from "./deps.ts";
import type { Faults } from "./faults.ts";
import { fold, recount } from "./fold.ts";
import { Follower, type Step } from "./follower.ts";
import type { Entry, Time } from "./log.ts";
import { Refusal } from "./refusal.ts";
import { emptyState, type PostRow, type State } from "./state.ts";
import type { Store } from "./store.ts";

/** How often each process looks by itself for what others wrote. */
const tailMs = 1000;
const idleMs = 10 * 60_000;
const loadPage = 2000;
const replayPage = 1000;
const healPage = 200;

interface Served {
  committer: Committer;
  follower: Follower;
  /** Sockets and other readers that keep it in memory. */
  held: number;
  usedAt: Time;
}

export interface ServedState {
  state: State;
  /** Up to here readers of the projection see everything. */
  head: number;
}

export interface ServingDeps {
  store: Store;
  ears: Ears;
  log: Logger;
  faults: Faults;
  now(): Time;
  /** Called for each entry this process wrote. */
  onCommit(discussionId: DiscussionId): void;
  /** What the entries since the last telling mean for each audience. */
  telling(state: State, step: Step): Promise<Telling>;
}

/** The discussions in this process's memory: loaded at first use, kept level with the log, let go when idle. */
export class Discussions implements Serving {
  readonly #deps: ServingDeps;
  readonly #served = new Map<DiscussionId, Promise<Served>>();
  /** Looked at on a hint; true when another hint came meanwhile. */
  readonly #hinted = new Map<DiscussionId, boolean>();
  #timer: NodeJS.Timeout | null = null;
  #tailing: Promise<void> | null = null;
  #closed = false;

  constructor(deps: ServingDeps) {
    this.#deps = deps;
    this.#timer = setInterval(() => this.hint(), tailMs);
    this.#timer.unref();
  }

  serves(discussionId: DiscussionId): boolean {
    return this.#served.has(discussionId);
  }

  async commit(discussionId: DiscussionId, command: LogCommand): Promise<Entry> {
    const { committer } = await this.#serve(discussionId);
    const entry = await committer.submit(command);
    this.#deps.onCommit(discussionId);
    return entry;
  }

  async state(discussionId: DiscussionId): Promise<State> {
    return (await this.#serve(discussionId)).committer.state;
  }

  async latest(discussionId: DiscussionId): Promise<State> {
    const { committer } = await this.#serve(discussionId);
    await committer.catchUp();
    return committer.state;
  }

  /** The state after everything that was acknowledged before this call, with the projection level with it. */
  async read(discussionId: DiscussionId): Promise<ServedState> {
    const { committer, follower } = await this.#serve(discussionId);
    const head = committer.state.seq;
    await follower.projected(head);
    return { state: committer.state, head };
  }

  /** Keeps a discussion in memory, and so followed, until the returned function is called. */
  async hold(discussionId: DiscussionId): Promise<() => void> {
    const served = await this.#serve(discussionId);
    served.held++;
    let open = true;
    return () => {
      if (open) served.held--;
      open = false;
    };
  }

  /** Something may be new: look now. Looks never overlap. */
  hint(): void {
    this.#tailing ??= this.#tail().finally(() => {
      this.#tailing = null;
    });
  }

  /**
   * Another process says that this discussion has something new. Only those in memory are looked at, however often it is said:
   * one look at a time, and one more for what was said meanwhile.
   */
  hintOf(discussionId: DiscussionId): void {
    if (this.#closed || !this.#served.has(discussionId)) return;
    const looking = this.#hinted.has(discussionId);
    this.#hinted.set(discussionId, looking);
    if (!looking) void this.#lookOnHint(discussionId);
  }

  async #lookOnHint(discussionId: DiscussionId): Promise<void> {
    try {
      do {
        this.#hinted.set(discussionId, false);
        const served = await this.#served.get(discussionId);
        await served?.committer.catchUp();
      } while (this.#hinted.get(discussionId));
    } catch (error) {
      this.#deps.log.warn("looking for new entries failed", { error: String(error) });
    } finally {
      this.#hinted.delete(discussionId);
    }
  }

  async loaded(): Promise<Map<DiscussionId, State>> {
    const states = new Map<DiscussionId, State>();
    for (const [id, serving] of this.#served) {
      const served = await serving.catch(() => null); // its caller hears why it can't be loaded
      if (served) states.set(id, served.committer.state);
    }
    return states;
  }

  /** Where each discussion in memory stands, for heartbeats. */
  async heads(): Promise<Map<DiscussionId, number>> {
    return new Map([...(await this.loaded())].map(([id, { seq }]) => [id, seq]));
  }

  /** Brings projections level that a process left behind when it died. */
  async heal(): Promise<void> {
    const { discussions, log } = this.#deps.store;
    let after: DiscussionId | null = null;
    do {
      const page = await discussions.registrations(after, healPage);
      const heads = await log.heads(page.map(({ id }) => id));
      for (const [id, head] of heads)
        if (!this.#closed && head > (await discussions.projected(id))) await this.read(id);
      after = page.length < healPage ? null : (page.at(-1)?.id ?? null);
    } while (after !== null && !this.#closed);
  }

  /** Waits until all that was committed here is projected and told. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#tailing;
    for (const served of this.#served.values()) {
      const settled = await served.catch(() => null);
      await settled?.follower.close();
    }
  }

  #serve(discussionId: DiscussionId): Promise<Served> {
    let served = this.#served.get(discussionId);
    if (!served) {
      served = this.#load(discussionId);
      this.#served.set(discussionId, served);
      served.catch(() => this.#served.delete(discussionId));
    }
    void served.then(
      (each) => {
        each.usedAt = this.#deps.now();
      },
      () => undefined,
    );
    return served;
  }

  async #load(discussionId: DiscussionId): Promise<Served> {
    const { store, ears, log, faults, now, telling } = this.#deps;
    if (!(await store.discussions.find({ id: discussionId })))
      throw new Refusal("not_found", "There is no such discussion.", { field: "discussionId" });
    const { state, upTo } = await loadState(store, discussionId);
    const missed: Entry[] = [];
    for (let page: Entry[] | null = null; page === null || page.length === replayPage; ) {
      page = await store.log.read(discussionId, state.seq, replayPage);
      for (const entry of page) fold(state, entry);
      missed.push(...page);
    }
    recount(state);
    const follower = new Follower(discussionId, state, upTo, { store, ears, log, faults, telling });
    for (const entry of missed) follower.take(entry);
    const committer = new Committer(discussionId, state, {
      log: store.log,
      faults,
      now,
      committed: (entry) => follower.take(entry),
    });
    return { committer, follower, held: 0, usedAt: now() };
  }

  async #tail(): Promise<void> {
    try {
      const ids = [...this.#served.keys()];
      for (let i = 0; i < ids.length; i += 500) await this.#look(ids.slice(i, i + 500));
    } catch (error) {
      this.#deps.log.warn("looking for new entries failed", { error: String(error) });
    }
  }

  async #look(ids: DiscussionId[]): Promise<void> {
    const heads = await this.#deps.store.log.heads(ids);
    for (const id of ids) {
      const served = await this.#served.get(id)?.catch(() => null);
      if (!served) continue;
      if ((heads.get(id) ?? 0) > served.committer.state.seq) await served.committer.catchUp();
      const idle = this.#deps.now() - served.usedAt > idleMs;
      if (idle && served.held === 0 && !served.committer.busy && served.follower.idle)
        this.#served.delete(id);
    }
  }
}

/** The rows as projected, before the entries above the projection's cursor are folded in. */
async function loadState(
  store: Store,
  discussionId: DiscussionId,
): Promise<{ state: State; upTo: number }> {
  const projection = await store.discussions.load(discussionId);
  const state = emptyState();
  state.seq = projection.upTo;
  state.discussion = projection.discussion;
  for (const question of projection.questions) state.questions.set(question.id, question);
  for (const member of projection.members) state.members.set(member.userId, member);
  const once = shared();
  for (let after = -1; ; ) {
    const rows = await store.posts.scan(discussionId, after, loadPage);
    for (const row of rows) state.posts.set(row.id, lean(row, once));
    const last = rows.at(-1);
    if (!last || rows.length < loadPage) break;
    after = last.order;
    await new Promise((next) => setImmediate(next)); // a long discussion must not hold up the others
  }
  return { state, upTo: projection.upTo };
}

const noTexts: readonly TextId[] = [];

/** Rows read from a store bring their own copy of every id, also where two are the same; that would be half of what a long discussion weighs. */
function lean(row: PostRow, once: ReturnType<typeof shared>): PostRow {
  row.id = once(row.id);
  row.textId = once(row.textId);
  row.questionId = once(row.questionId);
  row.authorId = once(row.authorId);
  row.parentId &&= once(row.parentId);
  if (row.earlier.length === 0) row.earlier = noTexts;
  return row;
}

function shared(): <T extends string>(text: T) => T {
  const known = new Map<string, string>();
  return <T extends string>(text: T): T => {
    const before = known.get(text);
    if (before === undefined) known.set(text, text);
    return (before as T | undefined) ?? text;
  };
}
