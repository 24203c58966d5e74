import { afterEach, describe, expect, test } from "vitest";
import { type Core, openCore } from "#server/core.ts";
import type { Logger } from "#server/domain/deps.ts";
import type { Store } from "#server/domain/store.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { earsOf, Reader } from "#test/support/reader.ts";
import { openers } from "#test/support/stores.ts";

const quiet: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const coreOn = (store: Store): Core =>
  openCore({
    store,
    log: quiet,
    publicUrl: "http://rt.test",
    secret: "0123456789abcdef0123456789abcdef",
    limitFactor: 1e6,
  });

/** Steps of the road of a post after which a process can die. */
const deaths = ["content", "entry", "projection"] as const;

/** The store of a process that dies right after a step: what comes later never happens, and never answers. */
function dyingAfter(
  store: Store,
  step: (typeof deaths)[number],
): { store: Store; died: Promise<void> } {
  let dead = false;
  let tell = () => undefined as void;
  const died = new Promise<void>((done) => {
    tell = done;
  });
  const never = () => new Promise<never>(() => undefined);
  const dying = <T extends object>(part: T, last: string | null): T =>
    new Proxy(part, {
      get(target, key) {
        const value = Reflect.get(target, key, target);
        if (typeof value !== "function") return value;
        return (...input: unknown[]) => {
          if (dead) return never();
          const answer = Reflect.apply(value, target, input);
          if (key !== last) return answer;
          return Promise.resolve(answer).then(() => {
            dead = true;
            tell();
            return never();
          });
        };
      },
    });
  const wrapped: Store = {
    kind: store.kind,
    epoch: store.epoch,
    log: dying(store.log, step === "entry" ? "append" : null),
    texts: dying(store.texts, step === "content" ? "put" : null),
    discussions: dying(store.discussions, step === "projection" ? "project" : null),
    posts: dying(store.posts, null),
    people: dying(store.people, null),
    search: dying(store.search, null),
    votes: dying(store.votes, null),
    marks: dying(store.marks, null),
    drafts: dying(store.drafts, null),
    contacts: dying(store.contacts, null),
    impressions: dying(store.impressions, null),
    spaces: dying(store.spaces, null),
    files: dying(store.files, null),
    ping: () => store.ping(),
    isEmpty: () => store.isEmpty(),
    close: () => store.close(),
  };
  return { store: wrapped, died };
}

