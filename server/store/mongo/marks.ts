import { trusted } from "mongoose";
import type { Mark, Marks } from "#server/domain/store.ts";
import type { Models } from "./models.ts";
import { putNewer } from "./put-newer.ts";
import { reach } from "./reach.ts";

const keyOf = ({ discussionId, userId }: Omit<Mark, "seq">): string => `${discussionId} ${userId}`;
const fields = { _id: 0, discussionId: 1, userId: 1, seq: 1 } as const;

export const mongoMarks = ({ marks }: Models): Marks => ({
  put: (mark) => putNewer(marks, [{ _id: keyOf(mark), ...mark }]),

  async of(discussionId, userId) {
    const found = await reach(() =>
      marks.findById(keyOf({ discussionId, userId }), { seq: 1 }).lean<Pick<Mark, "seq">>(),
    );
    return found?.seq ?? null;
  },

  scan(discussionId, after, limit) {
    const above = after ? { userId: trusted({ $gt: after }) } : {};
    return reach(() =>
      marks
        .find({ discussionId, ...above }, fields)
        .sort({ userId: 1 })
        .limit(limit)
        .lean<Mark[]>(),
    );
  },
});
