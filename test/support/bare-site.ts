import { expect } from "vitest";
import { type Beside, beside } from "./beside.ts";
import { httpSend, socketSend } from "./doors.ts";
import { commandId } from "./people.ts";
import { aCast, aScene, type Cast, type Scene } from "./scene.ts";
import { freePort, ServerProcess } from "./server-process.ts";
import { tempFolder } from "./temp-folder.ts";

/** A server in a process of its own, so that one that dies or complains can't be overlooked, with a scene to play in. */
export interface BareSite {
  server: ServerProcess;
  site: Beside;
  cast: Cast;
  scene: Scene;
  /** Of the participant. */
  token: string;
  post(body?: string): Record<string, unknown>;
  /** It runs, has nothing to complain of, and takes a post by each door. */
  stillWell(): Promise<void>;
}

export async function aBareSite(): Promise<BareSite> {
  const dataDir = tempFolder();
  const server = await new ServerProcess(await freePort(), { DATA_DIR: dataDir }).listening();
  const site = await beside({ kind: "sqlite", dataDir, durability: "normal" }, server.url);
  const cast = await aCast(site.core);
  const scene = await aScene(site.core, cast);
  const token = await site.tokenFor(cast.participant);
  const post = (body = "<p>As if nothing had been.</p>") => ({
    ...{ discussionId: scene.discussionId, questionId: scene.open, parentId: null, body },
    ...{ language: "en", commandId: commandId() },
  });
  const stillWell = async () => {
    expect([server.over, server.err, server.complaints]).toEqual([false, "", []]);
    for (const send of [socketSend, httpSend])
      expect(await send(server, token, "post:create", post())).toMatchObject({ ok: true });
  };
  return { server, site, cast, scene, token, post, stillWell };
}

/** The code an answer was refused with; else the answer. */
export const codeOf = (answer: unknown): unknown =>
  typeof answer === "object" && answer !== null && "failure" in answer
    ? (answer.failure as { code: unknown }).code
    : answer;
