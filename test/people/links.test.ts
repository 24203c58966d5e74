import { expect, test } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import { makeLink } from "#server/domain/people/links.ts";
import type { DiscussionId } from "#shared/ids.ts";
import type { GrantedRole } from "#shared/model.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { aSite, type Site } from "./site.ts";

const hour = 3_600_000;

async function aPlace() {
  const site = await aSite();
  const { store } = site.core.deps;
  const admin = as(await anAccount(store, "host", { admin: true }));
  const { discussionId, slug } = await anOpenDiscussion(site.core.answer, admin);
  return {
    site,
    admin,
    discussionId,
    slug,
    person: async (name: string) => as(await anAccount(store, name)),
  };
}
const linkTo = (site: Site, role: GrantedRole, discussionId: DiscussionId, hours = 24) =>
  makeLink(site.core.deps, { role, discussionId, hours });
const accept = (site: Site, caller: Caller, token: string, id = commandId()) =>
  site.core.answer(caller, "link:accept", { token, commandId: id });
const invalid = { failure: { code: "link_invalid" } };

async function roleOf(site: Site, discussionId: DiscussionId, { actor }: Caller) {
  const { state } = await site.core.deps.serving.read(discussionId);
  return actor.kind === "account" ? state.members.get(actor.userId)?.role : undefined;
}

test("a link says what it gives to whoever holds it, and the store can't be read for it", async () => {
  const { site, discussionId, slug } = await aPlace();
  const { token, url, expiresAt } = await linkTo(site, "moderator", discussionId, 2);
  expect(url).toBe(`http://localhost:8080/link/${token}`);
  expect(expiresAt).toBe(site.clock.now + 2 * hour);
  expect(await granted(site.core.answer, visitor, "link:read", { token })).toEqual({
    ...{ role: "moderator", discussion: { slug, title: { en: "A talk" } } },
    expiresAt: new Date(expiresAt).toISOString(),
  });
  expect(await site.core.deps.store.people.link(token)).toBeNull();
});

test("a moderator's link makes a moderator, once, and the same person may ask again", async () => {
  const { site, discussionId, slug, person } = await aPlace();
  const [ann, ben] = [await person("ann"), await person("ben")];
  const { token } = await linkTo(site, "moderator", discussionId);
  const first = await accept(site, ann, token);
  expect(first).toEqual({ ok: true, value: { role: "moderator", discussionId, slug } });
  const head = (await site.core.deps.serving.read(discussionId)).head;
  expect(await accept(site, ann, token)).toEqual(first);
  expect((await site.core.deps.serving.read(discussionId)).head).toBe(head);
  expect(await accept(site, ben, token)).toMatchObject(invalid);
  expect(await roleOf(site, discussionId, ann)).toBe("moderator");
  expect(await roleOf(site, discussionId, ben)).toBeUndefined();
  expect(await site.core.answer(visitor, "link:read", { token })).toMatchObject(invalid);
});

test("of ten who accept one link at once, one gets the role", async () => {
  const { site, discussionId, person } = await aPlace();
  const people = await Promise.all(Array.from({ length: 10 }, (_, i) => person(`p${i}`)));
  const { token } = await linkTo(site, "host", discussionId);
  const results = await Promise.all(people.map((each) => accept(site, each, token)));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  const roles = await Promise.all(people.map((each) => roleOf(site, discussionId, each)));
  expect(roles.filter((role) => role === "host")).toHaveLength(1);
  expect(roles.filter((role) => role === undefined)).toHaveLength(9);
});

test("one person who accepts ten times at once is granted the role once", async () => {
  const { site, discussionId, person } = await aPlace();
  const ann = await person("ann");
  const { token } = await linkTo(site, "moderator", discussionId);
  const before = (await site.core.deps.serving.read(discussionId)).head;
  const results = await Promise.all(Array.from({ length: 10 }, () => accept(site, ann, token)));
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect((await site.core.deps.serving.read(discussionId)).head).toBe(before + 1);
});

test("ten who accept an admin's link at once make one admin", async () => {
  const { site, person } = await aPlace();
  const people = await Promise.all(Array.from({ length: 10 }, (_, i) => person(`p${i}`)));
  const { token } = await makeLink(site.core.deps, {
    role: "admin",
    discussionId: null,
    hours: 24,
  });
  expect(await granted(site.core.answer, visitor, "link:read", { token })).toMatchObject({
    ...{ role: "admin", discussion: null },
  });
  const results = await Promise.all(people.map((each) => accept(site, each, token)));
  expect(results.filter(({ ok }) => ok).map((each) => each.ok && each.value)).toEqual([
    { role: "admin", discussionId: null, slug: null },
  ]);
  const accounts = await site.core.deps.store.people.scanAccounts(null, 100);
  expect(accounts.filter(({ admin }) => admin)).toHaveLength(2);
});

