import type { Socket } from "socket.io-client";
import type { App } from "#server/app.ts";
import type { Core } from "#server/core.ts";
import type { CommandName, Output } from "#shared/commands.ts";
import type { DiscussionId, DiscussionRef } from "#shared/ids.ts";
import type { Result } from "#shared/refusals.ts";
import { connect } from "./doors.ts";
import { LiveReader } from "./live-reader.ts";

/** Sends on an open socket and waits for the answer. */
export async function sendOn<N extends CommandName>(
  socket: Socket,
  name: N,
  input: Record<string, unknown>,
): Promise<Result<Output<N>>> {
  return socket.timeout(10_000).emitWithAck(name, input);
}

/** Readers of a test, closed together at its end. */
export function openReaders(app: Pick<App, "port"> & { url: string }) {
  const open: LiveReader[] = [];
  return {
    async reader(token: string | null, discussionId: DiscussionRef): Promise<LiveReader> {
      const reader = new LiveReader(await connect(app, token), discussionId);
      open.push(reader);
      const joined = await reader.join();
      if (!joined.ok) throw new Error(`The join was refused: ${joined.failure.code}`);
      return reader;
    },
    close(): void {
      for (const { socket } of open.splice(0)) socket.close();
    },
  };
}

/** Where the log of a discussion stands. */
export const headOf = (core: Core, discussionId: DiscussionId): Promise<number> =>
  core.deps.store.log.head(discussionId);
