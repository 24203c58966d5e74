import type { Server, Socket } from "socket.io";
import type { Actor, TokenHolder } from "#server/domain/deps.ts";
import type { ServerToClientEvents } from "#shared/events.ts";
import type { DiscussionId } from "#shared/ids.ts";
import type { Audience } from "#shared/model.ts";

/** What arrives is unknown until a command's schema has read it, whatever its name. */
type Incoming = { [name: string]: (...sent: unknown[]) => void };
type None = Record<never, never>;
export interface Followed {
  audience: Audience;
  /** Came since the last beat: it hasn't heard how many read. */
  isNew: boolean;
  release(): void;
}
export interface SocketData {
  /** As of the handshake; asked anew for each command. */
  actor: Actor;
  /** Whom the access token was issued to; null for visitors. The token itself isn't kept. */
  holder: TokenHolder | null;
  address: string;
  following: Map<DiscussionId, Followed>;
  /** It was told that its session is over, or to join again, and is about to be cut. */
  ended: boolean;
  /** Commands refused for coming too often, since one was carried out. */
  refused: number;
  /** Joins and leaves of one socket are carried out in turn, so that of two sent at once the last one holds. */
  turn: Promise<void>;
}
export type Io = Server<Incoming, ServerToClientEvents, None, SocketData>;
export type Connection = Socket<Incoming, ServerToClientEvents, None, SocketData>;
