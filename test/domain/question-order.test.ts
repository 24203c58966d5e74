import { expect, test } from "vitest";
import { questionsOf } from "#client/view/items.ts";
import type { CommandName, RawInput } from "#shared/commands.ts";
import { type Feed, rejoin } from "#shared/feed.ts";
import { granted } from "#test/support/discussion.ts";
import { anOpenTalk } from "#test/support/open-talk.ts";
import { commandId, visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

const numbers = (feed: Feed) => questionsOf(feed).map(({ number }) => number);

test.each(openers)(
  "on $engine questions come in the host's order, and what is open now first where they want it so, without moving under a reader",
  async ({ open }) => {
    const { site, answer, host, discussionId, questionIds } = await anOpenTalk(open, 3);
    const does = async <N extends CommandName>(name: N, input: object) =>
      granted(answer, host, name, { discussionId, ...input, commandId: commandId() } as never);
    const joined = async (held: Feed | null) =>
      rejoin(
        held,
        await granted(answer, visitor, "discussion:join", {
          ...{ discussionId, epoch: held?.epoch ?? null, since: held?.seq ?? null },
        } satisfies RawInput<"discussion:join">),
      );
    expect(numbers(await joined(null))).toEqual([1, 2, 3]);
    await does("discussion:update", { questionOrder: "descending" });
    expect(numbers(await joined(null))).toEqual([3, 2, 1]);

    await does("question:lock", { questionId: questionIds[2] });
    await does("discussion:update", { questionOrder: "current" });
    const reading = await joined(null);
    expect(numbers(reading)).toEqual([2, 1, 3]);
    await does("question:lock", { questionId: questionIds[1] });
    const onward = await joined(reading);
    expect(onward.seq).toBeGreaterThan(reading.seq);
    expect(numbers(onward)).toEqual([2, 1, 3]);
    await does("question:add", { text: { en: "Question 4?" } });
    expect(numbers(await joined(onward))).toEqual([4, 2, 1, 3]);
    expect(numbers(await joined(null))).toEqual([4, 1, 3, 2]);
    await site.close();
  },
);
