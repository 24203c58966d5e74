import type { Core } from "#server/core.ts";
import { newTextId } from "#server/domain/new-id.ts";
import type { Account } from "#server/domain/store.ts";
import type { RawInput } from "#shared/commands.ts";
import type { DiscussionId, PostId } from "#shared/ids.ts";
import { anOpenDiscussion, aPendingPost, granted } from "#test/support/discussion.ts";
import { papers } from "#test/support/papers.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";
import { english } from "#test/support/rows.ts";
import { sendPaper } from "#test/support/send-paper.ts";

const p = (...paragraphs: string[]) => paragraphs.map((each) => `<p>${each}</p>`).join("");

const short = p(
  "A shared plan that the patient holds, in one language they read and one that the next clinic reads, would have spared most of the repeated tests we counted.",
);
const arabic = p(
  "نقترح أن يحمل المريض ملخصاً واحداً لا يتجاوز صفحتين، بلغته وبلغة البلد المضيف، وأن يكون مفهوماً دون إنترنت.",
);
const long = p(
  ...Array.from(
    { length: 7 },
    (_, i) =>
      `${["First", "Then", "Further", "Besides", "In practice", "As for money", "Lastly"][i]}, what the clinics along the route told us in the spring agrees with the figures of the year before: whoever arrives without a record is examined anew, waits longer, and leaves sooner. We therefore ask that the record travels with the person and that whoever writes in it says when, where and for whom, so that the next reader can trust it.`,
  ),
);

export interface EveryState {
  discussionId: DiscussionId;
  slug: string;
  published: PostId;
  edited: PostId;
  withdrawn: PostId;
  /** Somebody else answers, for what arrives while a page is open. */
  arrives(): Promise<unknown>;
}

/** A discussion that holds a post in every state there is; the pending, rejected and hidden ones are the author's. */
export async function everyState(core: Core, author: Account): Promise<EveryState> {
  const { deps, answer } = core;
  const named = (name: string, organisation: string, category: Account["category"]) =>
    anAccount(deps.store, name, { name, organisation, category });
  const admin = await anAccount(deps.store, "admin", { admin: true });
  const lucia = await named("Lucía Herrera", "Red de Clínicas Fronterizas", "civil_society");
  const samir = await named("سمير حداد", "منظمة الصحة للجميع", "un_entity");
  const { discussionId, slug, questionIds } = await anOpenDiscussion(answer, as(admin), 3);
  await granted(answer, as(admin), "discussion:update", {
    ...hostTexts,
    discussionId,
    commandId: commandId(),
  });
  const { changes } = await granted(answer, visitor, "discussion:read", { discussionId });
  const guidelines = changes.flatMap((change) =>
    change.kind === "discussion" ? (change.discussion.guidelinesVersion ?? []) : [],
  )[0];
  const [first, second, third] = questionIds;
  if (!first || !second || !third) throw new Error("three questions");
  for (const [i, questionId] of questionIds.entries())
    await granted(answer, as(admin), "question:update", {
      ...{ discussionId, questionId, text: questions[i] ?? {}, commandId: commandId() },
    });

  const post = async (by: Account, body: string, more: Partial<RawInput<"post:create">> = {}) => {
    const { postId } = await granted(answer, as(by), "post:create", {
      ...{ discussionId, questionId: first, parentId: null, language: "en", body },
      ...{ guidelines, commandId: commandId(), ...more },
    });
    return postId;
  };
  const on = (postId: PostId) => ({ discussionId, postId, commandId: commandId() });

  const sent = async (by: Account, name: string) =>
    (await sendPaper(answer, as(by), discussionId, { name, bytes: papers.pdf(name) })).fileId;
  const document = { id: "plan", title: { en: "Draft plan", ar: "مسودة الخطة" }, language: "en" };
  await granted(answer, as(admin), "discussion:update", {
    ...{ discussionId, commandId: commandId() },
    documents: [{ ...document, file: await sent(admin, "Draft plan.pdf") }],
  });
  await post(lucia, p("Page four leaves out whoever travels without papers."), {
    cites: { document: "plan", page: "4", paragraph: "2" },
    files: [
      { id: await sent(lucia, "Position.pdf"), title: "Records on the move", language: "en" },
      { id: await sent(lucia, "ملحق.pdf"), title: "ملحق بالأرقام", language: "ar" },
    ],
  });
  const pinned = await post(lucia, short);
  await granted(answer, as(admin), "post:pin", on(pinned));
  const published = await post(samir, arabic, { language: "ar" });
  const reply = await post(author, p("Agreed. Who would keep it when the patient loses it?"), {
    parentId: published,
  });
  await post(lucia, p("The clinic that wrote last, for ninety days."), { parentId: reply });
  const withdrawn = await post(lucia, p("Taken back."), {});
  await post(samir, p("لماذا سحبتم هذه الإجابة؟"), { parentId: withdrawn, language: "ar" });
  await granted(answer, as(lucia), "post:withdraw", on(withdrawn));
  const hidden = await post(author, p("Hidden, and still there for who wrote it."));
  await granted(answer, as(admin), "post:hide", { ...on(hidden), reason: "off_topic", note: null });
  const edited = await post(
    lucia,
    p(
      "We propose twelve pilot sites in three regions, each with a clinic of reference.",
      "The costs are known.",
    ),
  );
  const textId = newTextId();
  await deps.store.texts.put([
    {
      ...{ id: textId, discussionId, at: Date.now() },
      body: p(
        "We propose fifteen pilot sites in three regions, each with a clinic of reference and an interpreter.",
        "The costs are known.",
      ),
    },
  ]);
  await deps.serving.commit(discussionId, {
    ...{ commandId: commandId(), actorId: lucia.id, hash: "edited" },
    decide: () => [
      { type: "post:edited", postId: edited, textId, language: english, marked: true },
    ],
  });
  const asked = await post(samir, p("May a clinic answer as one?"), {
    ...{ asks: "moderators", topics: ["privacy"] },
  });
  const official = await post(admin, p("Yes, under the name of whoever speaks for it."), {
    parentId: asked,
  });
  await granted(answer, as(admin), "post:mark-official", on(official));
  await post(lucia, long);
  await post(author, p("My own answer, which I can still change."));
  await post(samir, p("Support shows here."));
  const waiting = (body: string) => aPendingPost(deps, as(author), discussionId, first, p(body));
  await waiting("An answer of mine that is waiting.");
  const rejected = await waiting("An answer of mine that is not taken.");
  await granted(answer, as(admin), "post:reject", { ...on(rejected), reason: "duplicate" });
  await granted(answer, as(admin), "question:lock", {
    discussionId,
    questionId: second,
    commandId: commandId(),
  });
  const arrives = () => post(lucia, p("This has just arrived, while the page was open."));
  return { discussionId, slug, published, edited, withdrawn, arrives };
}

