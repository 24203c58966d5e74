import { expect, test } from "vitest";
import { granted } from "#test/support/discussion.ts";
import { commandId, visitor } from "#test/support/people.ts";
import { aBrowser, aJar, aPerson, aSite, sessionIdOf, signedInAs, somebody } from "./site.ts";

test("whoever registers is signed in, and the store keeps neither password nor token", async () => {
  const site = await aSite();
  const { me, jar, session } = await aPerson(site, {
    ...{ email: " Ann@Example.ORG ", organisation: "Examplia", category: "academia" },
    languages: ["en", "fr"],
  });
  expect(session.account).toMatchObject({
    ...{ name: "Ann Example", email: "ann@example.org", organisation: "Examplia" },
    ...{ category: "academia", languages: ["en", "fr"], admin: false },
  });
  expect(await granted(site.core.answer, me, "account:read", {})).toEqual(session.account);
  expect(Buffer.from(jar.token ?? "", "base64url")).toHaveLength(32);
  expect(jar.expiresAt).toBe(site.clock.now + 30 * 24 * 3_600_000);
  const { people } = site.core.deps.store;
  const kept = JSON.stringify([
    await people.scanAccounts(null, 10),
    await people.sessionsOf(session.account.id),
    site.logged,
  ]);
  expect(kept).not.toContain(somebody.password);
  expect(kept).not.toContain(jar.token);
  expect(kept).not.toContain(session.accessToken);
});

test("an address and a name serve one account, also when they only look like it", async () => {
  const site = await aSite();
  await aPerson(site);
  const again = (more: object) =>
    site.core.answer(aBrowser(), "account:register", { ...somebody, ...more });
  expect(await again({ name: "Ben", email: "ANN@example.org" })).toMatchObject({
    failure: { code: "email_taken", field: "email" },
  });
  for (const name of ["Ann Example", "ann  example", "Аnn Ехаmрlе", "ANN-EXAMPIE"])
    expect(await again({ name, email: "ben@example.org" })).toMatchObject({
      failure: { code: "name_taken", field: "name" },
    });
  expect((await again({ name: "Anne Example", email: "ben@example.org" })).ok).toBe(true);
});

test("of many who register one name or one address at once, one gets it", async () => {
  const site = await aSite();
  const register = (name: string, email: string) =>
    site.core.answer(aBrowser(), "account:register", { ...somebody, name, email });
  const names = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      register(i % 2 ? "Carla" : "CARLA", `carla${i}@example.org`),
    ),
  );
  expect(names.filter(({ ok }) => ok)).toHaveLength(1);
  const emails = await Promise.all(
    Array.from({ length: 8 }, (_, i) => register(`Dora ${"abcdefgh"[i]}`, "dora@example.org")),
  );
  expect(emails.filter(({ ok }) => ok)).toHaveLength(1);
  const codes = [...names, ...emails].flatMap((each) => (each.ok ? [] : [each.failure.code]));
  expect(new Set(codes)).toEqual(new Set(["name_taken", "email_taken"]));
});

test("registering again with the same command id is the same registration", async () => {
  const site = await aSite();
  const input = { ...somebody, commandId: commandId() };
  const register = (more: object = {}) =>
    site.core.answer(aBrowser(), "account:register", { ...input, ...more });
  const both = await Promise.all([register(), register()]);
  const later = await register();
  const ids = [...both, later].map((each) => (each.ok ? each.value.account.id : each.failure.code));
  expect(new Set(ids).size).toBe(1);
  expect(await register({ password: "another long password" })).toMatchObject({
    failure: { code: "email_taken" },
  });
  expect(await register({ commandId: commandId() })).toMatchObject({
    failure: { code: "email_taken" },
  });
  expect(await register({ name: "Ann Otherwise" })).toMatchObject({
    failure: { code: "conflict", field: "commandId" },
  });
  expect(await site.core.deps.store.people.scanAccounts(null, 10)).toHaveLength(1);
});

