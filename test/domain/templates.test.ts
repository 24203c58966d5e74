import { describe, expect, test } from "vitest";
import { start } from "#shared/feed.ts";
import { aSite } from "#test/support/convergence/world.ts";
import { granted } from "#test/support/discussion.ts";
import { as, commandId } from "#test/support/people.ts";
import { openers } from "#test/support/stores.ts";

describe.each(openers)("templates on $engine", ({ open }) => {
  /** A draft with a question, of which Ann is a host too. */
  async function aDraft() {
    const site = await aSite(await open(), 2);
    const [{ answer }, { answer: elsewhere }] = site.servers as [
      (typeof site.servers)[0],
      (typeof site.servers)[0],
    ];
    const { host: admin, ann } = site.accounts;
    const { discussionId } = await granted(answer, as(admin), "discussion:create", {
      ...{ slug: "the-pattern", title: { en: "The pattern" }, languages: ["en", "ar"] },
      commandId: commandId(),
    });
    await granted(answer, as(admin), "question:add", {
      ...{ discussionId, text: { en: "What now?" }, commandId: commandId() },
    });
    await granted(answer, as(admin), "member:grant", {
      ...{ discussionId, account: ann.email ?? "", role: "host", commandId: commandId() },
    });
    const update = (by: typeof ann, input: object) =>
      answer(as(by), "discussion:update", { discussionId, commandId: commandId(), ...input });
    const openIt = (by = answer, id: string = discussionId) =>
      by(as(admin), "discussion:open", { discussionId: id, commandId: commandId() });
    const read = async (id: string = discussionId) =>
      start(await granted(answer, as(admin), "discussion:read", { discussionId: id })).discussion;
    /** The list follows the log: once the draft is read it is level. */
    const templates = async () => {
      await read();
      return (await granted(answer, as(admin), "discussion:templates", {})).discussions;
    };
    return { site, answer, elsewhere, admin, ann, discussionId, update, openIt, read, templates };
  }

  test("an admin marks a draft as one; it is listed, isn't opened on any process, and stays one through later changes", async () => {
    const draft = await aDraft();
    expect(await draft.update(draft.ann, { template: true })).toMatchObject({
      failure: { code: "not_allowed", field: "template" },
    });
    expect(
      await draft.update(draft.ann, { template: false, title: { en: "Pattern" } }),
    ).toMatchObject({ ok: true });
    expect(await draft.templates()).toEqual([]);
    expect(await draft.update(draft.admin, { template: true, slug: "a-pattern" })).toMatchObject({
      ok: true,
    });
    expect(await draft.update(draft.ann, { title: { en: "Patterns" } })).toMatchObject({
      ok: true,
    });
    expect(await draft.read()).toMatchObject({ template: true, slug: "a-pattern" });
    for (const by of [draft.answer, draft.elsewhere])
      expect(await draft.openIt(by)).toMatchObject({
        failure: { code: "invalid_input", details: { rule: "is_template" } },
      });
    expect(await draft.templates()).toMatchObject([{ title: { en: "Patterns" }, template: true }]);
    const entries = await draft.site.servers[0]?.deps.store.log.read(draft.discussionId, 0, 99);
    const kinds = entries?.flatMap(({ events }) => events.map(({ type }) => type));
    expect(kinds?.filter((type) => type === "discussion:marked-template")).toHaveLength(1);
    await draft.site.close();
  });

  test("a discussion that starts from it is none, and opens; unmarked it opens itself", async () => {
    const draft = await aDraft();
    await draft.update(draft.admin, { template: true });
    const copy = await granted(draft.elsewhere, as(draft.admin), "discussion:copy", {
      ...{ discussionId: draft.discussionId, slug: "from-it", commandId: commandId() },
    });
    expect(await draft.read(copy.discussionId)).toMatchObject({
      ...{ title: { en: "The pattern" }, template: false, phase: "draft" },
    });
    expect(await draft.openIt(draft.answer, copy.discussionId)).toMatchObject({ ok: true });
    expect(await draft.templates()).toHaveLength(1);
    expect(await draft.update(draft.ann, { template: false })).toMatchObject({
      failure: { code: "not_allowed", field: "template" },
    });
    expect(await draft.update(draft.admin, { template: false })).toMatchObject({ ok: true });
    expect(await draft.templates()).toEqual([]);
    expect(await draft.openIt()).toMatchObject({ ok: true });
    expect(await draft.update(draft.admin, { template: true })).toMatchObject({
      failure: { code: "conflict", field: "template", details: { phase: "open" } },
    });
    await draft.site.close();
  });
});
