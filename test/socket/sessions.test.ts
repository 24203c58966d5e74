import jwt from "jsonwebtoken";
import type { Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Core, openCore } from "#server/core.ts";
import type { Store } from "#server/domain/store.ts";
import type { CommandName } from "#shared/commands.ts";
import { SessionId } from "#shared/ids.ts";
import { secret, startApp, type TestApp } from "#test/support/app.ts";
import { connect, httpSend } from "#test/support/doors.ts";
import { inTime } from "#test/support/in-time.ts";
import { as, commandId } from "#test/support/people.ts";
import { quiet } from "#test/support/quiet.ts";
import { aCast, type Cast } from "#test/support/scene.ts";
import { sqlite } from "#test/support/stores.ts";

/** Sockets of sessions that end: told why, cut, and refused from then on, wherever the end came from. */
let app: TestApp;
let stores: Store[];
let elsewhere: Core;
let cast: Cast;
let now = () => Date.now();
const sockets: Socket[] = [];

beforeAll(async () => {
  const fresh = await sqlite.open();
  stores = [fresh.store, await fresh.again()];
  app = await startApp({ store: fresh.store, now: () => now() });
  elsewhere = openCore({
    ...{ store: stores[1] ?? fresh.store, log: quiet, publicUrl: app.url, secret },
    limitFactor: 1e5,
  });
  cast = await aCast(app.core);
});
beforeEach(() => {
  now = () => Date.now();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});
afterAll(async () => {
  await app.close();
  await elsewhere.close();
  for (const store of stores) await store.close();
});

interface Watched {
  socket: Socket;
  /** What it heard on how its session ended, and when it was cut. */
  ended: { reason: string; at: number }[];
  cutAt(): number | null;
}

async function watch(token: string | null): Promise<Watched> {
  const socket = await connect(app, token);
  sockets.push(socket);
  const ended: Watched["ended"] = [];
  let cutAt: number | null = null;
  socket.on("session:ended", ({ reason }: { reason: string }) =>
    ended.push({ reason, at: performance.now() }),
  );
  socket.on("disconnect", () => {
    cutAt = performance.now();
  });
  return { socket, ended, cutAt: () => cutAt };
}

/** How a command on this socket goes: a code, "granted", or "cut" when the line was already gone. */
async function tryOn({ socket }: Watched, name: CommandName, input = {}): Promise<string> {
  if (!socket.connected) return "cut";
  try {
    const result = await socket.timeout(2_000).emitWithAck(name, input);
    return result.ok ? "granted" : result.failure.code;
  } catch {
    return "cut";
  }
}

/** Told why and cut within `ms` of `since`, once; and the token is worth nothing any more. */
async function expectEnded(
  watched: Watched,
  token: string,
  { since, ms, reason }: { since: number; ms: number; reason: string },
): Promise<void> {
  await expect.poll(watched.cutAt, { timeout: ms + 2_000, interval: 5 }).not.toBeNull();
  expect(watched.ended.map((each) => each.reason)).toEqual([reason]);
  inTime((watched.cutAt() ?? Infinity) - since, ms);
  await expect(connect(app, token)).rejects.toMatchObject({
    message: "session_ended",
    data: { code: "session_ended" },
  });
}

const sessionOf = (token: string): SessionId => {
  const claims = jwt.decode(token);
  return SessionId.parse(typeof claims === "object" ? claims?.sid : null);
};

let people = 0;
const password = "a long enough passphrase";
async function aPerson(): Promise<{ email: string; token: string }> {
  const email = `session${++people}@example.org`;
  const made = await httpSend(app, null, "account:register", {
    ...{ name: `Sessions ${people}`, email, password },
  });
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return { email, token: made.value.accessToken };
}

