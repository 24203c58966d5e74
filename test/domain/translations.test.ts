import { describe, expect, test } from "vitest";
import type { Caller } from "#server/domain/deps.ts";
import type { Account } from "#server/domain/store.ts";
import type { CommandName } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";
import type { PostView } from "#shared/model.ts";
import { granted } from "#test/support/discussion.ts";
import { anOpenTalk } from "#test/support/open-talk.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

const userIdOf = ({ actor }: Caller) => {
  if (actor.kind === "visitor") throw new Error("nobody");
  return actor.userId;
};

describe.each(openers)("translations on $engine", ({ open }) => {
  /** A post in English, in a discussion in English and French, and what can be done with it. */
  async function aTalk() {
    const { site, answer, host, discussionId, questionIds } = await anOpenTalk(open);
    const people: Account[] = [];
    for (const name of ["Author", "Moderator", "Reader"])
      people.push(await anAccount(site.store, name));
    const [author, moderator, reader] = people.map(as);
    if (!author || !moderator || !reader) throw new Error("people");
    await granted(answer, host, "member:grant", {
      ...{ discussionId, account: people[1]?.email ?? "", role: "moderator" },
      commandId: commandId(),
    });
    const { postId } = await granted(answer, author, "post:create", {
      ...{ discussionId, questionId: questionIds[0] ?? "", parentId: null, language: "en" },
      ...{ body: "<p>Night buses</p>", commandId: commandId() },
    });
    const act = (caller: Caller, name: CommandName, more: Record<string, unknown> = {}) =>
      answer(caller, name, { discussionId, postId, commandId: commandId(), ...more });
    const translate = (caller: Caller, body: string, more: Record<string, unknown> = {}) =>
      act(caller, "post:translate", { language: "fr", body, ...more });
    const read = async (caller: Caller = visitor): Promise<PostView> =>
      (await granted(answer, caller, "post:read", { discussionId, postId })).post;
    const versions = async (caller: Caller = visitor) =>
      (
        await granted(answer, caller, "post:revisions", { discussionId, postId, language: "fr" })
      ).revisions.map(({ html }) => html);
    return {
      ...{ site, answer, host, author, moderator, reader, discussionId, postId },
      ...{ names: people.map(({ name }) => name), act, translate, read, versions },
    };
  }

  test("bear who attached them, replace one another, and tell when the original was edited since", async () => {
    const talk = await aTalk();
    const { author, moderator, names, translate, read, versions, act } = talk;
    const { revision } = await read();
    expect(
      await translate(author, "<p>Bus <b onclick=x>de nuit</b></p>", { of: revision }),
    ).toMatchObject({
      ok: true,
    });
    expect(await read()).toMatchObject({
      ...{ html: "<p>Night buses</p>", language: "en", revision },
      translations: [
        {
          ...{ language: "fr", html: "<p>Bus <strong>de nuit</strong></p>", machine: false },
          ...{ of: revision, by: { name: names[0] } },
        },
      ],
    });
    expect(await translate(moderator, "<p>Autobus de nuit</p>")).toMatchObject({ ok: true });
    const [corrected, ...others] = (await read()).translations;
    expect(corrected).toMatchObject({ html: "<p>Autobus de nuit</p>", by: null });
    expect(others).toEqual([]);
    expect(await versions()).toEqual(["<p>Bus <strong>de nuit</strong></p>"]);

    await act(author, "post:edit", { body: "<p>Night trams</p>" });
    const edited = await read();
    expect(edited.revision).not.toBe(revision);
    expect(edited.translations[0]?.of).toBe(revision);
    expect(await translate(author, "<p>Trams de nuit</p>", { of: revision })).toMatchObject({
      failure: { code: "conflict", field: "of", details: { rule: "edited" } },
    });
    await translate(author, "<p>Trams de nuit</p>", { of: edited.revision });
    expect((await read()).translations[0]?.of).toBe(edited.revision);
    await talk.site.close();
  });

  test("go with their post: nobody who may not see it sees them, and they come back with it", async () => {
    const talk = await aTalk();
    const { author, moderator, reader, translate, read, act, answer, discussionId } = talk;
    await translate(author, "<p>Bus</p>");
    await translate(author, "<p>Autobus</p>");
    await act(moderator, "post:hide", { reason: "spam" });
    for (const caller of [visitor, reader]) {
      expect(await read(caller)).toMatchObject({ html: "", revision: null, translations: [] });
      expect(await act(caller, "post:revisions", { language: "fr" })).toMatchObject({ ok: false });
    }
    expect((await read(author)).translations).toHaveLength(1);
    expect(await translate(author, "<p>Encore</p>")).toMatchObject({
      failure: { code: "conflict" },
    });
    await act(moderator, "post:restore");
    expect((await read()).translations).toHaveLength(1);
    await act(author, "post:withdraw");
    for (const caller of [visitor, reader, author, moderator])
      expect(await read(caller)).toMatchObject({ translations: [] });
    const found = await granted(answer, moderator, "post:find", { discussionId, words: "autobus" });
    expect(found.total).toBe(0);
    await talk.site.close();
  });

  test("are taken back by who attached them, or a moderator, and by nobody else", async () => {
    const talk = await aTalk();
    const { author, moderator, reader, translate, read, versions, act } = talk;
    const takeBack = (caller: Caller) => act(caller, "post:untranslate", { language: "fr" });
    expect(await takeBack(author)).toMatchObject({
      failure: { code: "not_found", field: "language" },
    });
    await translate(author, "<p>Bus</p>");
    await translate(moderator, "<p>Autobus</p>");
    expect(await takeBack(author)).toMatchObject({
      failure: { code: "not_allowed", details: { rule: "attached_by_another" } },
    });
    expect(await takeBack(reader)).toMatchObject({ failure: { code: "not_allowed" } });
    expect(await takeBack(moderator)).toMatchObject({ ok: true });
    expect((await read()).translations).toEqual([]);
    expect(await versions(moderator)).toEqual([]);
    await translate(author, "<p>Bus</p>");
    expect(await takeBack(author)).toMatchObject({ ok: true });
    await translate(author, "<p>Bus</p>");
    expect(await takeBack(moderator)).toMatchObject({ ok: true });
    await talk.site.close();
  });

  test("are refused when too long, empty, in a language that isn't asked for, or of somebody muted, and after the end", async () => {
    const talk = await aTalk();
    const { author, moderator, host, reader, translate, discussionId, answer, read } = talk;
    const rule = (field: string, name: string) => ({
      failure: { code: "invalid_input", field, details: { rule: name } },
    });
    const tooLong = `<p>${"x".repeat(limits.postText + 1)}</p>`;
    expect(await translate(author, tooLong)).toMatchObject(rule("body", "too_long"));
    expect(await translate(author, "<p> <br></p>")).toMatchObject(rule("body", "empty"));
    expect(await translate(author, "<p>x</p>", { language: "en" })).toMatchObject(
      rule("language", "own"),
    );
    expect(await translate(author, "<p>x</p>", { language: "de" })).toMatchObject(
      rule("language", "not_in_discussion"),
    );
    expect(await translate(author, "<p>x</p>", { language: "../" })).toMatchObject({
      failure: { code: "invalid_input", field: "language" },
    });
    expect(await translate(reader, "<p>x</p>")).toMatchObject({ failure: { code: "not_allowed" } });

    const languages = ["en", "fr", "de", "es", "it", "pt", "nl"];
    const more = { discussionId, languages, commandId: commandId() };
    await granted(answer, host, "discussion:update", more);
    const heavy = `<p>${"<b>x</b>".repeat(4_200)}</p>`;
    for (const language of languages.slice(1, 6))
      expect(await translate(moderator, heavy, { language })).toMatchObject({ ok: true });
    expect(await translate(moderator, heavy, { language: "nl" })).toMatchObject(
      rule("body", "too_long_together"),
    );
    expect(await translate(moderator, heavy, { language: "fr" })).toMatchObject({ ok: true });
    expect((await read()).translations).toHaveLength(5);

    const mute = { userId: userIdOf(author), until: null, reason: "spam" } as const;
    await granted(answer, host, "member:mute", { discussionId, ...mute, commandId: commandId() });
    expect(await translate(author, "<p>x</p>")).toMatchObject({ failure: { code: "muted" } });
    const { userId } = mute;
    await granted(answer, host, "member:unmute", { discussionId, userId, commandId: commandId() });
    await granted(answer, host, "discussion:close", { discussionId, commandId: commandId() });
    expect(await translate(author, "<p>x</p>")).toMatchObject({
      failure: { code: "discussion_closed" },
    });
    expect(await translate(moderator, "<p>x</p>")).toMatchObject({ ok: true });
    await talk.site.close();
  });
});
