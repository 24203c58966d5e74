import type { Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeLink } from "#server/domain/people/links.ts";
import { inputSchema } from "#server/http/json-schemas.ts";
import { type CommandName, commandNames, commands } from "#shared/commands.ts";
import { type Result, refusals } from "#shared/refusals.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { connect, httpSend } from "#test/support/doors.ts";
import { fieldsOf, type Path, withField } from "#test/support/fields.ts";
import {
  fixedRandom,
  hostileCorpus,
  hostileStrings,
  hostileValues,
} from "#test/support/hostile.ts";
import { type Ground, inputs } from "#test/support/inputs.ts";
import { aSpace } from "#test/support/rows.ts";
import { aCast, aScene, type Cast } from "#test/support/scene.ts";

interface Session {
  token: string;
  socket: Socket;
}
let app: TestApp;
let cast: Cast;
let session: Session;
const own = [...hostileStrings, ...hostileValues];
const others = hostileCorpus();
/** Hashing a password takes time on purpose. */
const slow = new Set<CommandName>([
  ...(["account:register", "account:sign-in", "account:change-password"] as const),
]);
/** A yes to one of these ends the session that asked: each try has one of its own. */
const ending = new Set<CommandName>(["account:sign-out", "account:sign-out-everywhere"]);
const before = Object.getOwnPropertyNames(Object.prototype).sort();

async function aSession(): Promise<Session> {
  const token = await app.tokenFor(cast.admin);
  return { token, socket: await connect(app, token) };
}

let n = 0;
async function aGround(): Promise<Ground> {
  const scene = await aScene(app.core, cast);
  const { token: link } = await makeLink(app.core.deps, {
    ...{ role: "moderator", discussionId: scene.discussionId, hours: 1 },
  });
  return { scene, cast, link, n: ++n, space: (await aSpace(app.store)).id };
}

/** What is wrong with an answer; null when it is a yes or a typed no that isn't the server's fault. */
function faultOf(answer: unknown): string | null {
  const { ok, failure } = (answer ?? {}) as Partial<Result<unknown> & { failure: unknown }>;
  if (ok === true) return null;
  const code = (failure as { code?: unknown } | undefined)?.code;
  if (typeof code !== "string" || !Object.hasOwn(refusals, code)) return `untyped ${String(code)}`;
  return refusals[code as keyof typeof refusals] < 500 ? null : code;
}

type By = (session: Session, name: CommandName, input: unknown) => Promise<string | null>;

const bySocket: By = async ({ socket }, name, input) => {
  try {
    return faultOf(await socket.timeout(5_000).emitWithAck(name, input));
  } catch {
    return "no answer";
  }
};

const byHttp: By = async ({ token }, name, input) => {
  const { method, path } = commands[name].http;
  if (typeof input !== "object" || input === null) return null;
  const rest = new Map(Object.entries(input));
  let filled: string;
  try {
    filled = path.replace(/:(\w+)/g, (_, key: string) => {
      const value = rest.get(key);
      rest.delete(key);
      return encodeURIComponent(typeof value === "object" ? JSON.stringify(value) : String(value));
    });
  } catch {
    return null; // half a character can't stand in an address
  }
  const address = new URL(`${app.url}/api/v1${filled}`);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  if (method === "GET")
    for (const [key, value] of rest)
      address.searchParams.set(key, typeof value === "object" ? JSON.stringify(value) : `${value}`);
  if (address.href.length > 12_000) return null; // Node itself refuses such a request line
  const body = method === "GET" ? null : JSON.stringify(Object.fromEntries(rest));
  const response = await fetch(address, { method, headers, body });
  const text = await response.text();
  if (response.status >= 500) return `status ${response.status}`;
  // An address that dots or an empty part lead out of the API.
  if (!address.pathname.startsWith("/api/v1/")) return null;
  return faultOf(JSON.parse(text));
};

/** One try after the other, each in a session of its own; otherwise all at once in the one that stays. */
async function tryAll<T>(
  name: CommandName,
  payloads: readonly T[],
  tryOne: (session: Session, payload: T, i: number) => Promise<void>,
): Promise<void> {
  if (!ending.has(name)) {
    await Promise.all(payloads.map((payload, i) => tryOne(session, payload, i)));
    return;
  }
  for (const [i, payload] of payloads.entries()) {
    const own = await aSession();
    await tryOne(own, payload, i);
    own.socket.close();
  }
  if (!session.socket.connected) session = await aSession();
}

function unpolluted(): void {
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(({} as Record<string, unknown>).isModerator).toBeUndefined();
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
}

export interface HostileSizes {
  /** How many of our own and of the corpora's are tried in each field: another choice in each, the same in each run. */
  own: number;
  corpora: number;
  /** How many tries it must have been in all. */
  atLeast: number;
}

/** Every field of every command, with what nobody should put there: a typed no or a yes, and the server is as before. */
export function hostileInput({ own: ofOwn, corpora, atLeast }: HostileSizes): void {
  beforeAll(async () => {
    app = await startApp();
    cast = await aCast(app.core);
    session = await aSession();
  });
  afterAll(async () => {
    session.socket.close();
    await app.close();
  });
  let tried = 0;
  const random = fixedRandom(20_261_124);
  test.each(commandNames)("%s", async (name) => {
    const ground = await aGround();
    const schema = inputSchema(name);
    const bad: string[] = [];
    const tryOne = async (from: Session, field: string, input: unknown, i: number) => {
      const fault = await (i % 3 === 0 ? byHttp : bySocket)(from, name, input);
      if (fault) bad.push(`${fault}: ${field}: ${JSON.stringify(input).slice(0, 200)}`);
      tried++;
    };
    const fields: Path[] = fieldsOf(schema);
    const some = <T>(from: readonly T[], count: number): readonly T[] =>
      count >= from.length
        ? from
        : Array.from({ length: count }, () => from[Math.floor(random() * from.length)] as T);
    for (const path of fields) {
      const payloads = slow.has(name)
        ? [...some(own, 10), ...some(others, 5)]
        : [...some(own, ofOwn), ...some(others, corpora)];
      await tryAll(name, payloads, (from, payload, i) =>
        tryOne(from, path.join("."), withField(inputs[name](ground), schema, path, payload), i),
      );
    }
    // Whole inputs, and fields that aren't there.
    const whole = [...hostileValues, ...others.filter((each) => typeof each === "object")];
    await tryAll(name, whole, (from, payload, i) => tryOne(from, "the whole", payload, i));
    await tryAll(name, some(own, 10), (from, payload, i) =>
      tryOne(from, "another", { ...inputs[name](ground), another: payload }, i),
    );
    expect(bad).toEqual([]);
    expect(app.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    unpolluted();
    const { scene } = await aGround();
    const { discussionId, open: questionId } = scene;
    const harmless = { ...inputs["post:create"]({ ...ground, scene }), discussionId, questionId };
    expect(await httpSend(app, session.token, "post:create", harmless)).toMatchObject({ ok: true });
  });

  test("and there were many of them", () => {
    expect(tried).toBeGreaterThan(atLeast);
  });
}
