import type { Rooms } from "#server/domain/deps.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { DiscussionId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { rooms } from "./rooms.ts";
import type { Connection } from "./types.ts";

/** Keeps a discussion in memory until released. */
export type Hold = (discussionId: DiscussionId) => Promise<() => void>;

/** A socket's rooms: in each discussion exactly one audience and, for a signed-in reader of the public one, their own room. */
export function roomsOf(socket: Connection, hold: Hold): Rooms {
  const { following, actor } = socket.data;
  return {
    async enter(discussionId, audience) {
      if (!following.has(discussionId) && following.size >= limits.roomsPerSocket)
        throw new Refusal(
          "conflict",
          `A socket follows ${limits.roomsPerSocket} discussions at most.`,
          {
            details: { limit: limits.roomsPerSocket },
          },
        );
      const release = await hold(discussionId);
      if (!socket.connected || socket.data.ended) return release();
      leaveRooms(socket, discussionId);
      following.set(discussionId, { audience, isNew: true, release });
      await socket.join(rooms.audience(discussionId, audience));
      if (audience === "public" && actor.kind === "account")
        await socket.join(rooms.person(discussionId, actor.userId));
    },
    leave: (discussionId) => leaveRooms(socket, discussionId),
  };
}

export function leaveRooms(socket: Connection, discussionId: DiscussionId): void {
  const followed = socket.data.following.get(discussionId);
  if (!followed) return;
  socket.data.following.delete(discussionId);
  followed.release();
  void socket.leave(rooms.audience(discussionId, followed.audience));
  const { actor } = socket.data;
  if (actor.kind === "account") void socket.leave(rooms.person(discussionId, actor.userId));
}
