import { type Core, openCore } from "#server/core.ts";
import { newSessionId } from "#server/domain/new-id.ts";
import type { Account, Store } from "#server/domain/store.ts";
import { openStore, type StorePlace } from "#server/store/open-store.ts";
import { secret } from "./app.ts";
import { quiet } from "./quiet.ts";

/** The rules over the store of a server in another process, as the command line has them. */
export interface Beside {
  core: Core;
  store: Store;
  /** An access token that the server takes. */
  tokenFor(account: Account): Promise<string>;
  close(): Promise<void>;
}

export async function beside(place: StorePlace, publicUrl: string): Promise<Beside> {
  const store = await openStore(place);
  const core = openCore({ store, log: quiet, publicUrl, secret, limitFactor: 1e5 });
  return {
    core,
    store,
    tokenFor: async (account) => {
      const id = newSessionId();
      const now = Date.now();
      await store.people.addSession({
        ...{ id, userId: account.id, tokenHash: id, previousHash: null, version: 1 },
        ...{ rotatedAt: now, createdAt: now, expiresAt: now + 3_600_000, endedAt: null },
      });
      return core.deps.tokens.issue({ userId: account.id, sessionId: id, now }).token;
    },
    close: async () => {
      await core.close();
      await store.close();
    },
  };
}
