import type { StorePlace } from "#server/store/open-store.ts";
import type { CommandName } from "#shared/commands.ts";
import { CommandId, type PostId, type QuestionId } from "#shared/ids.ts";
import type { Result } from "#shared/refusals.ts";
import { check } from "#test/faults/harness/check.ts";
import { LedgerClient, type Person } from "#test/faults/harness/client.ts";
import type { Finding } from "#test/faults/harness/evidence.ts";
import { aGround, type Ground, gather, movedOn, publicUrl } from "#test/faults/harness/ground.ts";
import { aWord, bodyOf, hashOfBody, type Ledger } from "#test/faults/harness/ledger.ts";
import { Supervisor } from "#test/faults/harness/supervisor.ts";
import { until } from "#test/faults/harness/wait.ts";
import { type Beside, beside } from "#test/support/beside.ts";
import { aPendingPost } from "#test/support/discussion.ts";
import { httpSend } from "#test/support/doors.ts";
import { as } from "#test/support/people.ts";
import { type Act, type Name, names } from "./acts.ts";
import { commandOf, pick, type Sent } from "./play.ts";

/** Servers in processes of their own over one store, and people who follow them by real sockets. */
export interface ProcessSite {
  servers: Supervisor[];
  ground: Ground;
  /** Works on the store as one more process, for what no server offers. */
  side: Beside;
  close(): Promise<void>;
}

export async function processSite(
  place: StorePlace,
  count: number,
  env: Record<string, string> = {},
): Promise<ProcessSite> {
  const ground = await aGround({ place, env, writers: 3, pending: 0 });
  const servers: Supervisor[] = [];
  for (let i = 0; i < count; i++) servers.push(await Supervisor.start(ground.env));
  const side = await beside(place, publicUrl);
  return {
    ...{ servers, ground, side },
    close: async () => {
      await Promise.all(servers.map((server) => server.stop()));
      await side.close();
    },
  };
}

/** How long after the last act everybody has to be level: servers look by themselves each second. */
const levelMs = 20_000;

/** Plays a list of acts in a new discussion, and gives the promises that were broken. */
export async function playOverProcesses(
  site: ProcessSite,
  acts: readonly Act[],
): Promise<Finding[]> {
  const table = await Table.open(site);
  try {
    const flying = new Set<Promise<unknown>>();
    for (const act of acts) {
      const done = table.play(act).finally(() => flying.delete(done));
      flying.add(done);
      if (act.wait || flying.size > 3) await Promise.all(flying);
    }
    await Promise.all(flying);
    return await table.findings();
  } finally {
    table.close();
  }
}

interface Screen {
  name: Name;
  url: string;
  client: LedgerClient;
}

/** One run: a discussion, the screens before which people follow it, and what each person sent. */
class Table {
  readonly #site: ProcessSite;
  readonly #ground: Ground;
  readonly #screens: Screen[] = [];
  readonly #past: LedgerClient[] = [];
  readonly #sent: Sent[] = [];
  readonly #desks: Record<Name, Ledger>;
  readonly #posts: PostId[] = [];
  readonly #questionIds: QuestionId[];

  private constructor(site: ProcessSite, ground: Ground) {
    this.#site = site;
    this.#ground = ground;
    this.#questionIds = [ground.questionId];
    this.#desks = Object.fromEntries(names.map((name) => [name, this.#desk(name)])) as Record<
      Name,
      Ledger
    >;
  }

  static async open(site: ProcessSite): Promise<Table> {
    const table = new Table(site, await movedOn(site.ground));
    // Everybody before one screen of each server, at the second and third only some.
    for (const [i, { url }] of site.servers.entries())
      for (const [j, name] of names.entries())
        if (i === 0 || (i + j) % 2 === 0) table.#screens.push(await table.#screen(name, url));
    return table;
  }

  async play(act: Act): Promise<void> {
    const { discussionId } = this.#ground;
    const command = commandOf(
      {
        ...{ discussionId, questionIds: this.#questionIds, posts: this.#posts },
        account: (name) => this.#person(name).account,
        now: Date.now,
      },
      this.#sent,
      act,
    );
    if (command) return this.#send(act, command);
    const at = act.at % this.#screens.length;
    const screen = this.#screens[at];
    if (!screen) return;
    switch (act.deed) {
      case "drop":
        return screen.client.leave();
      case "return":
        // Not waited for: it may leave again before it is there.
        screen.client.socket.connect();
        return;
      case "lose":
        // The line breaks off, and is there again at once.
        screen.client.socket.io.engine?.close();
        return;
      case "leave account":
        screen.client.close();
        this.#past.push(screen.client);
        screen.client.ledger.follows = false;
        this.#screens[at] = await this.#screen(
          screen.client.ledger.userId === null ? screen.name : "visitor",
          screen.url,
          screen.name,
        );
        return;
      case "pending":
        return this.#wait(act);
      default:
        return;
    }
  }