describe("a session ends here", () => {
  test("signing out by HTTP cuts the sockets of that session and no other", async () => {
    const [mine, other] = [await app.tokenFor(cast.author), await app.tokenFor(cast.author)];
    const [watched, second, untouched] = [await watch(mine), await watch(mine), await watch(other)];
    const since = performance.now();
    expect(await httpSend(app, mine, "account:sign-out", {})).toMatchObject({ ok: true });
    expect(["session_ended", "cut"]).toContain(await tryOn(watched, "account:read"));
    await expectEnded(watched, mine, { since, ms: 1_000, reason: "revoked" });
    await expectEnded(second, mine, { since, ms: 1_000, reason: "revoked" });
    expect(untouched.ended).toEqual([]);
    expect(await tryOn(untouched, "account:read")).toBe("granted");
  });

  test("signing out on the socket itself is answered before the line is cut", async () => {
    const token = await app.tokenFor(cast.author);
    const watched = await watch(token);
    const since = performance.now();
    expect(await tryOn(watched, "account:sign-out")).toBe("granted");
    expect(["session_ended", "cut"]).toContain(await tryOn(watched, "account:read"));
    await expectEnded(watched, token, { since, ms: 1_000, reason: "revoked" });
  });

  test("signing out everywhere cuts every socket of the account", async () => {
    const tokens = [await app.tokenFor(cast.author), await app.tokenFor(cast.author)];
    const watched = await Promise.all(tokens.map(watch));
    const stranger = await watch(await app.tokenFor(cast.participant));
    const since = performance.now();
    const done = await httpSend(app, tokens[0] ?? null, "account:sign-out-everywhere", {
      commandId: commandId(),
    });
    expect(done).toMatchObject({ ok: true });
    for (const [i, each] of watched.entries())
      await expectEnded(each, tokens[i] ?? "", { since, ms: 1_000, reason: "revoked" });
    expect(await tryOn(stranger, "account:read")).toBe("granted");
  });

  test("changing the password cuts every other session's sockets and keeps one's own", async () => {
    const { email, token } = await aPerson();
    const again = await httpSend(app, null, "account:sign-in", { email, password });
    if (!again.ok) throw new Error("signed in");
    const [mine, other] = [await watch(token), await watch(again.value.accessToken)];
    const since = performance.now();
    const changed = await tryOn(mine, "account:change-password", {
      ...{ currentPassword: password, newPassword: "quite another passphrase" },
      commandId: commandId(),
    });
    expect(changed).toBe("granted");
    expect(["session_ended", "cut"]).toContain(await tryOn(other, "account:read"));
    await expectEnded(other, again.value.accessToken, { since, ms: 1_500, reason: "revoked" });
    expect(mine.ended).toEqual([]);
    expect(await tryOn(mine, "account:read")).toBe("granted");
  });

  test("a token that runs out cuts its socket", async () => {
    const token = await app.tokenFor(cast.author);
    const watched = await watch(token);
    const visitor = await watch(null);
    const since = performance.now();
    now = () => Date.now() + 16 * 60_000;
    expect(await tryOn(watched, "account:read")).toBe("session_ended");
    await expectEnded(watched, token, { since, ms: 1_500, reason: "expired" });
    expect(visitor.ended).toEqual([]);
    expect(await tryOn(visitor, "discussion:list")).toBe("granted");
  });

  test("a socket opened while its session is being ended is cut as well", async () => {
    for (let round = 0; round < 10; round++) {
      const token = await app.tokenFor(cast.author);
      const caller = as(cast.author);
      const ending = app.core.answer(
        {
          ...caller,
          actor: { ...caller.actor, sessionId: sessionOf(token) } as typeof caller.actor,
        },
        "account:sign-out",
        {},
      );
      const opening = watch(token).catch(() => null);
      await ending;
      const watched = await opening;
      if (!watched) continue;
      expect(["session_ended", "cut"]).toContain(await tryOn(watched, "account:read"));
      await expect.poll(watched.cutAt, { timeout: 2_000, interval: 5 }).not.toBeNull();
    }
  });
});

describe("a session ends in another process on the same store", () => {
  const from = (token: string) => {
    const { actor, ...rest } = as(cast.author);
    if (actor.kind !== "account") throw new Error("an account");
    return { ...rest, actor: { ...actor, sessionId: sessionOf(token) } };
  };

  test("its sockets here hear of it and are cut within two seconds", async () => {
    const token = await app.tokenFor(cast.author);
    const watched = await watch(token);
    expect(await tryOn(watched, "account:read")).toBe("granted");
    const since = performance.now();
    expect(await elsewhere.answer(from(token), "account:sign-out", {})).toMatchObject({ ok: true });
    await expect.poll(() => watched.ended.length, { timeout: 3_000, interval: 5 }).toBe(1);
    expect(["session_ended", "cut"]).toContain(await tryOn(watched, "account:read"));
    await expectEnded(watched, token, { since, ms: 2_000, reason: "revoked" });
  });

  test("an end that nobody heard of shows at the next command", async () => {
    const token = await app.tokenFor(cast.author);
    const watched = await watch(token);
    expect(await tryOn(watched, "account:read")).toBe("granted");
    // Written by a machine whose clock is a minute behind.
    const [session] = await app.store.people.sessions([sessionOf(token)]);
    if (!session) throw new Error("a session");
    const ended = { ...session, endedAt: Date.now() - 60_000, version: session.version + 1 };
    expect(await app.store.people.putSession(ended)).toBe(true);
    await expect
      .poll(() => tryOn(watched, "account:read"), { timeout: 2_000, interval: 50 })
      .toBe("session_ended");
    await expectEnded(watched, token, { since: performance.now(), ms: 1_000, reason: "revoked" });
  });

  test("so do those of an account that signs out everywhere", async () => {
    const tokens = [await app.tokenFor(cast.author), await app.tokenFor(cast.author)];
    const watched = await Promise.all(tokens.map(watch));
    const since = performance.now();
    await elsewhere.answer(from(tokens[0] ?? ""), "account:sign-out-everywhere", {
      commandId: commandId(),
    });
    for (const [i, each] of watched.entries())
      await expectEnded(each, tokens[i] ?? "", { since, ms: 2_000, reason: "revoked" });
  });
});
