import { trusted } from "mongoose";
import type { Entry, Log } from "#server/domain/log.ts";
import { chunks, paged } from "#server/store/portions.ts";
import type { DiscussionId } from "#shared/ids.ts";
import type { Models } from "./models.ts";
import { duplicatesIn, reach } from "./reach.ts";

const whole = { _id: 0 } as const;
/** Entries in one insert, and questions asked at once. */
const portion = 100;
const readPortion = 1_000;

/**
 * The unique index on (discussionId, seq) is the compare-and-set: of two writers that saw the same head, one is refused.
 */
export function mongoLog(models: Models): Log {
  const { entries } = models;
  const head = async (discussionId: DiscussionId): Promise<number> => {
    const last = await reach(() =>
      entries
        .findOne({ discussionId }, { _id: 0, seq: 1 })
        .sort({ seq: -1 })
        .lean<{ seq: number }>(),
    );
    return last?.seq ?? 0;
  };

  return {
    head,

    async heads(ids) {
      const heads = new Map<DiscussionId, number>();
      for (const some of chunks(ids, portion))
        await Promise.all(
          some.map(async (id) => {
            const seq = await head(id);
            if (seq > 0) heads.set(id, seq);
          }),
        );
      return heads;
    },

    read: (discussionId, after, limit) =>
      paged(
        { after, limit },
        (from, size) =>
          reach(() =>
            entries
              // There are no gaps, so the upper bound is the limit, and cheap also where a limit isn't.
              .find({ discussionId, seq: trusted({ $gt: from, $lte: from + size }) }, whole)
              .sort({ seq: 1 })
              .lean<Entry[]>(),
          ),
        (entry) => entry.seq,
        readPortion,
      ),

    find: (discussionId, actorId, commandId) =>
      reach(() => entries.findOne({ discussionId, actorId, commandId }, whole).lean<Entry>()),

    async append(discussionId, expected, drafts) {
      await mustExist(models, discussionId, expected);
      let written = 0;
      for (const some of chunks(drafts, portion)) {
        const from = expected + written + 1;
        const now = await insert(
          models,
          some.map(({ commandId, actorId, hash, at, events }, i) => ({
            ...{ discussionId, seq: from + i, commandId, actorId, hash, at, events },
          })),
        );
        written += now;
        if (now < some.length) break;
      }
      return written;
    },
  };
}

/** Entries are never deleted, so one that was seen stays a ground to stand on. */
async function mustExist(
  { entries }: Models,
  discussionId: DiscussionId,
  seq: number,
): Promise<void> {
  if (seq > 0 && !(await reach(() => entries.exists({ discussionId, seq }))))
    throw new Error(`Entry ${seq} of ${discussionId} isn't there to be followed.`);
}

/** How many were written. In order: all before the first one refused. */
async function insert({ entries }: Models, some: readonly Entry[]): Promise<number> {
  try {
    await reach(() => entries.insertMany(some, { ordered: true, lean: true }));
    return some.length;
  } catch (error) {
    return duplicatesIn(error)[0] ?? 0;
  }
}
