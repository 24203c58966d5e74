import type { ServerResponse } from "node:http";
import type { DiscussionId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { type Frame, frame } from "./event-frame.ts";

/** For the last words to go out, before the line is broken. */
const partingMs = 2_000;

/** A response that stays open: one reader of one discussion, until either side ends it. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #discussionId: DiscussionId;
  /** Frames that came before the first answer, which are put after it. */
  #early: Frame[] | null = [];
  /** How far what was sent takes its reader. */
  #to = -1;
  #messages = 0;
  #bytes = 0;
  #last: Frame | null = null;
  /** How many readers it was last told of, itself among them. */
  readers: number | null = null;

  constructor(response: ServerResponse, discussionId: DiscussionId) {
    this.#response = response;
    this.#discussionId = discussionId;
  }

  /** The first answer, and then what came meanwhile and isn't in it. */
  begin(first: Frame): void {
    const early = this.#early ?? [];
    this.#early = null;
    // A snapshot may be larger than what may lie unread: only what follows it counts.
    for (const piece of first.pieces) this.#response.write(piece);
    this.#to = first.to ?? -1;
    for (const each of early)
      if (this.#isNew(each)) this.#write(each);
      else this.#read(each);
    if (this.#last) this.#finish(this.#last);
  }

  /** False when it was one too many, and the reader has been cut. */
  send(next: Frame): boolean {
    if (this.#last || !this.#isNew(next)) return true;
    this.#messages++;
    this.#bytes += next.size;
    if (this.#messages > limits.unreadMessages || this.#bytes > limits.unreadBytes) {
      this.end(frame("feed:resync", { discussionId: this.#discussionId, reason: "too_slow" }));
      return false;
    }
    if (this.#early) this.#early.push(next);
    else this.#write(next);
    return true;
  }

  /** For what may be missed: a reader that is behind doesn't get it, which is false. */
  sendVolatile(next: Frame): boolean {
    return this.#messages === 0 && !this.#early && this.send(next);
  }

  /** Says a last word and ends. */
  end(last: Frame): void {
    if (this.#last) return;
    this.#last = last;
    if (!this.#early) this.#finish(last);
  }

  #isNew = ({ to }: Frame): boolean => to === null || to > this.#to;

  #write(each: Frame): void {
    this.#to = each.to ?? this.#to;
    const last = each.pieces.length - 1;
    for (const [i, piece] of each.pieces.entries())
      this.#response.write(piece, () => i === last && this.#read(each));
  }

  #read({ size }: Frame): void {
    this.#messages--;
    this.#bytes -= size;
  }

  #finish({ pieces }: Frame): void {
    for (const piece of pieces.slice(0, -1)) this.#response.write(piece);
    this.#response.end(pieces.at(-1));
    const timer = setTimeout(() => this.#response.destroy(), partingMs);
    this.#response.once("close", () => clearTimeout(timer));
  }
}
