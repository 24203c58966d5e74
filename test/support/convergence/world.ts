import { type Core, openCore } from "#server/core.ts";
import type { Caller, Telling } from "#server/domain/deps.ts";
import type { Account, Store } from "#server/domain/store.ts";
import type { DiscussionId, PostId, QuestionId } from "#shared/ids.ts";
import { check } from "#test/faults/harness/check.ts";
import type { Finding } from "#test/faults/harness/evidence.ts";
import { newcomer, textsOf } from "#test/faults/harness/ground.ts";
import type { Ledger } from "#test/faults/harness/ledger.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { quiet } from "#test/support/quiet.ts";
import { Reader } from "#test/support/reader.ts";
import type { FreshStore } from "#test/support/stores.ts";
import { type Name, names } from "./acts.ts";

/** Changes what a server tells, as a fault in it would. */
export type Sabotage = (telling: Telling) => Telling;

/** Servers over one store, each with everything of its own, and people who are never in two runs at once. */
export interface Site {
  servers: Core[];
  store: Store;
  accounts: Record<Exclude<Name, "visitor">, Account>;
  /** The clock of all servers. */
  clock: { now: number };
  /** Who is told by which server; the run's to set. */
  heard: (server: Core, telling: Telling) => void;
  close(): Promise<void>;
}

export async function aSite(
  fresh: FreshStore,
  count: number,
  sabotage: Sabotage = (telling) => telling,
): Promise<Site> {
  const stores = [fresh.store];
  while (stores.length < count) stores.push(await fresh.again());
  const clock = { now: Date.now() };
  const servers = stores.map((store) =>
    openCore({
      ...{ store, log: quiet, publicUrl: "http://x.test", secret: "s".repeat(32) },
      ...{ limitFactor: 1e6, now: () => clock.now },
    }),
  );
  const person = (name: string, admin = false) => anAccount(fresh.store, name, { admin });
  const site: Site = {
    ...{ servers, store: fresh.store, clock, heard: () => undefined },
    accounts: {
      host: await person("host", true),
      ...{ mo: await person("mo"), ann: await person("ann") },
      ...{ ben: await person("ben"), cat: await person("cat") },
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
      await Promise.all(stores.map((store) => store.close()));
    },
  };
  for (const server of servers)
    server.hear({
      tell: (telling) => site.heard(server, sabotage(telling)),
      sessionsEnded: () => undefined,
    });
  return site;
}

/** A person, or what is left of one who signed out, before one screen. */
export interface Client {
  reader: Reader;
  ledger: Ledger;
}

/** One run: a discussion, those who follow it, and what they set out to do. */
export class World {
  readonly site: Site;
  readonly discussionId: DiscussionId;
  readonly questionIds: QuestionId[];
  readonly posts: PostId[] = [];
  readonly clients: Client[] = [];
  /** What each person sent and was answered. */
  readonly sent: Record<Name, Ledger>;
  readonly #past: Ledger[] = [];
  readonly #told = new Map<Core, number>();
  readonly #releases: (() => void)[] = [];

  private constructor(site: Site, discussionId: DiscussionId, questionIds: QuestionId[]) {
    this.site = site;
    this.discussionId = discussionId;
    this.questionIds = questionIds;
    this.sent = Object.fromEntries(
      names.map((name) => [name, this.#ledger(`what ${name} sent`, name, false)]),
    ) as Record<Name, Ledger>;
  }

  /** An open discussion with a moderator, followed by everybody, on several servers by two screens each. */
  static async open(site: Site): Promise<World> {
    const [server] = site.servers;
    if (!server) throw new Error("a server");
    const host = as(site.accounts.host);
    const { discussionId, questionIds } = await anOpenDiscussion(server.answer, host, 2);
    await granted(server.answer, host, "member:grant", {
      ...{ discussionId, account: site.accounts.mo.email ?? "", role: "moderator" },
      commandId: commandId(),
    });
    const world = new World(site, discussionId, questionIds);
    site.heard = (from, telling) => world.#heard(from, telling);
    for (const each of site.servers) {
      world.#releases.push(await each.serving.hold(discussionId));
      // What a server finds when it begins to serve a discussion, it need not tell.
      world.#told.set(each, (await each.serving.state(discussionId)).seq);
    }
    const screens = site.servers.length > 1 ? 2 : 1;
    for (let i = 0; i < names.length * screens; i++)
      world.clients.push(world.#client(names[i % names.length] ?? "visitor", i));
    await Promise.all(world.clients.map(({ reader }) => reader.join()));
    return world;
  }

  caller(name: Name): Caller {
    return name === "visitor" ? visitor : as(this.site.accounts[name]);
  }

  server(i: number): Core {
    const { servers } = this.site;
    const server = servers[i % servers.length];
    if (!server) throw new Error("a server");
    return server;
  }

  /** Signs out, or in again: who was there is gone, and somebody else starts from nothing. */
  async changeAccount(i: number, server: number): Promise<void> {
    const client = this.clients[i];
    if (!client) return;
    client.reader.drop();
    this.#past.push({ ...client.ledger, follows: false });
    const name = names[i % names.length] ?? "visitor";
    const next = this.#client(client.ledger.userId === null ? name : "visitor", i);
    next.reader.core = this.server(server);
    this.clients[i] = next;
    await next.reader.join();
  }

  /** Waits until every server has told everything and every client has caught up, then looks for broken promises. */
  async findings(): Promise<Finding[]> {
    const { site, discussionId } = this;
    const head = await site.store.log.head(discussionId);
    const end = performance.now() + 20_000;
    while (site.servers.some((server) => (this.#told.get(server) ?? 0) < head)) {
      if (performance.now() > end) throw new Error("A server never told what it has to tell.");
      for (const { serving } of site.servers) serving.hint();
      await new Promise((soon) => setTimeout(soon, 2));
    }
    await Promise.all(this.clients.map(({ reader }) => reader.hearHead(head)));
    const entries = await site.store.log.read(discussionId, 0, 10_000);
    const newcomers = new Map(
      await Promise.all(
        this.clients.map(
          async ({ reader, ledger }) =>
            [ledger.client, await newcomer(reader.core, discussionId, reader.caller)] as const,
        ),
      ),
    );
    return check({
      ...{ entries, newcomers, output: "", secrets: [] },
      texts: await textsOf(site.store, entries),
      ledgers: [
        ...this.clients.map(({ ledger }) => ledger),
        ...this.#past,
        ...Object.values(this.sent),
      ],
    });
  }

  close(): void {
    for (const { reader } of this.clients) reader.drop();
    for (const release of this.#releases) release();
    this.site.clock.now += 3_600_000; // servers let it go when they next look
  }

  #heard(from: Core, telling: Telling): void {
    if (telling.discussionId !== this.discussionId) return;
    const sent = JSON.stringify(telling); // what a record can't carry doesn't arrive
    for (const { reader } of this.clients) if (reader.core === from) reader.tell(JSON.parse(sent));
    this.#told.set(from, Math.max(this.#told.get(from) ?? 0, telling.feed.public.to));
  }

  #client(name: Name, i: number): Client {
    const reader = new Reader(this.server(i), this.caller(name), this.discussionId);
    const ledger = this.#ledger(`${name} before screen ${i} (${this.#past.length})`, name, true);
    ledger.lines = reader.lines;
    return { reader, ledger };
  }

  #ledger(client: string, name: Name, follows: boolean): Ledger {
    const { actor } = this.caller(name);
    const userId = actor.kind === "account" ? actor.userId : null;
    return { client, userId, moderates: name === "host", follows, lines: [] };
  }
}
