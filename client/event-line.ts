import { noAnswer, type Wired } from "#client/answers.ts";
import { Comeback } from "#client/comeback.ts";
import type { LineState } from "#client/feed/line.ts";
import type { LiveLine } from "#client/follow.ts";
import { fetchAnswer } from "#client/http.ts";
import { type ReadingCommand, readingRoutes } from "#client/reading-routes.ts";
import { byEvents, byPolls, type Way } from "#client/reading-ways.ts";
import type { Output, RawInput } from "#shared/commands.ts";
import type { Event, EventName } from "#shared/events.ts";
import type { DiscussionId } from "#shared/ids.ts";
import type { Result } from "#shared/refusals.ts";

/** So often in a row an event stream may fail before the other way is tried as well. */
const patience = 3;
/** After so long on the other way the event stream is tried again. */
const pollingMs = 5 * 60_000;
/** A page that nobody looks at lets go of its line: browsers have few for one site, and all its frames share them. */
const unseenMs = 60_000;

/**
 * A line for those who only read: an event stream, or where none comes through, asking again and again. Opening it and joining
 * are one thing. It comes back by itself as long as the page is there.
 */
export class EventLine implements LiveLine {
  readonly #discussionId: DiscussionId;
  readonly #changed: (state: LineState) => void;
  readonly #listeners = new Map<string, ((event: Wired) => void)[]>();
  readonly #comeback = new Comeback(() => this.tryNow());
  #open = false;
  /** Ends the way that is open or being opened; what it still tells isn't listened to. */
  #leave: (() => void) | null = null;
  #failures = typeof EventSource === "undefined" ? Number.POSITIVE_INFINITY : 0;
  #polled = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(discussionId: DiscussionId, changed: (state: LineState) => void) {
    this.#discussionId = discussionId;
    this.#changed = changed;
    this.on("server:closing", ({ comeBackAfter }) => {
      this.#comeback.asked = comeBackAfter;
    });
    addEventListener("online", this.tryNow);
    addEventListener("offline", () => this.#drop());
    document.addEventListener("visibilitychange", this.#looked);
  }

  get open(): boolean {
    return this.#open;
  }

  /** Now, and not when it would be time. */
  readonly tryNow = (): void => {
    if (this.#leave) return;
    this.#comeback.cancel();
    this.#changed(this.#comeback.isFirst ? { is: "connecting" } : { is: "lost", retryAt: null });
    this.#tell("open", null);
  };

  async send<N extends ReadingCommand>(name: N, input: RawInput<N>): Promise<Result<Output<N>>> {
    return name === "discussion:join"
      ? this.#join(input)
      : fetchAnswer(name, readingRoutes[name], input);
  }

  on<N extends EventName>(name: N, listen: (event: Event<N>) => void): void {
    this.#add(name, listen);
  }
  onOpen(listen: () => void): void {
    this.#add("open", listen);
  }
  onDrop(listen: () => void): void {
    this.#add("drop", listen);
  }

  #join({ epoch, since }: Wired): Promise<Result<Wired>> {
    this.#end();
    const way = this.#nextWay();
    return new Promise((done) => {
      const isOver = () => this.#leave !== leave;
      const leave = way(
        { discussionId: this.#discussionId, epoch, since },
        {
          joined: (value) => {
            if (isOver()) return;
            this.#joined(way);
            done({ ok: true, value });
          },
          event: (name, event) => {
            if (!isOver()) this.#tell(name, event);
          },
          lost: (failure = noAnswer) => {
            if (isOver()) return;
            if (!this.#open && way === byEvents) this.#failures++;
            done({ ok: false, failure });
            this.#drop(failure.retryAfter);
          },
        },
      );
      this.#leave = leave;
    });
  }

  /** An event stream. When it has failed a few times, it and the other way take turns until one of them is there. */
  #nextWay(): Way {
    const one = this.#failures === Number.POSITIVE_INFINITY;
    this.#polled = one || (this.#failures >= patience && !this.#polled);
    return this.#polled ? byPolls : byEvents;
  }

  #joined(way: Way): void {
    this.#open = true;
    this.#comeback.reset();
    this.#changed({ is: "open" });
    if (way === byEvents) this.#failures = 0;
    else if (this.#failures < Number.POSITIVE_INFINITY)
      this.#timer = setTimeout(() => this.#tell("open", null), pollingMs);
  }

  /** The line is gone, and is tried again after a while. */
  #drop(retryAfter = 0): void {
    if (!this.#leave) return;
    this.#end();
    this.#changed({ is: "lost", retryAt: this.#comeback.later(retryAfter * 1000) });
    this.#tell("drop", null);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#leave?.();
    this.#leave = null;
    this.#open = false;
  }

  #looked = (): void => {
    clearTimeout(this.#unseen);
    if (!document.hidden) return this.tryNow();
    this.#unseen = setTimeout(() => {
      this.#end();
      this.#comeback.reset();
      this.#tell("drop", null);
    }, unseenMs);
  };
  #unseen: ReturnType<typeof setTimeout> | undefined;

  #add(name: string, listen: (event: Wired) => void): void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listen]);
  }
  #tell(name: string, event: Wired): void {
    for (const listen of this.#listeners.get(name) ?? []) listen(event);
  }
}
