import mongoose from "mongoose";
import { StorageFull, StoreUnavailable } from "#server/domain/store.ts";

const {
  MongoBulkWriteError,
  MongoClientClosedError,
  MongoError,
  MongoExpiredSessionError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} = mongoose.mongo;

/**
 * One call waits so long at most. The driver's own limits follow each other (a silent socket, then looking for a server,
 * then its handshake), so a server that stopped without a word would cost their sum.
 */
const patienceMs = 4_500;
const duplicateKey = 11_000;
const outOfDisk = 14_031;
/** Shutting down, not primary any more, too long, a vote: see "retryable errors" of MongoDB's server selection. */
const passing = new Set([
  6, 7, 50, 64, 89, 91, 134, 189, 262, 9_001, 10_058, 10_107, 11_600, 11_602, 13_388, 13_435,
  13_436,
]);

/** Runs one call to the server. Throws `StoreUnavailable` when it can't be reached, `StorageFull` when it is full. */
export async function reach<T>(call: () => PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(
      () => fail(new StoreUnavailable(`MongoDB didn't answer within ${patienceMs} ms.`)),
      patienceMs,
    );
  });
  try {
    return await Promise.race([call(), late]);
  } catch (error) {
    throw typed(error);
  } finally {
    clearTimeout(timer);
  }
}

export const isDuplicate = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === duplicateKey;

/**
 * Where a batch met documents that are there already: positions in it, in order. Rethrows when something else was wrong
 * with it.
 */
export function duplicatesIn(error: unknown): number[] {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  // Mongoose notes here what it left out of the batch since it didn't fit the schema.
  if ("mongoose" in error) throw new Error("Something doesn't fit the schema.", { cause: error });
  const found = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  if (found.length === 0 || found.some(({ code }) => code !== duplicateKey)) throw error;
  return found.map(({ index }) => index).sort((a, b) => a - b);
}

function typed(error: unknown): unknown {
  if (isUnreachable(error)) {
    const message = error instanceof Error ? error.message : String(error);
    return new StoreUnavailable(`MongoDB can't be reached: ${message}`, { cause: error });
  }
  if (error instanceof MongoServerError && error.code === outOfDisk)
    return new StorageFull("MongoDB's disk is full.", { cause: error });
  return error;
}

function isUnreachable(error: unknown): boolean {
  if (error instanceof MongoServerError)
    return (
      error instanceof MongoWriteConcernError ||
      // A batch that met no server has no code of one.
      typeof error.code !== "number" ||
      passing.has(error.code)
    );
  if (error instanceof MongoError)
    return (
      error instanceof MongoNetworkError ||
      error instanceof MongoServerSelectionError ||
      error instanceof MongoNotConnectedError ||
      error instanceof MongoTopologyClosedError ||
      error instanceof MongoClientClosedError ||
      error instanceof MongoExpiredSessionError ||
      error.hasErrorLabel("RetryableWriteError")
    );
  // What mongoose itself says when there is no connection; its other errors have names of their own.
  return error instanceof mongoose.Error && error.name === "MongooseError";
}
