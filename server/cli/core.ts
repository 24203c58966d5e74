import type { Answer } from "#server/domain/answer.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { derivedId } from "#server/domain/derived-id.ts";
import { addImportedAccount } from "#server/domain/people/imported-account.ts";
import { SessionId, UserId } from "#shared/ids.ts";

/** The rules over the store of the settings. */
export interface CliCore {
  deps: Deps;
  answer: Answer;
}
/**
 * Opens the rules for a piece of work and closes them after it. `create`: whether the work may begin with an empty store
 * where there is none; otherwise it throws `CommandFailed`.
 */
export type WithCore = <T>(
  choice: { create: boolean },
  work: (core: CliCore) => Promise<T>,
) => Promise<T>;

const userId = UserId.parse(derivedId("command line"));
const sessionId = SessionId.parse(derivedId("command line", "session"));

/** Who acts when the operator types a command: an admin, named in the log as the command line. */
export async function commandLine({ store, now }: Deps): Promise<Caller> {
  await addImportedAccount(store, {
    ...{ id: userId, name: "Command line", organisation: null, category: null },
    ...{ languages: [], createdAt: now() },
  });
  return {
    actor: { kind: "account", userId, sessionId, admin: true },
    address: "command line",
    cookie: null,
  };
}
