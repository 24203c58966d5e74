import { editionOf } from "#server/domain/reading/edition.ts";
import type { DiscussionId } from "#shared/ids.ts";
import { end, isExpired, tellEach } from "./broadcast.ts";
import type { Heard } from "./heard.ts";
import { rooms } from "./rooms.ts";
import type { Connection, Io } from "./types.ts";

/** Every how many beats the head of each discussion is told, where its readers haven't heard of it meanwhile. */
const headEvery = 10;
/** So many are told each second how many read; where more read, the number is told that much less often. */
const toldASecond = 1_000;

export interface PulseOptions {
  /** Between two beats: a second, but for tests. */
  beatMs?: number;
  epoch: string;
  heads(): Promise<Map<DiscussionId, number>>;
  heard: Pick<Heard, "take">;
  now(): number;
  /** Told how many sockets are open. */
  counted(sockets: number): void;
  beside: Beside;
  elsewhere: Elsewhere;
  /** Tells which posts got or lost support. */
  tellSupport(): Promise<void>;
  /** Tells where moderators are answering, newcomers too. */
  tellAnswering(
    sockets: readonly Connection[],
    newcomers: ReadonlyMap<DiscussionId, readonly Connection[]>,
  ): void;
}

/** Readers at other processes: they count too. */
export interface Elsewhere {
  /** How many read here. */
  share(readers: ReadonlyMap<DiscussionId, number>): void;
  readers(discussionId: DiscussionId): number;
}

/** Readers that come another way than by a socket: they count, and are told how many read. */
export interface Beside {
  readers(): ReadonlyMap<DiscussionId, number>;
  tellReaders(discussionId: DiscussionId, readers: number): void;
}

/**
 * Once a second: how many read, whose token has ended; every ten seconds where each log stands. Nothing here may be missed for good.
 * Who comes hears at once how many read. A crowd hears less often that it has grown, so that people who come back by the thousands
 * aren't served later for being counted.
 */
export function startPulse(
  io: Io,
  {
    beatMs = 1_000,
    epoch,
    heads,
    heard,
    now,
    counted,
    beside,
    elsewhere,
    tellAnswering,
    tellSupport,
  }: PulseOptions,
): () => void {
  const told = new Map<DiscussionId, { readers: number; beat: number }>();
  let beats = 0;
  const both = (id: DiscussionId) =>
    io.local.volatile.to([rooms.audience(id, "public"), rooms.audience(id, "moderators")]);

  const beat = () => {
    beats++;
    const sockets = [...io.of("/").sockets.values()];
    for (const socket of sockets.filter((each) => isExpired(each, now())))
      end(socket, "expired", now());
    counted(sockets.length);
    tellPresence(sockets);
    tellSupport().catch(() => undefined); // a total that couldn't be read is in the next snapshot
    if (beats % headEvery === 0) void tellHeads();
  };
  const tellPresence = (sockets: readonly Connection[]) => {
    const { readers, newcomers } = countReaders(sockets);
    for (const [id, count] of beside.readers()) readers.set(id, (readers.get(id) ?? 0) + count);
    elsewhere.share(readers);
    for (const id of told.keys()) if (!readers.has(id)) told.delete(id);
    for (const [id, here] of readers) {
      const count = here + elsewhere.readers(id);
      const before = told.get(id);
      const event = { discussionId: id, readers: count };
      const due = before && before.readers !== count && isDue(beats - before.beat, count);
      if (due) both(id).emit("feed:presence", event);
      if (due || !before) told.set(id, { readers: count, beat: beats });
      // What is volatile may be lost behind the answer to a join.
      tellEach(newcomers.get(id) ?? [], "feed:presence", event);
      beside.tellReaders(id, count);
    }
    tellAnswering(sockets, newcomers);
  };
  const tellHeads = async () => {
    const known = heard.take();
    for (const [id, head] of await heads())
      if (told.has(id) && known.get(id) !== head)
        both(id).emit("feed:head", { discussionId: id, epoch: editionOf(epoch, id), head });
  };
  const timer = setInterval(beat, beatMs);
  timer.unref();
  return () => clearInterval(timer);
}

const isDue = (beats: number, readers: number): boolean => beats * toldASecond >= readers;

/** How many read each discussion, and who came since the last count. */
function countReaders(sockets: readonly Connection[]) {
  const readers = new Map<DiscussionId, number>();
  const newcomers = new Map<DiscussionId, Connection[]>();
  for (const socket of sockets)
    for (const [id, followed] of socket.data.following) {
      readers.set(id, (readers.get(id) ?? 0) + 1);
      if (!followed.isNew) continue;
      followed.isNew = false;
      const others = newcomers.get(id);
      if (others) others.push(socket);
      else newcomers.set(id, [socket]);
    }
  return { readers, newcomers };
}
