import { trusted } from "mongoose";
import type { Time } from "#server/domain/log.ts";
import type { StoredText, Texts } from "#server/domain/store.ts";
import { chunks, paged } from "#server/store/portions.ts";
import type { DiscussionId, TextId } from "#shared/ids.ts";
import type { Models } from "./models.ts";
import { unordered } from "./put-newer.ts";
import { duplicatesIn, reach } from "./reach.ts";

/** Texts weigh up to a few hundred kilobytes, so few go at a time. */
const portion = 50;

interface Kept {
  _id: TextId;
  discussionId: DiscussionId;
  body: string;
  at: Time;
}
const textOf = ({ _id, discussionId, body, at }: Kept): StoredText => ({
  ...{ id: _id, discussionId, body, at },
});

export function mongoTexts({ texts: kept }: Models): Texts {
  return {
    async put(texts) {
      for (const some of chunks(texts, portion)) {
        const documents = some.map(({ id, ...rest }) => ({ _id: id, ...rest }));
        await reach(() => kept.insertMany(documents, { ...unordered, lean: true })).catch(
          duplicatesIn, // those are there already
        );
      }
    },

    async get(ids) {
      const found: StoredText[] = [];
      for (const some of chunks(ids, portion)) {
        const documents = await reach(() =>
          kept.find({ _id: trusted({ $in: [...some] }) }).lean<Kept[]>(),
        );
        for (const each of documents) found.push(textOf(each));
      }
      return found;
    },

    scan: (after, limit) =>
      paged<StoredText, TextId | null>(
        { after, limit },
        async (from, size) => {
          const documents = await reach(() =>
            kept
              .find(from ? { _id: trusted({ $gt: from }) } : {})
              .sort({ _id: 1 })
              .limit(size)
              .lean<Kept[]>(),
          );
          return documents.map(textOf);
        },
        ({ id }) => id,
        portion,
      ),
  };
}
