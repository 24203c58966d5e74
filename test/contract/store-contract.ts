import type { Opener } from "#test/support/stores.ts";
import { contactsContract } from "./contacts-contract.ts";
import { draftsContract } from "./drafts-contract.ts";
import { filesContract } from "./files-contract.ts";
import { fillContract } from "./fill-contract.ts";
import { impressionsContract } from "./impressions-contract.ts";
import { instancesOf } from "./instances.ts";
import { lifeContract } from "./life-contract.ts";
import { logContract } from "./log-contract.ts";
import { marksContract } from "./marks-contract.ts";
import { peopleContract } from "./people-contract.ts";
import { postsContract } from "./posts-contract.ts";
import { projectionContract } from "./projection-contract.ts";
import { registerContract } from "./register-contract.ts";
import { searchContract } from "./search-contract.ts";
import { spacesContract } from "./spaces-contract.ts";
import { textsContract } from "./texts-contract.ts";
import { votesContract } from "./votes-contract.ts";

/** The exam that every store passes. Promises are numbered as in the protocol: P2 nothing twice, P3 one order. */
export function storeContract(engine: Opener["engine"], open: Opener["open"]): void {
  const instances = instancesOf(engine, open);
  logContract(instances);
  textsContract(instances);
  registerContract(instances);
  projectionContract(instances);
  postsContract(instances);
  searchContract(instances);
  votesContract(instances);
  marksContract(instances);
  draftsContract(instances);
  contactsContract(instances);
  impressionsContract(instances);
  spacesContract(instances);
  filesContract(instances);
  peopleContract(instances);
  lifeContract(instances);
  fillContract(instances);
}
