import { createHash } from "node:crypto";
import { discussionIdOf, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { allow, audienceOf, discussionFor, roleIn } from "#server/domain/permissions.ts";
import { takesPosts, unmuted } from "#server/domain/posts/checks.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { StoredFile } from "#server/domain/store.ts";
import { commands, type Input, type Output } from "#shared/commands.ts";
import type { DiscussionId, UserId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { fileName } from "./file-name.ts";
import { piecesOf } from "./pieces.ts";
import { viewOf } from "./view-files.ts";
import { whatItIs } from "./what-it-is.ts";

const noSuchFile = () => new Refusal("not_found", "There is no such file.", { field: "fileId" });

/**
 * Takes one piece of a file. Beside the log: until a post names it, nobody but its sender knows of it. Once it is whole it is
 * looked through, and what isn't good goes again at once.
 */
export async function putFile(
  deps: Deps,
  caller: Caller,
  input: Input<"file:put">,
): Promise<Output<"file:put">> {
  const actor = signedIn(caller);
  const { fileId: id, name, size, from } = input;
  const discussionId = await discussionIdOf(deps, input.discussionId);
  const state = await deps.serving.latest(discussionId);
  allow(state, actor, commands["file:put"].may);
  unmuted(state, actor.userId, deps.now());
  // Whoever moderates brings documents, and what was sent in, at any time.
  if (audienceOf(roleIn(state, actor)) !== "moderators") takesPosts(state, deps.now());
  const own = { discussionId, ownerId: actor.userId };
  const [there] = await deps.store.files.get([id]);
  if (!there) await roomFor(deps, own);
  const file =
    there ??
    (await deps.store.files.begin({
      ...{ id, ...own, name, size, received: 0, found: null, kept: false, at: deps.now() },
    }));
  // One answer for another's file and for what is no file: ids can't be tried out.
  if (file.ownerId !== own.ownerId || file.discussionId !== discussionId) throw noSuchFile();
  if (file.size !== size || file.name !== name)
    throw new Refusal("conflict", "Another file is being sent under this id.", { field: "fileId" });
  if (file.found) return { received: file.received, file: viewOf(file) };
  const piece = Buffer.from(input.data, "base64");
  if (from + piece.length > size)
    throw new Refusal("invalid_input", "The file is longer than it was said to be.", {
      field: "data",
      details: { rule: "too_long", limit: size, actual: from + piece.length },
    });
  const received = await deps.store.files.append(id, from, piece);
  if (received === null) throw noSuchFile();
  if (received < size) return { received, file: null };
  return { received, file: viewOf(await lookedThrough(deps, { ...file, received })) };
}

async function roomFor(
  { store }: Deps,
  { discussionId, ownerId }: { discussionId: DiscussionId; ownerId: UserId },
): Promise<void> {
  const { length } = await store.files.looseOf(discussionId, ownerId);
  if (length >= limits.looseFiles)
    throw new Refusal("invalid_input", `You have sent ${length} files here that no post has.`, {
      field: "fileId",
      details: { rule: "too_many", limit: limits.looseFiles, actual: length },
    });
}

interface Looking {
  /** By the id of the file: whoever asks meanwhile hears what comes of it. */
  underWay: Map<string, Promise<StoredFile>>;
  waiting: (() => void)[];
  running: number;
}
const looking = new WeakMap<Deps["store"], Looking>();
/** Each holds a whole file in memory while it is looked through. */
const atOnce = 2;

/** Once for each file, and few at a time. */
function lookedThrough(deps: Deps, file: StoredFile): Promise<StoredFile> {
  const all: Looking = looking.get(deps.store) ?? {
    ...{ underWay: new Map(), waiting: [], running: 0 },
  };
  looking.set(deps.store, all);
  const underWay = all.underWay.get(file.id);
  if (underWay !== undefined) return underWay;
  const work = (async () => {
    if (all.running >= atOnce) await new Promise<void>((next) => all.waiting.push(next));
    else all.running++;
    try {
      return await lookThrough(deps, file);
    } finally {
      const next = all.waiting.shift();
      if (next) next();
      else all.running--;
      all.underWay.delete(file.id);
    }
  })();
  all.underWay.set(file.id, work);
  return work;
}

/** What is found not to be good is dropped; what can't be looked through now stays, for the next try. */
async function lookThrough(deps: Deps, file: StoredFile): Promise<StoredFile> {
  const { id } = file;
  // Somebody else's process may have been faster.
  const [now = file] = await deps.store.files.get([id]);
  if (now.found) return now;
  try {
    const { bytes, hash } = await wholeOf(deps, file);
    const type = await whatItIs(bytes);
    const name = fileName(file.name, type);
    await deps.scan?.({ bytes, name, type });
    const found = { type, hash };
    await deps.store.files.find(id, found);
    return { ...file, found };
  } catch (error) {
    if (error instanceof Refusal && error.failure.code === "invalid_input")
      await deps.store.files.drop(id);
    throw error;
  }
}

/** Its SHA-256 is made piece by piece: of all at once it would hold up everybody. */
async function wholeOf(
  { store }: Deps,
  file: StoredFile,
): Promise<{ bytes: Buffer; hash: string }> {
  const pieces: Uint8Array[] = [];
  const hash = createHash("sha256");
  for await (const piece of piecesOf(store.files, file)) {
    pieces.push(piece);
    hash.update(piece);
  }
  return { bytes: Buffer.concat(pieces), hash: hash.digest("hex") };
}

/** Its sender may always take it back, as long as nothing has it. */
export async function dropFile(
  deps: Deps,
  caller: Caller,
  { discussionId: ref, fileId }: Input<"file:drop">,
): Promise<Output<"file:drop">> {
  const { userId } = signedIn(caller);
  const discussionId = await discussionIdOf(deps, ref);
  discussionFor(await deps.serving.state(discussionId), caller.actor);
  const [file] = await deps.store.files.get([fileId]);
  if (file?.ownerId === userId && file.discussionId === discussionId)
    await deps.store.files.drop(fileId);
  return {};
}
