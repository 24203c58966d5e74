import { createHmac } from "node:crypto";
import { discussionIdOf } from "#server/domain/act.ts";
import type { Actor, Caller, Deps } from "#server/domain/deps.ts";
import { discussionFor, unauthenticated } from "#server/domain/permissions.ts";
import { makeCursor, readCursor } from "#server/domain/reading/cursor.ts";
import { peopleHere } from "#server/domain/reading/people-here.ts";
import { viewerOf } from "#server/domain/reading/snapshot.ts";
import { nameIdOf, viewPosts } from "#server/domain/reading/views.ts";
import { sight, tellsSupport } from "#server/domain/reading/visibility.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { PostRow, State } from "#server/domain/state.ts";
import type { Input, Output } from "#shared/commands.ts";
import { apart } from "#shared/cut.ts";
import { fold } from "#shared/fold.ts";
import type { DiscussionId, PostId, UserId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { type AuthorView, Language, type PostOrder, type PostView } from "#shared/model.ts";
import { plainText } from "#shared/plain-text.ts";
import { beginningsIn, wordsOf } from "./folding.ts";
import { levelIndex, mentionWord } from "./index-posts.ts";
import { byPlace, type OrderFacts, type Placed, placed } from "./orders.ts";
import { passageOf } from "./passage.ts";
import { peopleNamed } from "./people-named.ts";

type Query = Input<"post:find">;

/** Looks among what the caller may see whole, and among nothing else: neither hits nor the total tell of other posts. */
export async function findPosts(
  deps: Deps,
  caller: Caller,
  input: Query,
): Promise<Output<"post:find">> {
  const id = await discussionIdOf(deps, input.discussionId);
  const { state, head } = await deps.serving.read(id);
  discussionFor(state, caller.actor);
  const beginnings = beginningsOf(input.words ?? "");
  const viewer = viewerOf(state, caller.actor);
  const order = input.order ?? "newest";
  askNoTotals(tellsSupport(state, viewer, deps.now()), order, input);
  const list = `find ${id} ${order} ${JSON.stringify(listed(input))}`;
  const { after, chance } = input.before
    ? placeOf(readCursor(deps.secret, list, input.before))
    : { after: null, chance: chanceFor(deps, caller, id, input) };

  const seen: PostRow[] = [];
  for (const [, row] of state.posts.entries()) if (sight(row, viewer) === "whole") seen.push(row);
  const rows = seen.filter((row) => suits(row, input));
  const own = ownFor(input, caller.actor);
  const among = await withWords(deps, id, state, await supportedAmong(deps, id, own, rows), [
    ...beginnings,
    ...own.words,
  ]);
  const facts = await factsFor(
    deps,
    { id, state, ...repliesIn(state), order, input, chance },
    among,
  );
  const wanted = among.filter((row) => isWanted(row, input, facts));
  const { topic } = input;
  const all = placed(
    topic ? wanted.filter((row) => row.topics?.includes(topic)) : wanted,
    order,
    facts,
  );
  const { page, last } = pageOf(all, after, input.limit ?? limits.page);
  const posts = await viewPosts(
    deps.library,
    state,
    page.map(({ row }) => row),
    viewer,
  );
  return {
    hits: posts.map((post) => ({ post, ...passageIn(post, beginnings) })),
    author: await authorFor(deps, state, input, rows),
    people: await peopleNamed(deps.library, seen, beginnings),
    languages: [...new Set(seen.flatMap(({ language }) => language ?? []))],
    total: all.length,
    topics: topicsOf(wanted),
    next: last ? makeCursor(deps.secret, list, placeAt(last, chance)) : null,
    head,
  };
}

/** `last` is what the next page comes after; undefined when there is none. */
function pageOf(all: readonly Placed[], after: Placed | null, limit: number) {
  const rest = after ? all.filter((each) => byPlace(after, each) < 0) : all;
  const page = rest.slice(0, limit);
  return { page, last: rest.length > page.length ? page.at(-1) : undefined };
}

/** Replies that everybody sees, by what they reply to, and what of it has an official one. */
function repliesIn({ posts }: State) {
  const replies = new Map<PostId, number>();
  const officially = new Set<PostId>();
  for (const [, { parentId, state, official }] of posts.entries()) {
    if (!parentId || state !== "published") continue;
    replies.set(parentId, (replies.get(parentId) ?? 0) + 1);
    if (official) officially.add(parentId);
  }
  return { replies, officially };
}

/** A place in an order, or behind a bound, would tell of a total that is kept from the reader. */
function askNoTotals(told: boolean, order: PostOrder, { supportedBy }: Query): void {
  if (told || (order !== "supported" && !supportedBy)) return;
  throw new Refusal("not_allowed", "How many support a post is told when the discussion is over.", {
    field: order === "supported" ? "order" : "supportedBy",
    details: { rule: "support_hidden" },
  });
}

/** Somebody is named who has a post here that the caller may see, or can be mentioned here. */
async function authorFor(
  deps: Deps,
  state: State,
  { author }: Query,
  rows: readonly PostRow[],
): Promise<AuthorView | null> {
  if (!author || (rows.length === 0 && !(await peopleHere(deps, state)).has(author))) return null;
  return (await deps.library.authors([author])).get(author) ?? null;
}

interface Own {
  /** What mentions of the caller are indexed as. */
  words: string[];
  /** The caller, whose support is asked for. */
  supporter: UserId | null;
}

function ownFor({ mentions, supported }: Query, actor: Actor): Own {
  if (!mentions && !supported) return { words: [], supporter: null };
  if (actor.kind === "visitor") throw unauthenticated();
  const { userId } = actor;
  return { words: mentions ? [mentionWord(userId)] : [], supporter: supported ? userId : null };
}

async function supportedAmong(
  { store }: Deps,
  id: DiscussionId,
  { supporter }: Own,
  rows: PostRow[],
): Promise<PostRow[]> {
  if (!supporter) return rows;
  const postIds = new Set(await store.votes.of(id, supporter));
  return rows.filter((row) => postIds.has(row.id));
}

function topicsOf(rows: readonly PostRow[]): Output<"post:find">["topics"] {
  const counted = new Map<string, number>();
  for (const { topics } of rows)
    for (const id of topics ?? []) counted.set(id, (counted.get(id) ?? 0) + 1);
  return [...counted].map(([id, posts]) => ({ id, posts }));
}

/**
 * From the post's own words, or else from the first translation that has one of those looked for. Somebody else's words are shown
 * only where they stand in quotations alone.
 */
function passageIn(post: PostView, beginnings: readonly string[]): Passage {
  if (beginnings.length > 0) {
    const texts = [post, ...post.translations].map(({ html, language }) => {
      const { own, quoted } = apart(html);
      return { own: { html: own, language }, quoted };
    });
    for (const { own } of texts) {
      const passage = passageOf(plainText(own.html), beginnings);
      if (passage) return { passage, language: own.language, quoted: false };
    }
    for (const html of texts.flatMap(({ quoted }) => quoted)) {
      const passage = passageOf(plainText(html), beginnings);
      if (passage) return { passage, language: languageOfQuotation(html), quoted: true };
    }
  }
  return { passage: null, language: null, quoted: false };
}
type Passage = Pick<Output<"post:find">["hits"][number], "passage" | "language" | "quoted">;

/** What whoever quoted it says that it is in. */
function languageOfQuotation(html: string): Language | null {
  const [, tag] = /^<blockquote[^>]* lang="([^"]*)"/.exec(html) ?? [];
  return Language.safeParse(tag).data ?? null;
}