test.each([
  ["password123", "common"],
  ["QWERTYUIOP", "common"],
  ["aaaaaaaaaaaa", "repeated"],
  ["abababababab", "repeated"],
  ["ann@example.org", "personal"],
  ["Ann Example", "personal"],
  ["annexample", "personal"],
])("%s is no password: %s", async (password, reason) => {
  const site = await aSite();
  expect(
    await site.core.answer(aBrowser(), "account:register", { ...somebody, password }),
  ).toMatchObject({
    failure: { code: "invalid_input", field: "password", details: { reason } },
  });
});

test("a reserved or deceiving name is refused at its field, and no account is left behind", async () => {
  const site = await aSite();
  for (const [name, reason] of [
    ["Аdmin", "reserved"],
    ["Ann\u202e", "bidi_control"],
  ])
    expect(
      await site.core.answer(aBrowser(), "account:register", { ...somebody, name }),
    ).toMatchObject({
      failure: { code: "invalid_input", field: "name", details: { reason } },
    });
  expect(await site.core.deps.store.isEmpty()).toBe(true);
});

test("signing in needs the right address and password, and doesn't say which was wrong", async () => {
  const site = await aSite();
  await aPerson(site);
  const signIn = (email: string, password: string) =>
    site.core.answer(aBrowser(), "account:sign-in", { email, password });
  const right = await signIn("ANN@example.org ", somebody.password);
  expect(right.ok && right.value.account.name).toBe("Ann Example");
  const wrong = await signIn("ann@example.org", "a fine long passwort");
  const unknown = await signIn("ben@example.org", somebody.password);
  expect(wrong).toMatchObject({ failure: { code: "wrong_credentials" } });
  expect(unknown).toEqual(wrong);
});

test("people from an import can't sign in", async () => {
  const site = await aSite();
  const { session } = await aPerson(site);
  const [account] = await site.core.deps.store.people.accounts([session.account.id]);
  if (!account) throw new Error("an account");
  await site.core.deps.store.people.putAccount({ ...account, passwordHash: null, version: 2 });
  for (const password of [somebody.password, "null", "undefined"])
    expect(
      await site.core.answer(aBrowser(), "account:sign-in", { email: "ann@example.org", password }),
    ).toMatchObject({ failure: { code: "wrong_credentials" } });
});

test("signing out ends the session for good, clears the cookie, and may be repeated", async () => {
  const site = await aSite();
  const { me, jar, session } = await aPerson(site);
  const refreshToken = jar.token;
  await granted(site.core.answer, me, "account:sign-out", {});
  expect(jar.token).toBeNull();
  expect(site.ended).toEqual([sessionIdOf(me.actor)]);
  await expect(site.core.authenticate(session.accessToken, site.clock.now)).rejects.toMatchObject({
    failure: { code: "session_ended" },
  });
  expect(await site.core.answer(aBrowser(aJar(refreshToken)), "account:refresh", {})).toMatchObject(
    {
      failure: { code: "session_ended" },
    },
  );
  await granted(site.core.answer, me, "account:sign-out", {});
  await granted(site.core.answer, visitor, "account:sign-out", {});
  expect(site.ended).toHaveLength(1);
});

test("the cookie alone is enough to sign out", async () => {
  const site = await aSite();
  const { me, jar } = await aPerson(site);
  await granted(site.core.answer, aBrowser(jar), "account:sign-out", {});
  expect(site.ended).toEqual([sessionIdOf(me.actor)]);
});

test("signing out everywhere ends every session of this person and nobody else's", async () => {
  const site = await aSite();
  const { me, session } = await aPerson(site);
  const other = await aPerson(site, { name: "Ben", email: "ben@example.org" });
  const elsewhere = await granted(site.core.answer, aBrowser(), "account:sign-in", {
    ...{ email: somebody.email, password: somebody.password },
  });
  await granted(site.core.answer, me, "account:sign-out-everywhere", { commandId: commandId() });
  expect(new Set(site.ended).size).toBe(2);
  for (const { accessToken } of [session, elsewhere])
    await expect(site.core.authenticate(accessToken, site.clock.now)).rejects.toMatchObject({
      failure: { code: "session_ended" },
    });
  await site.core.authenticate(other.session.accessToken, site.clock.now);
});

