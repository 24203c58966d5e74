import type { Core } from "#server/core.ts";
import type { Caller } from "#server/domain/deps.ts";
import type { Entry, LogEvent } from "#server/domain/log.ts";
import { newPostId, newSessionId, newTextId } from "#server/domain/new-id.ts";
import type { Account, Store } from "#server/domain/store.ts";
import type { StorePlace } from "#server/store/open-store.ts";
import { start } from "#shared/feed.ts";
import type { DiscussionId, PostId, QuestionId, TextId } from "#shared/ids.ts";
import { Language, type PostView } from "#shared/model.ts";
import { secret } from "#test/support/app.ts";
import { type Beside, beside } from "#test/support/beside.ts";
import { anOpenDiscussion, aPendingPost, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { tempFolder } from "#test/support/temp-folder.ts";
import type { LedgerClient, Person } from "./client.ts";
import { type Evidence, happened, type Newcomer } from "./evidence.ts";
import { aWord, bodyOf } from "./ledger.ts";

/** What stands before the first server starts: a store, people with tokens, and an open discussion. */
export interface Ground {
  place: StorePlace;
  /** The settings of every server over this store. */
  env: Record<string, string>;
  discussionId: DiscussionId;
  questionId: QuestionId;
  admin: Person;
  moderators: Person[];
  writers: Person[];
  /** Posts that wait for a moderator, each with a word that nobody else may receive. */
  pending: PostId[];
}

const day = 24 * 3_600_000;
/** A session that outlives every test, also with clocks set an hour ahead, and an access token of it. */
async function signIn({ core, store }: Beside, account: Account): Promise<Person> {
  const id = newSessionId();
  const now = Date.now();
  await store.people.addSession({
    ...{ id, userId: account.id, tokenHash: id, previousHash: null, version: 1 },
    ...{ rotatedAt: now, createdAt: now, expiresAt: now + day, endedAt: null },
  });
  const { token } = core.deps.tokens.issue({ userId: account.id, sessionId: id, now });
  return { account, sessionId: id, token };
}

/** New access tokens, as pages fetch them in time; `now` is the servers' clock. */
export async function renewTokens(ground: Ground, now: number): Promise<void> {
  await besideOf(ground, async ({ core }) => {
    for (const person of [ground.admin, ...ground.moderators, ...ground.writers]) {
      const { account, sessionId } = person;
      person.token = core.deps.tokens.issue({ userId: account.id, sessionId, now }).token;
    }
  });
}

/** Works on the store as another process does, for what no server offers: posts that wait, tokens about to end. */
export async function besideOf<T>(
  { place }: Ground,
  work: (side: Beside) => Promise<T>,
): Promise<T> {
  const side = await beside(place, publicUrl);
  try {
    return await work(side);
  } finally {
    await side.close();
  }
}

/** Every server of a site signs and checks tokens for the same address, whatever port it listens on. */
export const publicUrl = "http://roundtable.test";

interface Wanted {
  /** A fresh embedded store where nothing is named. */
  place?: StorePlace;
  env?: Record<string, string>;
  writers?: number;
  moderators?: number;
  pending?: number;
}

/** More writes than that at the same time would outlive a store's patience. */
const atOnce = 500;

export async function aGround(wanted: Wanted = {}): Promise<Ground> {
  const place = wanted.place ?? { kind: "sqlite", dataDir: tempFolder(), durability: "normal" };
  const side = await beside(place, publicUrl);
  const { core, store } = side;
  const someone = async (name: string, more: Partial<Account> = {}): Promise<Person> => {
    return signIn(side, await anAccount(store, name, more));
  };
  const several = async (name: string, count: number) => {
    const people: Person[] = [];
    while (people.length < count) {
      const next = Array.from({ length: Math.min(atOnce, count - people.length) }, (_, i) =>
        someone(`${name}${people.length + i}`),
      );
      people.push(...(await Promise.all(next)));
    }
    return people;
  };
  try {
    const admin = await someone("host", { admin: true });
    const moderators = await several("mod", wanted.moderators ?? 1);
    const writers = await several("writer", wanted.writers ?? 3);
    const { discussionId, questionId } = await moderated(core, admin, moderators);
    const pending = await waitingPosts(side, writers[0], discussionId, questionId, wanted.pending);
    return {
      ...{ place, discussionId, questionId, admin, moderators, writers, pending },
      env: { ...settingsOf(place), PUBLIC_URL: publicUrl, ...wanted.env },
    };
  } finally {
    await side.close();
  }
}

async function moderated(core: Core, admin: Person, moderators: readonly Person[]) {
  const { discussionId, questionIds } = await anOpenDiscussion(core.answer, as(admin.account));
  const [questionId] = questionIds;
  if (!questionId) throw new Error("a question");
  for (const { account } of moderators)
    await granted(core.answer, as(admin.account), "member:grant", {
      ...{ discussionId, account: account.email ?? "", role: "moderator" },
      commandId: commandId(),
    });
  return { discussionId, questionId };
}

/** The same people in another discussion. */
export function movedOn(ground: Ground): Promise<Ground> {
  return besideOf(ground, async ({ core }) => ({
    ...ground,
    ...(await moderated(core, ground.admin, ground.moderators)),
    pending: [],
  }));
}

async function waitingPosts(
  { core }: Beside,
  writer: Person | undefined,
  discussionId: DiscussionId,
  questionId: QuestionId,
  count = 1,
): Promise<PostId[]> {
  const ids: PostId[] = [];
  for (let i = 0; writer && i < count; i++) {
    const body = bodyOf(aWord());
    const author = as(writer.account);
    ids.push(await aPendingPost(core.deps, author, discussionId, questionId, body));
  }
  return ids;
}

/** Makes the discussion long: so many published posts by its writers, projected. */
export async function fill(ground: Ground, posts: number): Promise<void> {
  const { discussionId, questionId, writers } = ground;
  await besideOf(ground, async ({ core, store }) => {
    let head = await store.log.head(discussionId);
    for (let made = 0; made < posts; made += portion) {
      const size = Math.min(portion, posts - made);
      const events = Array.from({ length: size }, (_, i): LogEvent & { type: "post:created" } => ({
        type: "post:created",
        ...{ postId: newPostId(), questionId, parentId: null, textId: newTextId() },
        authorId: (writers[i % writers.length] ?? ground.admin).account.id,
        ...{ number: made + i + 1, state: "published", language, writtenAt: null },
      }));
      const at = Date.now();
      await store.texts.put(
        events.map(({ textId }) => ({ id: textId, discussionId, body: bodyOf(aWord()), at })),
      );
      const drafts = events.map((event) => ({
        ...{ commandId: commandId(), actorId: event.authorId, hash: "fill", at, events: [event] },
      }));
      head += await store.log.append(discussionId, head, drafts);
    }
    await core.serving.read(discussionId);
  });
}
const portion = 1_000;
const language = Language.parse("en");

const settingsOf = (place: StorePlace): Record<string, string> =>
  place.kind === "sqlite"
    ? { DATA_DIR: place.dataDir, DURABILITY: place.durability }
    : { DATA_DIR: tempFolder(), MONGODB_URI: place.uri };

/** Collects what the checker needs, read from the store by a process that has just come: this one. */
export async function gather(
  { place, discussionId, admin, moderators, writers }: Ground,
  clients: readonly Pick<LedgerClient, "ledger">[],
  output: string,
): Promise<Evidence> {
  const side = await beside(place, publicUrl);
  try {
    const entries = await side.store.log.read(discussionId, 0, 1_000_000);
    const texts = await textsOf(side.store, entries);
    const people = [admin, ...moderators, ...writers];
    const newcomers = new Map<string, Newcomer>();
    for (const { ledger } of clients.filter((each) => each.ledger.follows)) {
      const person = people.find(({ account }) => account.id === ledger.userId);
      newcomers.set(
        ledger.client,
        await newcomer(side.core, discussionId, person ? as(person.account) : visitor, entries),
      );
    }
    return {
      ...{ entries, texts, newcomers, output },
      ledgers: clients.map(({ ledger }) => ledger),
      secrets: [secret, ...people.map(({ token }) => token)],
    };
  } finally {
    await side.close();
  }
}

/** Every text that a log points at. */
export async function textsOf(
  store: Store,
  entries: readonly Entry[],
): Promise<Map<TextId, string>> {
  const ids = entries.flatMap(({ events }) =>
    events.flatMap((event) => [
      ...("textId" in event && event.textId !== null ? [event.textId] : []),
      ...("noteId" in event && event.noteId !== null ? [event.noteId] : []),
    ]),
  );
  return new Map((await store.texts.get(ids)).map(({ id, body }) => [id, body]));
}

/** A snapshot, and every post below its windows. */
export async function newcomer(
  core: Core,
  discussionId: DiscussionId,
  caller: Caller,
  entries: readonly Entry[] = [],
): Promise<Newcomer> {
  const snapshot = await granted(core.answer, caller, "discussion:read", { discussionId });
  const posts = new Map<PostView["id"], PostView>(start(snapshot).posts);
  for (const { questionId, older } of snapshot.windows)
    for (let before = older; before !== null; ) {
      const page = await granted(core.answer, caller, "post:list", {
        ...{ discussionId, questionId, before, limit: 200 },
      });
      for (const post of page.posts) posts.set(post.id, post);
      before = page.window.older;
    }
  // A snapshot holds only the newest of one's own that aren't published.
  for (const { event } of happened(entries))
    if (event.type === "post:created" && event.authorId === snapshot.viewer.userId)
      if (!posts.has(event.postId)) {
        const { postId } = event;
        const read = await granted(core.answer, caller, "post:read", { discussionId, postId });
        posts.set(postId, read.post);
      }
  return { snapshot, posts };
}