/** What a list is told apart by, whatever page of it. */
const listed = ({ discussionId: _, before: _b, limit: _l, ...rest }: Query): unknown[] =>
  Object.entries(rest)
    .filter(([, value]) => value !== null && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** What chance came from goes along, so that pages go on in the same order past midnight, and from any address. */
const placeAt = ({ key, row }: Placed, chance: string) => `${key} ${row.order} ${chance}`;

function placeOf(place: string): { after: Placed; chance: string } {
  const [key = "", order = "", chance = ""] = place.split(" ");
  return { after: { key: Number(key), row: { order: Number(order) } as PostRow }, chance };
}

/**
 * What an order by chance is drawn from: another one each day, and for `shuffled` each reader's own. A visitor is known by the
 * network address alone, of which nothing can be told from this.
 */
function chanceFor(
  { secret, now }: Deps,
  { actor, address }: Caller,
  id: DiscussionId,
  { order, seed }: Query,
): string {
  const today = new Date(now()).toISOString().slice(0, 10);
  if (order !== "shuffled") return today;
  const reader = seed ?? (actor.kind === "account" ? actor.userId : address);
  const drawn = createHmac("sha256", secret).update(`chance\n${id}\n${today}\n${reader}`);
  return drawn.digest("base64url").slice(0, 22);
}

function beginningsOf(words: string): string[] {
  const beginnings = beginningsIn(words);
  if (words !== "" && beginnings.length === 0)
    throw new Refusal("invalid_input", "There is no word in this to look for.", {
      field: "words",
      details: { rule: "no_words" },
    });
  if (beginnings.length > limits.findWords)
    throw new Refusal("invalid_input", `Look for ${limits.findWords} words at most.`, {
      field: "words",
      details: { rule: "too_many", limit: limits.findWords, actual: beginnings.length },
    });
  return beginnings;
}

const suits = (row: PostRow, { questionId, language, asks, author, document }: Query): boolean =>
  (!questionId || row.questionId === questionId) &&
  (!author || row.authorId === author) &&
  (!language || row.language === language) &&
  (!document || row.cites?.document === document) &&
  (!asks || row.asks === asks);

async function withWords(
  deps: Deps,
  id: DiscussionId,
  state: State,
  rows: PostRow[],
  beginnings: readonly string[],
): Promise<PostRow[]> {
  if (beginnings.length === 0) return rows;
  await levelIndex(deps, id, state);
  const found = new Set(await deps.store.search.find(id, beginnings));
  return rows.filter((row) => found.has(row.id));
}

interface Facts extends OrderFacts {
  /** What a published official answer replies to. */
  officially: ReadonlySet<PostId>;
  authors: ReadonlyMap<UserId, AuthorView>;
  /** What organisations are called on whose behalf posts were made. */
  voices: ReadonlyMap<string, string>;
}

/** Read only where the order or a filter asks for it. */
async function factsFor(
  { library, tally }: Deps,
  about: {
    id: DiscussionId;
    state: State;
    replies: Map<PostId, number>;
    officially: ReadonlySet<PostId>;
    order: PostOrder;
    input: Query;
    chance: string;
  },
  rows: readonly PostRow[],
): Promise<Facts> {
  const { id, state, replies, officially, order, input, chance } = about;
  const ofAuthors = order === "rotating" || input.category || input.organisation;
  const ofSupport = order === "supported" || input.supportedBy;
  const voices = input.organisation ? rows.flatMap((row) => row.onBehalfOf ?? []) : [];
  const [authors, support, seen, named] = await Promise.all([
    library.authors(ofAuthors ? [...new Set(rows.map(({ authorId }) => authorId))] : []),
    library.support(ofSupport ? rows.map((row) => row.id) : []),
    order === "least_seen" ? tally.totals(id) : new Map<PostId, number>(),
    library.texts([...new Set(voices)].map(nameIdOf)),
  ]);
  const categories = new Map([...authors].map(([id, { category }]) => [id, category]));
  return {
    ...{ state, replies, officially, support, seen, categories, authors, chance },
    voices: named,
  };
}

function isAnswered(row: PostRow, asked: Query["answered"], facts: Facts): boolean {
  const officially = facts.officially.has(row.id);
  if (asked === "officially") return officially;
  const answered = row.asks ? officially : (facts.replies.get(row.id) ?? 0) > 0;
  return answered === (asked === "yes");
}

function isWanted(row: PostRow, input: Query, facts: Facts): boolean {
  const { authors, support, voices } = facts;
  const author = authors.get(row.authorId);
  const { category, organisation, answered, supportedBy } = input;
  if (category && author?.category !== category) return false;
  const organisations = [author?.organisation, row.onBehalfOf && voices.get(row.onBehalfOf)];
  if (organisation && !organisations.some((each) => isCalled(each ?? "", organisation)))
    return false;
  if (answered && !isAnswered(row, answered, facts)) return false;
  return !supportedBy || (support.get(row.id) ?? 0) >= supportedBy;
}

/** Each of the words begins one of the name's; a name that is none of words is asked for whole. */
function isCalled(name: string, asked: string): boolean {
  const beginnings = beginningsIn(asked);
  if (beginnings.length === 0) return fold(name) === fold(asked);
  const words = wordsOf(name);
  return beginnings.every((beginning) => words.some((word) => word.startsWith(beginning)));
}
