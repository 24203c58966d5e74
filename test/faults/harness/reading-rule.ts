import { isDeepStrictEqual } from "node:util";
import type { Joined } from "#shared/commands/snapshot.ts";
import type { FeedChanged } from "#shared/events.ts";
import { type Feed, hear, hearPersonal, rejoin, start } from "#shared/feed.ts";
import type { Change } from "#shared/model.ts";
import { plain } from "#test/support/live-reader.ts";
import type { Evidence, Newcomer, Report } from "./evidence.ts";
import { type Ledger, type Line, readPacket } from "./ledger.ts";

/** Everything a client heard, folded anew from its packets by the reducer that pages use. */
class Refolded {
  feed: Feed | null = null;
  #waiting: FeedChanged[] = [];

  constructor(lines: readonly Line[]) {
    for (const line of lines) {
      if (line.is === "read") this.feed = start(line.snapshot);
      if (line.is === "drop") this.#waiting = [];
      if (line.is === "recv") this.#receive(line.raw);
    }
  }

  #receive(raw: string): void {
    const packet = readPacket(raw);
    if (packet?.is === "answer" && isJoined(packet.answer)) {
      this.feed = rejoin(this.feed, packet.answer.value);
      for (const message of this.#waiting.splice(0)) this.#change(message);
    }
    if (packet?.is !== "event") return;
    if (packet.name === "feed:changed") this.#change(packet.event as FeedChanged);
    if (packet.name === "feed:personal" && this.feed)
      this.feed = hearPersonal(this.feed, (packet.event as { changes: Change[] }).changes);
  }

  #change(message: FeedChanged): void {
    const heard = this.feed && hear(this.feed, message);
    if (heard) this.feed = heard;
    else this.#waiting.push(message);
  }
}
const isJoined = (answer: unknown): answer is { ok: true; value: Joined } =>
  typeof answer === "object" &&
  answer !== null &&
  "value" in answer &&
  typeof answer.value === "object" &&
  answer.value !== null &&
  "mode" in answer.value;

/** I4: every part, and every post held, as a newcomer with the same rights reads it. */
export function holdsWhatANewcomerReads(ledger: Ledger, evidence: Evidence, report: Report): void {
  const { client } = ledger;
  const newcomer = evidence.newcomers.get(client);
  const held = new Refolded(ledger.lines).feed;
  if (!newcomer || !held) return report("I4", `${client} holds nothing`);
  const fresh = start(newcomer.snapshot);
  if (held.seq !== fresh.seq)
    return report("I4", `${client} stands at ${held.seq}, a newcomer at ${fresh.seq}`);
  const [mine, theirs] = [plain(held), plain(fresh)];
  for (const part of ["viewer", "discussion", "questions", "counts", "members"] as const)
    if (!isDeepStrictEqual(mine?.[part], theirs?.[part]))
      report("I4", `${client} holds other ${part} than a newcomer`);
  samePosts(held, newcomer, (what) => report("I4", `${client} ${what}`));
}

function samePosts(held: Feed, { snapshot, posts }: Newcomer, say: (what: string) => void): void {
  for (const [id, post] of held.posts)
    if (!isDeepStrictEqual(post, posts.get(id))) say(`holds post ${id} otherwise than a newcomer`);
  for (const id of start(snapshot).posts.keys()) if (!held.posts.has(id)) say(`lacks post ${id}`);
}
