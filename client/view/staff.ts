import { createContext } from "preact";
import { useMemo } from "preact/hooks";
import type { UserId } from "#shared/ids.ts";
import type { MemberView } from "#shared/model.ts";

/** Who moderates here, as far as the reader is told: moderators are, others aren't. */
export const StaffContext = createContext<ReadonlySet<UserId>>(new Set());

export const useStaff = (members: ReadonlyMap<UserId, MemberView>): ReadonlySet<UserId> =>
  useMemo(
    () =>
      new Set(
        [...members.values()]
          .filter(({ role }) => role !== "participant")
          .map(({ userId }) => userId),
      ),
    [members],
  );
