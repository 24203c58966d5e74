import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { limits } from "#shared/limits.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { httpSend } from "#test/support/doors.ts";
import { commandId } from "#test/support/people.ts";
import { aCast, aScene, type Cast, type Scene } from "#test/support/scene.ts";
import { headOf, openReaders } from "#test/support/socket-room.ts";
import { BareSocket } from "#test/support/wire.ts";

let app: TestApp;
let cast: Cast;
let token: string;
let readers: ReturnType<typeof openReaders>;
beforeAll(async () => {
  app = await startApp();
  cast = await aCast(app.core);
  token = await app.tokenFor(cast.participant);
  readers = openReaders(app);
});
afterEach(() => readers.close());
afterAll(() => app.close());

/** Three bytes a character: what the kernel keeps for a connection is full after some dozens of them. */
const long = "\u6587".repeat(limits.postText - 10);
const post = ({ discussionId, open }: Scene, body: string) =>
  httpSend(app, token, "post:create", {
    ...{ discussionId, questionId: open, parentId: null, language: "zh", commandId: commandId() },
    body: `<p>${body}</p>`,
  });
const cuts = async () => {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  return Number(/^roundtable_queue_cuts_total (\d+)/m.exec(text)?.[1]);
};
/** A reader in the room that writes its packets itself, and from now on reads nothing. */
async function deaf(scene: Scene): Promise<BareSocket> {
  const bare = await BareSocket.open(app.url);
  const input = { discussionId: scene.discussionId, epoch: null, since: null };
  expect(await bare.ask(JSON.stringify(["discussion:join", input]))).toMatchObject({ ok: true });
  bare.stopReading();
  return bare;
}
/** Posts until so many more were cut. */
async function postUntilCut(scene: Scene, count: number): Promise<void> {
  const before = await cuts();
  for (let i = 0; i < 600; i++) {
    expect(await post(scene, `${i} ${long}`)).toMatchObject({ ok: true });
    if ((await cuts()) === before + count) return;
  }
  throw new Error(`Only ${(await cuts()) - before} of ${count} were cut.`);
}

test("who doesn't read is cut after a bounded queue, also while answering heartbeats, and nobody else notices (P8)", async () => {
  const scene = await aScene(app.core, cast);
  const attentive = await readers.reader(null, scene.discussionId);
  const silent = await deaf(scene);
  const blind = await deaf(scene);
  const pongs = setInterval(() => blind.send("3"), 20);
  await postUntilCut(scene, 2);
  clearInterval(pongs);
  const head = await headOf(app.core, scene.discussionId);
  await expect.poll(() => attentive.feed?.seq, { timeout: 5_000 }).toBe(head);
  expect(attentive.socket.connected).toBe(true);
  for (const each of [silent, blind]) {
    each.readAgain();
    await expect.poll(() => each.closed, { timeout: 10_000 }).not.toBeNull();
  }
});

test("whoever reads again before the line is broken reads what was on its way, without a gap, and last that it starts over", async () => {
  const scene = await aScene(app.core, cast);
  const late = await deaf(scene);
  await postUntilCut(scene, 1);
  late.readAgain();
  await expect.poll(() => late.closed, { timeout: 10_000 }).not.toBeNull();
  const told = late.received.filter((packet) => packet.startsWith("42"));
  const resync = JSON.stringify([
    "feed:resync",
    { discussionId: scene.discussionId, reason: "too_slow" },
  ]);
  expect(told.at(-1)).toBe(`42${resync}`);
  const feed = told.filter((packet) => packet.includes("feed:changed"));
  let to: number | null = null;
  for (const packet of feed) {
    const message = JSON.parse(packet.slice(2))[1];
    if (to !== null) expect(message.from).toBe(to);
    to = message.to;
  }
});

test("who asks and asks without reading the answers is cut too", async () => {
  const scene = await aScene(app.core, cast);
  for (let i = 0; i < 5; i++) expect(await post(scene, `${i} ${long}`)).toMatchObject({ ok: true });
  const before = await cuts();
  const greedy = await deaf(scene);
  const input = JSON.stringify(["discussion:read", { discussionId: scene.discussionId }]);
  for (let i = 0; i < 2_000 && (await cuts()) === before; i++) greedy.send(`42${i}${input}`);
  await expect.poll(cuts, { timeout: 10_000 }).toBe(before + 1);
  greedy.close();
});
