import { createHash, randomBytes } from "node:crypto";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import type { CommandName } from "#shared/commands.ts";
import type { CommandId, PostId, UserId } from "#shared/ids.ts";
import type { RefusalCode } from "#shared/refusals.ts";

/** What one client set out to do, was told, and received, in order. Nothing in it is taken from the server's word alone. */
export type Line =
  | { is: "intent"; commandId: CommandId; name: CommandName; bodyHash: string | null }
  | { is: "ack"; commandId: CommandId; name: CommandName; postId: PostId | null; seq: number }
  | { is: "refusal"; commandId: CommandId; code: RefusalCode }
  /** Read by HTTP, as a page is. */
  | { is: "read"; snapshot: Snapshot }
  /** A packet of the socket, as it came. */
  | { is: "recv"; raw: string }
  | { is: "drop" };

export interface Ledger {
  client: string;
  /** null for a visitor. */
  userId: UserId | null;
  /** May read what only moderators may. */
  moderates: boolean;
  /** Follows the discussion: at the end it has to hold what a newcomer reads. */
  follows: boolean;
  lines: Line[];
}

/** A word that occurs in one text only: 16 random bytes. */
export const aWord = (): string => `w${randomBytes(16).toString("hex")}`;
export const wordPattern: RegExp = /\bw[0-9a-f]{32}\b/g;
export const bodyOf = (word: string): string => `<p>Said ${word}.</p>`;
export const hashOfBody = (body: string): string => createHash("sha256").update(body).digest("hex");

/** A packet of Socket.IO as text: an event, or the answer to a command. */
export type Packet =
  | { is: "event"; name: string; event: unknown }
  | { is: "answer"; answer: unknown };
export function readPacket(raw: string): Packet | null {
  const [, kind, json] = /^([23])\d*(\[.*)$/s.exec(raw) ?? [];
  if (json === undefined) return null;
  const [first, second]: unknown[] = JSON.parse(json);
  if (kind === "3") return { is: "answer", answer: first };
  return typeof first === "string" ? { is: "event", name: first, event: second } : null;
}
