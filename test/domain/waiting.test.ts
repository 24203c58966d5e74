import { expect, test } from "vitest";
import { Committer } from "#server/domain/commit.ts";
import type { LogCommand } from "#server/domain/deps.ts";
import { noFaults } from "#server/domain/faults.ts";
import type { Log } from "#server/domain/log.ts";
import { emptyState } from "#server/domain/state.ts";
import { StoreUnavailable } from "#server/domain/store.ts";
import { CommandId, DiscussionId, UserId } from "#shared/ids.ts";
import { commandId } from "#test/support/people.ts";

const discussionId = DiscussionId.parse("018f0000-0000-7000-8000-000000000001");
const actorId = UserId.parse("018f0000-0000-7000-8000-000000000002");
const aCommand = (): LogCommand => ({
  commandId: CommandId.parse(commandId()),
  ...{ actorId, hash: "", decide: () => [] },
});

test("what waits behind a batch that the store didn't take is told so with it, and isn't tried for as long again", async () => {
  let tries = 0;
  let giveUp = () => {};
  const log: Log = {
    head: async () => 0,
    heads: async () => new Map(),
    read: async () => [],
    find: async () => null,
    append: () =>
      new Promise((_, fail) => {
        tries++;
        giveUp = () => fail(new StoreUnavailable("gone"));
      }),
  };
  const deps = { log, faults: noFaults, now: () => 0, committed: () => undefined };
  const committer = new Committer(discussionId, emptyState(), deps);
  const first = committer.submit(aCommand());
  await expect.poll(() => tries).toBe(1);
  const second = committer.submit(aCommand());
  giveUp();
  await expect(first).rejects.toThrow(StoreUnavailable);
  await expect(second).rejects.toThrow(StoreUnavailable);
  expect(tries).toBe(1);
  expect(committer.busy).toBe(false);

  const third = committer.submit(aCommand());
  await expect.poll(() => tries).toBe(2);
  giveUp();
  await expect(third).rejects.toThrow(StoreUnavailable);
});
