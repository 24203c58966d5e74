import { rm } from "node:fs/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { Logger } from "#server/domain/deps.ts";
import { nameKey } from "#server/domain/people/name-key.ts";
import type { Store } from "#server/domain/store.ts";
import { type DiscussionId, Slug } from "#shared/ids.ts";
import { Language } from "#shared/model.ts";
import { granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { openers, sqlite } from "#test/support/stores.ts";
import { aCore, importPolis } from "./a-core.ts";
import { comments, exportFolder, manyComments, realExports, summary } from "./polis-samples.ts";

const choice = {
  title: "The market square",
  slug: Slug.parse("the-market-square"),
  language: Language.parse("en"),
  phase: "open",
} as const;
const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function aStore(opener = sqlite): Promise<Store> {
  const { store } = await opener.open();
  closing.push(() => store.close());
  return store;
}
function coreOver(store: Store, log?: Logger) {
  const core = aCore(store, log);
  closing.push(() => core.close());
  return core;
}
/** Everything there is about a discussion, without the times of this run. */
async function contentsOf(store: Store, discussionId: DiscussionId) {
  const entries = await store.log.read(discussionId, 0, 10_000);
  const rows = await store.posts.scan(discussionId, -1, 10_000);
  const texts = await store.texts.get(rows.map(({ textId }) => textId));
  const accounts = await store.people.accounts([...new Set(rows.map(({ authorId }) => authorId))]);
  return {
    entries: entries.map(({ seq, commandId, events }) => ({ seq, commandId, events })),
    rows,
    texts: texts.map(({ id, body }) => [id, body]).sort(),
    names: accounts.map(({ id, name, kind }) => [id, name, kind]).sort(),
    support: [...(await store.posts.scanSupport(discussionId))].sort(),
  };
}

describe.each(openers)("on $engine", (opener) => {
  test("somebody who has an imported author's name already is no obstacle", async () => {
    const { deps } = coreOver(await aStore(opener));
    const name = "Participant 0";
    await anAccount(deps.store, "first", { name, nameKey: nameKey(name) });
    const { discussionId } = await importPolis(deps, await exportFolder({ comments }), choice);
    const { names } = await contentsOf(deps.store, discussionId);
    expect(names.map(([, ...rest]) => rest)).toContainEqual([name, "imported"]);
  });

  test("what was accepted is public, and the rest is for moderators and nobody else", async () => {
    const core = coreOver(await aStore(opener));
    const folder = await exportFolder({ comments, summary });
    const { discussionId } = await importPolis(core.deps, folder, choice);
    const admin = as(await anAccount(core.deps.store, "admin", { admin: true }));
    const read = async (caller: typeof visitor) => {
      const { changes } = await granted(core.answer, caller, "discussion:read", { discussionId });
      return changes.flatMap((change) => (change.kind === "post" ? [change.post] : []));
    };
    const seen = await read(visitor);
    expect(
      seen.map(({ html, reference, support, createdAt, author }) => [
        html,
        reference,
        support,
        createdAt,
        author?.name,
      ]),
    ).toEqual([
      [
        ...["<p>Yes &amp; now &lt;b&gt;please&lt;/b&gt;!</p>", "1.1", 10],
        ...["2020-09-13T12:26:41.000Z", "Participant 0"],
      ],
    ]);
    const all = await read(admin);
    expect(all.map(({ state }) => state).sort()).toEqual(["pending", "published", "rejected"]);
  });

  test("an interrupted import that is done again is like one that never was", async () => {
    const folder = await exportFolder({ comments: manyComments(150), summary });
    const whole = await aStore(opener);
    const { discussionId } = await importPolis(coreOver(whole).deps, folder, choice);
    const expected = await contentsOf(whole, discussionId);
    expect(expected.rows).toHaveLength(150);
    const moments = [
      [0, true],
      [1, false],
      [3, true],
      [4, false],
      [5, true],
    ] as const;
    // The MongoDB server of the tests is slow: one moment there, all of them here.
    for (const [after, written] of opener.engine === "sqlite" ? moments : moments.slice(3, 4)) {
      const store = await aStore(opener);
      const broken = coreOver(failingAfter(store, after, written), silent);
      await expect(importPolis(broken.deps, folder, choice)).rejects.toThrow("pulled the plug");
      const core = coreOver(store);
      if (after < 5)
        expect((await core.answer(visitor, "discussion:read", { discussionId })).ok).toBe(false);
      await importPolis(core.deps, folder, choice);
      expect(await contentsOf(store, discussionId)).toEqual(expected);
    }
  });
});

/** A store whose log fails after some appends, before or after the last one was written. */
function failingAfter(store: Store, appends: number, written: boolean): Store {
  let done = 0;
  const append: Store["log"]["append"] = async (...args) => {
    if (done++ < appends) return store.log.append(...args);
    if (written) await store.log.append(...args);
    throw new Error("pulled the plug");
  };
  return { ...store, log: { ...store.log, append } };
}

test("the same import again changes nothing", async () => {
  const store = await aStore();
  const folder = await exportFolder({ comments: manyComments(80), summary });
  const { discussionId, written } = await importPolis(coreOver(store).deps, folder, choice);
  expect(written).toBe(1 + 1 + 80 + 1);
  const before = await contentsOf(store, discussionId);
  expect((await importPolis(coreOver(store).deps, folder, choice)).written).toBe(0);
  expect(await contentsOf(store, discussionId)).toEqual(before);
});

test("two imports at once make one discussion", async () => {
  const { store, again } = await sqlite.open();
  const other = await again();
  closing.push(
    () => store.close(),
    () => other.close(),
  );
  const folder = await exportFolder({ comments: manyComments(90), summary });
  const [one, two] = await Promise.all(
    [store, other].map((each) => importPolis(coreOver(each).deps, folder, choice)),
  );
  expect(two!.discussionId).toBe(one!.discussionId);
  const { entries, rows } = await contentsOf(store, one!.discussionId);
  expect(rows).toHaveLength(90);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
});

test("an export that has changed since is refused, and leaves the discussion as it was", async () => {
  const store = await aStore();
  const core = coreOver(store);
  const folder = await exportFolder({ comments, summary });
  const { discussionId } = await importPolis(core.deps, folder, choice);
  const before = await contentsOf(store, discussionId);
  for (const [changed, what] of [
    [{ comments: comments.replace("cheap", "dear"), summary }, "post 1"],
    [{ comments: `${comments}\n1600000009000,now,9,1,0,0,1,One more`, summary }, "post 9"],
    [{ comments, summary: summary.replace("The council", "The mayor") }, "the host's texts"],
  ] as const)
    await expect(importPolis(core.deps, await exportFolder(changed), choice)).rejects.toThrow(what);
  await expect(importPolis(core.deps, folder, { ...choice, phase: "closed" })).rejects.toThrow(
    "closed",
  );
  expect(await contentsOf(store, discussionId)).toEqual(before);
});

test("with a fault in the last line nothing at all is written", async () => {
  const store = await aStore();
  const folder = await exportFolder({
    comments: `${comments}\n1600000009000,now,9,1,0,0,7,One more`,
    summary,
  });
  await expect(importPolis(coreOver(store).deps, folder, choice)).rejects.toThrow(
    "comments.csv line 5",
  );
  expect(await store.isEmpty()).toBe(true);
});

test("a comment without a readable character is a fault of its line", async () => {
  const store = await aStore();
  const folder = await exportFolder({
    comments: `${comments}\n1600000009000,now,9,1,0,0,1,\u200b\u2060`,
    summary,
  });
  await expect(importPolis(coreOver(store).deps, folder, choice)).rejects.toThrow(
    "comments.csv line 5",
  );
  expect(await store.isEmpty()).toBe(true);
});

test("an address that another discussion has is refused", async () => {
  const core = coreOver(await aStore());
  const admin = as(await anAccount(core.deps.store, "admin", { admin: true }));
  await granted(core.answer, admin, "discussion:create", {
    ...{ slug: choice.slug, title: { en: "Taken" }, languages: ["en"], commandId: commandId() },
  });
  await expect(importPolis(core.deps, await exportFolder({ comments }), choice)).rejects.toThrow(
    `has the address ${choice.slug}`,
  );
});

test("a closed import is readable and takes no posts", async () => {
  const core = coreOver(await aStore());
  const folder = await exportFolder({ comments, summary });
  const { discussionId } = await importPolis(core.deps, folder, { ...choice, phase: "closed" });
  const { changes } = await granted(core.answer, visitor, "discussion:read", { discussionId });
  const question = changes.find((change) => change.kind === "question");
  const person = as(await anAccount(core.deps.store, "person"));
  const result = await core.answer(person, "post:create", {
    ...{ discussionId, questionId: question?.question.id, parentId: null, language: "en" },
    ...{ body: "<p>Late</p>", commandId: commandId() },
  });
  expect(result).toMatchObject({ ok: false, failure: { code: "discussion_closed" } });
});

test("links in the description become links, and everything else in it stays text", async () => {
  const core = coreOver(await aStore());
  const folder = await exportFolder({ comments, summary });
  const { discussionId } = await importPolis(core.deps, folder, choice);
  const { changes } = await granted(core.answer, visitor, "discussion:read", { discussionId });
  const discussion = changes.find((change) => change.kind === "discussion")?.discussion;
  expect(discussion?.aim).toEqual({
    en: [
      "<p>The council asks: what should become of the market square?</p>",
      '<p>See <a href="https://council.example/plan?a=1&amp;b=2" rel="nofollow noopener noreferrer ugc">the "plan"</a> &amp; write to &lt;us@council.example&gt;.<br />Thank you.</p>',
    ].join("\n"),
  });
  expect(discussion?.method).toEqual({
    en: expect.stringContaining("https://polis.example/4square"),
  });
});

test("authors are numbered in the language of the import, and are other people in another import", async () => {
  const store = await aStore();
  const core = coreOver(store);
  const folder = await exportFolder({ comments, summary });
  const names = async (slug: string, language: string) => {
    const { discussionId } = await importPolis(core.deps, folder, {
      ...{ title: "T", phase: "open", slug: Slug.parse(slug), language: Language.parse(language) },
    });
    const rows = await store.posts.scan(discussionId, -1, 10);
    const found = await store.people.accounts(rows.map(({ authorId }) => authorId));
    expect(
      found.every(
        ({ kind, email, passwordHash }) => kind === "imported" && !email && !passwordHash,
      ),
    ).toBe(true);
    return found.map(({ name, id }) => ({ name, id })).sort((a, b) => a.name.localeCompare(b.name));
  };
  const french = await names("en-francais", "fr");
  const spanish = await names("en-espanol", "es");
  expect(french.map(({ name }) => name)).toEqual(["Participant 0", "Participant 7"]);
  expect(spanish.map(({ name }) => name)).toEqual(["Participante 0", "Participante 7"]);
  expect(french.some(({ id }) => spanish.some((each) => each.id === id))).toBe(false);
});

describe.each(realExports)("the export $name", ({ folder, posts, published, language }) => {
  test("comes in whole", async () => {
    const store = await aStore();
    const core = coreOver(store);
    const { discussionId } = await importPolis(core.deps, folder, {
      ...{ ...choice, language: Language.parse(language) },
    });
    const rows = await store.posts.scan(discussionId, -1, 10_000);
    expect(rows).toHaveLength(posts);
    expect(rows.filter(({ state }) => state === "published")).toHaveLength(published);
    const times = rows.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

test("an export whose folder is gone is one clear line", async () => {
  const folder = await exportFolder({ comments });
  await rm(folder, { recursive: true });
  await expect(importPolis(coreOver(await aStore()).deps, folder, choice)).rejects.toThrow(
    `There is no comments.csv in ${folder}.`,
  );
});
