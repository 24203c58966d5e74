import { randomBytes } from "node:crypto";
import { editionOf } from "#server/domain/reading/edition.ts";
import type { Account } from "#server/domain/store.ts";
import type { commands } from "#shared/commands.ts";
import type { DiscussionId } from "#shared/ids.ts";
import type { TestApp } from "./app.ts";
import { aPendingPost, granted } from "./discussion.ts";
import { connect, httpSend } from "./doors.ts";
import { EventReader } from "./event-reader.ts";
import { as, commandId } from "./people.ts";
import { PollReader } from "./poll-reader.ts";
import { aScene, type Cast, type Scene } from "./scene.ts";

/** A word that occurs nowhere else, one for each text that somebody may not see. */
export const token = (): string => `canary${randomBytes(8).toString("hex")}`;

/** What may not reach anybody of these kinds. */
export interface Leak {
  who: string;
  where: string;
  what: string;
}

type Who = "visitor" | "participant" | "author" | "moderator";
const outsiders: Who[] = ["visitor", "participant"];
const all: Who[] = [...outsiders, "author", "moderator"];

/** Per text: who must never receive it. An author sees their own pending, rejected and hidden words, but no notes. */
const forbidden: Record<string, readonly Who[]> = {
  pending: outsiders,
  rejected: outsiders,
  hidden: outsiders,
  withdrawn: all,
  "translation pending": outsiders,
  "translation rejected": outsiders,
  "translation hidden": outsiders,
  "translation withdrawn": all,
  "translation taken back": all,
  "paper pending": outsiders,
  "paper rejected": outsiders,
  "paper hidden": outsiders,
  "paper withdrawn": all,
  "title of paper pending": outsiders,
  "title of paper rejected": outsiders,
  "title of paper hidden": outsiders,
  "title of paper withdrawn": all,
  "note hidden": ["visitor", "participant", "author"],
  "note rejected": ["visitor", "participant", "author"],
  "note mute": ["visitor", "participant", "author"],
  "live pending": outsiders,
  "live hidden": outsiders,
  "live translation": outsiders,
  "live note": ["visitor", "participant", "author"],
  "live mute note": ["visitor", "participant", "author"],
};

/** Somebody who listens, by one of the doors, and all that they receive. */
interface Ears {
  who: Who;
  where: "socket" | "stream" | "waiting";
  bytes: string[];
  close(): void;
}
type Listen = (
  app: TestApp,
  who: Who,
  accessToken: string | null,
  discussionId: DiscussionId,
) => Promise<Ears>;

const bySocket: Listen = async (app, who, accessToken, discussionId) => {
  const socket = await connect(app, accessToken);
  const bytes: string[] = [];
  socket.io.engine.on("packet", (packet: { data?: unknown }) => {
    bytes.push(typeof packet.data === "string" ? packet.data : JSON.stringify(packet.data ?? ""));
  });
  await socket.emitWithAck("discussion:join", { discussionId, epoch: null, since: null });
  return { who, where: "socket", bytes, close: () => void socket.close() };
};

/** Whoever asks, they read as a visitor: so that is what they are held to. */
const byStream: Listen = async (app, _who, accessToken, discussionId) => {
  const headers: Record<string, string> = accessToken
    ? { authorization: `Bearer ${accessToken}` }
    : {};
  const reader = new EventReader(app, discussionId, { headers });
  await reader.join();
  return { who: "visitor", where: "stream", bytes: reader.bytes, close: () => reader.drop() };
};

const byWaiting: Listen = async (app, who, accessToken, discussionId) => {
  const reader = new PollReader(app, discussionId, { token: accessToken });
  await reader.ask();
  reader.start();
  return { who, where: "waiting", bytes: reader.bytes, close: () => reader.stop() };
};

const pagesOf = (scene: Scene): string[] => [
  ...["/", `/d/${scene.slug}`, `/embed/${scene.slug}`, "/api"],
  ...["/api/v1/openapi.json", "/api/v1/asyncapi.json", "/health/ready"],
  ...[scene.published, scene.hidden, scene.pending, scene.rejected, scene.withdrawn].map(
    (id) => `/p/${id}`,
  ),
];

/** Everything a role can read by HTTP about the scene, as text. */
async function readAll(
  app: TestApp,
  accessToken: string | null,
  scene: Scene,
): Promise<[string, string][]> {
  const got: [string, string][] = [];
  const { discussionId } = scene;
  const posts = [
    scene.published,
    scene.pinned,
    scene.hidden,
    scene.pending,
    scene.rejected,
    scene.withdrawn,
  ];
  const ask = async (name: keyof typeof commands, input: Record<string, unknown>) =>
    got.push([name, JSON.stringify(await httpSend(app, accessToken, name, input))]);
  await ask("discussion:list", {});
  await ask("discussion:read", { discussionId });
  await ask("discussion:join", {
    discussionId,
    epoch: editionOf(app.store.epoch, discussionId),
    since: 0,
  });
  await ask("post:list", { discussionId, questionId: scene.open, before: null, limit: 200 });
  await ask("member:list", { discussionId });
  const headers: Record<string, string> = accessToken
    ? { authorization: `Bearer ${accessToken}` }
    : {};
  for (const [what, fileId] of Object.entries(scene.papers))
    for (const postId of posts) {
      await ask("file:read", { discussionId, postId, fileId });
      const path = `/files/${discussionId}/${fileId}/paper.pdf?post=${postId}`;
      const response = await fetch(`${app.url}${path}`, { headers });
      got.push([`the file of what is ${what}`, await response.text()]);
    }
  for (const postId of posts) {
    await ask("post:read", { discussionId, postId });
    await ask("post:context", { discussionId, postId });
    await ask("post:locate", { postId });
    await ask("post:revisions", { discussionId, postId });
    await ask("post:revisions", { discussionId, postId, language: "fr" });
    // A reply tells about its parent, if anything does.
    await ask("post:create", {
      ...{
        discussionId,
        questionId: scene.open,
        parentId: postId,
        body: "<p>and?</p>",
        language: "en",
      },
      commandId: commandId(),
    });
  }
  return got;
}

