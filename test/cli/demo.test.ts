import { afterEach, expect, test } from "vitest";
import { seedDemo } from "#server/demo/seed-demo.ts";
import type { Logger } from "#server/domain/deps.ts";
import { whatItIs } from "#server/domain/files/what-it-is.ts";
import type { Store } from "#server/domain/store.ts";
import { plainText } from "#shared/plain-text.ts";
import { granted } from "#test/support/discussion.ts";
import { anAccount, visitor } from "#test/support/people.ts";
import { sqlite } from "#test/support/stores.ts";
import { aCore } from "./a-core.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
async function aStore(): Promise<Store> {
  const { store } = await sqlite.open();
  closing.push(() => store.close());
  return store;
}
function coreOver(store: Store, log?: Logger) {
  const core = aCore(store, log);
  closing.push(() => core.close());
  return core;
}
async function demoIn(store: Store) {
  const core = coreOver(store);
  const seeded = await seedDemo(core.deps);
  const { changes } = await granted(core.answer, visitor, "discussion:read", {
    discussionId: seeded?.slug ?? "",
  });
  return {
    discussion: changes.flatMap((each) =>
      each.kind === "discussion" ? [each.discussion] : [],
    )[0]!,
    questions: changes.flatMap((each) => (each.kind === "question" ? [each.question] : [])),
    posts: changes.flatMap((each) => (each.kind === "post" ? [each.post] : [])),
    counts: changes.flatMap((each) => (each.kind === "counts" ? [each.counts] : [])),
  };
}
const wordsIn = (html: Parameters<typeof plainText>[0]) => plainText(html).split(/\s+/).length;

test("an empty store gets a discussion that shows what a discussion can hold", async () => {
  const { discussion, questions, posts, counts } = await demoIn(await aStore());
  expect(discussion).toMatchObject({
    phase: "open",
    questionOrder: "descending",
    languages: ["en", "fr", "es"],
  });
  expect(Object.keys(discussion.title).sort()).toEqual(["ar", "en", "es", "fr"]);
  for (const texts of [
    discussion.aim,
    discussion.method,
    discussion.guidelines,
    discussion.contact,
    discussion.disclaimer,
  ])
    expect(Object.keys(texts).sort()).toEqual(["en", "es", "fr"]);
  // Nobody answers before they were asked.
  const first = posts.map(({ createdAt }) => createdAt).sort()[0] ?? "";
  for (const { createdAt } of questions) expect(createdAt <= first).toBe(true);
  expect(discussion.deliverable).toMatchObject({ wordLimit: 1000 });
  const due = Date.parse(discussion.deliverable?.dueDate ?? "") - Date.now();
  expect(Math.ceil(due / 86_400_000)).toBe(56);
  expect(questions.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
  const numbers = new Map(questions.map(({ id, number }) => [id, number]));
  expect(counts.find(({ questionId }) => numbers.get(questionId) === 3)?.posts).toBe(0);
  expect(new Set(posts.map(({ language }) => language))).toEqual(new Set(["en", "fr", "es", "ar"]));
  expect(posts.filter(({ pinned }) => pinned !== null)).toHaveLength(1);
  expect(posts.filter(({ html }) => wordsIn(html) >= 600).length).toBeGreaterThanOrEqual(2);
  expect(new Set(posts.map(({ author }) => author?.id)).size).toBeGreaterThanOrEqual(9);
});

test("replies go several deep, to posts that are there", async () => {
  const { posts } = await demoIn(await aStore());
  const byId = new Map(posts.map((post) => [post.id, post]));
  const depth = (post: (typeof posts)[number] | undefined): number =>
    post?.parentId ? 1 + depth(byId.get(post.parentId)) : 0;
  for (const { parentId } of posts) expect(parentId === null || byId.has(parentId)).toBe(true);
  expect(Math.max(...posts.map(depth))).toBe(3);
});

test("each footnote mark has its note", async () => {
  const { posts } = await demoIn(await aStore());
  for (const { html } of posts) {
    const marks = (html.match(/<sup>\d+<\/sup>/g) ?? []).length;
    const notes = html.split(/<h4>(?:Notes|Notas|الحواشي)<\/h4>/)[1]?.match(/<li>/g)?.length ?? 0;
    expect(marks).toBe(notes);
  }
});

test("it comes once, and is found again at the next start, a day later too", async () => {
  const store = await aStore();
  const first = await seedDemo(coreOver(store).deps);
  const [registration] = await store.discussions.registrations(null, 10);
  const head = await store.log.head(registration!.id);
  const later = { ...coreOver(store).deps, now: () => Date.now() + 86_400_000 };
  expect(await seedDemo(later)).toEqual(first);
  expect(await store.log.head(registration!.id)).toBe(head);
  expect(await store.discussions.registrations(null, 10)).toHaveLength(1);
});

test("a store that somebody uses already is left alone", async () => {
  const store = await aStore();
  await anAccount(store, "somebody");
  expect(await seedDemo(coreOver(store).deps)).toBeNull();
  expect(await store.discussions.registrations(null, 10)).toEqual([]);
});

test("a seeding that was interrupted is finished by the next start, on another day too", async () => {
  const whole = (await demoIn(await aStore())).posts.map(({ id }) => id).sort();
  for (const appends of [0, 1, 2, 3, 4]) {
    const store = await aStore();
    let done = 0;
    const append: Store["log"]["append"] = async (...args) => {
      if (done++ === appends) throw new Error("pulled the plug");
      return store.log.append(...args);
    };
    const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const broken = coreOver({ ...store, log: { ...store.log, append } }, silent);
    await expect(seedDemo(broken.deps)).rejects.toThrow("pulled the plug");
    await seedDemo({ ...coreOver(store).deps, now: () => Date.now() + 3 * 86_400_000 });
    expect((await demoIn(store)).posts.map(({ id }) => id).sort()).toEqual(whole);
  }
});

test("its document and its paper are there, each a PDF whose parts lie where it says", async () => {
  const store = await aStore();
  const { discussion, posts } = await demoIn(store);
  const attached = posts.flatMap(({ files }) => files);
  expect([discussion.documents.length, attached.length]).toEqual([1, 1]);
  expect(posts.some(({ cites }) => cites?.document === discussion.documents[0]?.id)).toBe(true);
  for (const { id, size } of [...discussion.documents.map(({ file }) => file), ...attached]) {
    const bytes = Buffer.from((await store.files.piece(id, 0)) ?? []);
    expect(bytes.length).toBe(size);
    expect(await whatItIs(bytes)).toBe("pdf");
    const text = bytes.toString("latin1");
    const table = text.slice(Number(/startxref\n(\d+)/.exec(text)?.[1]));
    const offsets = [...table.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at));
    expect(offsets.length).toBeGreaterThan(5);
    for (const [i, at] of offsets.entries())
      expect(text.slice(at)).toMatch(new RegExp(`^${i + 1} 0 obj\n`));
  }
});
