import { Redis } from "ioredis";
import type { Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "#server/domain/store.ts";
import type { Event } from "#shared/events.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { connect, httpSend } from "#test/support/doors.ts";
import { inTime } from "#test/support/in-time.ts";
import { LiveReader, plain } from "#test/support/live-reader.ts";
import { mongo } from "#test/support/mongo.ts";
import { commandId } from "#test/support/people.ts";
import { RedisServer, redis } from "#test/support/redis.ts";
import { aCast, aScene, type Cast, type Scene } from "#test/support/scene.ts";
import type { Opener } from "#test/support/stores.ts";

/** Two servers over one database, with one Redis between them. */
export function severalProcesses({ engine, open }: Opener): void {
  const here = redis !== null && (engine !== "mongodb" || mongo !== null);
  describe.skipIf(!here)(`several processes over ${engine}`, () => {
    let server: RedisServer;
    let stores: Store[];
    let a: TestApp;
    let b: TestApp;
    let cast: Cast;
    const sockets: Socket[] = [];

    beforeAll(async () => {
      server = await RedisServer.start();
      const fresh = await open();
      stores = [fresh.store, await fresh.again()];
      const env = { REDIS_URL: server.url(), PUBLIC_URL: "http://localhost:1" };
      [a, b] = [
        await startApp({ store: stores[0]!, env }),
        await startApp({ store: stores[1]!, env }),
      ];
      cast = await aCast(a.core);
    });
    afterEach(async () => {
      for (const socket of sockets.splice(0)) socket.close();
      server.thaw();
      await server.kill();
      await server.restart();
      await expect.poll(() => redisOf(a), { timeout: 10_000 }).toBe("ok");
      await expect.poll(() => redisOf(b), { timeout: 10_000 }).toBe("ok");
    });
    afterAll(async () => {
      await a.close();
      await b.close();
      for (const store of stores) await store.close();
    });

    const redisOf = async (app: TestApp) => {
      const response = await fetch(`${app.url}/health/ready`);
      expect(response.status).toBe(200);
      return (await response.json()).checks.redis;
    };

    async function reader(app: TestApp, { discussionId }: Scene, token: string | null = null) {
      const socket = await connect(app, token);
      sockets.push(socket);
      const each = new LiveReader(socket, discussionId);
      expect(await each.join()).toMatchObject({ ok: true });
      return each;
    }

    async function post(app: TestApp, scene: Scene, body = "<p>Hello over there.</p>") {
      const done = await httpSend(app, await app.tokenFor(cast.participant), "post:create", {
        ...{ discussionId: scene.discussionId, questionId: scene.open, parentId: null },
        ...{ body, language: "en", commandId: commandId() },
      });
      if (!done.ok) throw new Error(JSON.stringify(done.failure));
      return done.value;
    }

    /** How long until this reader has that post. */
    async function seenAfter(each: LiveReader, made: { postId: never } | { postId: string }) {
      const since = performance.now();
      const has = () => [...(each.feed?.posts.keys() ?? [])].some((id) => id === made.postId);
      await expect.poll(has, { timeout: 5_000, interval: 3 }).toBe(true);
      return performance.now() - since;
    }

    /** The median of how long posts written at one take to be seen at the other. */
    async function typicalDelay(): Promise<number> {
      const scene = await aScene(a.core, cast);
      const there = await reader(b, scene);
      const delays: number[] = [];
      for (let i = 0; i < 7; i++) delays.push(await seenAfter(there, await post(a, scene)));
      return delays.sort((x, y) => x - y)[3] ?? Infinity;
    }

    test("a post here is seen there at once with Redis, and by looking without", async () => {
      const withRedis = await typicalDelay();
      await server.kill();
      await expect.poll(() => redisOf(a), { timeout: 5_000 }).toBe("no answer");
      const without = await typicalDelay();
      inTime(without, 3_000);
      expect(withRedis).toBeLessThan(without / 2);
    });

    test("readers are counted over both; without Redis each counts its own", async () => {
      const scene = await aScene(a.core, cast);
      const [here, there] = [await reader(a, scene), await reader(b, scene)];
      const counted = (each: LiveReader) =>
        (each.all("feed:presence").at(-1)?.event as Event<"feed:presence"> | undefined)?.readers;
      await expect.poll(() => [counted(here), counted(there)], { timeout: 5_000 }).toEqual([2, 2]);
      await server.kill();
      await expect.poll(() => [counted(here), counted(there)], { timeout: 8_000 }).toEqual([1, 1]);
    });

    test("who answers here is shown there, without a name, until they stop or their process falls silent", async () => {
      const scene = await aScene(a.core, cast);
      const here = await reader(a, scene, await a.tokenFor(cast.moderator));
      const there = await reader(b, scene);
      const again = await reader(b, scene, await b.tokenFor(cast.moderator));
      const place = { questionId: scene.open, parentId: scene.published };
      const say = (on: boolean) =>
        here.socket.emitWithAck("post:answering", {
          ...{ discussionId: scene.discussionId, ...place, on },
        });
      const shown = (each: LiveReader) =>
        (each.all("feed:answering").at(-1)?.event as Event<"feed:answering"> | undefined)?.places;
      expect(await say(true)).toMatchObject({ ok: true });
      await expect.poll(() => shown(there), { timeout: 5_000 }).toEqual([place]);
      await say(false);
      await expect.poll(() => shown(there), { timeout: 5_000 }).toEqual([]);
      await say(true);
      await expect.poll(() => shown(there), { timeout: 5_000 }).toEqual([place]);
      await server.kill();
      await expect.poll(() => shown(there), { timeout: 8_000 }).toEqual([]);
      expect(there.bytes).not.toContain(cast.moderator.id);
      expect(shown(again) ?? []).toEqual([]);
    });

    test("a mute here refuses there, and a role taken here is felt there within a second", async () => {
      const scene = await aScene(a.core, cast);
      const there = await reader(b, scene, await b.tokenFor(cast.moderator));
      const host = await a.tokenFor(cast.host);
      await httpSend(a, host, "member:mute", {
        ...{
          discussionId: scene.discussionId,
          userId: cast.target.id,
          reason: "spam",
          note: null,
        },
        ...{ until: new Date(Date.now() + 3_600_000).toISOString(), commandId: commandId() },
      });
      const refused = await httpSend(b, await b.tokenFor(cast.target), "post:create", {
        ...{ discussionId: scene.discussionId, questionId: scene.open, parentId: null },
        ...{ body: "<p>No.</p>", language: "en", commandId: commandId() },
      });
      expect(refused).toMatchObject({ ok: false, failure: { code: "muted" } });
      inTime(await demoted(scene, there), 1_000);
    });

    test("a role taken here is felt there within five seconds without Redis", async () => {
      const scene = await aScene(a.core, cast);
      const there = await reader(b, scene, await b.tokenFor(cast.moderator));
      await server.kill();
      inTime(await demoted(scene, there), 5_000);
    });

    /** How long until a moderator whose role is taken at one process is a reader like any other at the other. */
    async function demoted(scene: Scene, there: LiveReader): Promise<number> {
      const since = performance.now();
      const taken = await httpSend(a, await a.tokenFor(cast.host), "member:revoke", {
        discussionId: scene.discussionId,
        ...{ userId: cast.moderator.id, commandId: commandId() },
      });
      expect(taken).toMatchObject({ ok: true });
      await expect
        .poll(() => there.all("feed:resync").length, { timeout: 8_000, interval: 5 })
        .toBe(1);
      await expect.poll(() => there.feed?.viewer.audience).toBe("public");
      return there.all("feed:resync")[0]!.at - since;
    }

    test("a sign-out here cuts the sockets there, with Redis and without", async () => {
      for (const [up, ms] of [
        [true, 1_000],
        [false, 5_000],
      ] as const) {
        if (!up) await server.kill();
        const token = await a.tokenFor(cast.author);
        const socket = await connect(b, token);
        sockets.push(socket);
        const since = performance.now();
        expect(await httpSend(a, token, "account:sign-out", {})).toMatchObject({ ok: true });
        await expect.poll(() => socket.connected, { timeout: ms + 2_000, interval: 5 }).toBe(false);
        inTime(performance.now() - since, ms);
        await expect(connect(b, token)).rejects.toMatchObject({ message: "session_ended" });
      }
    });

    test("a Redis that lies changes nothing: hints doubled, shuffled, invented and broken", async () => {
      const scene = await aScene(a.core, cast);
      const there = await reader(b, scene);
      const liar = new Redis(server.url());
      const channel = `roundtable:${b.store.epoch}`;
      const { discussionId: id } = scene;
      const lies = [
        ...["", "{", "null", "[]", '{"kind":"new"}', `{"kind":"new","from":"x","ids":"${id}"}`],
        JSON.stringify({ kind: "new", from: "x", ids: [id, id, "no id", 7] }),
        JSON.stringify({ kind: "new", from: "x", ids: Array(2_000).fill(id) }),
        JSON.stringify({ kind: "new", from: "x", ids: [cast.author.id] }),
        JSON.stringify({ kind: "sessions", from: "x" }),
        JSON.stringify({ kind: "readers", from: "x", beat: 1, readers: [[id, -5]] }),
        JSON.stringify({ kind: "readers", from: "x", beat: 9, readers: [] }),
        JSON.stringify({ kind: "feed:changed", discussionId: id, from: 0, to: 99, changes: [] }),
      ];
      for (let round = 0; round < 10; round++) {
        for (const lie of lies) await liar.publish(channel, lie);
        await seenAfter(there, await post(a, scene));
      }
      liar.disconnect();
      const joined = there.joins.length;
      const newcomer = await reader(b, scene);
      await expect.poll(() => plain(there.feed)).toEqual(plain(newcomer.feed));
      expect(there.joins.length).toBe(joined);
      const spans = there.all("feed:changed").map(({ event }) => event as Event<"feed:changed">);
      for (const [i, { from }] of spans.entries()) if (i > 0) expect(from).toBe(spans[i - 1]!.to);
      expect([...a.logged, ...b.logged].filter((each) => each.includes('"level":"error"'))).toEqual(
        [],
      );
    });

    test("a Redis that freezes holds no command up, is told of once, and is used again by itself", async () => {
      const scene = await aScene(a.core, cast);
      await post(a, scene);
      const before = a.logged.filter((each) => each.includes("Redis doesn't answer")).length;
      server.freeze();
      const waits: number[] = [];
      for (let i = 0; i < 8; i++) {
        const since = performance.now();
        await post(a, scene);
        waits.push(performance.now() - since);
      }
      inTime(Math.max(...waits), 1_800);
      await expect.poll(() => redisOf(a), { timeout: 5_000 }).toBe("no answer");
      const after = a.logged.filter((each) => each.includes("Redis doesn't answer")).length;
      expect(after - before).toBe(1);
      server.thaw();
      await expect.poll(() => redisOf(a), { timeout: 10_000 }).toBe("ok");
    });
  });
}