/** Plays a discussion with forbidden words in it, and looks for them in all that each role receives. */
export async function leaks(
  app: TestApp,
  cast: Cast,
): Promise<{ leaks: Leak[]; received: number }> {
  const words = new Map(Object.keys(forbidden).map((what) => [what, token()]));
  const word = (what: string) => words.get(what) ?? what;
  const scene = await aScene(app.core, cast, word);
  const takenBack = { discussionId: scene.discussionId, postId: scene.pinned, language: "fr" };
  const { answer } = app.core;
  await granted(answer, as(cast.author), "post:translate", {
    ...{ ...takenBack, body: `<p>${word("translation taken back")}</p>`, commandId: commandId() },
  });
  await granted(answer, as(cast.author), "post:untranslate", {
    ...{ ...takenBack, commandId: commandId() },
  });
  const accounts: [Who, Account | null][] = [
    ["visitor", null],
    ["participant", cast.participant],
    ["author", cast.author],
    ["moderator", cast.moderator],
  ];
  const ears: Ears[] = [];
  const found: Leak[] = [];
  let received = 0;
  const look = (who: Who, where: string, text: string, only?: string[]) => {
    received += text.length;
    for (const [what, canary] of words)
      if ((!only || only.includes(what)) && forbidden[what]?.includes(who) && text.includes(canary))
        found.push({ who, where, what });
  };
  const tokens = new Map<Who, string | null>();
  for (const [who, account] of accounts) {
    const accessToken = account && (await app.tokenFor(account));
    tokens.set(who, accessToken);
    for (const listen of [bySocket, byStream, byWaiting])
      ears.push(await listen(app, who, accessToken, scene.discussionId));
  }

  await playLive(app, cast, scene, word, ears);
  for (const { who, where, bytes } of ears) look(who, where, bytes.join("\n"));
  for (const [who, accessToken] of tokens)
    for (const [where, text] of await readAll(app, accessToken, scene)) look(who, where, text);
  for (const path of pagesOf(scene)) {
    const text = await (await fetch(`${app.url}${path}`)).text();
    look("visitor", path, text);
    look("author", path, text); // pages are the same for everybody: not even authors see more there
  }
  look("visitor", "log", app.logged.join("\n"));
  for (const what of words.keys())
    if (app.logged.join("\n").includes(word(what))) found.push({ who: "log", where: "log", what });
  for (const each of ears) each.close();
  return { leaks: found, received };
}

/** Pending, hide and mute while everybody listens. The words of the hidden post count from the hiding on. */
async function playLive(
  app: TestApp,
  cast: Cast,
  scene: Scene,
  word: (what: string) => string,
  ears: Ears[],
): Promise<void> {
  const { answer, deps } = app.core;
  const { discussionId, open } = scene;
  const heard = async (seq: number) => {
    for (const { bytes } of ears)
      for (let i = 0; i < 500 && !bytes.some((each) => reaches(each, seq)); i++)
        await new Promise((soon) => setTimeout(soon, 5));
  };
  await aPendingPost(deps, as(cast.author), discussionId, open, `<p>${word("live pending")}</p>`);
  const { postId, seq } = await granted(answer, as(cast.author), "post:create", {
    ...{ discussionId, questionId: open, parentId: null, language: "en", commandId: commandId() },
    body: `<p>${word("live hidden")}</p>`,
  });
  const reply = await granted(answer, as(cast.participant), "post:create", {
    ...{ discussionId, questionId: open, parentId: postId, language: "en" },
    ...{ body: "<p>A reply</p>", commandId: commandId() },
  });
  const inFrench = { discussionId, postId, language: "fr" };
  const translated = await granted(answer, as(cast.author), "post:translate", {
    ...{ ...inFrench, body: `<p>${word("live translation")}</p>`, commandId: commandId() },
  });
  await heard(Math.max(seq, translated.seq));
  for (const { bytes } of ears)
    bytes.splice(
      0,
      bytes.length,
      ...bytes.map((each) =>
        each.replace(
          new RegExp(`${word("live hidden")}|${word("live translation")}`, "g"),
          "seen before",
        ),
      ),
    );
  const hidden = await granted(answer, as(cast.moderator), "post:hide", {
    ...{ discussionId, postId, reason: "spam", note: word("live note"), commandId: commandId() },
  });
  // Whoever is told of a reply is told of what it answers: in a message that isn't about both.
  await heard(hidden.seq);
  await granted(answer, as(cast.participant), "post:edit", {
    ...{ discussionId, postId: reply.postId, body: "<p>Still</p>", commandId: commandId() },
  });
  const last = await granted(answer, as(cast.moderator), "member:mute", {
    ...{ discussionId, userId: cast.target.id, reason: "spam", note: word("live mute note") },
    ...{ until: new Date(Date.now() + 60_000).toISOString(), commandId: commandId() },
  });
  await heard(last.seq);
}

const reaches = (frame: string, seq: number): boolean => {
  const to = /"to":(\d+)|"head":(\d+).*"mode":|"mode":.*"head":(\d+)/
    .exec(frame)
    ?.slice(1)
    .find((group) => group !== undefined);
  return to !== undefined && Number(to) >= seq;
};
