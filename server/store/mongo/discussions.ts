import { trusted } from "mongoose";
import { anybody, sight } from "#server/domain/reading/visibility.ts";
import type { DiscussionRow, MemberRow, QuestionRow } from "#server/domain/state.ts";
import type {
  Discussions,
  ListedDiscussion,
  ProjectionStep,
  Registration,
} from "#server/domain/store.ts";
import { paged } from "#server/store/portions.ts";
import type { DiscussionId, SpaceId } from "#shared/ids.ts";
import type { DiscussionDocument, Models, PostDocument } from "./models.ts";
import { putNewer } from "./put-newer.ts";
import { reach } from "./reach.ts";
import { claimSlug, type KeptRegistration, register, registrationOf } from "./register.ts";

export const mongoDiscussions = (models: Models): Discussions => ({
  ...registerPart(models),
  ...projectionPart(models),
});

type Register = Pick<
  Discussions,
  "register" | "claimSlug" | "releaseSlug" | "find" | "registrations"
>;

function registerPart(models: Models): Register {
  const { registrations, slugs } = models;

  const registered = async (id: DiscussionId): Promise<DiscussionId | null> =>
    (await reach(() => registrations.exists({ _id: id }))) ? id : null;

  return {
    register: (registration) => register(models, registration),
    claimSlug: (slug, id) => claimSlug(models, slug, id),
    async releaseSlug(slug, id) {
      if (await reach(() => registrations.exists({ _id: id, slug }))) return;
      await reach(() => slugs.deleteOne({ _id: slug, discussionId: id }));
    },

    async find(ref) {
      if ("id" in ref) return registered(ref.id);
      const found = await reach(() =>
        slugs.findById(ref.slug).lean<{ discussionId: DiscussionId }>(),
      );
      return found ? registered(found.discussionId) : null;
    },

    registrations: (after, limit) =>
      paged<Registration, DiscussionId | null>(
        { after, limit },
        async (from, size) => {
          const found = await reach(() =>
            registrations
              .find(from ? { _id: trusted({ $gt: from }) } : {})
              .sort({ _id: 1 })
              .limit(size)
              .lean<KeptRegistration[]>(),
          );
          return found.map(registrationOf);
        },
        ({ id }) => id,
      ),
  };
}

function projectionPart(models: Models): Omit<Discussions, keyof Register> {
  const { cursors, discussions, questions, members } = models;
  const projected = async (id: DiscussionId): Promise<number> =>
    (await reach(() => cursors.findById(id).lean<{ seq: number }>()))?.seq ?? 0;

  const newest = async (filter: object, limit: number): Promise<ListedDiscussion[]> => {
    const found = await reach(() =>
      discussions
        .find(filter)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .lean<Pick<DiscussionDocument, "row">[]>(),
    );
    const figures = await figuresOf(
      models,
      found.map(({ row }) => row.id),
    );
    return found.map(({ row }) => ({ row, ...figures(row.id) }));
  };
  const amongListed = async (spaceId: SpaceId): Promise<object> => {
    const listed = await reach(() =>
      models.listings.find({ spaceId }).lean<{ discussionId: DiscussionId }[]>(),
    );
    return { _id: trusted({ $in: listed.map(({ discussionId }) => discussionId) }) };
  };

  return {
    async list({ before, limit, drafts, spaceId }) {
      const below = before
        ? {
            $or: [
              { createdAt: trusted({ $lt: before.createdAt }) },
              { createdAt: before.createdAt, _id: trusted({ $lt: before.id }) },
            ],
          }
        : {};
      const listed = spaceId ? await amongListed(spaceId) : {};
      return newest({ ...below, ...listed, ...(drafts ? {} : { draft: false }) }, limit);
    },

    templates: (limit) => newest({ draft: true, "row.template": true }, limit),

    async draftsOf(userId, limit) {
      const drafts = await reach(() =>
        discussions.find({ draft: true }, { _id: 1 }).lean<{ _id: DiscussionId }[]>(),
      );
      const mine = await reach(() =>
        members
          .find({ _id: trusted({ $in: drafts.map(({ _id }) => `${_id} ${userId}`) }) })
          .lean<{ discussionId: DiscussionId; row: MemberRow }[]>(),
      );
      const ids = mine
        .filter(({ row }) => row.role !== "participant")
        .map(({ discussionId }) => discussionId);
      return newest({ _id: trusted({ $in: ids }) }, limit);
    },

    projected,

    async load(id) {
      // The cursor first: rows read after it are at least as new.
      const upTo = await projected(id);
      const [discussion, itsQuestions, itsMembers] = await Promise.all([
        reach(() => discussions.findById(id).lean<{ row: DiscussionRow }>()),
        reach(() => questions.find({ discussionId: id }).lean<{ row: QuestionRow }[]>()),
        reach(() => members.find({ discussionId: id }).lean<{ row: MemberRow }[]>()),
      ]);
      return {
        upTo,
        discussion: discussion?.row ?? null,
        questions: itsQuestions.map(({ row }) => row),
        members: itsMembers.map(({ row }) => row),
      };
    },

    project: (id, upTo, step) => project(models, id, upTo, step),
  };
}

/** The rows first, then the cursor: what dies in between is written again by whoever follows next. */
async function project(
  models: Models,
  discussionId: DiscussionId,
  upTo: number,
  step: ProjectionStep,
): Promise<void> {
  const { discussion } = step;
  if (discussion) {
    const { phase, createdAt, seq } = discussion;
    await putNewer(models.discussions, [
      {
        _id: discussionId,
        discussionId,
        seq,
        draft: phase === "draft",
        createdAt,
        row: discussion,
      },
    ]);
  }
  await putNewer(
    models.questions,
    step.questions.map((row) => ({ _id: row.id, discussionId, seq: row.seq, row })),
  );
  await putNewer(
    models.members,
    step.members.map((row) => ({
      ...{ _id: `${discussionId} ${row.userId}`, discussionId, seq: row.seq, row },
    })),
  );
  await putNewer(
    models.posts,
    step.posts.map(
      (row): PostDocument => ({
        ...{ _id: row.id, discussionId, seq: row.seq, row },
        ...{ questionId: row.questionId, authorId: row.authorId, order: row.order },
        ...{ pinned: row.pinned, published: row.state === "published" },
        public: sight(row, anybody) !== "nothing",
      }),
    ),
  );
  await putNewer(
    models.counts,
    step.counts.map(({ questionId, counts }) => ({
      ...{ _id: questionId, discussionId, seq: counts.seq, posts: counts.posts },
    })),
  );
  await putNewer(models.cursors, [{ _id: discussionId, seq: upTo }]);
}

/** Questions, and published posts, of the discussions of a page. */
async function figuresOf(
  { questions, counts }: Models,
  ids: readonly DiscussionId[],
): Promise<(id: DiscussionId) => { questions: number; posts: number }> {
  const among = { discussionId: trusted({ $in: [...ids] }) };
  const [found, counted] = await Promise.all([
    reach(() =>
      questions.find(among, { discussionId: 1 }).lean<{ discussionId: DiscussionId }[]>(),
    ),
    reach(() => counts.find(among).lean<{ discussionId: DiscussionId; posts: number }[]>()),
  ]);
  return (id) => ({
    questions: found.filter(({ discussionId }) => discussionId === id).length,
    posts: counted
      .filter(({ discussionId }) => discussionId === id)
      .reduce((sum, { posts }) => sum + posts, 0),
  });
}
