import { createServer, type IncomingMessage } from "node:http";
import { alone, openCluster } from "#server/cluster/cluster.ts";
import type { Config } from "#server/config.ts";
import { type Core, openCore } from "#server/core.ts";
import type { Answer } from "#server/domain/answer.ts";
import type { Logger } from "#server/domain/deps.ts";
import { type Faults, noFaults } from "#server/domain/faults.ts";
import { sweepFiles } from "#server/domain/files/sweep-files.ts";
import { recheckAnswering } from "#server/domain/posts/answering.ts";
import { closingsWatch, hearersOfSupport } from "#server/domain/posts/support-post.ts";
import type { Scanner } from "#server/domain/scanner.ts";
import { type Store, StoreReplaced } from "#server/domain/store.ts";
import type { Translator } from "#server/domain/translator.ts";
import { drainable } from "#server/drain.ts";
import { followEndedSessions } from "#server/ended-sessions.ts";
import { addressOf } from "#server/http/client-address.ts";
import { guardPath } from "#server/http/headers.ts";
import { inTurn } from "#server/http/in-turn.ts";
import { countAnswer, createMetrics, type Metrics } from "#server/http/metrics.ts";
import { createPages } from "#server/http/page.tsx";
import { Streams } from "#server/http/streams.ts";
import { createWeb } from "#server/http/web.ts";
import { listen } from "#server/listen.ts";
import { type LoadWatch, watchLoad } from "#server/load.ts";
import { AnsweringHere, answeringTeller } from "#server/socket/answering.ts";
import { createEars } from "#server/socket/broadcast.ts";
import { openIo, serveSockets } from "#server/socket/gateway.ts";
import { Heard } from "#server/socket/heard.ts";
import { startPulse } from "#server/socket/pulse.ts";
import { SupportNews, supportTeller } from "#server/socket/support.ts";
import { cutStalled } from "#server/stalled.ts";
import { closeUnused } from "#server/unused-lines.ts";
import { commands } from "#shared/commands.ts";
import { limits, rateOfHandshakes } from "#shared/limits.ts";
import type { RefusalCode } from "#shared/refusals.ts";

export interface App {
  core: Core;
  /** Readers without a socket. */
  streams: Pick<Streams, "open" | "waiting">;
  port: number;
  /** Ends what is under way, tells clients to come back, and closes everything it opened. The store stays open. */
  close(): Promise<void>;
}

export interface AppOptions {
  config: Config;
  store: Store;
  secret: string;
  log: Logger;
  /** The built client. */
  clientDir: string;
  now?: () => number;
  /** What translates by machine; null for nothing. */
  translator?: Translator | null;
  /** What looks for viruses; null for nothing. */
  scanner?: Scanner | null;
  /** Tests only. */
  faults?: Faults;
  load?: LoadWatch;
}

/** Commands under way get this long, after that clients have to ask again. */
const drainMs = 5_000;
/** After a restart clients come back about as fast as a process takes them in, spread over this time: no stampede, and no idling. */
const comeBackMs = (clients: number): number => Math.round(Math.max(1_500, clients * 0.4));

/** Whoever opens a connection and asks nothing, or never gets to the end of it, is gone after about this long. */
const requestTimes = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
};