for (const { engine, open, runs } of openers) {
  describe(engine, () => {
    const closing: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });
    async function processes(n: number): Promise<[Core, ...Core[]]> {
      const fresh = await open();
      const cores: Core[] = [];
      for (let i = 0; i < n; i++) {
        const store = i === 0 ? fresh.store : await fresh.again();
        const core = coreOn(store);
        closing.push(
          () => store.close(),
          () => core.close(),
        );
        cores.push(core);
      }
      return cores as [Core, ...Core[]];
    }
    const body = (text: string) => `<p>${text}</p>`;

    test("the same command again gives the first answer, with other content it is a conflict (P2)", async () => {
      const [core] = await processes(1);
      const ann = await anAccount(core.deps.store, "ann");
      const host = as(await anAccount(core.deps.store, "host", { admin: true }));
      const { discussionId, questionIds } = await anOpenDiscussion(core.answer, host, 1);
      const input = {
        ...{ discussionId, questionId: questionIds[0], parentId: null, language: "en" },
        body: body("once"),
        commandId: commandId(),
      };
      const answers = await Promise.all(
        [1, 2, 3].map(() => core.answer(as(ann), "post:create", input)),
      );
      await granted(core.answer, host, "discussion:close", {
        discussionId,
        commandId: commandId(),
      });
      answers.push(await core.answer(as(ann), "post:create", input));
      expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
      expect(answers[0]?.ok).toBe(true);
      const other = await core.answer(as(ann), "post:create", { ...input, body: body("twice") });
      expect(other).toMatchObject({ ok: false, failure: { code: "conflict", field: "commandId" } });
      const { posts } = await granted(core.answer, as(ann), "post:list", {
        ...{ discussionId, questionId: questionIds[0] ?? "", before: null },
      });
      expect(posts).toHaveLength(1);
    });

    test("a mute holds from its seq on, over three processes that don't know of each other (P3, P7)", {
      timeout: 60_000,
    }, async () => {
      const cores = await processes(3);
      const [first] = cores;
      const { store } = first.deps;
      const host = as(await anAccount(store, "host", { admin: true }));
      const eve = await anAccount(store, "eve");
      const others = await Promise.all(cores.map((_, i) => anAccount(store, `u${i}`)));
      const { discussionId, questionIds } = await anOpenDiscussion(first.answer, host, 1);
      let byEve = 0;
      let refused = 0;
      let muted: { seq: number } | null = null;
      const post = async (
        core: Core,
        author: (typeof others)[number] | undefined,
        text: string,
      ) => {
        if (!author) throw new Error("an author");
        const result = await core.answer(as(author), "post:create", {
          ...{ discussionId, questionId: questionIds[0], parentId: null, language: "en" },
          body: body(text),
          commandId: commandId(),
        });
        if (author !== eve) expect(result.ok).toBe(true);
        else if (result.ok) byEve++;
        else {
          expect(result.failure.code).toBe("muted");
          refused++;
        }
      };
      await Promise.all([
        ...cores.map(async (core, i) => {
          for (let k = 0; k < runs.storm; k++) {
            await Promise.all([post(core, eve, `e${i}${k}`), post(core, others[i], `o${i}${k}`)]);
          }
        }),
        (async () => {
          while (byEve < 5) await new Promise((next) => setImmediate(next));
          muted = await granted(first.answer, host, "member:mute", {
            ...{ discussionId, userId: eve.id, reason: "spam", commandId: commandId() },
            until: new Date(Date.now() + 3_600_000).toISOString(),
          });
        })(),
      ]);
      expect(refused).toBeGreaterThan(0);
      const log = await store.log.read(discussionId, 0, 10_000);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1));
      const seq = (muted as { seq: number } | null)?.seq ?? 0;
      expect(log.filter((entry) => entry.actorId === eve.id && entry.seq > seq)).toEqual([]);
      expect(log.filter((entry) => entry.actorId === eve.id)).toHaveLength(byEve);
    });

    test.each(deaths)(
      "a process that dies after the %s loses nothing and doubles nothing (P1, P2)",
      async (step) => {
        const fresh = await open();
        const sound = coreOn(fresh.store);
        closing.push(
          () => fresh.store.close(),
          () => sound.close(),
        );
        const ann = await anAccount(fresh.store, "ann");
        const host = as(await anAccount(fresh.store, "host", { admin: true }));
        const { discussionId, questionIds } = await anOpenDiscussion(sound.answer, host, 1);
        const reader = new Reader(sound, as(ann), discussionId);
        await reader.join();
        reader.drop();

        const other = await fresh.again();
        const { store, died } = dyingAfter(other, step);
        const doomed = coreOn(store);
        doomed.hear(earsOf(() => [])); // dead men tell nothing
        closing.push(() => other.close());
        const input = {
          ...{ discussionId, questionId: questionIds[0], parentId: null, language: "en" },
          body: body("the last words"),
          commandId: commandId(),
        };
        void doomed.answer(as(ann), "post:create", input);
        await died;

        const next = coreOn(await fresh.again());
        closing.push(
          () => next.deps.store.close(),
          () => next.close(),
        );
        await next.serving.heal();
        const before = await next.deps.store.posts.page({
          ...{
            discussionId,
            questionId: questionIds[0] ?? ("" as never),
            audience: "public" as const,
          },
          ...{ before: null, limit: 10 },
        });
        expect(before).toHaveLength(step === "content" ? 0 : 1);
        const again = await granted(next.answer, as(ann), "post:create", input as never);
        const { posts } = await granted(next.answer, as(ann), "post:list", {
          ...{ discussionId, questionId: questionIds[0] ?? "", before: null },
        });
        expect(posts.map(({ id, html }) => [id, html])).toEqual([
          [again.postId, body("the last words")],
        ]);
        const back = new Reader(next, as(ann), discussionId);
        back.feed = reader.feed;
        await back.join();
        expect([...(back.feed?.posts.keys() ?? [])]).toEqual([again.postId]);
      },
    );
  });
}
