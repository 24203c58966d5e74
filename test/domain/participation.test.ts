import { expect, test } from "vitest";
import type { Output } from "#shared/commands.ts";
import { granted } from "#test/support/discussion.ts";
import { anOpenTalk } from "#test/support/open-talk.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

test.each(openers)(
  "on $engine who takes part is told in figures that tell of nobody",
  async ({ open }) => {
    const { site, answer, host, discussionId, questionIds } = await anOpenTalk(open);
    const participation = async (): Promise<Output<"discussion:participation">> => {
      site.clock.now += 20_000;
      return granted(answer, visitor, "discussion:participation", { discussionId });
    };
    type Category = "civil_society" | "academia" | "diaspora" | null;
    let made = 0;
    const join = async (category: Category, ...languages: string[]) => {
      const person = as(await anAccount(site.store, `Person ${made++}`, { category }));
      const posts: string[] = [];
      for (const language of languages) {
        site.clock.now += 11_000;
        const { postId } = await granted(answer, person, "post:create", {
          ...{ discussionId, questionId: questionIds[0] ?? "", parentId: null },
          ...{ body: "<p>Words.</p>", language, commandId: commandId() },
        });
        posts.push(postId);
      }
      return posts[0] ?? "";
    };
    for (let i = 0; i < 4; i++) await join("civil_society", "en");
    expect(await participation()).toEqual({
      ...{ people: 4, posts: 4, fewest: 5, categories: [], languages: [] },
    });
    const last = await join("civil_society", "en", "fr");
    // A person alone is told with the next larger group.
    const alone = await join("academia", "en");
    expect(await participation()).toEqual({
      ...{ people: 6, posts: 7, fewest: 5 },
      categories: [{ of: ["civil_society", "academia"], people: 6, posts: 7 }],
      languages: [{ of: ["en", "fr"], people: 6, posts: 7 }],
    });
    for (let i = 0; i < 3; i++) await join(null, "fr");
    await join("diaspora", "fr");
    expect(await participation()).toEqual({
      ...{ people: 10, posts: 11, fewest: 5 },
      categories: [
        { of: ["civil_society"], people: 5, posts: 6 },
        { of: [null, "academia", "diaspora"], people: 5, posts: 5 },
      ],
      languages: [
        { of: ["en"], people: 6, posts: 6 },
        { of: ["fr"], people: 5, posts: 5 },
      ],
    });
    // What isn't published counts for nobody, whoever asks.
    for (const postId of [last, alone])
      await granted(answer, host, "post:hide", {
        ...{ discussionId, postId, reason: "spam", commandId: commandId() },
      });
    site.clock.now += 20_000;
    expect(await granted(answer, host, "discussion:participation", { discussionId })).toMatchObject(
      {
        ...{ people: 9, posts: 9 },
        categories: [{ people: 9, posts: 9 }],
      },
    );
    await site.close();
  },
);
