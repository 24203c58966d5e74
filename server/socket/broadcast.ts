import type { Ears, Telling } from "#server/domain/deps.ts";
import { instant } from "#server/domain/reading/views.ts";
import type { EventName } from "#shared/events.ts";
import type { SessionId, UserId } from "#shared/ids.ts";
import { leaveRooms } from "./follow.ts";
import { prepare } from "./frame.ts";
import type { Heard } from "./heard.ts";
import { rooms } from "./rooms.ts";
import type { Connection, Io } from "./types.ts";

/** What is counted. */
export interface Told {
  deliveries(count: number): void;
  resync(reason: string, count?: number): void;
  /** A client that didn't read was cut. */
  queueCut(): void;
}

interface EarsOptions {
  told: Told;
  heard: Pick<Heard, "note">;
  now(): number;
}

function socketsIn(io: Io, room: string): Connection[] {
  const { adapter, sockets } = io.of("/");
  return [...(adapter.rooms.get(room) ?? [])].flatMap((id) => sockets.get(id) ?? []);
}

/** Tells each of them the same. Socket.IO's own way costs more for each. */
export function tellEach(sockets: readonly Connection[], name: EventName, event: unknown): void {
  if (sockets.length === 0) return;
  const { text, options } = prepare(name, event);
  for (const { conn } of sockets) conn.write(text, options);
}

/** Tells all of this process that are in the room, and gives how many. */
function tellRoom(io: Io, room: string, name: EventName, event: unknown): number {
  const sockets = socketsIn(io, room);
  tellEach(sockets, name, event);
  return sockets.length;
}

/**
 * Tells this process's own sockets. Order matters: who lost a role is out of the room before anything is said in it,
 * and what concerns a person alone comes before the message that moves their seq.
 */
export function createEars(io: Io, { told, heard, now }: EarsOptions): Ears {
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
      heard.note(discussionId, feed.public.to);
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

export const isExpired = ({ data: { holder } }: Connection, now: number): boolean =>
  holder !== null && holder.expiresAt <= now;
