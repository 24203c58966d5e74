import { describe, expect, test } from "vitest";
import type { Contact } from "#server/domain/store.ts";
import { CommandId } from "#shared/ids.ts";
import { commandId } from "#test/support/people.ts";
import { ids } from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";

const aContact = (more: Partial<Contact> = {}): Contact => ({
  ...{ discussionId: ids.discussion(), userId: ids.user() },
  ...{ consentedAt: 1_700_000_000_000, textId: ids.text() },
  ...more,
});

export function contactsContract({ engine, aStore }: Instances): void {
  describe(`${engine}: contacts`, () => {
    test("a person has one contact in a discussion: the one put last, and none once it is dropped", async () => {
      const { contacts } = await aStore();
      const contact = aContact();
      const { discussionId, userId } = contact;
      expect(await contacts.of(discussionId, userId)).toBeNull();
      await Promise.all([1, 2, 3].map(() => contacts.put(contact)));
      expect(await contacts.of(discussionId, userId)).toEqual(contact);
      const later = { ...contact, consentedAt: contact.consentedAt + 1, textId: ids.text() };
      await contacts.put(later);
      expect(await contacts.of(discussionId, userId)).toEqual(later);
      const elsewhere = aContact({ userId });
      const other = aContact({ discussionId });
      for (const each of [elsewhere, other]) await contacts.put(each);
      expect(await contacts.count(discussionId)).toBe(2);
      await contacts.drop(discussionId, userId);
      await contacts.drop(discussionId, userId);
      expect(await contacts.of(discussionId, userId)).toBeNull();
      expect(await contacts.count(discussionId)).toBe(1);
      expect(await contacts.of(elsewhere.discussionId, userId)).toEqual(elsewhere);
      expect(await contacts.of(discussionId, other.userId)).toEqual(other);
      await contacts.put(contact);
      expect(await contacts.of(discussionId, userId)).toEqual(contact);
    });

    test("those of a discussion are scanned a page after the other", async () => {
      const { contacts } = await aStore();
      const discussionId = ids.discussion();
      const all = Array.from({ length: 5 }, () => aContact({ discussionId }));
      for (const each of [...all, aContact()]) await contacts.put(each);
      const first = await contacts.scan(discussionId, null, 3);
      const rest = await contacts.scan(discussionId, first.at(-1)?.userId ?? null, 3);
      expect([...first, ...rest]).toEqual(all.toSorted((a, b) => (a.userId < b.userId ? -1 : 1)));
      expect(first).toHaveLength(3);
      expect(await contacts.count(discussionId)).toBe(5);
    });

    test("those of a person are told, the newest discussions first", async () => {
      const { contacts } = await aStore();
      const userId = ids.user();
      const all = Array.from({ length: 4 }, () => aContact({ userId }));
      for (const each of [...all, aContact()]) await contacts.put(each);
      const newest = all.toSorted((a, b) => (a.discussionId > b.discussionId ? -1 : 1));
      expect(await contacts.ofUser(userId, 9)).toEqual(newest);
      expect(await contacts.ofUser(userId, 2)).toEqual(newest.slice(0, 2));
      for (const { discussionId } of newest.slice(1)) await contacts.drop(discussionId, userId);
      expect(await contacts.ofUser(userId, 9)).toEqual(newest.slice(0, 1));
      expect(await contacts.ofUser(ids.user(), 9)).toEqual([]);
    });

    test("by which commands somebody gave theirs stays when the contact goes", async () => {
      const { contacts } = await aStore();
      const contact = aContact();
      const { discussionId, userId } = contact;
      const give = { discussionId, userId, commandId: CommandId.parse(commandId()) };
      const later = { ...give, commandId: CommandId.parse(commandId()) };
      const others = [1, 2, 3].map(() => ({ ...give, userId: ids.user() }));
      const elsewhere = { ...give, discussionId: ids.discussion() };
      expect(await contacts.hasGive(give)).toBe(false);
      await contacts.put(contact);
      for (const each of [give, ...others, elsewhere, later, give]) await contacts.putGive(each);
      await contacts.drop(discussionId, userId);
      for (const each of [give, later, elsewhere, ...others])
        expect(await contacts.hasGive(each)).toBe(true);
      expect(await contacts.hasGive({ ...later, userId: ids.user() })).toBe(false);
      expect(await contacts.hasGive({ ...later, discussionId: ids.discussion() })).toBe(false);
      const first = await contacts.scanGives(discussionId, null, 3);
      const rest = await contacts.scanGives(discussionId, first.at(-1) ?? null, 3);
      const keyOf = (each: typeof give) => `${each.userId} ${each.commandId}`;
      const all = [give, later, ...others].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      expect([...first, ...rest]).toEqual(all);
      expect(first).toHaveLength(3);
    });

    test("what was handed out is told newest first, and stays when the contacts go", async () => {
      const { contacts } = await aStore();
      const contact = aContact();
      const { discussionId, userId } = contact;
      await contacts.put(contact);
      const made = [1, 2, 3].map((at) => ({
        ...{ id: ids.text(), discussionId, by: ids.user(), at, contacts: 1 },
        reason: "To invite them: 'all'",
      }));
      for (const each of made) await contacts.addExport(each);
      const theirs = {
        ...{ id: ids.text(), discussionId: ids.discussion(), by: ids.user() },
        ...{ at: 4, contacts: 0, reason: "None" },
      };
      await contacts.addExport(theirs);
      await Promise.all(made.map((each) => contacts.addExport(each)));
      await contacts.drop(discussionId, userId);
      const newest = made.toSorted((a, b) => (a.id > b.id ? -1 : 1));
      const first = await contacts.exports(discussionId, null, 2);
      const rest = await contacts.exports(discussionId, first.at(-1)?.id ?? null, 2);
      expect([...first, ...rest]).toEqual(newest);
      expect(first).toHaveLength(2);
      expect(await contacts.exports(theirs.discussionId, null, 2)).toEqual([theirs]);
      expect(await contacts.countExports(discussionId)).toBe(3);
      expect(await contacts.countExports(ids.discussion())).toBe(0);
    });
  });
}