test("a link runs out, and an unknown one is nothing", async () => {
  const { site, discussionId, person } = await aPlace();
  const ann = await person("ann");
  const { token } = await linkTo(site, "moderator", discussionId, 1);
  site.clock.now += hour;
  expect(await accept(site, ann, token)).toMatchObject(invalid);
  expect(await site.core.answer(ann, "link:read", { token })).toMatchObject(invalid);
  expect(await accept(site, ann, "A".repeat(43))).toMatchObject(invalid);
  expect(await roleOf(site, discussionId, ann)).toBeUndefined();
});

test("a link never lowers: a host stays host", async () => {
  const { site, admin, discussionId, person } = await aPlace();
  const ann = await person("ann");
  await accept(site, ann, (await linkTo(site, "host", discussionId)).token);
  const { head } = await site.core.deps.serving.read(discussionId);
  const result = await accept(site, ann, (await linkTo(site, "moderator", discussionId)).token);
  expect(result).toMatchObject({ ok: true, value: { role: "moderator", discussionId } });
  expect(await roleOf(site, discussionId, ann)).toBe("host");
  expect((await site.core.deps.serving.read(discussionId)).head).toBe(head);
  expect(await roleOf(site, discussionId, admin)).toBe("host");
});

test("a moderator's link in a host's hand lifts a moderator who takes a host's link", async () => {
  const { site, discussionId, person } = await aPlace();
  const ann = await person("ann");
  await accept(site, ann, (await linkTo(site, "moderator", discussionId)).token);
  await accept(site, ann, (await linkTo(site, "host", discussionId)).token);
  expect(await roleOf(site, discussionId, ann)).toBe("host");
});

test("a role that was taken back doesn't come again by the link that gave it, which says so", async () => {
  const { site, admin, discussionId, person } = await aPlace();
  const ann = await person("ann");
  if (ann.actor.kind !== "account") throw new Error("a person");
  const { token } = await linkTo(site, "moderator", discussionId);
  const id = commandId();
  const first = await accept(site, ann, token, id);
  expect(first.ok).toBe(true);
  await granted(site.core.answer, admin, "member:revoke", {
    ...{ discussionId, userId: ann.actor.userId, commandId: commandId() },
  });
  expect(await accept(site, ann, token)).toMatchObject(invalid);
  expect(await accept(site, ann, token, id)).toEqual(first);
  site.clock.now += hour;
  expect(await accept(site, ann, token)).toMatchObject(invalid);
  expect(await accept(site, ann, token, id)).toEqual(first);
  expect(await roleOf(site, discussionId, ann)).toBe("participant");
});

test("a grant that failed after the link was marked is made good by the same person, for a while", async () => {
  const { site, discussionId, person } = await aPlace();
  const [ann, ben] = [await person("ann"), await person("ben")];
  const { store } = site.core.deps;
  const dies = async (caller: Caller) => {
    const { token } = await linkTo(site, "moderator", discussionId);
    const append = store.log.append;
    store.log.append = () => Promise.reject(new Error("the store went away"));
    expect(await accept(site, caller, token)).toMatchObject({ failure: { code: "internal" } });
    store.log.append = append;
    expect(await roleOf(site, discussionId, caller)).toBeUndefined();
    return token;
  };
  const token = await dies(ann);
  expect(await accept(site, ben, token)).toMatchObject(invalid);
  expect((await accept(site, ann, token)).ok).toBe(true);
  expect(await roleOf(site, discussionId, ann)).toBe("moderator");
  const late = await dies(ben);
  site.clock.now += 15 * 60_000 + 1;
  expect(await accept(site, ben, late)).toMatchObject(invalid);
});

test("a link is for the site or for a discussion, never half of each", async () => {
  const { site, discussionId } = await aPlace();
  await expect(
    makeLink(site.core.deps, { role: "admin", discussionId, hours: 1 }),
  ).rejects.toThrow();
  await expect(
    makeLink(site.core.deps, { role: "host", discussionId: null, hours: 1 }),
  ).rejects.toThrow();
});
