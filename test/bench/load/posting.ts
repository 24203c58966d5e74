import type { Core } from "#server/core.ts";
import type { Caller } from "#server/domain/deps.ts";
import type { Store } from "#server/domain/store.ts";
import { granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { bodyOf } from "./sites.ts";

export interface Ground {
  discussionId: string;
  questionId: string;
}

export const aFewWriters = (store: Store, count: number): Promise<Caller[]> =>
  Promise.all(Array.from({ length: count }, async () => as(await anAccount(store, "Writer"))));

/** Every writer posts, one post after the other, until `over`; gives how many were acknowledged. */
export async function postAll(
  core: Core,
  writers: readonly Caller[],
  groundOf: (writer: number) => Ground,
  over: (posted: number) => boolean,
): Promise<number> {
  let posted = 0;
  const write = async (writer: Caller, i: number) => {
    while (!over(posted)) {
      const input = { parentId: null, language: "en", body: bodyOf(posted++) };
      await granted(core.answer, writer, "post:create", {
        ...{ ...groundOf(i), ...input, commandId: commandId() },
      });
    }
  };
  await Promise.all(writers.map(write));
  return posted;
}

/** Microseconds of CPU for one post, with all that follows from it. */
export async function costOfPosts(
  core: Core,
  writers: readonly Caller[],
  groundOf: (writer: number) => Ground,
  posts: number,
): Promise<number> {
  const before = process.cpuUsage();
  const posted = await postAll(core, writers, groundOf, (count) => count >= posts);
  for (const writer of writers.keys())
    await granted(core.answer, { ...visitor }, "discussion:read", {
      discussionId: groundOf(writer).discussionId,
    });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / posted;
}
const visitor: Caller = { actor: { kind: "visitor" }, address: "", cookie: null };
