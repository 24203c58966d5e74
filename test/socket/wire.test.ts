import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editionOf } from "#server/domain/reading/edition.ts";
import { aBareSite, type BareSite, codeOf } from "#test/support/bare-site.ts";
import { connect, httpSend, socketSend } from "#test/support/doors.ts";
import { aScene, type Scene } from "#test/support/scene.ts";
import { BareSocket } from "#test/support/wire.ts";

let bareSite: BareSite;
let server: BareSite["server"];
let scene: Scene;
let token: string;
let post: BareSite["post"];
beforeAll(async () => {
  bareSite = await aBareSite();
  ({ server, scene, token, post } = bareSite);
});
afterAll(() => bareSite.site.close());

describe("what no client of ours sends", () => {
  test.each([
    ...['"no:such"', '"__proto__"', '"constructor"', '"toString"', '"hasOwnProperty"', '""', "7"],
    ...['"post"', '"post:create "', '"POST:CREATE"', '"feed:changed"', '"session:ended"'],
  ])("an event called %s is an unknown command", async (name) => {
    const bare = await BareSocket.open(server.url);
    for (const rest of ["", ",{}", ",null,1"])
      expect(codeOf(await bare.ask(`[${name}${rest}]`))).toBe("unknown_command");
    bare.close();
  });

  test.each([
    ...['[["post:create"],{}]', '[{"a":1},{}]', "[null]", "[]", '"x"', "{}", '["connect"]'],
    ...['["disconnect","x"]', '["post:create"', "not json", "[1e400]"],
  ])("the line is closed on %s", async (event) => {
    const bare = await BareSocket.open(server.url);
    const answer = await bare.ask(event);
    expect(["closed", "unknown_command"]).toContain(codeOf(answer));
    bare.close();
  });

  test.each([
    ...[
      "",
      ",null",
      ",[]",
      ",1",
      ",true",
      ',"x"',
      ",{}",
      ",[[[{}]]]",
      ',{"commandId":{"$ne":null}}',
    ],
    ...[',{"__proto__":{"admin":true}}', ',{"discussionId":["a"],"body":{}}', ",null,null,{}"],
  ])("post:create with %s is invalid input", async (rest) => {
    const bare = await BareSocket.open(server.url, JSON.stringify({ token }));
    expect(codeOf(await bare.ask(`["post:create"${rest}]`))).toBe("invalid_input");
    bare.close();
  });

  test("a browser that gets no WebSocket through is answered by long polling", async () => {
    const socket = io(server.url, {
      ...{ transports: ["polling"], forceNew: true, reconnection: false, auth: { token } },
    });
    const { discussionId } = scene;
    const asked = { discussionId, epoch: null, since: null };
    expect(await socket.timeout(5_000).emitWithAck("discussion:join", asked)).toMatchObject({
      ok: true,
    });
    const told = new Promise((done) => socket.once("feed:changed", done));
    expect(await socket.timeout(5_000).emitWithAck("post:create", post())).toMatchObject({
      ok: true,
    });
    expect(await told).toMatchObject({ discussionId });
    socket.close();
  });

  test("a command that wants no answer is carried out, and one that is refused harms nobody", async () => {
    const socket = await connect(server, token);
    const good = post();
    socket.emit("post:create", good);
    socket.emit("post:create", { nonsense: true });
    socket.emit("no:such", 1, 2, 3);
    await expect
      .poll(async () => (await socket.emitWithAck("post:create", good)).value?.postId, {
        timeout: 2_000,
      })
      .toBeTruthy();
    socket.close();
  });

  test("bytes in place of an input, or of a field, are invalid input", async () => {
    const socket = await connect(server, token);
    for (const input of [
      ...[Buffer.from("{}"), new Uint8Array(5_000), { ...post(), body: Buffer.from("<p>x</p>") }],
      { ...post(), commandId: Buffer.alloc(16) },
    ])
      expect(codeOf(await socket.timeout(3_000).emitWithAck("post:create", input))).toBe(
        "invalid_input",
      );
    socket.close();
  });

  test.each([64, 128, 200])("%i KB in a field are refused with a word", async (kilobytes) => {
    const body = "a".repeat(kilobytes * 1024);
    const answers = [
      await socketSend(server, token, "post:create", post(body)),
      await httpSend(server, token, "post:create", post(body)),
    ];
    expect(answers.map(codeOf)).toEqual(["invalid_input", "invalid_input"]);
  });

  test.each([300, 1024, 2048, 10 * 1024])(
    "%i KB close the line, and are too large over HTTP",
    async (kilobytes) => {
      const body = "a".repeat(kilobytes * 1024);
      const bare = await BareSocket.open(server.url, JSON.stringify({ token }));
      expect(await bare.ask(JSON.stringify(["post:create", post(body)]))).toBe("closed");
      expect(bare.closed).toBe(1009);
      expect(codeOf(await httpSend(server, token, "post:create", post(body)))).toBe("too_large");
    },
  );

  test.each([
    ["lists", "[".repeat(20_000), "]".repeat(20_000)],
    ["objects", '{"a":'.repeat(20_000), `1${"}".repeat(20_000)}`],
  ])("twenty thousand %s inside one another are refused", async (_, open, close) => {
    const bare = await BareSocket.open(server.url, JSON.stringify({ token }));
    const { body: _body, ...rest } = post();
    const inField = JSON.stringify(rest).replace(/\}$/, `,"body":${open}${close}}`);
    for (const input of [`${open}${close}`, inField]) {
      expect(["invalid_input", "closed"]).toContain(
        codeOf(await bare.ask(`["post:create",${input}]`)),
      );
      const response = await fetch(`${server.url}/api/v1/discussions/${scene.discussionId}/posts`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: input,
      });
      expect([response.status, codeOf(await response.json())]).toEqual([400, "invalid_input"]);
    }
    bare.close();
  });

  test.each(["-1", "1.5", "1e400", "9007199254740993", '"1"', "[]", "true", "{}"])(
    "a since of %s is invalid input",
    async (since) => {
      const bare = await BareSocket.open(server.url);
      const input = `{"discussionId":"${scene.discussionId}","epoch":null,"since":${since}}`;
      expect(codeOf(await bare.ask(`["discussion:join",${input}]`))).toBe("invalid_input");
      bare.close();
    },
  );

  test("a since from the future and an unknown epoch bring a snapshot", async () => {
    const socket = await connect(server, null);
    const { discussionId } = scene;
    for (const place of [
      { since: Number.MAX_SAFE_INTEGER, epoch: editionOf(bareSite.site.store.epoch, discussionId) },
      { since: 1, epoch: "__proto__" },
      { since: 1, epoch: bareSite.site.store.epoch },
      { since: 1, epoch: "x".repeat(64) },
    ])
      expect(await socket.emitWithAck("discussion:join", { discussionId, ...place })).toMatchObject(
        {
          value: { mode: "snapshot" },
        },
      );
    socket.close();
  });

  test("another discussion's place in its log is none here", async () => {
    const other = await aScene(bareSite.site.core, bareSite.cast);
    const socket = await connect(server, null);
    const epoch = editionOf(bareSite.site.store.epoch, scene.discussionId);
    for (let since = 0; since < 5; since++) {
      const asked = { discussionId: other.discussionId, epoch, since };
      const answer = await socket.emitWithAck("discussion:join", asked);
      expect(answer).toMatchObject({ value: { mode: "snapshot" } });
      const text = JSON.stringify(answer);
      expect(text).toContain(other.discussionId);
      expect(text).not.toContain(scene.discussionId);
    }
    socket.close();
  });

  test("a cursor of another list, and one made up, are invalid input", async () => {
    const other = await aScene(bareSite.site.core, bareSite.cast);
    const pageOf = ({ discussionId, open: questionId }: Scene, before: string | null) =>
      socketSend(server, null, "post:list", { discussionId, questionId, before, limit: 1 });
    const page = await pageOf(scene, null);
    const older = page.ok ? page.value.window.older : null;
    if (older === null) throw new Error("a second page");
    expect(await pageOf(scene, older)).toMatchObject({ ok: true });
    expect(codeOf(await pageOf(other, older))).toBe("invalid_input");
    for (const made of ["1", "", `${older}x`, "MQ.AAAAAAAAAAAAAAAAAAAAAA", "..", "😀".repeat(100)])
      expect(codeOf(await pageOf(scene, made))).toBe("invalid_input");
  });

  test("the process is as well as before", () => bareSite.stillWell());
});

test.each([
  ["emoji", "😀".repeat(20_000)],
  ["quotation marks", '"'.repeat(20_000)],
])("an honest post of 20,000 %s goes through both doors", async (_, text) => {
  for (const send of [socketSend, httpSend])
    expect(await send(server, token, "post:create", post(`<p>${text}</p>`))).toMatchObject({
      ok: true,
    });
});
