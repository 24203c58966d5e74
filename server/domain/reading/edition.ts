import * as z from "zod/mini";
import { hashOf } from "#server/domain/hash.ts";
import { Joined } from "#shared/commands/snapshot.ts";

/** Of the records that readers hold. It changes by itself when a field comes, goes or becomes something else. */
const form = hashOf("records", z.toJSONSchema(Joined, { unrepresentable: "any" })).slice(0, 8);

/**
 * What readers are told as the epoch: the log's own and the form of the records made of it. A reader that comes with records of
 * another version, as when processes are replaced one by one, starts over instead of holding both forms for ever.
 */
export const editionOf = (epoch: string): string => `${epoch}-${form}`;
