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
const utf16PerWrite = 4 * 1024 * 1024;

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
  const write = async (texts: readonly StoredText[]) => {
    const documents = texts.map(({ id, ...rest }) => ({ _id: id, ...rest }));
    await reach(() => kept.insertMany(documents, { ...unordered, lean: true })).catch(
      duplicatesIn, // those are there already
    );
  };
  const together = sharing(write);
  return {
    async put(texts) {
      for (const some of chunks(texts, portion)) await together(some);
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

interface Waiting {
  texts: readonly StoredText[];
  done(): void;
  fail(error: unknown): void;
}

/** What waits while a write is under way goes into the next one: many people's posts cost the journal one wait, not one each. */
function sharing(write: (texts: readonly StoredText[]) => Promise<void>) {
  const queue: Waiting[] = [];
  let running = false;
  const run = async () => {
    running = true;
    while (queue.length > 0) {
      const group = queue.splice(0, fitting(queue));
      await write(group.flatMap(({ texts }) => texts)).then(
        () => group.forEach(({ done }) => void done()),
        (error) => group.forEach(({ fail }) => void fail(error)),
      );
    }
    running = false;
  };
  return (texts: readonly StoredText[]): Promise<void> =>
    new Promise((done, fail) => {
      queue.push({ texts, done, fail });
      if (!running) void run();
    });
}

/** How many of those that wait, the first in any case, fit into one write. */
function fitting(queue: readonly Waiting[]): number {
  let [count, weight] = [0, 0];
  for (const { texts } of queue) {
    weight += texts.reduce((sum, { body }) => sum + body.length, 0);
    if (count > 0 && (count >= portion || weight > utf16PerWrite)) break;
    count++;
  }
  return count;
}
