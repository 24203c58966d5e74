import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Output } from "#shared/commands.ts";
import type { Result } from "#shared/refusals.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { httpSend } from "#test/support/doors.ts";
import { commandId } from "#test/support/people.ts";
import { aCast, aScene } from "#test/support/scene.ts";
import { sendOn } from "#test/support/socket-room.ts";

let app: TestApp;
const open: Socket[] = [];
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  for (const socket of open) socket.close();
  await app.close();
});

async function connected(transport: "websocket" | "polling"): Promise<Socket> {
  const socket = io(app.url, { transports: [transport], forceNew: true });
  open.push(socket);
  await new Promise<void>((done) => socket.once("connect", done));
  return socket;
}

test.each([
  ["of some bytes", ""],
  ["of some kilobytes", "é".repeat(500)],
  ["of more than 64 kB, shared by all who ask", "\u6587\u{1f600}".repeat(5_000)],
])(
  "an answer %s reaches each who asks whole, by WebSocket and by polling, under its own number",
  async (_, words) => {
    const cast = await aCast(app.core);
    const scene = await aScene(app.core, cast);
    const token = await app.tokenFor(cast.participant);
    if (words) {
      const made = await httpSend(app, token, "post:create", {
        ...{ discussionId: scene.discussionId, questionId: scene.open, parentId: null },
        ...{ language: "zh", commandId: commandId(), body: `<p>${words}</p>` },
      });
      expect(made).toMatchObject({ ok: true });
    }
    const sockets = [
      ...[await connected("websocket"), await connected("websocket")],
      await connected("polling"),
    ];
    const input = { discussionId: scene.discussionId, epoch: null, since: null };
    const name = words ? "discussion:join" : "discussion:leave";
    const expected = await httpSend(app, null, "discussion:read", input);
    if (!expected.ok) throw new Error("it can be read");
    for (const socket of sockets) {
      // Two questions at once: each answer finds its own.
      const [answer, list] = await Promise.all([
        sendOn(socket, name, words ? input : { discussionId: scene.discussionId }),
        sendOn(socket, "discussion:list", {}),
      ]);
      expect(list).toMatchObject({ ok: true, value: { older: null } });
      const wanted: Result<Output<"discussion:join"> | Record<string, never>> = {
        ok: true,
        value: words ? { mode: "snapshot", ...expected.value } : {},
      };
      expect(answer).toEqual(wanted);
    }
  },
);
