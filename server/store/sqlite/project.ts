import { anybody, sight } from "#server/domain/reading/visibility.ts";
import type { PostRow } from "#server/domain/state.ts";
import type { ProjectionStep } from "#server/domain/store.ts";
import { chunks } from "#server/store/portions.ts";
import type { DiscussionId } from "#shared/ids.ts";
import type { Connection, Value } from "./connection.ts";

type Write = [sql: string, params: Value[]];

/** Each row is written only over an older one. */
const discussionSql = `insert into discussion (id, seq, phase, created_at, row) values (?, ?, ?, ?, ?)
  on conflict (id) do update set seq = excluded.seq, phase = excluded.phase,
    created_at = excluded.created_at, row = excluded.row
  where discussion.seq < excluded.seq`;
const questionSql = `insert into question (discussion_id, id, seq, row) values (?, ?, ?, ?)
  on conflict (discussion_id, id) do update set seq = excluded.seq, row = excluded.row
  where question.seq < excluded.seq`;
const memberSql = `insert into member (discussion_id, user_id, seq, row) values (?, ?, ?, ?)
  on conflict (discussion_id, user_id) do update set seq = excluded.seq, row = excluded.row
  where member.seq < excluded.seq`;
const countsSql = `insert into counts (discussion_id, question_id, seq, posts) values (?, ?, ?, ?)
  on conflict (discussion_id, question_id) do update set seq = excluded.seq, posts = excluded.posts
  where counts.seq < excluded.seq`;
const postSql = `insert into post
    (discussion_id, "order", id, question_id, author_id, published, public, pinned, seq, row)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict (id) do update set published = excluded.published, public = excluded.public,
    pinned = excluded.pinned, seq = excluded.seq, row = excluded.row
  where post.seq < excluded.seq`;
const cursorSql = `insert into projection (discussion_id, up_to) values (?, ?)
  on conflict (discussion_id) do update set up_to = excluded.up_to where projection.up_to < excluded.up_to`;

/** One transaction for a step of ordinary size; a long one is written in portions, the cursor last. */
export async function project(
  db: Connection,
  id: DiscussionId,
  upTo: number,
  step: ProjectionStep,
): Promise<void> {
  for (const some of chunks(writesOf(id, upTo, step)))
    await db.write(() => {
      for (const [sql, params] of some) db.run(sql, params);
    });
}

function* writesOf(id: DiscussionId, upTo: number, step: ProjectionStep): Iterable<Write> {
  const { discussion, questions, members, counts, posts } = step;
  if (discussion) {
    const { seq, phase, createdAt } = discussion;
    yield [discussionSql, [id, seq, phase, createdAt, JSON.stringify(discussion)]];
  }
  for (const row of questions) yield [questionSql, [id, row.id, row.seq, JSON.stringify(row)]];
  for (const row of members) yield [memberSql, [id, row.userId, row.seq, JSON.stringify(row)]];
  for (const { questionId, counts: own } of counts)
    yield [countsSql, [id, questionId, own.seq, own.posts]];
  for (const row of posts) yield [postSql, postParams(id, row)];
  yield [cursorSql, [id, upTo]];
}

const postParams = (id: DiscussionId, row: PostRow): Value[] => [
  ...[id, row.order, row.id, row.questionId, row.authorId],
  ...[row.state === "published" ? 1 : 0, sight(row, anybody) === "nothing" ? 0 : 1],
  ...[row.pinned, row.seq, JSON.stringify(row)],
];