const questions = [
  {
    en: "What keeps a patient's record from following them across a border?",
    ar: "ما الذي يمنع انتقال سجل المريض معه عبر الحدود؟",
  },
  { en: "Which data must never be in it?", ar: "أي بيانات يجب ألا ترد فيه أبداً؟" },
  { en: "Who should pay for the first two years?", ar: "من ينبغي أن يموّل السنتين الأوليين؟" },
];
const hostTexts: Partial<RawInput<"discussion:update">> = {
  title: { en: "A record that travels with the patient", ar: "سجلّ يرافق المريض" },
  aim: {
    en: p("We ask how a patient's record can follow them across a border, safely and in time."),
    ar: p("نسأل كيف يمكن أن يرافق السجل صاحبه عبر الحدود بأمان وفي الوقت المناسب."),
  },
  contact: { en: p("Write to help@roundtable.example.") },
  guidelines: { en: p("Argue with the argument. Say for whom you speak.") },
  disclaimer: { en: p("Contributions are their authors' own.") },
  addressees: {
    en: "Patients, clinics and those who pay for them",
    ar: "المرضى والعيادات ومن يموّلها",
  },
  callToAction: {
    label: { en: "Join the pilot", ar: "شارك في التجربة" },
    url: "https://host.example/",
  },
  followUp: {
    en: "Join the working group on shared records.",
    ar: "انضم إلى فريق العمل المعني بالسجلات المشتركة.",
  },
  faq: [
    {
      id: "names",
      question: { en: "Why are names shown?", ar: "لماذا تظهر الأسماء؟" },
      answer: { en: p("Answers become part of the record."), ar: p("لأن الإجابات جزء من السجل.") },
    },
  ],
  terms: [
    {
      term: { en: "record", ar: "السجل" },
      note: { en: "What a clinic writes about a patient.", ar: "ما تكتبه العيادة عن المريض." },
    },
  ],
  topics: [{ id: "privacy", label: { en: "Privacy", ar: "الخصوصية" } }],
};
