import type { Wired } from "#client/answers.ts";
import { fetchAnswer } from "#client/http.ts";
import { readingRoutes } from "#client/reading-routes.ts";
import type { Joined } from "#shared/commands/snapshot.ts";
import type { DiscussionId } from "#shared/ids.ts";
import type { Failure } from "#shared/refusals.ts";
import type { StreamEventName } from "#shared/streams.ts";

/** What is asked for, and how far its reader is; nulls for all of it. */
export interface Wanted {
  discussionId: DiscussionId;
  epoch: string | null;
  since: number | null;
}

/** What a way tells: first how the join is answered, then what happens, and in the end that it is over. */
export interface Listener {
  joined(answer: Joined): void;
  event(name: string, event: Wired): void;
  lost(failure?: Failure): void;
}

/** A way of being told of a discussion, without a socket. What it returns ends it without a word. */
export type Way = (wanted: Wanted, listener: Listener) => () => void;

/** The server says something every 15 seconds. Browsers don't notice a line that has gone silent. */
const silenceMs = 40_000;

const told: Record<Exclude<StreamEventName, "feed:joined">, true> = {
  "feed:changed": true,
  "feed:head": true,
  "feed:presence": true,
  "feed:answering": true,
  "feed:resync": true,
  "server:closing": true,
};

/** An event stream. It doesn't come back by itself: when, and for what, is the line's to say. */
export const byEvents: Way = ({ discussionId, epoch, since }, listener) => {
  const place = epoch === null || since === null ? "" : `?epoch=${epoch}&since=${since}`;
  const source = new EventSource(`/api/v1/discussions/${discussionId}/events${place}`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(timer);
    source.close();
  };
  const lose = () => {
    end();
    listener.lost();
  };
  const heard = (act: (event: Wired) => void) => (message: MessageEvent<string>) => {
    clearTimeout(timer);
    timer = setTimeout(lose, silenceMs);
    act(JSON.parse(message.data));
  };
  source.addEventListener("feed:joined", heard(listener.joined));
  for (const name of Object.keys(told))
    source.addEventListener(
      name,
      heard((event) => listener.event(name, event)),
    );
  source.addEventListener("error", lose);
  timer = setTimeout(lose, silenceMs);
  return end;
};

const waitSeconds = 25;
/** For an answer that is on its way when the time is over. */
const slackMs = 10_000;
/** Where much happens, several changes come with one answer. */
const pauseMs = 300;

/** Asking for changes, and again as soon as it is answered. */
export const byPolls: Way = ({ discussionId, epoch, since }, listener) => {
  let over = false;
  let request = new AbortController();
  const ask = async (place: Omit<Wanted, "discussionId">, wait: number) => {
    request = new AbortController();
    const timer = setTimeout(() => request.abort(), wait * 1000 + slackMs);
    const input = { discussionId, ...place, wait };
    const { signal } = request;
    const how = { signal };
    const result = await fetchAnswer(
      "discussion:join",
      readingRoutes["discussion:join"],
      input,
      how,
    );
    clearTimeout(timer);
    return result;
  };
  const pause = () => new Promise((next) => setTimeout(next, pauseMs));

  async function run(): Promise<void> {
    const first = await ask({ epoch, since }, 0);
    if (over) return;
    if (!first.ok) return listener.lost(first.failure);
    listener.joined(first.value);
    for (let { epoch: log, head } = first.value; !over; ) {
      const next = await ask({ epoch: log, since: head }, waitSeconds);
      if (over) return;
      if (!next.ok) return listener.lost(next.failure);
      const { mode, changes, head: to } = next.value;
      if (mode === "snapshot")
        return listener.event("feed:resync", { discussionId, reason: "log_replaced" });
      if (to > head)
        listener.event("feed:changed", { discussionId, epoch: log, from: head, to, changes });
      if (to > head) await pause();
      head = to;
    }
  }
  void run();
  return () => {
    over = true;
    request.abort();
  };
};
