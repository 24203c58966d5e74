import { expect, test } from "vitest";
import { granted } from "#test/support/discussion.ts";
import { aBrowser, aJar, aPerson, aSite, sessionIdOf } from "./site.ts";

const second = 1_000;
const day = 24 * 3_600_000;

test("refreshing gives a new access token and another refresh token of the same session", async () => {
  const site = await aSite();
  const { me, jar } = await aPerson(site);
  const first = jar.token;
  site.clock.now += 20 * day;
  const { accessToken } = await granted(site.core.answer, aBrowser(jar), "account:refresh", {});
  const { actor } = await site.core.authenticate(accessToken, site.clock.now);
  expect(sessionIdOf(actor)).toBe(sessionIdOf(me.actor));
  expect(jar.token).not.toBe(first);
  expect(jar.expiresAt).toBe(site.clock.now + 30 * day);
  site.clock.now += 29 * day;
  await granted(site.core.answer, aBrowser(jar), "account:refresh", {});
});

test("who doesn't come by for 30 days is signed out", async () => {
  const site = await aSite();
  const { jar } = await aPerson(site);
  site.clock.now += 30 * day;
  expect(await site.core.answer(aBrowser(jar), "account:refresh", {})).toMatchObject({
    failure: { code: "session_ended" },
  });
  expect(jar.token).toBeNull();
});

test.each([null, "", "x", "A".repeat(43)])("%j refreshes nothing", async (token) => {
  const site = await aSite();
  await aPerson(site);
  const result = await site.core.answer(aBrowser(aJar(token)), "account:refresh", {});
  expect(result).toMatchObject({ failure: { code: token ? "session_ended" : "unauthenticated" } });
});

test("tabs that refresh at once all get access, and the cookie becomes one other token", async () => {
  const site = await aSite();
  const { me, jar } = await aPerson(site);
  const set = new Set<string | null>();
  const both = await Promise.all(
    Array.from({ length: 6 }, () => {
      // Each request carries the cookie that was there when it was sent.
      const sent = jar.token;
      const cookie = {
        get: () => sent,
        set: (next: string | null, expiresAt: number) => {
          set.add(next);
          jar.set(next, expiresAt);
        },
      };
      return site.core.answer({ ...aBrowser(), cookie }, "account:refresh", {});
    }),
  );
  expect(both.map(({ ok }) => ok)).toEqual(Array(6).fill(true));
  expect([...set]).toEqual([jar.token]);
  for (const each of both) {
    if (!each.ok) continue;
    const { actor } = await site.core.authenticate(each.value.accessToken, site.clock.now);
    expect(sessionIdOf(actor)).toBe(sessionIdOf(me.actor));
  }
  await granted(site.core.answer, aBrowser(jar), "account:refresh", {});
  expect(site.ended).toEqual([]);
});

test("the token before is good for a minute more, and leads to the same one", async () => {
  const site = await aSite();
  const { jar } = await aPerson(site);
  const old = aJar(jar.token);
  await granted(site.core.answer, aBrowser(jar), "account:refresh", {});
  site.clock.now += 60 * second;
  await granted(site.core.answer, aBrowser(old), "account:refresh", {});
  expect([old.token, old.expiresAt]).toEqual([jar.token, jar.expiresAt]);
});

test("a page that is left before its answers come leaves nobody signed out", async () => {
  const site = await aSite();
  const { jar } = await aPerson(site);
  const leaving = { ...aJar(jar.token), set: () => undefined };
  for (let i = 0; i < 3; i++) {
    await granted(site.core.answer, aBrowser(leaving), "account:refresh", {});
    site.clock.now += 4 * second;
  }
  await granted(site.core.answer, aBrowser(jar), "account:refresh", {});
  site.clock.now += day;
  await granted(site.core.answer, aBrowser(jar), "account:refresh", {});
  expect(site.ended).toEqual([]);
});

test("of two who hold the same token by a copy, the second one ends the session for both", async () => {
  const site = await aSite();
  const { me, jar } = await aPerson(site);
  const copy = aJar(jar.token);
  for (const each of [jar, copy])
    await granted(site.core.answer, aBrowser(each), "account:refresh", {});
  expect(copy.token).toBe(jar.token);
  await granted(site.core.answer, aBrowser(copy), "account:refresh", {});
  site.clock.now += 61 * second;
  expect((await site.core.answer(aBrowser(jar), "account:refresh", {})).ok).toBe(false);
  expect(site.ended).toEqual([sessionIdOf(me.actor)]);
});

