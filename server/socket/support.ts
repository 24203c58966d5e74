import type { DiscussionId, PostId } from "#shared/ids.ts";
import type { Audience } from "#shared/model.ts";
import { rooms } from "./rooms.ts";
import type { Io } from "./types.ts";

/** More posts than readers could follow in a second. */
const postsMax = 10_000;

export type SupportedPost = readonly [DiscussionId, PostId];

/** Which posts got or lost support since the last beat. */
export class SupportNews {
  readonly #posts = new Map<PostId, DiscussionId>();

  note(discussionId: DiscussionId, postId: PostId): void {
    if (this.#posts.size < postsMax) this.#posts.set(postId, discussionId);
  }

  take(): SupportedPost[] {
    const all = [...this.#posts].map(([postId, discussionId]) => [discussionId, postId] as const);
    this.#posts.clear();
    return all;
  }
}

export interface TellSupportOptions {
  /** Noted at this process, which tells the others. */
  here: Pick<SupportNews, "take">;
  /** Noted at the others. */
  elsewhere: Pick<SupportNews, "take">;
  share(posts: readonly SupportedPost[]): void;
  totals(ids: readonly PostId[]): Promise<ReadonlyMap<PostId, number>>;
  /** Who is told them. */
  hearers(discussionId: DiscussionId): Promise<readonly Audience[]>;
}

/** Makes what each beat tells: the new totals, and never whose votes they are. */
export function supportTeller(io: Io, options: TellSupportOptions) {
  const { here, elsewhere, share, totals, hearers } = options;
  return async (): Promise<void> => {
    const mine = here.take();
    if (mine.length > 0) share(mine);
    const byDiscussion = new Map<DiscussionId, Set<PostId>>();
    for (const [discussionId, postId] of [...mine, ...elsewhere.take()]) {
      const ids = byDiscussion.get(discussionId) ?? new Set();
      byDiscussion.set(discussionId, ids.add(postId));
    }
    for (const [discussionId, ids] of byDiscussion) {
      const [found, audiences] = await Promise.all([totals([...ids]), hearers(discussionId)]);
      // Not volatile: the count of readers often goes out in the same moment, and would push it aside.
      io.local
        .to(audiences.map((audience) => rooms.audience(discussionId, audience)))
        .emit("feed:support", {
          discussionId,
          totals: [...ids].map((postId) => ({ postId, support: found.get(postId) ?? 0 })),
        });
    }
  };
}
