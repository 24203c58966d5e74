import { isDeepStrictEqual } from "node:util";
import { fold } from "#server/domain/fold.ts";
import { stepOf } from "#server/domain/follower.ts";
import type { Entry, LogEvent } from "#server/domain/log.ts";
import { emptyState, type State } from "#server/domain/state.ts";
import type { Registration, Store } from "#server/domain/store.ts";
import { touch, untouched } from "#server/domain/touched.ts";
import type { DiscussionId, Slug, TextId, UserId } from "#shared/ids.ts";
import { CommandFailed } from "./command.ts";
import { pages } from "./pages.ts";

const accountsAtOnce = 32;
const accountPage = 500;
const textPage = 200;
const entryPage = 500;
const registrationPage = 200;

export interface CopiedDiscussion {
  slug: string;
  entries: number;
  posts: number;
}
export interface Copied {
  accounts: number;
  texts: number;
  discussions: CopiedDiscussion[];
}

/** A discussion as far as it is copied: what is written to the source meanwhile is left out. */
interface Extent {
  registration: Registration;
  head: number;
}

/**
 * Copies accounts, texts, logs and vote totals into an empty store, builds its projections, and makes sure that it holds the
 * same. Texts and accounts are read after the logs' heads, so all that the entries point at is among them.
 */
export async function copyStore(from: Store, to: Store): Promise<Copied> {
  const extents = await extentsOf(from);
  const accounts = await copyAccounts(from, to);
  if (accounts + extents.length === 0) throw new CommandFailed("There is nothing to copy.");
  for (const { registration } of extents) await copyRegistration(registration, to);
  const texts = await copyTexts(from, to);
  const discussions: CopiedDiscussion[] = [];
  for (const extent of extents) discussions.push(await copyDiscussion(extent, from, to));
  return { accounts, texts, discussions };
}

async function extentsOf(from: Store): Promise<Extent[]> {
  const registrations: Registration[] = [];
  for await (const page of pages(
    (after: DiscussionId | null) => from.discussions.registrations(after, registrationPage),
    ({ id }) => id,
  ))
    registrations.push(...page);
  const heads = await from.log.heads(registrations.map(({ id }) => id));
  return registrations.map((registration) => ({
    registration,
    head: heads.get(registration.id) ?? 0,
  }));
}

async function copyAccounts(from: Store, to: Store): Promise<number> {
  let count = 0;
  for await (const page of pages(
    (after: UserId | null) => from.people.scanAccounts(after, accountPage),
    ({ id }) => id,
  )) {
    for (let i = 0; i < page.length; i += accountsAtOnce) {
      const added = await Promise.all(
        page.slice(i, i + accountsAtOnce).map((account) => to.people.addAccount(account)),
      );
      if (added.some((each) => each !== "done")) throw differs("an account");
    }
    const there = await to.people.accounts(page.map(({ id }) => id));
    if (!sameById(page, there)) throw differs("an account");
    count += page.length;
  }
  return count;
}

async function copyRegistration(registration: Registration, to: Store): Promise<void> {
  const registered = await to.discussions.register(registration);
  if (registered === "slug_taken" || registered.id !== registration.id)
    throw differs("the address of a discussion");
}

async function copyTexts(from: Store, to: Store): Promise<number> {
  let count = 0;
  for await (const page of pages(
    (after: TextId | null) => from.texts.scan(after, textPage),
    ({ id }) => id,
  )) {
    await to.texts.put(page);
    if (!sameById(page, await to.texts.get(page.map(({ id }) => id)))) throw differs("a text");
    count += page.length;
  }
  return count;
}

async function copyDiscussion(
  { registration: { id, slug }, head }: Extent,
  from: Store,
  to: Store,
): Promise<CopiedDiscussion> {
  const state = emptyState();
  while (state.seq < head) {
    const entries = await from.log.read(id, state.seq, Math.min(entryPage, head - state.seq));
    if (entries.length === 0) throw differs("the log of a discussion");
    await claimSlugs(entries, id, to);
    await copyEntries(entries, id, to);
    await project(state, entries, id, to);
  }
  await to.posts.putSupport(id, await from.posts.scanSupport(id));
  await verify(id, state, from, to);
  return { slug, entries: head, posts: count(state) };
}

/** Every address that a discussion ever had keeps leading to it. */
async function claimSlugs(entries: readonly Entry[], id: DiscussionId, to: Store): Promise<void> {
  const slugs = entries.flatMap(({ events }) => events.flatMap((event) => slugIn(event) ?? []));
  for (const slug of new Set(slugs))
    if (!(await to.discussions.claimSlug(slug, id))) throw differs("the address of a discussion");
}

const slugIn = (event: LogEvent): Slug | null =>
  event.type === "discussion:created" || event.type === "discussion:updated"
    ? event.terms.slug
    : null;

async function copyEntries(entries: readonly Entry[], id: DiscussionId, to: Store): Promise<void> {
  const [first] = entries;
  if (!first) return;
  const before = first.seq - 1;
  const drafts = entries.map(({ discussionId: _, seq: __, ...draft }) => draft);
  if ((await to.log.append(id, before, drafts)) !== drafts.length)
    throw differs("the log of a discussion");
  const there = await to.log.read(id, before, entries.length);
  if (!isDeepStrictEqual(there, entries)) throw differs("the log of a discussion");
}

async function project(
  state: State,
  entries: readonly Entry[],
  id: DiscussionId,
  to: Store,
): Promise<void> {
  const touched = untouched();
  for (const entry of entries) {
    fold(state, entry);
    touch(touched, entry);
  }
  await to.discussions.project(id, state.seq, stepOf(state, touched));
}

async function verify(id: DiscussionId, state: State, from: Store, to: Store): Promise<void> {
  if ((await to.log.head(id)) !== state.seq || (await to.discussions.projected(id)) !== state.seq)
    throw differs("how far a discussion has come");
  const { discussion } = await to.discussions.load(id);
  if (!isDeepStrictEqual(discussion, state.discussion)) throw differs("a discussion");
  await verifyPosts(id, state, to);
  const totals = await Promise.all([from.posts.scanSupport(id), to.posts.scanSupport(id)]);
  if (totals[0].size !== totals[1].size) throw differs("a vote total");
}

async function verifyPosts(id: DiscussionId, state: State, to: Store): Promise<void> {
  let posts = 0;
  for await (const page of pages(
    (after: number | null) => to.posts.scan(id, after ?? 0, entryPage),
    ({ order }) => order,
  )) {
    if (!page.every((row) => isDeepStrictEqual(row, state.posts.get(row.id))))
      throw differs("a post");
    posts += page.length;
  }
  if (posts !== count(state)) throw differs("the number of posts");
}

const count = (state: State): number => [...state.posts.entries()].length;

function sameById<T extends { id: string }>(a: readonly T[], b: readonly T[]): boolean {
  const there = new Map(b.map((each) => [each.id, each]));
  return there.size === a.length && a.every((each) => isDeepStrictEqual(each, there.get(each.id)));
}

const differs = (what: string): CommandFailed =>
  new CommandFailed(`The copy isn't like the source: ${what} differs.`);
