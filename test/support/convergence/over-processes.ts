import type { Account } from "#server/domain/store.ts";
import type { StorePlace } from "#server/store/open-store.ts";
import type { PostId, QuestionId } from "#shared/ids.ts";
import { check } from "#test/faults/harness/check.ts";
import { LedgerClient, type Person } from "#test/faults/harness/client.ts";
import type { Finding } from "#test/faults/harness/evidence.ts";
import { aGround, type Ground, gather, movedOn, publicUrl } from "#test/faults/harness/ground.ts";
import { aWord, bodyOf, type Ledger } from "#test/faults/harness/ledger.ts";
import { Supervisor } from "#test/faults/harness/supervisor.ts";
import { until } from "#test/faults/harness/wait.ts";
import { type Beside, beside } from "#test/support/beside.ts";
import { aPendingPost } from "#test/support/discussion.ts";
import { httpSend } from "#test/support/doors.ts";
import { as } from "#test/support/people.ts";
import { type Act, type Name, names } from "./acts.ts";
import { commandOf, inTurn, pick, recorded, type Sent } from "./play.ts";

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
    await inTurn(acts, (act) => table.play(act));
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
  /** Also those whose screen somebody else has now. */
  readonly #clients: LedgerClient[] = [];
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
    // Everybody at the first server, every other one at each of the others as well.
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
        account: (name) => this.#account(name),
        now: Date.now,
        seen: () => pick(this.#screens, act.at)?.client.reading?.feed.discussion ?? null,
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
        return this.#changeAccount(at);
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
    const clients = [...this.#clients, ...Object.values(this.#desks).map((ledger) => ({ ledger }))];
    const output = servers.map((server) => server.output).join("\n");
    return [...late, ...check(await gather(this.#ground, clients, output))];
  }

  close(): void {
    for (const client of this.#clients) client.close();
  }

  /** Signs out, or in again: who was there is gone, and somebody else starts from nothing. */
  async #changeAccount(at: number): Promise<void> {
    const screen = this.#screens[at];
    if (!screen) return;
    const { name, url, client } = screen;
    const next = await this.#screen(client.ledger.userId === null ? name : "visitor", url, name);
    const last = this.#screens[at] ?? screen; // somebody may have been quicker
    last.client.close();
    last.client.ledger.follows = false;
    this.#screens[at] = next;
  }

  /** By a socket of theirs at that server where they have one and wait for the answer, by HTTP otherwise. */
  async #send({ server: at, wait }: Act, command: Sent): Promise<void> {
    const { who, name, input } = command;
    this.#sent.push(command);
    const { url } = this.#server(at);
    const person = this.#person(who);
    const userId = person?.account.id ?? null;
    const own = this.#screens.find(
      (screen) =>
        screen.url === url &&
        screen.client.ledger.userId === userId &&
        screen.client.socket.connected,
    );
    const made = await recorded(this.#desks[who], command, () =>
      own && wait
        ? own.client.send(name, input)
        : httpSend({ url }, person?.token ?? null, name, input),
    );
    if (made && !this.#posts.includes(made)) this.#posts.push(made);
  }

  async #wait({ at }: Act): Promise<void> {
    const { discussionId } = this.#ground;
    const questionId = pick(this.#questionIds, at);
    const cat = this.#person("cat");
    const { deps } = this.#site.side.core;
    if (!questionId || !cat) return;
    const author = as(cat.account);
    this.#posts.push(await aPendingPost(deps, author, discussionId, questionId, bodyOf(aWord())));
  }

  async #screen(name: Name, url: string, place = name): Promise<Screen> {
    const { discussionId } = this.#ground;
    const person = this.#person(name);
    const called = `${name} before ${place}'s screen at ${url} (${this.#clients.length})`;
    const moderates = name === "host";
    const client = new LedgerClient(called, { url, discussionId, person, moderates });
    this.#clients.push(client);
    return { name: place, url, client: await client.follow() };
  }

  #server(at: number): Supervisor {
    const { servers } = this.#site;
    const server = servers[at % servers.length];
    if (!server) throw new Error("a server");
    return server;
  }

  #account(name: "ann" | "ben"): Account {
    const person = this.#person(name);
    if (!person) throw new Error(name);
    return person.account;
  }

  /** null for a visitor. */
  #person(name: Name): Person | null {
    const { admin: host, moderators, writers } = this.#ground;
    const [mo = null] = moderators;
    const [ann = null, ben = null, cat = null] = writers;
    return { host, mo, ann, ben, cat, visitor: null }[name];
  }

  #desk(name: Name): Ledger {
    const userId = this.#person(name)?.account.id ?? null;
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
