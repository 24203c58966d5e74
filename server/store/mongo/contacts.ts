import { trusted } from "mongoose";
import type { Contact, ContactExport, ContactGive, Contacts } from "#server/domain/store.ts";
import type { DiscussionId, UserId } from "#shared/ids.ts";
import type { Models } from "./models.ts";
import { reach } from "./reach.ts";

const keyOf = (discussionId: DiscussionId, userId: UserId): string => `${discussionId} ${userId}`;
const fields = { _id: 0, discussionId: 1, userId: 1, consentedAt: 1, textId: 1 } as const;
const giveKeyOf = ({ discussionId, userId, commandId }: ContactGive): string =>
  `${keyOf(discussionId, userId)} ${commandId}`;
const ofGive = { _id: 0, discussionId: 1, userId: 1, commandId: 1 } as const;

export const mongoContacts = ({ contacts, contactGives, contactExports }: Models): Contacts => ({
  async put(contact) {
    const _id = keyOf(contact.discussionId, contact.userId);
    await reach(() => contacts.replaceOne({ _id }, contact, { upsert: true }));
  },

  of: (discussionId, userId) =>
    reach(() => contacts.findById(keyOf(discussionId, userId), fields).lean<Contact>()),

  async drop(discussionId, userId) {
    await reach(() => contacts.deleteOne({ _id: keyOf(discussionId, userId) }));
  },

  count: (discussionId) => reach(() => contacts.countDocuments({ discussionId })),

  scan(discussionId, after, limit) {
    const above = after ? { userId: trusted({ $gt: after }) } : {};
    return reach(() =>
      contacts
        .find({ discussionId, ...above }, fields)
        .sort({ userId: 1 })
        .limit(limit)
        .lean<Contact[]>(),
    );
  },

  ofUser: (userId, limit) =>
    reach(() =>
      contacts.find({ userId }, fields).sort({ discussionId: -1 }).limit(limit).lean<Contact[]>(),
    ),

  async putGive(give) {
    await reach(() => contactGives.replaceOne({ _id: giveKeyOf(give) }, give, { upsert: true }));
  },

  hasGive: async (give) =>
    (await reach(() => contactGives.findById(giveKeyOf(give), { _id: 1 }).lean())) !== null,

  scanGives(discussionId, after, limit) {
    const above = after ? { _id: trusted({ $gt: giveKeyOf(after) }) } : {};
    return reach(() =>
      contactGives
        .find({ discussionId, ...above }, ofGive)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<ContactGive[]>(),
    );
  },

  async addExport({ id, ...made }) {
    await reach(() => contactExports.replaceOne({ _id: id }, made, { upsert: true }));
  },

  countExports: (discussionId) => reach(() => contactExports.countDocuments({ discussionId })),

  async exports(discussionId, before, limit) {
    const below = before ? { _id: trusted({ $lt: before }) } : {};
    const found = await reach(() =>
      contactExports
        .find({ discussionId, ...below })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<(Omit<ContactExport, "id"> & { _id: string })[]>(),
    );
    return found.map(({ _id, discussionId, by, at, contacts, reason }) => ({
      ...{ id: _id, discussionId, by, at, contacts, reason },
    }));
  },
});