  /** Waits until everybody is back and has caught up, then looks for broken promises. */
  async findings(): Promise<Finding[]> {
    const { side, servers } = this.#site;
    await Promise.all(this.#screens.map(({ client }) => back(client)));
    const head = await side.store.log.head(this.#ground.discussionId);
    const behind = () => this.#screens.filter(({ client }) => client.seq < head);
    await until(`everybody at ${head}`, () => behind().length === 0, levelMs).catch(
      () => undefined,
    );
    const late = behind().map(
      ({ client }): Finding => ({
        rule: "I4",
        what: `${client.ledger.client} stands at ${client.seq} of ${head} after ${levelMs} ms`,
      }),
    );
    const clients = [
      ...this.#screens.map(({ client }) => client),
      ...this.#past,
      ...Object.values(this.#desks).map((ledger) => ({ ledger })),
    ];
    const output = servers.map((server) => server.output).join("\n");
    return [...late, ...check(await gather(this.#ground, clients, output))];
  }

  close(): void {
    for (const { client } of this.#screens) client.close();
  }

  /** By a socket of theirs at that server where they have one, by HTTP otherwise. */
  async #send({ server: at, wait }: Act, command: Sent): Promise<void> {
    const { who, name, input } = command;
    const id = CommandId.parse(input.commandId);
    const { body = null } = input;
    const bodyHash = typeof body === "string" ? hashOfBody(body) : null;
    const { lines } = this.#desks[who];
    lines.push({ is: "intent", commandId: id, name, bodyHash });
    this.#sent.push(command);
    const { url } = this.#server(at);
    const userId = who === "visitor" ? null : this.#person(who).account.id;
    const own = this.#screens.find(
      (screen) =>
        screen.url === url &&
        screen.client.ledger.userId === userId &&
        screen.client.socket.connected,
    );
    const token = who === "visitor" ? null : this.#person(who).token;
    const result: Result<unknown> =
      own && wait
        ? await own.client.send<CommandName>(name, input)
        : await httpSend<CommandName>({ url }, token, name, input);
    if (!result.ok) {
      if (result.failure.code === "internal") throw new Error(`${name} failed.`);
      return;
    }
    const { seq, postId = null } = result.value as { seq: number; postId?: PostId };
    lines.push({ is: "ack", commandId: id, name, postId, seq });
    if (name === "post:create" && postId && !this.#posts.includes(postId)) this.#posts.push(postId);
  }

  async #wait({ at }: Act): Promise<void> {
    const { discussionId } = this.#ground;
    const questionId = pick(this.#questionIds, at);
    const cat = as(this.#person("cat").account);
    const { deps } = this.#site.side.core;
    if (questionId)
      this.#posts.push(await aPendingPost(deps, cat, discussionId, questionId, bodyOf(aWord())));
  }

  async #screen(name: Name, url: string, place = name): Promise<Screen> {
    const { discussionId } = this.#ground;
    const person = name === "visitor" ? null : this.#person(name);
    const called = `${name} before ${place}'s screen at ${url} (${this.#past.length})`;
    const moderates = name === "host";
    const client = new LedgerClient(called, { url, discussionId, person, moderates });
    return { name: place, url, client: await client.follow() };
  }

  #server(at: number): Supervisor {
    const { servers } = this.#site;
    const server = servers[at % servers.length];
    if (!server) throw new Error("a server");
    return server;
  }

  #person(name: Exclude<Name, "visitor">): Person {
    const { admin, moderators, writers } = this.#ground;
    const [mo] = moderators;
    const [ann, ben, cat] = writers;
    const person = { host: admin, mo, ann, ben, cat }[name];
    if (!person) throw new Error(name);
    return person;
  }

  #desk(name: Name): Ledger {
    const userId = name === "visitor" ? null : this.#person(name).account.id;
    const client = `what ${name} sent`;
    return { client, userId, moderates: name === "host", follows: false, lines: [] };
  }
}

/** Resolves when its line is up; a client that was refused comes back by itself. */
async function back(client: LedgerClient): Promise<void> {
  if (client.socket.connected) return;
  client.socket.connect();
  await until(`${client.ledger.client} is back`, () => client.socket.connected);
}
