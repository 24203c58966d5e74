import mongoose from "mongoose";
import { afterEach, describe, expect, test } from "vitest";
import { type Store, StoreUnavailable } from "#server/domain/store.ts";
import { mongoImpressions } from "#server/store/mongo/impressions.ts";
import { createModels } from "#server/store/mongo/models.ts";
import { putNewer } from "#server/store/mongo/put-newer.ts";
import { openStore } from "#server/store/open-store.ts";
import { StoreCannotOpen } from "#server/store/store-cannot-open.ts";
import { inTime } from "#test/support/in-time.ts";
import { hasOwnMongo, MongoServer, mongo, mongoUri } from "#test/support/mongo.ts";
import { anAccountRow, aPost, aRegistration, aStep, drafts, ids } from "#test/support/rows.ts";
import { mongodb } from "#test/support/stores.ts";
import { longDiscussionContract } from "./long-discussion.ts";
import { storeContract } from "./store-contract.ts";

describe.skipIf(mongo === null)("on a MongoDB server", () => {
  storeContract("mongodb", mongodb.open);
  longDiscussionContract(mongodb);

  describe("mongodb: opening", () => {
    const closing: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0)) await close();
    });
    /** A database that a store has used, and a way to tamper with it. */
    async function aUsedDatabase() {
      const uri = await mongoUri();
      await (await openStore({ kind: "mongodb", uri })).close();
      const db = await mongoose.createConnection(uri).asPromise();
      closing.push(() => db.close());
      return { uri, db };
    }
    const refusalOf = async (uri: string): Promise<string> => {
      const failure = await openStore({ kind: "mongodb", uri }).then(
        (store) => store.close(),
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(StoreCannotOpen);
      const message = failure instanceof Error ? failure.message : "";
      expect(message).not.toContain("\n");
      return message;
    };

    test("three that make a store in one empty database at once agree on the epoch", async () => {
      const uri = await mongoUri();
      const place = { kind: "mongodb", uri } as const;
      const all = await Promise.all([openStore(place), openStore(place), openStore(place)]);
      for (const store of all) closing.push(() => store.close());
      expect(new Set(all.map(({ epoch }) => epoch)).size).toBe(1);
    });

    test("missing indexes are made", async () => {
      const { uri, db } = await aUsedDatabase();
      await db.collection("entries").dropIndex("discussionId_1_seq_1");
      const store = await openStore({ kind: "mongodb", uri });
      closing.push(() => store.close());
      const indexes = await db.collection("entries").indexes();
      expect(indexes.find(({ name }) => name === "discussionId_1_seq_1")).toMatchObject({
        key: { discussionId: 1, seq: 1 },
        unique: true,
      });
    });

    test("an index that isn't unique where it must be is a clear error", async () => {
      const { uri, db } = await aUsedDatabase();
      await db.collection("entries").dropIndex("discussionId_1_seq_1");
      await db.collection("entries").createIndex({ discussionId: 1, seq: 1 });
      expect(await refusalOf(uri)).toMatch(/index.*entries|entries.*index/);
    });

    test("data that break a unique index are a clear error", async () => {
      const { uri, db } = await aUsedDatabase();
      await db.collection("entries").dropIndex("discussionId_1_seq_1");
      await db.collection("entries").insertMany([
        { discussionId: "d", seq: 1, actorId: "a", commandId: "1" },
        { discussionId: "d", seq: 1, actorId: "a", commandId: "2" },
      ]);
      expect(await refusalOf(uri)).toContain("entries");
    });

    test("a database of a newer Roundtable is refused", async () => {
      const { uri, db } = await aUsedDatabase();
      await db
        .collection<{ _id: string }>("meta")
        .updateOne({ _id: "schema" }, { $set: { value: "7" } });
      expect(await refusalOf(uri)).toContain("newer Roundtable (schema 7; this one knows up to 1)");
    });

    test("a server that isn't there is a clear error within 5 s that tells no secrets", async () => {
      const began = performance.now();
      const message = await refusalOf("mongodb://user:secret@127.0.0.1:9/rt?authSource=admin");
      inTime(performance.now() - began, 5_000);
      expect(message).toContain("mongodb://127.0.0.1:9/rt");
      expect(message).not.toContain("secret");
    });

    test("an address that can't be read is a clear error", async () => {
      expect(await refusalOf("mongodb://127.0.0.1:notaport/rt")).toContain("can't be opened");
    });

    test("a registration whose slug was never claimed is finished by the same command", async () => {
      const { uri, db } = await aUsedDatabase();
      const store = await openStore({ kind: "mongodb", uri });
      closing.push(() => store.close());
      const registration = aRegistration();
      expect(await store.discussions.register(registration)).toEqual(registration);
      await db.collection("slugs").deleteMany({});
      expect(await store.discussions.find({ slug: registration.slug })).toBeNull();
      expect(await store.discussions.register({ ...registration, id: ids.discussion() })).toEqual(
        registration,
      );
      expect(await store.discussions.find({ slug: registration.slug })).toBe(registration.id);
    });

    test("a newer row is written also when an older one is inserted in the same moment", async () => {
      const { uri, db } = await aUsedDatabase();
      const store = await openStore({ kind: "mongodb", uri });
      closing.push(() => store.close());
      const { posts } = createModels(db);
      const row = aPost(1);
      const discussionId = ids.discussion();
      await store.discussions.project(discussionId, 1, aStep({ posts: [row] }));
      let first = true;
      // What a server does that found no row a moment ago: it inserts, though it was asked to write over an older one.
      const inserting: typeof posts.bulkWrite = (writes, options) => {
        if (!first) return posts.bulkWrite(writes, options);
        first = false;
        return posts.bulkWrite(
          [{ insertOne: { document: { ...document, _id: row.id } } }],
          options,
        );
      };
      const document = await posts.findById(row.id).lean().orFail();
      const newer = { ...document, seq: 5, row: { ...row, seq: 5 } };
      await putNewer({ bulkWrite: inserting }, [newer]);
      expect(first).toBe(false);
      expect(await store.posts.scan(discussionId, -1, 9)).toEqual([newer.row]);
    });

    test("impressions are added also when another process makes the same sum in the same moment", async () => {
      const { db } = await aUsedDatabase();
      const models = createModels(db);
      const { impressionTotals } = models;
      const [discussionId, postId] = [ids.discussion(), ids.post()];
      let first = true;
      const inserting: typeof impressionTotals.bulkWrite = async (writes, options) => {
        if (!first) return impressionTotals.bulkWrite(writes, options);
        first = false;
        const document = { _id: postId, discussionId, count: 4 };
        await impressionTotals.insertMany([document]);
        return impressionTotals.bulkWrite([{ insertOne: { document } }], options);
      };
      const racing = new Proxy(impressionTotals, {
        get: (model, key) => (key === "bulkWrite" ? inserting : Reflect.get(model, key)),
      });
      const impressions = mongoImpressions({ ...models, impressionTotals: racing });
      await impressions.add([{ discussionId, postId, hour: 9, count: 3 }]);
      expect(first).toBe(false);
      expect(await impressions.totals(discussionId)).toEqual(new Map([[postId, 7]]));
    });

    test("an object in the place of an id finds nothing", async () => {
      const { uri } = await aUsedDatabase();
      const store = await openStore({ kind: "mongodb", uri });
      closing.push(() => store.close());
      await store.people.addAccount(anAccountRow());
      const anything = JSON.parse('{ "$gt": "" }');
      const found = await store.people.accountByEmail(anything).catch(() => "refused");
      expect(found).toBe("refused");
      expect(await store.people.sessions([anything]).catch(() => "refused")).toBe("refused");
    });
  });
});

