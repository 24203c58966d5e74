import type { LedgerClient } from "./client.ts";

/** How long posts take until readers have them, in ms, one figure for each reader and post. */
export interface FanOut {
  readonly seen: number[];
  /** A post that was sent at that time (`performance.now`). */
  sent(postId: string, at: number): void;
}

export function watchFanOut(readers: readonly LedgerClient[]): FanOut {
  const sentAt = new Map<string, number>();
  const seen: number[] = [];
  /** What came before its sender was answered. */
  const early = new Map<string, number[]>();
  for (const { socket } of readers) {
    const known = new Set<string>(); // a post that is hidden later comes again
    socket.on("feed:changed", ({ changes }: { changes: { post?: { id: string } }[] }) => {
      const now = performance.now();
      for (const { post } of changes) {
        if (!post || known.has(post.id)) continue;
        known.add(post.id);
        const at = sentAt.get(post.id);
        if (at === undefined) early.set(post.id, [...(early.get(post.id) ?? []), now]);
        else seen.push(now - at);
      }
    });
  }
  return {
    seen,
    sent(postId, at) {
      sentAt.set(postId, at);
      for (const came of early.get(postId) ?? []) seen.push(came - at);
      early.delete(postId);
    },
  };
}
