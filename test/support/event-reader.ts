import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { expect } from "vitest";
import type { Joined } from "#shared/commands/snapshot.ts";
import type { FeedChanged } from "#shared/events.ts";
import { type Feed, hear, rejoin } from "#shared/feed.ts";
import type { DiscussionRef } from "#shared/ids.ts";

export interface StreamEvent {
  id: string | null;
  name: string;
  data: unknown;
  retry: number | null;
}

interface How {
  /** Sent with each opening. */
  headers?: Record<string, string>;
  query?: string;
}

/**
 * A reader of an event stream, over the shared reducer. It keeps its last event's id and gives it back when it opens again, as a
 * browser does.
 */
export class EventReader {
  readonly #address: URL;
  readonly #how: How;
  #request: ClientRequest | null = null;
  #response: IncomingMessage | null = null;
  #unread = "";
  feed: Feed | null = null;
  lastId: string | null = null;
  readonly events: StreamEvent[] = [];
  /** Everything that came, event by event. */
  readonly bytes: string[] = [];
  /** Whether the server ended the stream, or the line broke. */
  over = false;

  constructor({ url }: { url: string }, discussionId: DiscussionRef, how: How = {}) {
    this.#address = new URL(`${url}/api/v1/discussions/${discussionId}/events${how.query ?? ""}`);
    this.#how = how;
  }

  /** Resolves with the response's head; the events come as they come. */
  open(): Promise<IncomingMessage> {
    this.over = false;
    this.#unread = "";
    const last = this.lastId === null ? {} : { "last-event-id": this.lastId };
    return new Promise((done, fail) => {
      const request = httpRequest(this.#address, {
        ...{ agent: false, headers: { ...this.#how.headers, ...last } },
      });
      this.#request = request;
      request.on("error", (error) => {
        this.over = true;
        fail(error);
      });
      request.on("response", (response) => {
        this.#response = response;
        response.setEncoding("utf8");
        response.on("data", (text: string) => {
          if (this.#request === request) this.#take(text);
        });
        response.on("error", () => undefined);
        response.on("close", () => {
          this.over = true;
        });
        done(response);
      });
      request.end();
    });
  }

  /** Opens, and waits for the first answer. */
  async join(): Promise<Joined> {
    const before = this.all("feed:joined").length;
    await this.open();
    await expect.poll(() => this.all("feed:joined").length, soon).toBeGreaterThan(before);
    return this.all("feed:joined").at(-1)?.data as Joined;
  }

  /** The line breaks without a word. */
  drop(): void {
    this.#request?.destroy();
    this.#request = null;
  }

  /** Takes nothing more off the line, which stays open. */
  stopReading(): void {
    this.#response?.pause();
  }
  readOn(): void {
    this.#response?.resume();
  }

  all(name: string): StreamEvent[] {
    return this.events.filter((each) => each.name === name);
  }

  #take(text: string): void {
    const blocks = (this.#unread + text).split("\n\n");
    this.#unread = blocks.pop() ?? "";
    this.bytes.push(...blocks);
    for (const block of blocks) this.#hear(block);
  }

  #hear(block: string): void {
    const field = (name: string) =>
      block
        .split("\n")
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2) ?? null;
    const data = field("data");
    const name = field("event");
    if (data === null || name === null) return; // a heartbeat
    const id = field("id");
    const retry = field("retry");
    const event = {
      id,
      name,
      data: JSON.parse(data),
      retry: retry === null ? null : Number(retry),
    };
    this.events.push(event);
    this.lastId = id ?? this.lastId;
    this.#put(event);
  }

  #put({ name, data }: StreamEvent): void {
    if (name === "feed:joined") this.feed = rejoin(this.feed, data as Joined);
    if (name !== "feed:changed" || !this.feed) return;
    const heard = hear(this.feed, data as FeedChanged);
    if (!heard) throw new Error("A stream left something out.");
    this.feed = heard;
  }
}

export const soon = { timeout: 10_000, interval: 5 };
