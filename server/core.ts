import { createPasswords } from "#server/auth/passwords.ts";
import { createTokens } from "#server/auth/tokens.ts";
import { type Answer, createAnswer } from "#server/domain/answer.ts";
import type { Answering, Deps, Ears, Logger, Supported } from "#server/domain/deps.ts";
import { type Faults, noFaults } from "#server/domain/faults.ts";
import { ImpressionTally } from "#server/domain/impressions/tally.ts";
import type { Load } from "#server/domain/load.ts";
import { createAuthenticate } from "#server/domain/people/authenticate.ts";
import { createRateLimits, type LimiterOf, type RateLimits } from "#server/domain/rate-limits.ts";
import { createLibrary, supportIn } from "#server/domain/reading/library.ts";
import { tellingOf } from "#server/domain/reading/telling.ts";
import { boundedScanner, type Scanner } from "#server/domain/scanner.ts";
import { Discussions } from "#server/domain/serving.ts";
import type { Store } from "#server/domain/store.ts";
import { boundedTranslator, type Translator } from "#server/domain/translator.ts";
import { rowTogether, together } from "#server/store/together.ts";
import type { DiscussionId, PostId, SessionId, UserId } from "#shared/ids.ts";

export interface CoreOptions {
  store: Store;
  log: Logger;
  publicUrl: string;
  secret: string;
  limitFactor: number;
  /** Called for each entry this process wrote. */
  onCommit?: (discussionId: DiscussionId) => void;
  /** Where commands are counted; in this process unless said otherwise. */
  limiterOf?: LimiterOf | undefined;
  /** Who shows that they are answering; without readers to show it to, nobody. */
  answering?: Answering;
  now?: () => number;
  /** Not given: nothing weighs. */
  load?: () => Load;
  supported?: Supported;
  translator?: Translator | null;
  scanner?: Scanner | null;
  /** Tests only. */
  faults?: Faults;
}

/** The rules with all they need, without sockets or web: what the server, the command line and tests stand on. */
export interface Core {
  deps: Deps;
  answer: Answer;
  authenticate: ReturnType<typeof createAuthenticate>;
  limits: RateLimits;
  serving: Discussions;
  /** One more who is told of changes, after those before. */
  hear(ears: Ears): void;
  /** Waits for what was committed to be projected and told, and for what was counted to be written. Leaves the store open: who opened it closes it. */
  close(): Promise<void>;
}

export function openCore({
  store,
  log,
  publicUrl,
  secret,
  limitFactor,
  now = Date.now,
  load = () => 0,
  faults = noFaults,
  translator = null,
  scanner = null,
  onCommit = () => undefined,
  limiterOf,
  supported = () => undefined,
  answering = { set: () => undefined, in: () => [] },
}: CoreOptions): Core {
  const listening: Ears[] = [];
  const ears: Ears = {
    tell: (telling) => {
      for (const each of listening) each.tell(telling);
    },
    sessionsEnded: (ids) => {
      authenticate.forget(ids);
      for (const each of listening) each.sessionsEnded(ids);
    },
  };
  const library = createLibrary({
    ...{ store, now },
    support: together((ids: readonly PostId[]) => supportIn(store, ids)),
  });
  const serving = new Discussions({
    store,
    ears,
    log,
    faults,
    now,
    onCommit,
    telling: (state, step) => tellingOf({ library, epoch: store.epoch }, state, step),
  });
  const tally = new ImpressionTally({ impressions: store.impressions, log, now });
  const deps: Deps = {
    ...{
      store,
      serving,
      library,
      ears,
      answering,
      supported,
      tally,
      log,
      faults,
      now,
      load,
      publicUrl,
      secret,
    },
    translate:
      translator &&
      boundedTranslator(translator, (error) => log.error("the translator failed", error)),
    scan: scanner && boundedScanner(scanner, (error) => log.error("the scanner failed", error)),
    passwords: createPasswords(),
    tokens: createTokens({ secrets: [{ id: "1", secret }], issuer: publicUrl }),
  };
  const authenticate = createAuthenticate({
    tokens: deps.tokens,
    session: rowTogether((ids: readonly SessionId[]) => store.people.sessions(ids)),
    account: rowTogether((ids: readonly UserId[]) => store.people.accounts(ids)),
  });
  const limits = createRateLimits(limitFactor, limiterOf);
  return {
    deps,
    answer: createAnswer(deps, limits),
    authenticate,
    limits,
    serving,
    hear: (each) => {
      listening.push(each);
    },
    close: async () => {
      await Promise.all([serving.close(), tally.write()]);
    },
  };
}
