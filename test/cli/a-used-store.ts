import { newExportId } from "#server/domain/new-id.ts";
import type { Account, Store } from "#server/domain/store.ts";
import type { RawInput } from "#shared/commands.ts";
import { CommandId, Slug, TextId } from "#shared/ids.ts";
import { Language } from "#shared/model.ts";
import { granted } from "#test/support/discussion.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { aCast, aScene, type Cast, type Scene } from "#test/support/scene.ts";
import { openers } from "#test/support/stores.ts";
import { aCore, importPolis } from "./a-core.ts";
import { exportFolder, manyComments, summary } from "./polis-samples.ts";

/** From each store to each. MongoDB to MongoDB is made of two halves that the others have, and takes the longest. */
export const routes = openers
  .flatMap((from) => openers.map((to) => ({ from, to })))
  .filter(({ from, to }) => from.engine === "sqlite" || to.engine === "sqlite");

/** Puts posts in every state, topics on one, a question to the moderators with its official answer, a vote, a mark of how far somebody has read, a contact for what comes afterwards, a post that was looked at, an address that has changed, and an import with votes into an empty store. */
export async function use(store: Store): Promise<{ cast: Cast; scene: Scene }> {
  const core = aCore(store);
  const cast = await aCast(core);
  const scene = await aScene(core, cast, (what) => `words for ${what}`);
  await granted(core.answer, as(cast.admin), "discussion:update", {
    ...{ discussionId: scene.discussionId, slug: "a-new-address", commandId: commandId() },
  });
  const write = (by: Account, more: Partial<RawInput<"post:create">>) =>
    granted(core.answer, as(by), "post:create", {
      ...{ discussionId: scene.discussionId, questionId: scene.open, parentId: null },
      ...{ body: "<p>Words.</p>", language: "en", commandId: commandId(), ...more },
    });
  await granted(core.answer, as(cast.moderator), "post:tag", {
    ...{ discussionId: scene.discussionId, postId: scene.published, topics: ["visas", "care"] },
    commandId: commandId(),
  });
  const asked = await write(cast.participant, { asks: "moderators" });
  const reply = await write(cast.moderator, { parentId: asked.postId });
  await granted(core.answer, as(cast.host), "post:mark-official", {
    ...{ discussionId: scene.discussionId, postId: reply.postId, commandId: commandId() },
  });
  await granted(core.answer, as(cast.participant), "post:support", {
    ...{
      discussionId: scene.discussionId,
      postId: scene.published,
      on: true,
      commandId: commandId(),
    },
  });
  await granted(core.answer, as(cast.participant), "discussion:seen", {
    ...{ discussionId: scene.discussionId, seq: 5, commandId: commandId() },
  });
  await granted(core.answer, as(cast.participant), "draft:save", {
    ...{ discussionId: scene.discussionId, html: "<p>Half a</p>", language: null, follows: null },
    place: { questionId: scene.open, parentId: null, postId: null },
    commandId: commandId(),
  });
  await store.contacts.put({
    ...{ discussionId: scene.discussionId, userId: cast.participant.id, consentedAt: 5 },
    textId: TextId.parse(scene.voice),
  });
  await store.contacts.putGive({
    ...{ discussionId: scene.discussionId, userId: cast.participant.id },
    commandId: CommandId.parse(commandId()),
  });
  await store.contacts.addExport({
    ...{ id: newExportId(), discussionId: scene.discussionId, by: cast.host.id },
    ...{ at: 6, contacts: 1, reason: "To invite them" },
  });
  await granted(core.answer, visitor, "impressions:report", {
    ...{ discussionId: scene.discussionId, postIds: [scene.published] },
  });
  const { spaceId } = await granted(core.answer, as(cast.admin), "space:create", {
    ...{ slug: "a-space", title: { en: "A space" }, about: { en: "<p>Of care.</p>" } },
    commandId: commandId(),
  });
  await granted(core.answer, as(cast.host), "space:add-discussion", {
    ...{ spaceId, discussionId: scene.discussionId, commandId: commandId() },
  });
  const { discussionId: begun } = await granted(core.answer, as(cast.admin), "discussion:create", {
    ...{ slug: "a-pattern", title: { en: "A pattern" }, languages: ["en"], commandId: commandId() },
  });
  await granted(core.answer, as(cast.admin), "discussion:update", {
    ...{ discussionId: begun, slug: "the-pattern", template: true, commandId: commandId() },
  });
  const folder = await exportFolder({ comments: manyComments(120), summary });
  await importPolis(core.deps, folder, {
    ...{
      title: "Square",
      slug: Slug.parse("square"),
      phase: "open",
      language: Language.parse("en"),
    },
  });
  await core.close();
  return { cast, scene };
}

/**
 * What lies beside the log of one discussion of a used store: a vote, a mark, a draft, a contact, what was done with those, files, what was looked at and a space; and where
 * a template's address leads.
 */
export async function besideIn(store: Store, { scene }: { scene: Scene }) {
  const { votes, marks, drafts, contacts, impressions, spaces, discussions } = store;
  const id = scene.discussionId;
  const files = await store.files.scan(id, null, 9);
  const kept = await spaces.all();
  const listed = await Promise.all(kept.map((space) => spaces.scan(space.id, null, 9)));
  return {
    votes: await votes.scan(id, null, 9),
    marks: await marks.scan(id, null, 9),
    drafts: await drafts.scan(id, null, 9),
    contacts: await contacts.scan(id, null, 9),
    gives: await contacts.scanGives(id, null, 9),
    exports: await contacts.exports(id, null, 9),
    impressions: await impressions.scan(id, null, 9),
    totals: await impressions.totals(id),
    files,
    pieces: await Promise.all(files.map((file) => store.files.piece(file.id, 0))),
    spaces: { kept, listed },
    template: await discussions.find({ slug: Slug.parse("the-pattern") }),
  };
}

/** What each kind of person reads in the discussions of a used store. */
export async function readings(store: Store, { cast, scene }: { cast: Cast; scene: Scene }) {
  const { answer, close } = aCore(store);
  const read = [];
  for (const caller of [visitor, as(cast.author), as(cast.moderator), as(cast.admin)])
    for (const discussionId of [scene.slug, "a-new-address", "square"]) {
      const { epoch, ...rest } = await granted(answer, caller, "discussion:read", { discussionId });
      // What a cursor is signed with is its store's own.
      const windows = rest.windows.map(({ older, ...window }) => ({
        ...window,
        more: older !== null,
      }));
      read.push({ ...rest, windows });
    }
  await close();
  return read;
}
