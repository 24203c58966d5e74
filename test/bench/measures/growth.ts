import { noHostTexts } from "#server/domain/reading/host-texts.ts";
import type { DiscussionId, QuestionId } from "#shared/ids.ts";
import { aFewWriters, costOfPosts, type Ground } from "#test/bench/load/posting.ts";
import { type Ours, onSqlite } from "#test/bench/load/stores.ts";
import { grown, type Measure, median, type Row } from "#test/bench/row.ts";
import { aLongLog } from "#test/faults/harness/long-log.ts";
import { aDraft, aRegistration, english, ids, slug } from "#test/support/rows.ts";

const rounds = 3;
const postsARound = 1_500;

/** What a post costs in a long discussion, and where there are many. */
export const growth: Measure = {
  name: "growth",
  minutes: 4,
  run: async () => [await longer(), await more()],
};

async function longer(): Promise<Row> {
  const [large, small] = [await withPosts(100_000), await withPosts(1_000)];
  const [costly, cheap] = await inTurns(large, small);
  return grown("growth: CPU per post at 100,000 posts over 1,000 (µs)", costly, cheap, "<= 1.3");
}

async function more(): Promise<Row> {
  const [large, small] = [await withDiscussions(10_000), await withDiscussions(10)];
  const [costly, cheap] = await inTurns(large, small);
  return grown("growth: CPU per post at 10,000 discussions over 10 (µs)", costly, cheap, "<= 1.3");
}

interface Site {
  ours: Ours;
  grounds: Ground[];
}

async function inTurns(large: Site, small: Site): Promise<[number, number]> {
  const figures: [number[], number[]] = [[], []];
  const writers = [
    await aFewWriters(large.ours.store, 50),
    await aFewWriters(small.ours.store, 50),
  ];
  for (let round = 0; round <= rounds; round++)
    for (const [i, { ours, grounds }] of [large, small].entries()) {
      const groundOf = (writer: number) => grounds[writer % grounds.length] as Ground;
      const cost = await costOfPosts(ours.core, writers[i] ?? [], groundOf, postsARound);
      if (round > 0) figures[i]?.push(cost);
    }
  for (const { ours } of [large, small]) await ours.close();
  return [median(figures[0]), median(figures[1])];
}

async function withPosts(count: number): Promise<Site> {
  const ours = await onSqlite();
  const discussionId = await aLongLog(ours.store, count);
  const { state } = await ours.core.serving.read(discussionId);
  const [[questionId] = [""]] = [...state.questions.entries()];
  return { ours, grounds: [{ discussionId, questionId }] };
}

/** Ten of them are written in; all are in memory, so all are looked after. */
async function withDiscussions(count: number): Promise<Site> {
  const ours = await onSqlite();
  const grounds: Ground[] = [];
  for (let i = 0; i < count; i++) {
    const made = await aDiscussion(ours, i);
    await ours.core.serving.read(made.discussionId);
    if (grounds.length < 10) grounds.push(made);
  }
  return { ours, grounds };
}

async function aDiscussion(
  { store }: Ours,
  i: number,
): Promise<{ discussionId: DiscussionId; questionId: QuestionId }> {
  const registration = aRegistration({ slug: slug(`talk-${i}`) });
  const { id: discussionId, createdBy: hostId } = registration;
  await store.discussions.register(registration);
  const aText = (about: object) => ({
    ...{ id: ids.text(), discussionId, body: JSON.stringify(about), at: 1 },
  });
  const about = aText({ ...noHostTexts, title: { en: `Talk ${i}` } });
  const question = aText({ text: { en: "What now?" }, authorName: null });
  await store.texts.put([about, question]);
  const questionId = ids.question();
  const terms = { slug: registration.slug, opensAt: null, closesAt: null, languages: [english] };
  await store.log.append(discussionId, 0, [
    aDraft({
      actorId: hostId,
      events: [{ type: "discussion:created", textId: about.id, terms, hostId }],
    }),
    aDraft({
      actorId: hostId,
      events: [{ type: "question:added", questionId, number: 1, textId: question.id }],
    }),
    aDraft({ actorId: hostId, events: [{ type: "discussion:opened" }] }),
  ]);
  return { discussionId, questionId };
}
