import { randomBytes } from "node:crypto";
import { type Core, openCore } from "#server/core.ts";
import type { Deps } from "#server/domain/deps.ts";
import { type Imported, importDiscussion } from "#server/domain/imports/import-discussion.ts";
import type { Store } from "#server/domain/store.ts";
import { readDiscussion } from "#server/import/polis/read-discussion.ts";
import type { ImportChoice } from "#server/import/polis/to-discussion.ts";
import { quiet } from "#test/support/quiet.ts";

/** The rules over a store, as one process has them. */
export const aCore = (store: Store, log = quiet): Core =>
  openCore({
    ...{ store, log, publicUrl: "http://localhost:8080", limitFactor: 1000 },
    secret: randomBytes(48).toString("base64url"),
  });

export const importPolis = async (
  deps: Deps,
  folder: string,
  choice: ImportChoice,
): Promise<Imported> => importDiscussion(deps, await readDiscussion(folder, choice, deps.now()));