describe.skipIf(!hasOwnMongo)("mongodb: a server that goes away", () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  async function onOwnServer(): Promise<{ server: MongoServer; store: Store }> {
    const server = await MongoServer.start();
    closing.push(() => server.kill());
    const store = await openStore({ kind: "mongodb", uri: server.uri("rt") });
    closing.push(() => store.close());
    return { server, store };
  }
  /** Every way of using the store, each with the time it took to fail. */
  async function failures(store: Store) {
    const id = ids.discussion();
    const uses: (() => Promise<unknown>)[] = [
      () => store.ping(),
      () => store.log.head(id),
      () => store.log.append(id, 0, drafts(2)),
      () => store.texts.put([{ id: ids.text(), discussionId: id, body: "b", at: 1 }]),
      () => store.discussions.project(id, 1, aStep({ posts: [aPost(1)] })),
      () => store.discussions.register(aRegistration()),
      () => store.posts.scan(id, -1, 10),
      () => store.people.putAccount(anAccountRow({ version: 2 })),
    ];
    return Promise.all(
      uses.map(async (use) => {
        const began = performance.now();
        const failure = await use().then(
          () => "it answered",
          (error: unknown) => error,
        );
        return { failure, ms: performance.now() - began };
      }),
    );
  }
  const expectUnavailable = async (store: Store) => {
    for (const { failure, ms } of await failures(store)) {
      expect(failure).toBeInstanceOf(StoreUnavailable);
      inTime(ms, 5_000);
    }
  };
  const worksAgain = (store: Store) =>
    expect
      .poll(
        () =>
          store.ping().then(
            () => "yes",
            () => "no",
          ),
        { timeout: 5_000, interval: 50 },
      )
      .toBe("yes");

  test("a server that stops answering is told within 5 s, and works again when it goes on", async () => {
    const { server, store } = await onOwnServer();
    const id = ids.discussion();
    expect(await store.log.append(id, 0, drafts(2))).toBe(2);
    server.pause();
    await expectUnavailable(store);
    await expectUnavailable(store);
    server.resume();
    await worksAgain(store);
    expect(await store.log.append(id, 2, drafts(1))).toBe(1);
  });

  test("a server that is killed in a storm and started again has all it acknowledged (P1)", async () => {
    const { server, store } = await onOwnServer();
    const id = ids.discussion();
    const other = await openStore({ kind: "mongodb", uri: server.uri("rt") });
    closing.push(() => other.close());
    const acknowledged: string[] = [];
    const write = async (log: Store["log"]): Promise<unknown> => {
      for (let tries = 0; tries < 10_000; tries++) {
        const [draft] = drafts(1);
        if (!draft) return;
        try {
          const head = await log.head(id);
          if ((await log.append(id, head, [draft])) === 1) acknowledged.push(draft.commandId);
        } catch (error) {
          return error;
        }
      }
      return "it never failed";
    };
    const storm = Promise.all([write(store.log), write(other.log)]);
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(50);
    await server.kill();
    for (const end of await storm) expect(end).toBeInstanceOf(StoreUnavailable);
    await expectUnavailable(store);
    await server.restart();
    await worksAgain(store);
    const log = await store.log.read(id, 0, 100_000);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1));
    const there = new Set(log.map(({ commandId }) => String(commandId)));
    expect(acknowledged.filter((each) => !there.has(each))).toEqual([]);
    expect(await store.log.append(id, log.length, drafts(1))).toBe(1);
  });
});