test("a new password ends every other session and every copy of this one's cookie", async () => {
  const site = await aSite();
  const { me, jar } = await aPerson(site);
  const copy = jar.token;
  const thief = aBrowser();
  const stolen = await granted(site.core.answer, thief, "account:sign-in", {
    ...{ email: somebody.email, password: somebody.password },
  });
  const change = {
    ...{ currentPassword: somebody.password, newPassword: "a quite different one" },
    commandId: commandId(),
  };
  const fresh = await granted(site.core.answer, me, "account:change-password", change);
  await site.core.authenticate(fresh.accessToken, site.clock.now);
  await expect(site.core.authenticate(stolen.accessToken, site.clock.now)).rejects.toMatchObject({
    failure: { code: "session_ended" },
  });
  expect(site.ended).not.toContain(sessionIdOf(me.actor));
  expect(jar.token).not.toBe(copy);
  expect((await site.core.answer(aBrowser(aJar(copy)), "account:refresh", {})).ok).toBe(false);
  await granted(site.core.answer, aBrowser(jar), "account:refresh", {});
  const signIn = (password: string) =>
    site.core.answer(aBrowser(), "account:sign-in", { email: somebody.email, password });
  expect((await signIn(somebody.password)).ok).toBe(false);
  expect((await signIn(change.newPassword)).ok).toBe(true);
  // Its answer may have been lost: the same command again is no mistake.
  expect((await site.core.answer(me, "account:change-password", change)).ok).toBe(true);
});

test("a new password needs the present one, and must be good", async () => {
  const site = await aSite();
  const { me } = await aPerson(site);
  const change = (currentPassword: string, newPassword: string) =>
    site.core.answer(me, "account:change-password", {
      currentPassword,
      newPassword,
      commandId: commandId(),
    });
  expect(await change("not my password", "a quite different one")).toMatchObject({
    failure: { code: "wrong_credentials", field: "currentPassword" },
  });
  expect(await change(somebody.password, "password123")).toMatchObject({
    failure: { code: "invalid_input", field: "newPassword", details: { reason: "common" } },
  });
  expect(site.ended).toEqual([]);
});

test("who signs in with the old password while it is being changed isn't left signed in", async () => {
  const site = await aSite();
  const { me } = await aPerson(site);
  const { people } = site.core.deps.store;
  const addSession = people.addSession;
  // The old password was found right, and only now is it changed.
  people.addSession = async (session) => {
    people.addSession = addSession;
    await granted(site.core.answer, me, "account:change-password", {
      ...{ currentPassword: somebody.password, newPassword: "a quite different one" },
      commandId: commandId(),
    });
    await people.addSession(session);
  };
  const thief = aJar();
  const { email, password } = somebody;
  expect(
    await site.core.answer(aBrowser(thief), "account:sign-in", { email, password }),
  ).toMatchObject({ failure: { code: "wrong_credentials" } });
  expect(thief.token).toBeNull();
  if (me.actor.kind !== "account") throw new Error("a person");
  const sessions = await people.sessionsOf(me.actor.userId);
  expect(sessions.filter(({ endedAt }) => endedAt === null).map(({ id }) => id)).toEqual([
    me.actor.sessionId,
  ]);
});

test("on a socket a session lives as long as its access token", async () => {
  const site = await aSite();
  const session = await granted(site.core.answer, visitor, "account:register", somebody);
  const me = await signedInAs(site, visitor, session.accessToken);
  const [kept] = await site.core.deps.store.people.sessions([sessionIdOf(me.actor)]);
  expect(kept?.expiresAt).toBe(Date.parse(session.expiresAt));
  expect(await site.core.answer(me, "account:refresh", {})).toMatchObject({
    failure: { code: "unauthenticated" },
  });
});

test.each([
  "account:read",
  "account:sign-out-everywhere",
  "account:change-password",
  "link:accept",
] as const)("a visitor is asked to sign in for %s", async (name) => {
  const site = await aSite();
  const input = {
    "account:read": {},
    "account:sign-out-everywhere": { commandId: commandId() },
    "account:change-password": {
      ...{ currentPassword: "some old password", newPassword: "some new password" },
      commandId: commandId(),
    },
    "link:accept": { token: "a".repeat(43), commandId: commandId() },
  }[name];
  expect(await site.core.answer(visitor, name, input)).toMatchObject({
    failure: { code: "unauthenticated" },
  });
});
