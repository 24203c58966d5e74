import type { Ears, Telling } from "#server/domain/deps.ts";
import { instant } from "#server/domain/reading/views.ts";
import type { EventName } from "#shared/events.ts";
import type { SessionId, UserId } from "#shared/ids.ts";
import { leaveRooms } from "./follow.ts";
import { prepare } from "./frame.ts";
import { rooms } from "./rooms.ts";
import type { Connection, Io } from "./types.ts";

/** What is counted. */
export interface Told {
  deliveries(count: number): void;
  resync(reason: string, count?: number): void;
  /** A client that didn't read was cut. */
  queueCut(): void;
}

function socketsIn(io: Io, room: string): Connection[] {
  const ids = io.of("/").adapter.rooms.get(room) ?? [];
  return [...ids].flatMap((id) => io.of("/").sockets.get(id) ?? []);
}

/** Tells all of this process that are in the room, and gives how many. Socket.IO's own way costs more for each of them. */
function tellRoom(io: Io, room: string, name: EventName, event: unknown): number {
  const { adapter, sockets } = io.of("/");
  const ids = adapter.rooms.get(room);
  if (!ids) return 0;
  const { text, options } = prepare(name, event);
  for (const id of ids) sockets.get(id)?.conn.write(text, options);
  return ids.size;
}

/**
 * Tells this process's own sockets. Order matters: who lost a role is out of the room before anything is said in it,
 * and what concerns a person alone comes before the message that moves their seq.
 */
export function createEars(io: Io, told: Told, now: () => number): Ears {
  const startOver = (userId: UserId, discussionId: Telling["discussionId"]) => {
    for (const socket of socketsIn(io, rooms.user(userId))) {
      if (!socket.data.following.has(discussionId)) continue;
      leaveRooms(socket, discussionId);
      socket.emit("feed:resync", { discussionId, reason: "role_changed" });
      told.resync("role_changed");
    }
  };
  return {
    tell({ discussionId, personal, feed, roles }) {
      for (const userId of roles) startOver(userId, discussionId);
      for (const { userId, changes } of personal)
        tellRoom(io, rooms.person(discussionId, userId), "feed:personal", {
          discussionId,
          changes,
        });
      let deliveries = 0;
      for (const audience of ["public", "moderators"] as const)
        deliveries += tellRoom(
          io,
          rooms.audience(discussionId, audience),
          "feed:changed",
          feed[audience],
        );
      told.deliveries(deliveries);
    },
    sessionsEnded(sessionIds) {
      for (const id of sessionIds) endSession(io, id, "revoked", now());
    },
  };
}

function endSession(io: Io, id: SessionId, reason: "revoked" | "signed_out", now: number): void {
  for (const socket of socketsIn(io, rooms.session(id))) end(socket, reason, now);
}

/** Time for the answer to the very command that ended the session. Any other command is refused from now on. */
const partingMs = 100;

/** Out of all rooms at once, told why, then cut. The browser comes back by itself, as a visitor or with a new token. */
export function end(
  socket: Connection,
  reason: "revoked" | "signed_out" | "expired",
  now: number,
): void {
  if (socket.data.ended) return;
  socket.data.ended = true;
  for (const id of [...socket.data.following.keys()]) leaveRooms(socket, id);
  socket.emit("session:ended", { at: instant(now), reason });
  setTimeout(() => socket.disconnect(true), partingMs).unref();
}

export const isExpired = ({ data: { expiresAt } }: Connection, now: number): boolean =>
  expiresAt !== null && expiresAt <= now;
