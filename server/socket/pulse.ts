import type { DiscussionId } from "#shared/ids.ts";
import { end } from "./broadcast.ts";
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
}

/** Once a second: how many read, whose token has ended; every ten seconds where each log stands. Nothing here may be missed for good. */
export function startPulse(io: Io, { epoch, heads, now, counted }: PulseOptions): () => void {
  const told = new Map<DiscussionId, number>();
  let beats = 0;
  const both = (id: DiscussionId) =>
    io.local.volatile.to([rooms.audience(id, "public"), rooms.audience(id, "moderators")]);

  const beat = () => {
    beats++;
    const sockets = [...io.of("/").sockets.values()];
    for (const socket of sockets) endIfExpired(socket, now());
    counted(sockets.length);
    const readers = countReaders(sockets);
    for (const [id, count] of readers)
      if (told.get(id) !== count)
        both(id).emit("feed:presence", { discussionId: id, readers: count });
    told.clear();
    for (const [id, count] of readers) told.set(id, count);
    if (beats % headEvery === 0) void tellHeads();
  };
  const tellHeads = async () => {
    for (const [id, head] of await heads())
      if (told.has(id)) both(id).emit("feed:head", { discussionId: id, epoch, head });
  };
  const timer = setInterval(beat, beatMs);
  timer.unref();
  return () => clearInterval(timer);
}

function endIfExpired(socket: Connection, now: number): void {
  const { expiresAt } = socket.data;
  if (expiresAt !== null && expiresAt <= now) end(socket, "expired", now);
}

function countReaders(sockets: readonly Connection[]): Map<DiscussionId, number> {
  const readers = new Map<DiscussionId, number>();
  for (const socket of sockets)
    for (const id of socket.data.following.keys()) readers.set(id, (readers.get(id) ?? 0) + 1);
  return readers;
}