/** Ties rules, store, sockets and web into one thing that listens and can be closed. */
export async function openApp(options: AppOptions): Promise<App> {
  const { config, store, secret, log, clientDir, faults = noFaults, now = Date.now } = options;
  const { publicUrl, limitFactor } = config;
  const metrics = createMetrics();
  const weight = options.load ?? watchLoad();
  const cluster = config.redisUrl
    ? await openCluster({
        ...{ url: config.redisUrl, epoch: store.epoch, secret, publicUrl, log },
        outage: () => metrics.redisOutages.inc(),
      })
    : alone;
  const answering = new AnsweringHere(now);
  const [supportHere, supportElsewhere] = [new SupportNews(), new SupportNews()];
  const core = openCore({
    ...{ store, log, publicUrl, secret, limitFactor, now, faults, answering },
    supported: (discussionId, postId) => supportHere.note(discussionId, postId),
    load: weight.level,
    translator: options.translator ?? null,
    scanner: options.scanner ?? null,
    limiterOf: cluster.limiterOf,
    onCommit: (discussionId) => {
      metrics.committed.inc();
      cluster.committed(discussionId);
    },
  });
  const { answer, drain, draining } = drainable(core.answer);
  const { authenticate } = core;

  const streams = new Streams({
    ...{ epoch: store.epoch, metrics },
    hold: (id) => core.serving.hold(id),
    head: async (id) => (await core.serving.state(id)).seq,
    heads: () => core.serving.heads(),
  });
  const http = createServer(requestTimes);
  closeUnused(http);
  const ready = async () => {
    const storeIs = await store.ping().then(
      () => "ok",
      (error: unknown) => (error instanceof StoreReplaced ? "replaced, start again" : "no answer"),
    );
    return {
      ok: storeIs === "ok" && !draining(),
      checks: {
        store: storeIs,
        process: draining() ? "closing" : "ok",
        // Under load it works on, and turns newcomers away.
        load: weight.weighing(),
        // Without it the server goes on, so it never makes it unready.
        ...(cluster.answers() === null ? {} : { redis: cluster.answers() ? "ok" : "no answer" }),
      },
    };
  };
  http.on(
    "request",
    createWeb({
      config,
      answer,
      authenticate,
      log,
      metrics,
      streams,
      ready,
      pages: createPages,
      clientDir,
      now,
      filePiece: (id, from) => store.files.piece(id, from),
    }),
  );
  // After the web: Socket.IO takes its own path away from whoever listens already. Behind it, both would answer.
  const io = openIo(http, new Set(config.origins));
  guardPath(http, io.path(), { publicUrl });
  inTurn(http);
  const heard = new Heard();
  const told = {
    deliveries: (count: number) => metrics.emitted.inc(count),
    resync: (reason: string, count = 1) => metrics.resync.inc({ reason }, count),
    queueCut: () => metrics.queueCuts.inc(),
    handshakeRefused: (code: RefusalCode) =>
      countAnswer(metrics, { door: "socket", limit: "handshake", code }),
  };
  core.hear(createEars(io, { told, heard, now }));
  core.hear({ tell: (telling) => streams.tell(telling), sessionsEnded: () => undefined });
  core.hear({
    tell: ({ discussionId }) =>
      void recheckAnswering(core.deps, discussionId).catch((error: unknown) =>
        log.error("who is answering couldn't be asked", error),
      ),
    sessionsEnded: () => undefined,
  });
  serveSockets(io, {
    ...{ authenticate, log, now, told },
    load: weight.level,
    visitorsPerAddress: Math.max(1, Math.round(limits.visitorsPerAddress * limitFactor)),
    unnamedPerAddress: Math.max(1, Math.round(rateOfHandshakes.address * limitFactor)),
    answer: counted(answer, metrics),
    hold: (id) => core.serving.hold(id),
    admitHandshake: core.limits.handshake,
    left: (line) => answering.left(line),
    addressOf: (request: IncomingMessage) => addressOf(request, config.trustProxy),
  });
  const ended = followEndedSessions({ store, ears: core.deps.ears, log, now });
  core.hear({
    tell: () => undefined,
    sessionsEnded: (ids) => {
      if (!ended.found(ids)) cluster.sessionsEnded();
    },
  });
  cluster.hear({
    somethingNew: (id) => core.serving.hintOf(id),
    sessionsMayHaveEnded: ended.look,
    supported: (discussionId, postId) => supportElsewhere.note(discussionId, postId),
  });
  const lookAtClosings = closingsWatch(core.deps);
  const tellSupport = supportTeller(io, {
    ...{ here: supportHere, elsewhere: supportElsewhere, share: cluster.shareSupport },
    totals: (ids) => core.deps.library.support(ids),
    hearers: (discussionId) => hearersOfSupport(core.deps, discussionId),
  });
  const stops = [
    startPulse(io, {
      ...{ epoch: store.epoch, now },
      heads: () => core.serving.heads(),
      heard,
      counted: (sockets) => {
        metrics.sockets.set(sockets);
        metrics.load.set(weight.level());
      },
      beside: streams,
      elsewhere: cluster,
      tellSupport: async () => {
        await lookAtClosings();
        await tellSupport();
      },
      tellAnswering: answeringTeller(io, { here: answering, elsewhere: cluster, beside: streams }),
    }),
    ended.stop,
    weight.stop,
    everyHour(() => sweepFiles(core.deps), log),
    cutStalled(http, () => performance.now(), told.queueCut).stop,
  ];
  const port = await listen(http, config).catch((error: unknown) => {
    cluster.close();
    throw error;
  });
  return {
    core,
    streams,
    port,
    close: async () => {
      const comeBackAfter = comeBackMs(io.engine.clientsCount + streams.open);
      io.emit("server:closing", { comeBackAfter });
      streams.close(comeBackAfter);
      await drain(drainMs);
      for (const stop of stops) stop();
      await core.close();
      cluster.close();
      http.closeIdleConnections();
      await io.close();
    },
  };
}

/** In a minute and every hour; what fails is tried again in the next. */
function everyHour(work: () => Promise<void>, log: Logger): () => void {
  const go = () =>
    void work().catch((error: unknown) => log.warn("clearing up failed", { error: String(error) }));
  const timers = [setTimeout(go, 60_000), setInterval(go, 60 * 60_000)];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

/** What sockets are answered is counted as what HTTP is answered. */
function counted(answer: Answer, metrics: Metrics): Answer {
  return async (caller, name, raw) => {
    const result = await answer(caller, name, raw);
    const { limit } = commands[name];
    countAnswer(metrics, { door: "socket", limit, code: result.ok ? null : result.failure.code });
    return result;
  };
}
