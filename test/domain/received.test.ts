import { expect, test } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import type { RawInput } from "#shared/commands.ts";
import type { PostView } from "#shared/model.ts";
import { granted } from "#test/support/discussion.ts";
import { anOpenTalk } from "#test/support/open-talk.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

type Sender = NonNullable<RawInput<"post:create">["receivedFrom"]>;
const ana: Sender = { name: "Ana Ruiz", organisation: "Port Union", category: "civil_society" };

async function aTalk(open: (typeof openers)[number]["open"]) {
  const { site, answer, host, discussionId, questionIds } = await anOpenTalk(open);
  const account = await anAccount(site.store, "Moderator");
  const moderator = as(account);
  await granted(answer, host, "member:grant", {
    ...{ discussionId, account: account.email ?? "", role: "moderator", commandId: commandId() },
  });
  const words = (receivedFrom: Sender | null, more: object = {}): RawInput<"post:create"> => ({
    ...{ discussionId, questionId: questionIds[0] ?? "", parentId: null, language: "es" },
    ...{ body: "<p>Por correo.</p>", receivedFrom, commandId: commandId(), ...more },
  });
  const post = (caller: Caller, receivedFrom: Sender | null, more: object = {}) =>
    granted(answer, caller, "post:create", words(receivedFrom, more));
  const refused = async (caller: Caller, sender: Sender) => {
    const given = await answer(caller, "post:create", words(sender));
    return given.ok ? null : given.failure;
  };
  const posts = async (caller: Caller = visitor): Promise<PostView[]> =>
    (
      await granted(answer, caller, "post:list", {
        ...{ discussionId, questionId: questionIds[0] ?? "", before: null },
      })
    ).posts;
  return { site, answer, discussionId, host, moderator, words, post, refused, posts };
}

test.each(openers)(
  "on $engine what was sent in is its author's, and says that moderators posted it",
  async ({ open }) => {
    const { site, answer, moderator, host, words, post, posts, discussionId } = await aTalk(open);
    const sent = words(ana);
    const { postId } = await granted(answer, moderator, "post:create", sent);
    expect(await granted(answer, moderator, "post:create", sent)).toMatchObject({ postId });
    await post(host, ana);
    await post(host, { ...ana, organisation: null });
    const own = await post(moderator, null);
    const all = await posts();
    const [first, second, third, last] = all.toSorted((a, b) => a.order - b.order);
    expect(all).toHaveLength(4);
    expect(first).toMatchObject({ id: postId, author: ana, received: true, state: "published" });
    expect(second?.author?.id).toBe(first?.author?.id);
    expect(third?.author?.id).not.toBe(first?.author?.id);
    expect(last).toMatchObject({ id: own.postId, received: false });

    // Whoever posted it didn't write it: it can be hidden, and not be changed.
    for (const caller of [moderator, host])
      for (const name of ["post:edit", "post:withdraw"] as const) {
        const body = name === "post:edit" ? { body: "<p>Other.</p>" } : {};
        const input = { discussionId, postId, ...body, commandId: commandId() };
        expect(await answer(caller, name, input as never)).toMatchObject({
          failure: { code: "not_allowed" },
        });
      }
    await granted(answer, moderator, "post:hide", {
      ...{ discussionId, postId, reason: "personal_data", commandId: commandId() },
    });
    expect((await posts()).find(({ id }) => id === postId)).toMatchObject({
      ...{ author: null, received: false, html: "" },
    });
    await site.close();
  },
);

test.each(openers)(
  "on $engine only moderators post what was sent in, under a name that can be one",
  async ({ open }) => {
    const { site, refused, posts, host, moderator } = await aTalk(open);
    const participant = as(await anAccount(site.store, "Participant"));
    expect(await refused(participant, ana)).toMatchObject({
      ...{ code: "not_allowed", field: "receivedFrom", details: { rule: "moderators_only" } },
    });
    expect(await refused(visitor, ana)).toMatchObject({ code: "unauthenticated" });
    for (const name of ["Moderator\u202e", "admin@site", "Roundtable"])
      expect([name, await refused(moderator, { ...ana, name })]).toMatchObject([
        name,
        {
          code: "invalid_input",
          field: "receivedFrom.name",
          details: { reason: expect.any(String) },
        },
      ]);
    for (const [name, field] of [
      ["", "receivedFrom.name"],
      ["x".repeat(1_000), "receivedFrom.name"],
    ] as const)
      expect(await refused(host, { ...ana, name })).toMatchObject({ code: "invalid_input", field });
    expect(await refused(host, { ...ana, category: "king" } as never)).toMatchObject({
      ...{ code: "invalid_input", field: "receivedFrom.category" },
    });
    expect(await posts()).toEqual([]);
    await site.close();
  },
);
