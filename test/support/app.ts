import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import jwt from "jsonwebtoken";
import { type App, type AppOptions, openApp } from "#server/app.ts";
import { readConfig } from "#server/config.ts";
import type { Logger } from "#server/domain/deps.ts";
import { newSessionId } from "#server/domain/new-id.ts";
import type { Account, Store } from "#server/domain/store.ts";
import type { Translator } from "#server/domain/translator.ts";
import { openStore } from "#server/store/open-store.ts";

/** The client as it was built before the tests. */
const clientDir = fileURLToPath(new URL("../../dist/client", import.meta.url));

export const secret = "0123456789abcdefghijklmnopqrstuv-for-tests";

export interface TestApp extends App {
  url: string;
  store: Store;
  /** Every line the app logged, as it would be written. */
  logged: string[];
  /** An access token of a new session; or one that no good server takes. */
  tokenFor(account: Account, flaw?: { audience?: string; expired?: boolean }): Promise<string>;
}

function recording(lines: string[]): Logger {
  const write = (level: string, what: string, about: unknown, error?: unknown) =>
    lines.push(
      JSON.stringify({
        level,
        what,
        about,
        error: error === undefined ? undefined : String(error),
      }),
    );
  return {
    info: (what, about) => write("info", what, about),
    warn: (what, about) => write("warn", what, about),
    error: (what, error, about) => write("error", what, about, error),
  };
}

/** Says into which language it was asked to translate, and calls nobody. */
const fakeTranslator: Translator = {
  translate: ({ html, to }) => Promise.resolve(`<p>[${to}]</p>${html}`),
};

/** A test's process does more than serve: what that weighs turns nobody away. */
const calm: NonNullable<AppOptions["load"]> = {
  level: () => 0,
  weighing: () => "ok",
  stop: () => undefined,
};

/** The whole server on a free port over a fresh embedded store, or over the store given. */
export async function startApp(
  more: {
    store?: Store;
    env?: Record<string, string>;
    now?: () => number;
    load?: AppOptions["load"];
    translator?: AppOptions["translator"];
    scanner?: AppOptions["scanner"];
  } = {},
): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), "roundtable-"));
  const store = more.store ?? (await openStore({ kind: "sqlite", dataDir, durability: "normal" }));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const config = readConfig({
    ...{ PORT: String(port), HOST: "localhost", DATA_DIR: dataDir, PUBLIC_URL: url },
    ...{ LIMIT_FACTOR: "100000", DEMO: "off", LOG_LEVEL: "info" },
    ...more.env,
  });
  const logged: string[] = [];
  const now = more.now ?? Date.now;
  const app = await openApp({
    config,
    store,
    secret,
    log: recording(logged),
    now,
    clientDir,
    translator: more.translator === undefined ? fakeTranslator : more.translator,
    scanner: more.scanner ?? null,
    load: more.load ?? calm,
  });

  async function tokenFor(account: Account, flaw: { audience?: string; expired?: boolean } = {}) {
    const id = newSessionId();
    await store.people.addSession({
      ...{ id, userId: account.id, tokenHash: id, previousHash: null, version: 1 },
      ...{ rotatedAt: now(), createdAt: now(), expiresAt: now() + 3_600_000, endedAt: null },
    });
    const { token } = app.core.deps.tokens.issue({ userId: account.id, sessionId: id, now: now() });
    if (!flaw.audience && !flaw.expired) return token;
    const { header, payload } = jwt.decode(token, { complete: true }) ?? {};
    if (!header || typeof payload !== "object") throw new Error("a token of ours");
    const ago = flaw.expired ? 3_600 : 0;
    const claims = { ...payload, ...(flaw.audience ? { aud: flaw.audience } : {}) };
    const shifted = { ...claims, iat: (payload.iat ?? 0) - ago, exp: (payload.exp ?? 0) - ago };
    return jwt.sign(shifted, secret, { algorithm: "HS256", header });
  }

  return {
    ...{ ...app, url, store, logged, tokenFor },
    close: async () => {
      await app.close();
      if (!more.store) await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "localhost", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (typeof address !== "object" || !address) throw new Error("no port");
  return address.port;
}
