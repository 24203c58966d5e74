import { randomUUID } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import { describe, expect, test } from "vitest";
import type { openStore } from "#server/store/open-store.ts";
import type { CommandName, Output } from "#shared/commands.ts";
import { start } from "#shared/feed.ts";
import type { DiscussionId, PostId, QuestionId } from "#shared/ids.ts";
import type { Result } from "#shared/refusals.ts";
import { httpSend } from "#test/support/doors.ts";
import { LiveReader } from "#test/support/live-reader.ts";
import { freePort, ServerProcess } from "#test/support/server-process.ts";
import { openers } from "#test/support/stores.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

/** Where one engine's server keeps its data: the same through all restarts. */
interface Place {
  env: Record<string, string>;
  read(): ReturnType<typeof openStore>;
}

async function must<N extends CommandName>(
  at: { url: string },
  token: string | null,
  name: N,
  input: Record<string, unknown>,
): Promise<Output<N>> {
  const result: Result<Output<N>> = await httpSend(at, token, name, input);
  if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.failure)}`);
  return result.value;
}

interface Ground {
  token: string;
  discussionId: DiscussionId;
  questionId: QuestionId;
}

/** The first admin by the printed link, an open discussion with one question. */
async function aGround(server: ServerProcess): Promise<Ground> {
  const account = { name: "Storm Petrel", email: "storm@example.org", password: "wind over water" };
  const { accessToken: token } = await must(server, null, "account:register", account);
  const link = /\/link\/(\S+)/.exec(server.out)?.[1];
  await must(server, token, "link:accept", { token: link, commandId: randomUUID() });
  const { discussionId } = await must(server, token, "discussion:create", {
    ...{ slug: "storm", title: { en: "Storm" }, languages: ["en"], commandId: randomUUID() },
  });
  const { questionId } = await must(server, token, "question:add", {
    ...{ discussionId, text: { en: "What now?" }, commandId: randomUUID() },
  });
  await must(server, token, "discussion:open", { discussionId, commandId: randomUUID() });
  return { token, discussionId, questionId };
}

const line = (url: string, token: string | null): Socket =>
  io(url, {
    ...{ transports: ["websocket"], forceNew: true, reconnectionDelay: 50 },
    ...{ reconnectionDelayMax: 300, auth: token === null ? {} : { token } },
  });

/** Posts one after the other; what isn't answered is sent again, with the same id, until it is. */
async function write(socket: Socket, ground: Ground, words: string[], acked: Map<string, PostId>) {
  const { discussionId, questionId } = ground;
  for (const word of words) {
    const command = {
      ...{ discussionId, questionId, parentId: null, language: "en", commandId: randomUUID() },
      body: `<p>${word}</p>`,
    };
    for (;;) {
      const result: Result<Output<"post:create">> | null = await socket
        .timeout(1_000)
        .emitWithAck("post:create", command)
        .catch(() => null);
      if (result?.ok) {
        acked.set(word, result.value.postId);
        break;
      }
      if (result && result.failure.code !== "unavailable")
        throw new Error(JSON.stringify(result.failure));
      await new Promise((soon) => setTimeout(soon, 50));
    }
  }
}

const writers = 5;
const each = 40;

for (const { engine, open } of openers)
  describe(`${engine}: a server killed in a storm of posts`, () => {
    async function aPlace(): Promise<Place> {
      const fresh = await open();
      await fresh.store.close();
      return {
        env:
          fresh.place.kind === "sqlite"
            ? { DATA_DIR: fresh.place.dataDir }
            : { DATA_DIR: tempFolder(), MONGODB_URI: fresh.place.uri },
        read: fresh.again,
      };
    }

    test("loses nothing it acknowledged, doubles nothing, and its readers come back by themselves (P1, P2, P3, P4)", {
      timeout: 90_000,
    }, async () => {
      const place = await aPlace();
      const port = await freePort();
      let server = await new ServerProcess(port, place.env).listening();
      const ground = await aGround(server);
      const readers = [null, null, ground.token].map(
        (token) => new LiveReader(line(server.url, token), ground.discussionId),
      );
      const acked = new Map<string, PostId>();
      const lines = Array.from({ length: writers }, () => line(server.url, ground.token));
      const storm = Promise.all(
        lines.map((socket, i) => {
          const words = Array.from({ length: each }, (_, k) => `word-${i}-${k}`);
          return write(socket, ground, words, acked);
        }),
      );
      for (const kills of [30, 90]) {
        while (acked.size < kills) await new Promise((soon) => setTimeout(soon, 2));
        await server.kill();
        server = await new ServerProcess(port, place.env).listening();
      }
      await storm;
      expect(acked.size).toBe(writers * each);

      const fresh = start(
        await must(server, ground.token, "discussion:read", { discussionId: ground.discussionId }),
      );
      for (const reader of readers)
        await expect.poll(() => reader.feed?.seq, { timeout: 15_000 }).toBe(fresh.seq);
      for (const reader of readers)
        for (const [id, post] of fresh.posts) expect(reader.feed?.posts.get(id)).toEqual(post);
      for (const socket of [...lines, ...readers.map((reader) => reader.socket)]) socket.close();
      server.child.kill("SIGTERM");
      expect(await server.ended).toEqual({ code: 0, signal: null });

      const store = await place.read();
      const log = await store.log.read(ground.discussionId, 0, 10_000);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1));
      const posts = log.flatMap(({ events }) => events).filter((e) => e.type === "post:created");
      expect(posts.map(({ postId }) => postId).sort()).toEqual([...acked.values()].sort());
      const texts = await store.texts.get(posts.map(({ textId }) => textId));
      expect(texts.map(({ body }) => body).sort()).toEqual(
        [...acked.keys()].map((word) => `<p>${word}</p>`).sort(),
      );
      await store.close();
      expect(server.complaints).toEqual([]);
    });

    test("told to end, it answers what is under way, tells its clients, and is gone within ten seconds", {
      timeout: 60_000,
    }, async () => {
      const place = await aPlace();
      const port = await freePort();
      const server = await new ServerProcess(port, place.env).listening();
      const ground = await aGround(server);
      const acked = new Map<string, PostId>();
      const socket = line(server.url, ground.token);
      let told = false;
      socket.on("server:closing", ({ comeBackAfter }: { comeBackAfter: number }) => {
        told = comeBackAfter > 0;
      });
      const words = Array.from({ length: 10_000 }, (_, k) => `word-${k}`);
      void write(socket, ground, words, acked).catch(() => undefined);
      while (acked.size < 20) await new Promise((soon) => setTimeout(soon, 2));
      const began = performance.now();
      server.child.kill("SIGTERM");
      expect(await server.ended).toEqual({ code: 0, signal: null });
      expect(performance.now() - began).toBeLessThan(10_000);
      expect(told).toBe(true);
      socket.close();
      const store = await place.read();
      const log = await store.log.read(ground.discussionId, 0, 10_000);
      const posted = new Set(
        log.flatMap(({ events }) =>
          events.flatMap((e) => (e.type === "post:created" ? [e.postId] : [])),
        ),
      );
      expect([...acked.values()].filter((id) => !posted.has(id))).toEqual([]);
      await store.close();
    });
  });
