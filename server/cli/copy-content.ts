import { isDeepStrictEqual } from "node:util";
import type { Entry, LogEvent } from "#server/domain/log.ts";
import type {
  ContactGive,
  Impression,
  KeptDraft,
  Registration,
  Store,
  StoredFile,
  Vote,
} from "#server/domain/store.ts";
import type { DiscussionId, FileId, Slug, TextId, UserId } from "#shared/ids.ts";
import { CommandFailed } from "./command.ts";
import { pages } from "./pages.ts";

const atOnce = 32;
const peoplePage = 500;
const textPage = 200;
const entryPage = 500;
const registrationPage = 200;

/** A discussion as far as it is copied: what is written to the source meanwhile is left out. */
export interface CopiedDiscussion {
  id: DiscussionId;
  slug: Slug;
  /** Log entries, which is also where its log ends. */
  entries: number;
  posts: number;
}
export interface Copied {
  accounts: number;
  links: number;
  texts: number;
  discussions: CopiedDiscussion[];
  spaces: number;
}

/**
 * Copies accounts, links, texts, logs, vote totals and spaces into an empty store, a page at a time, and reads each page back to see
 * that it is the same. The source may be written to meanwhile: the logs' heads are read first and all else after them, so
 * what an entry points at is always there. Rows that follow from the logs aren't copied.
 */
export async function copyContent(from: Store, to: Store): Promise<Copied> {
  const extents = await extentsOf(from);
  const accounts = await copyAccounts(from, to);
  if (accounts + extents.length === 0) throw new CommandFailed("There is nothing to copy.");
  const links = await copyLinks(from, to);
  for (const { registration } of extents) await copyRegistration(registration, to);
  const texts = await copyTexts(from, to);
  const discussions: CopiedDiscussion[] = [];
  for (const extent of extents) discussions.push(await copyDiscussion(extent, from, to));
  const spaces = await copySpaces(new Set(discussions.map(({ id }) => id)), from, to);
  return { accounts, links, texts, discussions, spaces };
}

/** A copy that came out different. */
export const differs = (what: string): CommandFailed =>
  new CommandFailed(`The copy isn't like the source: ${what} differs.`);

interface Extent {
  registration: Registration;
  head: number;
}

/** A registration without a log is left out: it is a discussion that is only being made, or that was refused. */
async function extentsOf(from: Store): Promise<Extent[]> {
  const extents: Extent[] = [];
  for await (const page of pages(
    (after: DiscussionId | null) => from.discussions.registrations(after, registrationPage),
    ({ id }) => id,
  )) {
    const heads = await from.log.heads(page.map(({ id }) => id));
    for (const registration of page) {
      const head = heads.get(registration.id) ?? 0;
      if (head > 0) extents.push({ registration, head });
    }
  }
  return extents;
}

async function copyAccounts(from: Store, to: Store): Promise<number> {
  let count = 0;
  for await (const page of pages(
    (after: UserId | null) => from.people.scanAccounts(after, peoplePage),
    ({ id }) => id,
  )) {
    await together(page, async (account) => {
      if ((await to.people.addAccount(account)) !== "done") throw differs("an account");
    });
    const there = await to.people.accounts(page.map(({ id }) => id));
    if (!sameBy(({ id }) => id, page, there)) throw differs("an account");
    count += page.length;
  }
  return count;
}

async function copyLinks(from: Store, to: Store): Promise<number> {
  let count = 0;
  for await (const page of pages(
    (after: string | null) => from.people.scanLinks(after, peoplePage),
    ({ tokenHash }) => tokenHash,
  )) {
    await together(page, async (link) => {
      await to.people.addLink(link);
      if (!isDeepStrictEqual(await to.people.link(link.tokenHash), link)) throw differs("a link");
    });
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
    const there = await to.texts.get(page.map(({ id }) => id));
    if (!sameBy(({ id }) => id, page, there)) throw differs("a text");
    count += page.length;
  }
  return count;
}

async function copyDiscussion(
  { registration: { id, slug }, head }: Extent,
  from: Store,
  to: Store,
): Promise<CopiedDiscussion> {
  let posts = 0;
  for (let at = 0; at < head; ) {
    const entries = await from.log.read(id, at, Math.min(entryPage, head - at));
    const last = entries.at(-1);
    if (last === undefined) throw differs("the log of a discussion");
    await claimSlugs(entries, id, to);
    await copyEntries(entries, id, to);
    posts += entries.flatMap(({ events }) => events).filter(isPost).length;
    at = last.seq;
  }
  if ((await to.log.head(id)) !== head) throw differs("the log of a discussion");
  const totals = await from.posts.scanSupport(id);
  await to.posts.putSupport(id, totals);
  if (!isDeepStrictEqual(await to.posts.scanSupport(id), totals)) throw differs("a vote total");
  await copyVotes(id, from, to);
  await copyMarks(id, head, from, to);
  await copyDrafts(id, from, to);
  await copyContacts(id, from, to);
  await copyImpressions(id, from, to);
  await copyFiles(id, from, to);
  return { id, slug, entries: head, posts };
}

