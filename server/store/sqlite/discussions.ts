import type { DiscussionRow, MemberRow, QuestionRow } from "#server/domain/state.ts";
import type {
  Discussions,
  ListedDiscussion,
  Projection,
  ProjectionStep,
  Registration,
} from "#server/domain/store.ts";
import { paged } from "#server/store/portions.ts";
import type { CommandId, DiscussionId, Slug, UserId } from "#shared/ids.ts";
import type { Connection, Value } from "./connection.ts";
import { project } from "./project.ts";

interface RegistrationRow {
  id: DiscussionId;
  slug: Slug;
  created_by: UserId;
  command_id: CommandId;
  created_at: number;
}
const registrationOf = (row: RegistrationRow): Registration => ({
  id: row.id,
  slug: row.slug,
  createdBy: row.created_by,
  commandId: row.command_id,
  createdAt: row.created_at,
});
interface JsonRow {
  row: string;
}

export const sqliteDiscussions = (db: Connection): Discussions => ({
  ...registerPart(db),
  ...projectionPart(db),
});

type Register = Pick<
  Discussions,
  "register" | "claimSlug" | "releaseSlug" | "find" | "registrations"
>;

function registerPart(db: Connection): Register {
  /** Where the slug leads after the attempt to claim it. */
  const claim = (slug: Slug, id: DiscussionId): boolean => {
    db.run("insert into slug values (?, ?) on conflict do nothing", [slug, id]);
    const row = db.row<{ discussion_id: DiscussionId }>(
      "select discussion_id from slug where slug = ?",
      [slug],
    );
    return row?.discussion_id === id;
  };

  const register = (registration: Registration): Registration | "slug_taken" => {
    const { id, slug, createdBy, commandId, createdAt } = registration;
    const first = db.row<RegistrationRow>(
      "select * from registration where created_by = ? and command_id = ?",
      [createdBy, commandId],
    );
    if (first) return registrationOf(first);
    if (!claim(slug, id)) return "slug_taken";
    db.run("insert into registration values (?, ?, ?, ?, ?)", [
      ...[id, slug, createdBy, commandId, createdAt],
    ]);
    return registration;
  };

  return {
    register: (registration) => db.write(() => register(registration)),
    claimSlug: (slug, id) => db.write(() => claim(slug, id)),
    async releaseSlug(slug, id) {
      await db.write(() =>
        db.run(
          `delete from slug where slug = ?1 and discussion_id = ?2
           and not exists (select 1 from registration where id = ?2 and slug = ?1)`,
          [slug, id],
        ),
      );
    },

    find: (ref) =>
      db.read(() => {
        const row =
          "id" in ref
            ? db.row<{ id: DiscussionId }>("select id from registration where id = ?", [ref.id])
            : db.row<{ id: DiscussionId }>(
                "select r.id from slug s join registration r on r.id = s.discussion_id where s.slug = ?",
                [ref.slug],
              );
        return row?.id ?? null;
      }),

    registrations: (after, limit) =>
      paged<Registration, string>(
        { after: after ?? "", limit },
        (from, size) =>
          db.read(() =>
            db
              .rows<RegistrationRow>(
                "select * from registration where id > ? order by id limit ?",
                [from, size],
              )
              .map(registrationOf),
          ),
        (registration) => registration.id,
      ),
  };
}

function projectionPart(db: Connection): Omit<Discussions, keyof Register> {
  const upTo = (id: DiscussionId): number =>
    db.row<{ up_to: number }>("select up_to from projection where discussion_id = ?", [id])
      ?.up_to ?? 0;
  const found = (sql: string, params: Value[]): Promise<ListedDiscussion[]> =>
    db.read(() => db.rows<JsonRow & { questions: number; posts: number }>(sql, params).map(listed));

  return {
    list: ({ before, limit, drafts, spaceId }) =>
      found(listing[drafts ? "all" : "public"][spaceId ? "space" : "site"], [
        ...[before?.createdAt ?? Number.MAX_SAFE_INTEGER, before?.id ?? ""],
        ...(spaceId ? [spaceId, limit] : [limit]),
      ]),
    templates: (limit) => found(listTemplates, [Number.MAX_SAFE_INTEGER, "", limit]),
    draftsOf: (userId, limit) => found(listDrafts, [Number.MAX_SAFE_INTEGER, "", userId, limit]),

    projected: (id) => db.read(() => upTo(id)),

    load: (id) =>
      db.read((): Projection => {
        // The cursor first: rows read after it are at least as new.
        const cursor = upTo(id);
        const discussion = db.row<JsonRow>("select row from discussion where id = ?", [id]);
        const read = (sql: string) => db.rows<JsonRow>(sql, [id]);
        return {
          upTo: cursor,
          discussion: discussion ? parsed<DiscussionRow>(discussion) : null,
          questions: read("select row from question where discussion_id = ?").map((row) =>
            parsed<QuestionRow>(row),
          ),
          members: read("select row from member where discussion_id = ?").map((row) =>
            parsed<MemberRow>(row),
          ),
        };
      }),

    project: (id: DiscussionId, to: number, step: ProjectionStep) => project(db, id, to, step),
  };
}

const parsed = <T>({ row }: JsonRow): T => JSON.parse(row);

const listed = (found: JsonRow & { questions: number; posts: number }): ListedDiscussion => ({
  row: parsed<DiscussionRow>(found),
  questions: found.questions,
  posts: found.posts,
});

const list = (where: string): string => `
  select d.row,
    (select count(*) from question q where q.discussion_id = d.id) as questions,
    (select coalesce(sum(c.posts), 0) from counts c where c.discussion_id = d.id) as posts
  from discussion d where (created_at, id) < (?, ?) ${where}
  order by created_at desc, id desc limit ?`;
const inSpace =
  "and exists (select 1 from listing l where l.space_id = ? and l.discussion_id = d.id)";
const listing = {
  all: { site: list(""), space: list(inSpace) },
  public: {
    site: list("and phase <> 'draft'"),
    space: list(`and phase <> 'draft' ${inSpace}`),
  },
} as const;
const listTemplates = list("and json_extract(row, '$.template') = 1 and phase = 'draft'");
const listDrafts = list(`and phase = 'draft' and exists (
  select 1 from member m where m.discussion_id = d.id and m.user_id = ?
    and json_extract(m.row, '$.role') <> 'participant')`);
