import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io, type Socket } from "socket.io-client";
import { secret } from "#test/support/app.ts";
import { beside } from "#test/support/beside.ts";
import { anOpenDiscussion } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { freePort, type Running, run } from "./processes.ts";
import type { Readers } from "./readers.ts";
import { markOf } from "./wire-reader.ts";

/** A post of about the length people write. */
const words = "Ferries, footpaths and the last bus home. ".repeat(14);
export const bodyOf = (index: number): string => `<p>${markOf(index)} ${words}</p>`;

/** One of the two servers, with people who write. */
export interface Site {
  server: Running;
  discussionId: string | null;
  writers: number;
  /** Sends one post; resolves when it is acknowledged. */
  post(writer: number, index: number): Promise<void>;
  /** Ends the process, and starts it again on the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface SiteOptions {
  writers?: number;
  /** Before the script, for Node. */
  flags?: readonly string[];
}

export const openReaders = (readers: Readers, site: Site, count: number, atOnce = 100) =>
  readers.open({
    ...{ url: site.server.url, discussionId: site.discussionId, readers: count, atOnce },
    held: null,
  });

/** Socket.IO with nothing on it. What it sends has the form, and so the size, of what we send. */
export async function bareSite({ writers = 1, flags = [] }: SiteOptions = {}): Promise<Site> {
  const script = [...flags, "--import", "tsx", "test/bench/load/bare-server.ts"];
  const PORT = String(await freePort());
  const start = () => run(script, { PORT }, (line) => (line.startsWith("http") ? line : null));
  const server = await start();
  const sockets = await Promise.all(Array.from({ length: writers }, () => connected(server.url)));
  const ids = { discussionId: randomUUID(), epoch: randomUUID(), questionId: randomUUID() };
  let seq = 0;
  const site: Site = {
    ...{ server, writers, discussionId: null },
    post: async (writer, index) => {
      const message = messageOf(ids, seq++, bodyOf(index));
      await sockets[writer % writers]?.timeout(30_000).emitWithAck("post", message);
    },
    restart: async () => {
      await site.server.stop();
      site.server = await start();
    },
    close: async () => {
      for (const socket of sockets) socket.close();
      await site.server.stop();
    },
  };
  return site;
}

type Ids = Record<"discussionId" | "epoch" | "questionId", string>;

function messageOf({ discussionId, epoch, questionId }: Ids, from: number, html: string) {
  const [at, seq] = [new Date().toISOString(), from + 1];
  const author = { id: randomUUID(), name: "A writer", organisation: null, category: null };
  const post = {
    ...{ id: randomUUID(), questionId, parentId: null, parentReference: null },
    ...{ reference: `1.${seq}`, state: "published", stateAt: at, reason: null, order: seq },
    ...{ pinned: null, createdAt: at, seq, author, html, language: "en", editedAt: null },
    ...{ support: 0, note: null },
  };
  const counts = { questionId, posts: seq, pending: null, seq };
  const changes = [
    { kind: "counts", counts },
    { kind: "post", post },
  ];
  return { discussionId, epoch, from, to: seq, changes };
}

/** The built server over a data folder, with one open discussion whose first question is answered. */
export interface OurSite extends Site {
  discussionId: string;
  questionId: string;
  dataDir: string;
  tokens: string[];
  env: Record<string, string>;
}

export async function ourSite({ writers = 1, flags = [] }: SiteOptions = {}): Promise<OurSite> {
  const dataDir = mkdtempSync(join(tmpdir(), "roundtable-bench-"));
  const url = `http://127.0.0.1:${await freePort()}`;
  const { discussionId, questionId, tokens } = await furnished(dataDir, url, writers);
  const env = {
    ...{ PORT: new URL(url).port, HOST: "127.0.0.1", PUBLIC_URL: url, DATA_DIR: dataDir },
    ...{ DEMO: "off", LIMIT_FACTOR: "100000", LOG_LEVEL: "warn", ROUNDTABLE_SECRET: secret },
  };
  const start = () =>
    run([...flags, "dist/server/main.js"], env, (line) =>
      line.includes("Roundtable listens on") ? url : null,
    );
  const site: OurSite = {
    ...{ server: await start(), writers, discussionId, questionId, dataDir, tokens, env },
    post: async (writer, index) => {
      const post = {
        ...{ discussionId, questionId, parentId: null, language: "en" },
        ...{ body: bodyOf(index), commandId: commandId() },
      };
      const answer = await untilAnswered(sockets[writer % writers], post);
      if (!answer.ok) throw new Error(`A post was refused: ${JSON.stringify(answer.failure)}`);
    },
    restart: async () => {
      await site.server.stop();
      site.server = await start();
    },
    close: async () => {
      for (const socket of sockets) socket.close();
      await site.server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  const sockets = await Promise.all(tokens.map((token) => connected(url, { token })));
  return site;
}

/** What is there before the server starts. Accounts need no sign-up here: what is measured is not how they came. */
async function furnished(dataDir: string, url: string, writers: number) {
  const side = await beside({ kind: "sqlite", dataDir, durability: "normal" }, url);
  const host = as(await anAccount(side.store, "Host", { admin: true }));
  const { discussionId, questionIds } = await anOpenDiscussion(side.core.answer, host, 1);
  const tokens: string[] = [];
  for (let i = 0; i < writers; i++)
    tokens.push(await side.tokenFor(await anAccount(side.store, "Writer")));
  await side.close();
  const [questionId = ""] = questionIds;
  return { discussionId, questionId, tokens };
}

/** As a page does it: the same command again until there is an answer. */
async function untilAnswered(socket: Socket | undefined, post: object) {
  for (let tries = 0; tries < 10; tries++)
    try {
      return await socket?.timeout(4_000).emitWithAck("post:create", post);
    } catch {
      // The line dropped, or the server ended.
    }
  throw new Error("A post was never answered.");
}

async function connected(url: string, auth: object = {}): Promise<Socket> {
  const socket = io(url, { transports: ["websocket"], forceNew: true, auth });
  await new Promise<void>((done, fail) => {
    socket.once("connect", done);
    socket.once("connect_error", fail);
  });
  return socket;
}