/** Votes may come and go while it runs: those that are met are copied. */
async function copyVotes(id: DiscussionId, from: Store, to: Store): Promise<void> {
  for (let after: Vote | null = null; ; ) {
    const page: Vote[] = await from.votes.scan(id, after, entryPage);
    for (const vote of page) await to.votes.put(vote, true);
    after = page.at(-1) ?? null;
    if (after === null || page.length < entryPage) return;
  }
}

/** Somebody may have read on meanwhile; in the copy nothing beyond its log is read. */
async function copyMarks(id: DiscussionId, head: number, from: Store, to: Store): Promise<void> {
  for await (const page of pages(
    (after: UserId | null) => from.marks.scan(id, after, peoplePage),
    ({ userId }) => userId,
  ))
    await together(page, (mark) => to.marks.put({ ...mark, seq: Math.min(mark.seq, head) }));
}

async function copyDrafts(id: DiscussionId, from: Store, to: Store): Promise<void> {
  for await (const page of pages(
    (after: KeptDraft | null) => from.drafts.scan(id, after, textPage),
    (draft) => draft,
  ))
    await together(page, async (draft) => void (await to.drafts.put(draft, null)));
}

/** Whoever takes their contact back meanwhile may be in the copy: they did so on the source. */
async function copyContacts(id: DiscussionId, from: Store, to: Store): Promise<void> {
  for await (const page of pages(
    (after: UserId | null) => from.contacts.scan(id, after, peoplePage),
    ({ userId }) => userId,
  ))
    await together(page, (contact) => to.contacts.put(contact));
  for await (const page of pages(
    (after: ContactGive | null) => from.contacts.scanGives(id, after, peoplePage),
    (give) => give,
  ))
    await together(page, (give) => to.contacts.putGive(give));
  for await (const page of pages(
    (before: string | null) => from.contacts.exports(id, before, peoplePage),
    (made) => made.id,
  ))
    await together(page, (made) => to.contacts.addExport(made));
}

/** What readers look at meanwhile may be left out. */
async function copyImpressions(id: DiscussionId, from: Store, to: Store): Promise<void> {
  for await (const page of pages(
    (after: Impression | null) => from.impressions.scan(id, after, entryPage),
    (impression) => impression,
  ))
    await to.impressions.add(page);
}

/** What is still on its way is left out: its sender's page sends it anew. */
async function copyFiles(id: DiscussionId, from: Store, to: Store): Promise<void> {
  for await (const page of pages(
    (after: FileId | null) => from.files.scan(id, after, textPage),
    (file) => file.id,
  ))
    for (const file of page.filter(({ found }) => found)) await copyFile(file, from, to);
}

/** A piece at a time, and each read back. One that goes meanwhile is left out. */
async function copyFile(file: StoredFile, from: Store, to: Store): Promise<void> {
  const { id, size, found, kept } = file;
  await to.files.begin({ ...file, received: 0, found: null, kept: false });
  for (let at = 0; at < size; ) {
    const piece = await from.files.piece(id, at);
    if (!piece && (await from.files.get([id])).length === 0) return to.files.drop(id);
    if (!piece || (await to.files.append(id, at, piece)) !== at + piece.length)
      throw differs("a file");
    if (!isDeepStrictEqual(await to.files.piece(id, at), piece)) throw differs("a file");
    at += piece.length;
  }
  if (found) await to.files.find(id, found);
  if (kept) await to.files.keep([id]);
  const [there] = await to.files.get([id]);
  if (!isDeepStrictEqual(there, file)) throw differs("a file");
}

/** A discussion that was begun meanwhile isn't in the copy, and so in no space of it. */
async function copySpaces(
  copied: ReadonlySet<DiscussionId>,
  from: Store,
  to: Store,
): Promise<number> {
  const spaces = await from.spaces.all();
  for (const space of spaces) {
    if ((await to.spaces.add(space)) === "slug_taken") throw differs("the address of a space");
    for await (const page of pages(
      (after: DiscussionId | null) => from.spaces.scan(space.id, after, registrationPage),
      (id) => id,
    ))
      await together(
        page.filter((id) => copied.has(id)),
        (id) => to.spaces.list(space.id, id, true),
      );
  }
  if (!isDeepStrictEqual(await to.spaces.all(), spaces)) throw differs("a space");
  return spaces.length;
}

const isPost = ({ type }: LogEvent): boolean => type === "post:created";

/** Every address that a discussion ever had keeps leading to it. */
async function claimSlugs(entries: readonly Entry[], id: DiscussionId, to: Store): Promise<void> {
  const slugs = entries.flatMap(({ events }) => events.flatMap((event) => slugIn(event) ?? []));
  for (const slug of new Set(slugs))
    if (!(await to.discussions.claimSlug(slug, id))) throw differs("the address of a discussion");
}

const slugIn = (event: LogEvent): Slug | null => ("terms" in event ? event.terms.slug : null);

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

/** Some at a time, all of a page. */
async function together<T>(page: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < page.length; i += atOnce)
    await Promise.all(page.slice(i, i + atOnce).map(work));
}

function sameBy<T>(key: (each: T) => string, a: readonly T[], b: readonly T[]): boolean {
  const there = new Map(b.map((each) => [key(each), each]));
  return (
    there.size === a.length && a.every((each) => isDeepStrictEqual(each, there.get(key(each))))
  );
}
