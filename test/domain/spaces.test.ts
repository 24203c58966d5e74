import { describe, expect, test } from "vitest";
import type { RawInput } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";
import { aSite } from "#test/support/convergence/world.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { aSpace } from "#test/support/rows.ts";
import { openers } from "#test/support/stores.ts";

describe.each(openers)("spaces on $engine", ({ open }) => {
  async function aHub() {
    const { store, ...more } = await open();
    const site = await aSite({ store, ...more }, 2);
    const [here, elsewhere] = site.servers as [(typeof site.servers)[0], (typeof site.servers)[0]];
    const { host: admin, ann, ben } = site.accounts;
    /** What is listed follows the log: once it is read it is level. */
    const talk = async () => {
      const made = await anOpenDiscussion(here.answer, as(admin), 1);
      await granted(here.answer, visitor, "discussion:read", { discussionId: made.discussionId });
      return made;
    };
    const create = (input: Partial<RawInput<"space:create">> = {}) =>
      here.answer(as(admin), "space:create", {
        ...{ slug: "care", title: { en: "Care" }, commandId: commandId(), ...input },
      });
    const made = async (input: Partial<RawInput<"space:create">> = {}) => {
      const result = await create(input);
      if (!result.ok) throw new Error(JSON.stringify(result.failure));
      return result.value.spaceId;
    };
    const list = (by: typeof ann, spaceId: string, discussionId: string, on = true) =>
      here.answer(as(by), on ? "space:add-discussion" : "space:remove-discussion", {
        ...{ spaceId, discussionId, commandId: commandId() },
      });
    const read = async (spaceId: string, by = visitor) =>
      granted(elsewhere.answer, by, "space:read", { spaceId });
    const slugsIn = async (spaceId: string, by = visitor) =>
      (await read(spaceId, by)).discussions.map(({ slug }) => slug);
    return {
      ...{ site, store, answer: here.answer, elsewhere: elsewhere.answer, admin, ann, ben },
      ...{ talk, create, made, list, read, slugsIn },
    };
  }

  test("a discussion is listed in many, with one page, newest first; once more changes nothing", async () => {
    const hub = await aHub();
    const [one, two] = [await hub.made(), await hub.made({ slug: "visas" })];
    const [older, newer] = [await hub.talk(), await hub.talk()];
    for (const each of [older, newer, older])
      expect(await hub.list(hub.admin, one, each.discussionId)).toEqual({ ok: true, value: {} });
    await hub.list(hub.admin, "visas", older.slug);
    expect(await hub.slugsIn("care")).toEqual([newer.slug, older.slug]);
    expect(await hub.slugsIn(two)).toEqual([older.slug]);
    const { spaces } = await granted(hub.elsewhere, visitor, "space:list", {
      discussionId: older.slug,
    });
    expect(spaces.map(({ slug }) => slug)).toEqual(["care", "visas"]);
    for (const _ of [1, 2])
      expect(await hub.list(hub.admin, one, older.discussionId, false)).toMatchObject({ ok: true });
    expect(await hub.slugsIn(one)).toEqual([newer.slug]);
    expect(await hub.slugsIn(two)).toEqual([older.slug]);
    const first = await granted(hub.answer, visitor, "space:read", { spaceId: one, limit: 1 });
    expect(first.older).toBeNull();
    await hub.list(hub.admin, one, older.discussionId);
    const page = await granted(hub.answer, visitor, "space:read", { spaceId: one, limit: 1 });
    const rest = await granted(hub.answer, visitor, "space:read", {
      ...{ spaceId: one, limit: 1, before: page.older },
    });
    expect([page, rest].map(({ discussions }) => discussions[0]?.slug)).toEqual([
      newer.slug,
      older.slug,
    ]);
    expect(
      await hub.answer(visitor, "space:read", { spaceId: two, before: page.older }),
    ).toMatchObject({ failure: { code: "invalid_input", field: "before" } });
    await hub.site.close();
  });

  test("a host lists what is theirs and nothing else; a draft is shown to admins alone", async () => {
    const hub = await aHub();
    const space = await hub.made();
    const theirs = await hub.talk();
    const other = await hub.talk();
    await granted(hub.answer, as(hub.admin), "member:grant", {
      ...{ discussionId: theirs.discussionId, account: hub.ann.email ?? "", role: "host" },
      commandId: commandId(),
    });
    expect(await hub.list(hub.ann, space, theirs.discussionId)).toMatchObject({ ok: true });
    for (const on of [true, false]) {
      expect(await hub.list(hub.ann, space, other.discussionId, on)).toMatchObject({
        failure: { code: "not_allowed" },
      });
      expect(await hub.list(hub.ben, space, theirs.discussionId, on)).toMatchObject({
        failure: { code: "not_allowed" },
      });
    }
    const draft = await granted(hub.answer, as(hub.admin), "discussion:create", {
      ...{ slug: "in-the-making", title: { en: "In the making" }, languages: ["en"] },
      commandId: commandId(),
    });
    const asked = { discussionId: draft.discussionId };
    await granted(hub.answer, as(hub.admin), "discussion:read", asked);
    await hub.list(hub.admin, space, draft.discussionId);
    expect(await hub.slugsIn(space)).toEqual([theirs.slug]);
    expect(await hub.slugsIn(space, as(hub.ann))).toEqual([theirs.slug]);
    expect(await hub.slugsIn(space, as(hub.admin))).toEqual(["in-the-making", theirs.slug]);
    for (const by of [visitor, as(hub.ann)])
      expect(await hub.answer(by, "space:list", asked)).toMatchObject({
        failure: { code: "not_found", field: "discussionId" },
      });
    expect(await hub.list(hub.ben, space, draft.discussionId)).toMatchObject({
      failure: { code: "not_found", field: "discussionId" },
    });
    expect((await granted(hub.answer, as(hub.admin), "space:list", asked)).spaces).toHaveLength(1);
    await hub.site.close();
  });

  test("a change names the version it was made from, and whoever comes second loses nothing of the first", async () => {
    const hub = await aHub();
    const about = { en: '<p onclick="x()">All.</p><script>alert(1)</script>', fr: "<p></p>" };
    const space = await hub.made({ title: { en: "Care", fr: " " }, about });
    expect((await hub.read(space)).space).toMatchObject({
      ...{ title: { en: "Care" }, about: { en: "<p>All.</p>" }, version: 1, archived: false },
    });
    const update = (
      input: Omit<RawInput<"space:update">, "spaceId" | "commandId">,
      id = commandId(),
    ) => hub.answer(as(hub.admin), "space:update", { spaceId: space, commandId: id, ...input });
    const id = commandId();
    expect(await update({ version: 1, title: { ar: "رعاية" } }, id)).toEqual({
      ...{ ok: true, value: { version: 2 } },
    });
    expect(await update({ version: 1, title: { ar: "رعاية" } }, id)).toEqual({
      ...{ ok: true, value: { version: 2 } },
    });
    expect(await update({ version: 1, title: { ar: "أخرى" } }, id)).toMatchObject({
      failure: { code: "conflict", field: "commandId" },
    });
    expect(await update({ version: 1, about: {} })).toMatchObject({
      failure: { code: "conflict", field: "version", details: { version: 2 } },
    });
    expect((await hub.read("care")).space).toMatchObject({
      ...{ title: { ar: "رعاية" }, about: { en: "<p>All.</p>" }, version: 2 },
    });
    const both = await Promise.all([
      update({ version: 2, title: { en: "One" } }),
      hub.elsewhere(as(hub.admin), "space:update", {
        ...{ spaceId: "care", version: 2, title: { en: "Two" }, commandId: commandId() },
      }),
    ]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    await hub.site.close();
  });

  test("an archived space is gone from view with its list kept, and comes back", async () => {
    const hub = await aHub();
    const space = await hub.made();
    const { discussionId, slug } = await hub.talk();
    await hub.list(hub.admin, space, discussionId);
    const archive = (version: number, archived: boolean) =>
      granted(hub.answer, as(hub.admin), "space:update", {
        ...{ spaceId: space, version, archived, commandId: commandId() },
      });
    await archive(1, true);
    for (const spaceId of [space, "care"])
      expect(await hub.answer(visitor, "space:read", { spaceId })).toMatchObject({
        failure: { code: "not_found", field: "spaceId" },
      });
    for (const input of [{}, { discussionId }])
      expect((await granted(hub.answer, visitor, "space:list", input)).spaces).toEqual([]);
    expect((await granted(hub.answer, as(hub.admin), "space:list", {})).spaces).toMatchObject([
      { archived: true },
    ]);
    expect(await hub.list(hub.admin, space, discussionId)).toMatchObject({
      failure: { code: "conflict", field: "spaceId" },
    });
    expect(await hub.create()).toMatchObject({ failure: { code: "slug_taken" } });
    await archive(2, false);
    expect(await hub.slugsIn("care")).toEqual([slug]);
    await hub.site.close();
  });

  test("what can't be is refused at its field, and a repeated command makes no second space", async () => {
    const hub = await aHub();
    const id = commandId();
    const space = await hub.made({ commandId: id });
    expect(await hub.made({ commandId: id })).toBe(space);
    expect(await hub.create({ commandId: id, title: { en: "Other" } })).toMatchObject({
      failure: { code: "conflict", field: "commandId" },
    });
    const bad: [Partial<RawInput<"space:create">>, object][] = [
      [{}, { code: "slug_taken", field: "slug" }],
      [{ slug: "new" }, { code: "invalid_input", field: "slug", details: { rule: "reserved" } }],
      ...["ab", "Care", "-care", "a--b", commandId(), "x".repeat(81)].map(
        (slug): [object, object] => [{ slug }, { code: "invalid_input", field: "slug" }],
      ),
      [{ title: {} }, { field: "title", details: { rule: "required" } }],
      [
        { title: { en: "x".repeat(limits.title + 1) } },
        { field: "title.en", details: { rule: "too_long", limit: limits.title } },
      ],
      [
        { about: { en: "x".repeat(limits.hostText + 1) } },
        { field: "about.en", details: { rule: "too_long", limit: limits.hostText } },
      ],
    ];
    for (const [input, failure] of bad) expect(await hub.create(input)).toMatchObject({ failure });
    const { discussionId } = await hub.talk();
    expect(await hub.list(hub.admin, "nowhere", discussionId)).toMatchObject({
      failure: { code: "not_found", field: "spaceId" },
    });
    expect(await hub.list(hub.admin, space, "no-such-talk")).toMatchObject({
      failure: { code: "not_found", field: "discussionId" },
    });
    for (let i = 1; i < limits.spaces; i++) await aSpace(hub.store);
    expect(await hub.create({ slug: "one-more" })).toMatchObject({
      failure: { code: "invalid_input", details: { rule: "too_many", limit: limits.spaces } },
    });
    expect(await hub.made({ commandId: id })).toBe(space);
    await hub.site.close();
  });
});
