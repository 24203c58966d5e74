import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Draft } from "#client/view/actions.ts";
import { createKept, type KeptOptions, type OtherDraft } from "#client/view/writing/kept.ts";
import { PostId, QuestionId } from "#shared/ids.ts";
import { Instant, Language } from "#shared/model.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const place = {
  questionId: QuestionId.parse("0192f3a0-0000-7000-8000-000000000001"),
  parentId: null,
  postId: PostId.parse("0192f3a0-0000-7000-8000-000000000002"),
};
const english = Language.parse("en");
const savedAt = Instant.parse("2026-01-01T00:00:00.000Z");
const noAnswer = { ok: false, failure: { code: "no_answer", message: "" } } as const;

/** A server with one place, as slow and as silent as a test wants it. */
function aServer() {
  const server = {
    held: null as { html: string; version: number } | null,
    saves: [] as string[],
    /** So many commands don't come through. */
    away: 0,
    /** What is done before the next answers, the first to the next one. */
    before: [] as (() => Promise<unknown> | "silent")[],
  };
  const answers = {
    "draft:list": () => ({
      drafts: server.held
        ? [
            {
              ...{
                place,
                language: english,
                topics: null,
                asks: null,
                onBehalfOf: null,
                receivedFrom: null,
                files: null,
                cites: null,
                of: null,
              },
              savedAt,
              ...server.held,
            },
          ]
        : [],
    }),
    "draft:save": ({ html, follows }: { html: string; follows: number | null }) => {
      server.saves.push(html);
      if ((server.held?.version ?? null) !== follows) return null;
      server.held = { html, version: (follows ?? 0) + 1 };
      return { version: server.held.version };
    },
    "draft:drop": ({ version }: { version: number }) => {
      if (server.held?.version === version) server.held = null;
      return {};
    },
  };
  const act = async (name: keyof typeof answers, input: never) => {
    if (server.away > 0) {
      server.away--;
      return noAnswer;
    }
    const hold = server.before.shift();
    const silent = hold ? (await hold()) === "silent" : false;
    const value = answers[name](input);
    if (silent) return noAnswer;
    return value ? { ok: true, value } : { ok: false, failure: { code: "conflict", message: "" } };
  };
  const sign = { person: "the writer" };
  const writing = { act, stamp: () => ({}), who: () => sign.person };
  return { server, sign, writing: writing as unknown as KeptOptions["writing"] };
}

function aComposer(
  { writing }: Pick<ReturnType<typeof aServer>, "writing">,
  html = "",
  untouched = false,
) {
  const draft: Draft = { html, language: english, sent: null, waiting: null, version: null };
  const seen = { other: null as OtherDraft | null, follows: 0, missed: 0 };
  const kept = createKept({
    ...{ writing, place, draft: () => draft, untouched: () => untouched },
    take: (taken) => {
      draft.html = taken.html;
    },
    follows: () => seen.follows++,
    missed: () => seen.missed++,
    offer: (other) => {
      seen.other = other;
    },
  });
  const type = (text: string) => {
    draft.html = text;
    kept.soon();
  };
  return { draft, kept, seen, type };
}
const later = () => vi.advanceTimersByTimeAsync(2_000);

test("what is written while a slow save is under way follows that save, and isn't taken for another device's", async () => {
  const there = aServer();
  const { kept, seen, type, draft } = aComposer(there);
  let release = (): void => undefined;
  there.server.before.push(
    () =>
      new Promise((done) => {
        release = () => done(undefined);
      }),
  );
  type("one");
  await later();
  type("one two");
  await later();
  release();
  await later();
  expect(there.server.held).toEqual({ html: "one two", version: 2 });
  expect([seen.other, draft.version, kept !== null]).toEqual([null, 2, true]);
});

test("what the server took without an answer is one's own", async () => {
  const there = aServer();
  const { seen, type, draft } = aComposer(there);
  there.server.before.push(() => "silent");
  type("one");
  await later();
  type("one two");
  await later();
  expect(seen.other).toBeNull();
  expect([there.server.held, draft.version]).toEqual([{ html: "one two", version: 2 }, 2]);
});

