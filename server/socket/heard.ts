import type { DiscussionId } from "#shared/ids.ts";

/** How far this process's readers have heard of each log since that was taken last. */
export class Heard {
  #upTo = new Map<DiscussionId, number>();

  note(discussionId: DiscussionId, seq: number): void {
    this.#upTo.set(discussionId, seq);
  }

  take(): ReadonlyMap<DiscussionId, number> {
    const all = this.#upTo;
    this.#upTo = new Map();
    return all;
  }
}