test("a copied refresh token that comes late ends the session for both", async () => {
  const site = await aSite();
  const { me, jar, session } = await aPerson(site);
  const copy = aJar(jar.token);
  await granted(site.core.answer, aBrowser(jar), "account:refresh", {});
  site.clock.now += 60 * second + 1;
  expect(await site.core.answer(aBrowser(copy), "account:refresh", {})).toMatchObject({
    failure: { code: "session_ended" },
  });
  expect(site.ended).toEqual([sessionIdOf(me.actor)]);
  expect(await site.core.answer(aBrowser(jar), "account:refresh", {})).toMatchObject({
    failure: { code: "session_ended" },
  });
  await expect(site.core.authenticate(session.accessToken, site.clock.now)).rejects.toMatchObject({
    failure: { code: "session_ended" },
  });
});

test("a token older than the one before is worth nothing, at any time", async () => {
  const site = await aSite();
  const { jar } = await aPerson(site);
  const oldest = aJar(jar.token);
  await granted(site.core.answer, aBrowser(jar), "account:refresh", {});
  await granted(site.core.answer, aBrowser(jar), "account:refresh", {});
  expect((await site.core.answer(aBrowser(oldest), "account:refresh", {})).ok).toBe(false);
});

test("a session ended in this process is over at once, in another one within a second", async () => {
  const site = await aSite();
  const { me, session } = await aPerson(site);
  const { people } = site.core.deps.store;
  const look = () => site.core.authenticate(session.accessToken, site.clock.now);
  await look();
  const [kept] = await people.sessions([sessionIdOf(me.actor)]);
  if (!kept) throw new Error("a session");
  await people.putSession({ ...kept, endedAt: site.clock.now, version: kept.version + 1 });
  site.clock.now += 999;
  await look();
  site.clock.now += 1;
  await expect(look()).rejects.toMatchObject({ failure: { code: "session_ended" } });
});

test("a session that ends while it is looked up isn't remembered as living", async () => {
  const site = await aSite();
  const { me, session } = await aPerson(site);
  const { people } = site.core.deps.store;
  site.core.authenticate.forget([sessionIdOf(me.actor)]);
  const find = people.sessions;
  people.sessions = async (ids) => {
    people.sessions = find;
    const living = await people.sessions(ids);
    await granted(site.core.answer, me, "account:sign-out", {});
    return living;
  };
  const look = () => site.core.authenticate(session.accessToken, site.clock.now);
  await look();
  await expect(look()).rejects.toMatchObject({ failure: { code: "session_ended" } });
});

test("a token for somebody else's session, or for none, is worth nothing", async () => {
  const site = await aSite();
  const { me, session } = await aPerson(site);
  const other = await aPerson(site, { name: "Ben", email: "ben@example.org" });
  const { tokens } = site.core.deps;
  const forged = (userId: string, sessionId: string) =>
    tokens.issue({
      userId: userId as typeof session.account.id,
      sessionId: sessionId as ReturnType<typeof sessionIdOf>,
      now: site.clock.now,
    }).token;
  for (const token of [
    forged(other.session.account.id, sessionIdOf(me.actor)),
    forged(session.account.id, "018f0000-0000-7000-8000-000000000000"),
  ])
    await expect(site.core.authenticate(token, site.clock.now)).rejects.toMatchObject({
      failure: { code: "session_ended" },
    });
});

test("whether somebody is an admin is read anew each time", async () => {
  const site = await aSite();
  const { session } = await aPerson(site);
  const { people } = site.core.deps.store;
  const admin = async () => {
    const { actor } = await site.core.authenticate(session.accessToken, site.clock.now);
    return actor.kind === "account" && actor.admin;
  };
  expect(await admin()).toBe(false);
  const [account] = await people.accounts([session.account.id]);
  if (!account) throw new Error("an account");
  await people.putAccount({ ...account, admin: true, version: account.version + 1 });
  expect(await admin()).toBe(true);
  await people.putAccount({ ...account, admin: false, version: account.version + 2 });
  expect(await admin()).toBe(false);
});
