import mongoose from "mongoose";
import { aFewWriters, type Ground, postAll } from "#test/bench/load/posting.ts";
import { ourSite } from "#test/bench/load/sites.ts";
import { type Ours, onMongo, onSqlite } from "#test/bench/load/stores.ts";
import { alone, type Measure, type Row } from "#test/bench/row.ts";
import { anOpenDiscussion } from "#test/support/discussion.ts";
import { anAccount, as } from "#test/support/people.ts";

const writers = 50;

/** How many posts are acknowledged in a second, each sanitised, decided, written and projected. */
export const commits: Measure = {
  name: "commits",
  minutes: 2,
  async run({ full }) {
    const ours = await onSqlite();
    const rows = await ofStore(ours, "SQLite", full ? 10 : 3, ">= 2000");
    await ours.close();
    return [...rows, await throughSockets(full ? 10 : 3)];
  },
};

/**
 * The same on the MongoDB server of the tests, which is not a real MongoDB: the figure says little of one. Its floor is as many
 * writers who each insert one small document after the other, with the same promise.
 */
export const commitsOnMongo: Measure = {
  name: "commits-mongodb",
  minutes: 1,
  async run({ full }) {
    const ours = await onMongo();
    if (!ours) return [alone("commits/s, MongoDB: there is no server here", Number.NaN, null)];
    const seconds = full ? 10 : 3;
    const bare =
      ours.place.kind === "mongodb" ? await inserts(ours.place.uri, seconds) : Number.NaN;
    const rows = await ofStore(ours, "MongoDB", seconds, null);
    await ours.close();
    return rows.map((row) => ({
      ...{ ...row, bare: Math.round(bare) },
      ratio: Math.round(((row.ours ?? Number.NaN) / bare) * 100) / 100,
    }));
  },
};

async function inserts(uri: string, seconds: number): Promise<number> {
  const db = await mongoose.createConnection(uri).asPromise();
  const floor = db.collection("floor");
  const until = performance.now() + seconds * 1_000;
  const durable = { writeConcern: { w: "majority", journal: true } } as const;
  let written = 0;
  const write = async () => {
    while (performance.now() < until) await floor.insertOne({ n: written++ }, durable);
  };
  await Promise.all(Array.from({ length: writers }, write));
  await db.close();
  return written / seconds;
}

async function ofStore(
  { core, store }: Ours,
  engine: string,
  seconds: number,
  goal: ">= 2000" | null,
): Promise<Row[]> {
  const host = as(await anAccount(store, "Host", { admin: true }));
  const people = await aFewWriters(store, writers);
  const grounds: Ground[] = [];
  for (let i = 0; i < writers; i++) {
    const { discussionId, questionIds } = await anOpenDiscussion(core.answer, host, 1);
    grounds.push({ discussionId, questionId: questionIds[0] ?? "" });
  }
  const perSecond = async (discussions: number) => {
    const groundOf = (writer: number) => grounds[writer % discussions] as Ground;
    await postAll(core, people, groundOf, (posted) => posted >= writers * 2);
    const began = performance.now();
    const posted = await postAll(
      ...[core, people, groundOf],
      () => performance.now() - began > seconds * 1_000,
    );
    return (posted * 1_000) / (performance.now() - began);
  };
  return [
    alone(`commits/s, ${engine}: ${writers} writers in one discussion`, await perSecond(1), goal),
    alone(`commits/s, ${engine}: in ${writers} discussions`, await perSecond(writers), goal),
  ];
}

/** The same by way of sockets, with the server in a process of its own. */
async function throughSockets(seconds: number): Promise<Row> {
  const site = await ourSite({ writers });
  try {
    let posted = 0;
    const began = performance.now();
    const write = async (writer: number) => {
      while (performance.now() - began < seconds * 1_000) await site.post(writer, posted++);
    };
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
    const figure = (posted * 1_000) / (performance.now() - began);
    return alone(`commits/s, SQLite: ${writers} writers through sockets`, figure, null);
  } finally {
    await site.close();
  }
}
