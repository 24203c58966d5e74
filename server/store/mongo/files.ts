import { trusted } from "mongoose";
import type { Files, StoredFile } from "#server/domain/store.ts";
import type { FileId } from "#shared/ids.ts";
import type { Models } from "./models.ts";
import { isDuplicate, reach } from "./reach.ts";

type Stored = Omit<StoredFile, "id"> & { _id: FileId };
const read = ({ _id: id, ...file }: Stored): StoredFile => ({ id, ...file });
const pieceId = (id: FileId, from: number): string => `${id} ${from}`;

export const mongoFiles = ({ files, pieces }: Models): Files => {
  const one = async (id: FileId): Promise<StoredFile | null> => {
    const found = await reach(() => files.findById(id).lean<Stored>());
    return found && read(found);
  };
  const pieceAt = (id: FileId, from: number) =>
    reach(() => pieces.findById(pieceId(id, from)).lean<{ bytes: { buffer: Uint8Array } }>());
  /** The piece as it is there, which was written by whoever came first. */
  const putPiece = async (id: FileId, from: number, piece: Uint8Array): Promise<number> => {
    const bytes = Buffer.from(piece);
    try {
      await reach(() =>
        pieces.insertMany([{ _id: pieceId(id, from), fileId: id, begins: from, bytes }], {
          lean: true,
        }),
      );
      return piece.length;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return (await pieceAt(id, from))?.bytes.buffer.length ?? 0;
    }
  };
  return {
    async begin(file) {
      const { id: _id, ...rest } = file;
      try {
        await reach(() => files.insertMany([{ _id, ...rest }], { lean: true }));
        return file;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (await one(_id)) ?? file;
      }
    },

    async get(ids) {
      const found = await reach(() =>
        files.find({ _id: trusted({ $in: [...ids] }) }).lean<Stored[]>(),
      );
      return found.map(read);
    },

    async append(id, from, piece) {
      const file = await one(id);
      if (!file) return null;
      if (file.received !== from || piece.length === 0) return file.received;
      const received = from + (await putPiece(id, from, piece));
      await reach(() => files.updateOne({ _id: id, received: from }, { $set: { received } }));
      return (await one(id))?.received ?? null;
    },

    async piece(id, from) {
      const found = await pieceAt(id, from);
      return found ? new Uint8Array(found.bytes.buffer) : null;
    },

    async find(id, found) {
      await reach(() => files.updateOne({ _id: id }, { $set: { found } }));
    },

    async keep(ids) {
      const wanted = new Set(ids);
      const there = await reach(() => files.countDocuments({ _id: trusted({ $in: [...wanted] }) }));
      if (there < wanted.size) return false;
      // One may go between the two: then it is counted here, and those that are kept in vain take nothing but room.
      const { matchedCount } = await reach(() =>
        files.updateMany({ _id: trusted({ $in: [...wanted] }) }, { $set: { kept: true } }),
      );
      return matchedCount === wanted.size;
    },

    async release(ids) {
      await reach(() =>
        files.updateMany({ _id: trusted({ $in: [...ids] }) }, { $set: { kept: false } }),
      );
    },

    async looseOf(discussionId, ownerId) {
      const found = await reach(() =>
        files.find({ discussionId, ownerId, kept: false }).lean<Stored[]>(),
      );
      return found.map(read);
    },

    async looseBefore(time, limit) {
      const found = await reach(() =>
        files
          .find({ kept: false, at: trusted({ $lt: time }) }, { _id: 1 })
          .sort({ at: 1 })
          .limit(limit)
          .lean<Pick<Stored, "_id">[]>(),
      );
      return found.map(({ _id }) => _id);
    },

    async drop(id) {
      const { deletedCount } = await reach(() => files.deleteOne({ _id: id, kept: false }));
      if (deletedCount === 1) await reach(() => pieces.deleteMany({ fileId: id }));
    },

    async scan(discussionId, after, limit) {
      const above = after ? { _id: trusted({ $gt: after }) } : {};
      const found = await reach(() =>
        files
          .find({ discussionId, ...above })
          .sort({ _id: 1 })
          .limit(limit)
          .lean<Stored[]>(),
      );
      return found.map(read);
    },
  };
};
