import type { LogEvent } from "#server/domain/log.ts";
import { noHostTexts } from "#server/domain/reading/host-texts.ts";
import type { Store } from "#server/domain/store.ts";
import { type DiscussionId, PostId } from "#shared/ids.ts";
import { aDraft, anAccountRow, aRegistration, english, ids, slug } from "#test/support/rows.ts";

const authors = 1_000;
const batch = 500;
/** About as long as people write. */
const words = "Ferries, footpaths and the last bus home. ".repeat(14);

/** Puts an open discussion with this many posts of many people straight into the log, as a server would have left it. */
export async function aLongLog(store: Store, posts: number): Promise<DiscussionId> {
  const registration = aRegistration({ slug: slug("long") });
  const { id, createdBy: hostId } = registration;
  await store.discussions.register(registration);
  const people = Array.from({ length: authors }, () => anAccountRow());
  for (const each of people) await store.people.addAccount(each);
  const aText = (body: string) => ({ id: ids.text(), discussionId: id, body, at: 1 });
  const about = aText(JSON.stringify({ ...noHostTexts, title: { en: "Long" } }));
  const question = aText(JSON.stringify({ text: { en: "What now?" }, authorName: null }));
  await store.texts.put([about, question]);
  const questionId = ids.question();
  const terms = { slug: registration.slug, opensAt: null, closesAt: null, languages: [english] };
  const start: LogEvent[] = [
    { type: "discussion:created", textId: about.id, terms, hostId },
    { type: "question:added", questionId, number: 1, textId: question.id },
    { type: "discussion:opened" },
  ];
  const starting = start.map((event) => aDraft({ actorId: hostId, events: [event] }));
  let head = await store.log.append(id, 0, starting);
  for (let number = 0; number < posts; ) {
    const texts = Array.from({ length: batch }, (_, i) => aText(`<p>${number + i} ${words}</p>`));
    await store.texts.put(texts);
    const drafts = texts.map(({ id: textId }) => {
      const authorId = people[++number % authors]?.id ?? hostId;
      return aDraft({
        actorId: authorId,
        events: [
          {
            type: "post:created",
            ...{ postId: PostId.parse(textId), textId, questionId, parentId: null, authorId },
            ...{ state: "published", number, language: english, writtenAt: null },
          },
        ],
      });
    });
    head += await store.log.append(id, head, drafts);
  }
  return id;
}