test("what the server didn't get is told, and sent again by itself until the composer closes", async () => {
  const there = aServer();
  const { seen, type, kept } = aComposer(there);
  there.server.away = 2;
  type("one");
  await later();
  expect([seen.missed, there.server.held]).toEqual([1, null]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([seen.missed, there.server.held]).toEqual([2, null]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([seen.missed, there.server.held?.html]).toEqual([2, "one"]);
  there.server.away = 9;
  type("one two");
  await later();
  await kept.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(there.server.away).toBe(7);
});

test("another device's words take an untouched place; where something is written both are offered and nothing is saved until one is chosen", async () => {
  const there = aServer();
  there.server.held = { html: "theirs", version: 4 };
  const fresh = aComposer(there, "", true);
  await fresh.kept.look();
  expect(fresh.draft).toMatchObject({ html: "theirs", version: 4 });

  const written = aComposer(there, "mine");
  await written.kept.look();
  expect(written.seen.other).toMatchObject({ html: "theirs" });
  written.type("mine, more");
  await later();
  expect(there.server.saves).toEqual([]);
  written.kept.swap();
  expect([written.draft.html, written.seen.other?.html]).toEqual(["theirs", "mine, more"]);
  written.kept.swap();
  written.kept.settle();
  await later();
  expect(there.server.held).toEqual({ html: "mine, more", version: 5 });
  expect(written.seen.other).toBeNull();
});

test("closing sends what waits, and nothing where nothing was written", async () => {
  const there = aServer();
  const written = aComposer(there);
  written.type("half a");
  await written.kept.close();
  expect(there.server.held?.html).toBe("half a");
  const edited = aComposer(aServer(), "a post as it stands");
  await edited.kept.close();
  await later();
  expect(there.server.saves).toEqual(["half a"]);
});

test("once it is posted its draft goes, also where a save was still under way, and it isn't kept on the device again", async () => {
  const there = aServer();
  const { kept, seen, type } = aComposer(there);
  let release = (): void => undefined;
  there.server.before.push(
    () =>
      new Promise((done) => {
        release = () => done(undefined);
      }),
  );
  type("whole");
  await later();
  kept.stop();
  const dropped = kept.drop();
  release();
  await dropped;
  expect([there.server.held, seen.follows]).toEqual([null, 0]);
});

test("another choice is saved as another word is, and goes along when drafts are exchanged", async () => {
  const { server, writing } = aServer();
  const sent: object[] = [];
  const act: KeptOptions["writing"]["act"] = (name, input) => {
    if (name === "draft:save") sent.push(input);
    return writing.act(name, input);
  };
  const { draft, kept, seen } = aComposer({ writing: { ...writing, act } }, "words");
  const saved = async () => {
    kept.soon();
    await vi.advanceTimersByTimeAsync(2_000);
    return sent.length;
  };
  expect(await saved()).toBe(1);
  expect(await saved()).toBe(1);
  draft.topics = ["pay"];
  expect(await saved()).toBe(2);
  draft.asks = "moderators";
  expect(await saved()).toBe(3);
  expect(sent.at(-1)).toMatchObject({ html: "words", topics: ["pay"], asks: "moderators" });
  server.held = { html: "others", version: 9 };
  draft.html = "mine";
  await saved();
  expect(seen.other).toMatchObject({ html: "others", topics: null, asks: null });
  kept.swap();
  expect(seen.other).toMatchObject({ html: "mine", topics: ["pay"], asks: "moderators" });
});

test("it is known whether the server has the same, word for word and choice for choice", async () => {
  const there = aServer();
  const { draft, kept, type } = aComposer(there);
  type("words");
  expect(kept.knows()).toBe(false);
  await later();
  expect(kept.knows()).toBe(true);
  draft.topics = ["pay"];
  expect(kept.knows()).toBe(false);
  kept.soon();
  there.server.before.push(() => "silent");
  await later();
  expect(kept.knows()).toBe(false);

  // What another device brought is known as soon as it is the same.
  const same = aComposer(there, "words");
  expect(same.kept.knows()).toBe(false);
  await same.kept.look();
  expect(same.kept.knows()).toBe(true);
});

test("to whoever signs in elsewhere in this browser nothing of what stands here is saved", async () => {
  const there = aServer();
  const { kept, type } = aComposer(there);
  type("mine");
  there.sign.person = "somebody else";
  await kept.close();
  expect(there.server.saves).toEqual([]);
});

test("what was emptied is gone from the server, also where the composer closes at once", async () => {
  const there = aServer();
  const { draft, kept, type } = aComposer(there);
  type("words");
  await later();
  type("");
  await later();
  expect([there.server.held, draft.version, there.server.saves]).toEqual([null, null, ["words"]]);
  type("again");
  await kept.close();
  expect(there.server.held).toMatchObject({ html: "again" });
});
