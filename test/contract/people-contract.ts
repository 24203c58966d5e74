import { describe, expect, test } from "vitest";
import type { Store } from "#server/domain/store.ts";
import { aLink, anAccountRow, aSession, ids } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";

export function peopleContract({ engine, aStore, stores }: Instances): void {
  describe(`${engine}: people`, () => {
    test("an account is found by id, e-mail and name", async () => {
      const { people } = await aStore();
      const ann = anAccountRow({ organisation: "Ω", admin: true });
      expect(await people.hasAdmin()).toBe(false);
      expect(await people.addAccount(ann)).toBe("done");
      expect(await people.accounts([ann.id, ids.user()])).toEqual([ann]);
      expect(await people.accountByEmail(ann.email ?? "")).toEqual(ann);
      expect(await people.accountByNameKey(ann.nameKey ?? "")).toEqual(ann);
      expect(await people.accountByEmail("nobody@example.org")).toBeNull();
      expect(await people.accounts([])).toEqual([]);
      expect(await people.hasAdmin()).toBe(true);
    });

    test("an e-mail and a name belong to one account, and imported authors need neither", async () => {
      const { people } = await aStore();
      const ann = anAccountRow();
      await people.addAccount(ann);
      expect(await people.addAccount(anAccountRow({ email: ann.email }))).toBe("email_taken");
      expect(await people.addAccount(anAccountRow({ nameKey: ann.nameKey }))).toBe("name_taken");
      const nobody = { kind: "imported", email: null, nameKey: null } as const;
      const authors = [anAccountRow(nobody), anAccountRow(nobody)];
      for (const author of authors) expect(await people.addAccount(author)).toBe("done");
      const all = [ann, ...authors];
      expect(await people.scanAccounts(null, 2)).toEqual(all.slice(0, 2));
      expect(await people.scanAccounts(all[1]?.id ?? null, 2)).toEqual(all.slice(2));
    });

    test("of many who register one e-mail at once one gets it", async () => {
      const all = await stores(3);
      const email = "ann@example.org";
      const answers = await Promise.all(
        Array.from({ length: 9 }, (_, i) =>
          (all[i % 3] ?? all[0]).people.addAccount(anAccountRow({ email })),
        ),
      );
      expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
      expect(answers.filter((answer) => answer === "email_taken")).toHaveLength(8);
    });

    test("of two who change the same account, session or link one succeeds", async () => {
      const [a, b] = await stores(2);
      const [ann, session, link] = [anAccountRow(), aSession(), aLink()];
      await a.people.addAccount(ann);
      await a.people.addSession(session);
      await a.people.addLink(link);
      const won = async (put: (store: Store, name: string) => Promise<boolean>) =>
        (await Promise.all([put(a, "a"), put(b, "b")])).filter(Boolean).length;
      expect(await won(({ people }, name) => people.putAccount({ ...ann, name, version: 2 }))).toBe(
        1,
      );
      expect(
        await won(({ people }, name) =>
          people.putSession({
            ...session,
            tokenHash: name,
            previousHash: session.tokenHash,
            version: 2,
          }),
        ),
      ).toBe(1);
      expect(
        await won(({ people }, name) =>
          people.putLink({ ...link, usedBy: ids.user(), usedAt: name.length, version: 2 }),
        ),
      ).toBe(1);
      expect(await b.people.putAccount({ ...ann, version: 2 })).toBe(false);
      expect(await b.people.putAccount({ ...ann, version: 4 })).toBe(false);
      expect(await b.people.putAccount({ ...ann, passwordHash: "new", version: 3 })).toBe(true);
      expect(await a.people.accounts([ann.id])).toEqual([
        { ...ann, passwordHash: "new", version: 3 },
      ]);
      expect(await a.people.putSession({ ...aSession(), version: 2 })).toBe(false);
      expect(await a.people.putLink({ ...aLink(), version: 2 })).toBe(false);
    });

    test("a session is found by its present and its previous token", async () => {
      const { people } = await aStore();
      const session = aSession();
      const other = aSession({ userId: session.userId });
      await people.addSession(session);
      await people.addSession(other);
      const rotated = { ...session, tokenHash: "new", previousHash: session.tokenHash, version: 2 };
      expect(await people.putSession(rotated)).toBe(true);
      expect(await people.sessions([session.id, ids.session()])).toEqual([rotated]);
      expect(await people.sessionByToken("new")).toEqual(rotated);
      expect(await people.sessionByToken(session.tokenHash)).toEqual(rotated);
      expect(await people.sessionByToken("unknown")).toBeNull();
      expect(await people.sessions([ids.session()])).toEqual([]);
      expect((await people.sessionsOf(session.userId)).map(({ id }) => id).sort()).toEqual(
        [session.id, other.id].sort(),
      );
    });

    test("other processes hear of sessions that ended", async () => {
      const [a, b] = await stores(2);
      const [one, two, alive] = [aSession(), aSession(), aSession()];
      for (const each of [one, two, alive]) await a.people.addSession(each);
      await a.people.putSession({ ...one, endedAt: 100, version: 2 });
      await a.people.putSession({ ...two, endedAt: 200, version: 2 });
      expect(await b.people.endedSince(50)).toEqual([one.id, two.id]);
      expect(await b.people.endedSince(100)).toEqual([two.id]);
      expect(await b.people.endedSince(200)).toEqual([]);
    });

    test("a link is found by the hash of its token", async () => {
      const { people } = await aStore();
      const link = aLink({ role: "admin", discussionId: null });
      await people.addLink(link);
      expect(await people.link(link.tokenHash)).toEqual(link);
      expect(await people.link("unknown")).toBeNull();
    });

    test("links are scanned in the order of their hashes", async () => {
      const { people } = await aStore();
      const all = ["a", "b", "c"].map((tokenHash) => aLink({ tokenHash }));
      for (const link of all.toReversed()) await people.addLink(link);
      expect(await people.scanLinks(null, 2)).toEqual(all.slice(0, 2));
      expect(await people.scanLinks("b", 2)).toEqual(all.slice(2));
      expect(await people.scanLinks("c", 2)).toEqual([]);
    });
  });
}
