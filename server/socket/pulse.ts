import { editionOf } from "#server/domain/reading/edition.ts";
import type { DiscussionId } from "#shared/ids.ts";
import { end, isExpired } from "./broadcast.ts";
import { rooms } from "./rooms.ts";
import type { Connection, Io } from "./types.ts";

const beatMs = 1000;
/** Every how many beats the head of each discussion is told. */
const headEvery = 10;

export interface PulseOptions {
  epoch: string;
  heads(): Promise<Map<DiscussionId, number>>;
  now(): number;
  /** Told how many sockets are open. */
  counted(sockets: number): void;
  beside: Beside;
  elsewhere: Elsewhere;
  /** Tells which posts got or lost support. */
  tellSupport(): Promise<void>;
  /** Tells where moderators are answering, newcomers too. */
  tellAnswering(sockets: readonly Connection[], newcomers: ReadonlySet<DiscussionId>): void;
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

/** Once a second: how many read, whose token has ended; every ten seconds where each log stands. Nothing here may be missed for good. */
export function startPulse(
  io: Io,
  { epoch, heads, now, counted, beside, elsewhere, tellAnswering, tellSupport }: PulseOptions,
): () => void {
  const told = new Map<DiscussionId, number>();
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
    for (const [id, here] of readers) readers.set(id, here + elsewhere.readers(id));
    for (const [id, count] of readers) {
      if (told.get(id) !== count || newcomers.has(id))
        both(id).emit("feed:presence", { discussionId: id, readers: count });
      beside.tellReaders(id, count);
    }
    tellAnswering(sockets, newcomers);
    told.clear();
    for (const [id, count] of readers) told.set(id, count);
  };
  const tellHeads = async () => {
    for (const [id, head] of await heads())
      if (told.has(id))
        both(id).emit("feed:head", { discussionId: id, epoch: editionOf(epoch, id), head });
  };
  const timer = setInterval(beat, beatMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** How many read each discussion, and where somebody came since the last count. */
function countReaders(sockets: readonly Connection[]) {
  const readers = new Map<DiscussionId, number>();
  const newcomers = new Set<DiscussionId>();
  for (const socket of sockets)
    for (const [id, followed] of socket.data.following) {
      readers.set(id, (readers.get(id) ?? 0) + 1);
      if (followed.isNew) newcomers.add(id);
      followed.isNew = false;
    }
  return { readers, newcomers };
}
