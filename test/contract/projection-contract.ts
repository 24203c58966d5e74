import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { MemberRow, PostRow } from "#server/domain/state.ts";
import { FileId } from "#shared/ids.ts";
import {
  aDiscussion,
  aMember,
  aPost,
  aQuestion,
  aRegistration,
  aStep,
  aTranslation,
  counts,
  ids,
} from "#test/support/rows.ts";
import type { Instances } from "./instances.ts";
import { never } from "./instances.ts";

const aFile = () => FileId.parse(randomUUID());

export function projectionContract({ engine, aStore, stores }: Instances): void {
  describe(`${engine}: projection`, () => {
    test("a discussion that isn't projected is empty", async () => {
      const { discussions, posts } = await aStore();
      const { id } = aRegistration();
      const nothing = { upTo: 0, discussion: null, questions: [], members: [] };
      expect(await discussions.load(id)).toEqual(nothing);
      expect(await discussions.projected(id)).toBe(0);
      expect(await posts.scan(id, -1, 10)).toEqual([]);
    });

    test("rows come back as they were written", async () => {
      const { discussions, posts } = await aStore();
      const id = ids.discussion();
      const discussion = aDiscussion(id, {
        guidelines: ids.text(),
        voices: [{ id: ids.voice(), userId: ids.user() }],
      });
      const question = aQuestion();
      const members = [
        aMember(),
        aMember({ role: "participant", accepted: { version: ids.text(), at: 8 } }),
        aMember({ role: "participant", mute: { until: null, reason: "spam", noteId: ids.text() } }),
      ].sort((a, b) => (a.userId < b.userId ? -1 : 1));
      const rows = [
        aPost(4, { questionId: question.id }),
        aPost(5, {
          ...{ questionId: question.id, parentId: ids.post(), state: "hidden", reason: "hate" },
          ...{ noteId: ids.text(), editedAt: 7, earlier: [ids.text(), ids.text()], number: 2 },
        }),
        aPost(6, { questionId: question.id, state: "pending", number: null, pinned: 9 }),
        aPost(7, { questionId: question.id, topics: ["visas", "care"], asks: "moderators" }),
        aPost(8, {
          questionId: question.id,
          parentId: ids.post(),
          official: true,
          onBehalfOf: ids.voice(),
          received: true,
        }),
        aPost(9, {
          ...{ questionId: question.id },
          translations: [aTranslation(), aTranslation({ earlier: [ids.text()], machine: true })],
        }),
        aPost(10, { questionId: question.id, translations: [] }),
        aPost(11, {
          ...{ questionId: question.id, files: { textId: ids.text(), ids: [aFile(), aFile()] } },
          earlierFiles: [{ with: ids.text(), textId: ids.text() }],
          cites: { document: "plan", page: null, paragraph: "2" },
        }),
        aPost(12, { questionId: question.id, files: null, cites: null }),
      ];
      const step = aStep({ discussion, questions: [question], members, posts: rows });
      await discussions.project(id, 9, step);
      const loaded = await discussions.load(id);
      expect({
        ...loaded,
        members: loaded.members.sort((a, b) => (a.userId < b.userId ? -1 : 1)),
      }).toEqual({
        upTo: 9,
        discussion,
        questions: [question],
        members,
      });
      expect(await posts.scan(id, -1, 10)).toEqual(rows);
      expect(await discussions.projected(id)).toBe(9);
    });

    test("somebody's drafts are those in which they have a role, newest first, and no discussion that is open", async () => {
      const { discussions } = await aStore();
      const userId = ids.user();
      const put = async (createdAt: number, phase: "draft" | "open", role: MemberRow["role"]) => {
        const discussion = aDiscussion(ids.discussion(), { createdAt, phase });
        const members = [aMember({ userId, role }), aMember()];
        const step = aStep({ discussion, members, questions: [aQuestion()] });
        await discussions.project(discussion.id, 3, step);
        return { row: discussion, questions: 1, posts: 0 };
      };
      const older = await put(1, "draft", "host");
      const newer = await put(2, "draft", "moderator");
      await put(3, "draft", "participant");
      await put(4, "open", "host");
      expect(await discussions.draftsOf(userId, 9)).toEqual([newer, older]);
      expect(await discussions.draftsOf(userId, 1)).toEqual([newer]);
      expect(await discussions.draftsOf(ids.user(), 9)).toEqual([]);
    });

    test("a step written twice, or an older one late, changes nothing", async () => {
      const [a, b] = await stores(2);
      const id = ids.discussion();
      const [post, question, member] = [aPost(4), aQuestion(), aMember()];
      const at = (seq: number, more: Partial<PostRow> = {}) =>
        aStep({
          discussion: aDiscussion(id, { seq, textId: textOf(seq) }),
          questions: [{ ...question, seq, locked: seq === 7 }],
          members: [{ ...member, seq, role: seq === 7 ? "host" : "moderator" }],
          posts: [{ ...post, seq, ...more }],
          counts: [{ questionId: question.id, counts: counts(seq, seq) }],
        });
      const texts = new Map<number, ReturnType<typeof ids.text>>();
      function textOf(seq: number) {
        const text = texts.get(seq) ?? ids.text();
        texts.set(seq, text);
        return text;
      }
      const state = async () => ({
        ...(await a.discussions.load(id)),
        posts: await a.posts.scan(id, -1, 10),
        list: await a.discussions.list({ before: null, limit: 5, drafts: true, spaceId: null }),
      });
      const newer = at(7, { state: "hidden", stateAt: 8 });
      await a.discussions.project(id, 7, newer);
      const after = await state();
      expect(after).toMatchObject({ upTo: 7, posts: newer.posts, members: newer.members });
      expect(after.list).toEqual([{ row: newer.discussion, questions: 1, posts: 7 }]);
      await b.discussions.project(id, 7, newer);
      expect(await state()).toEqual(after);
      await b.discussions.project(id, 5, at(5));
      expect(await state()).toEqual(after);
      await b.discussions.project(id, 8, aStep());
      expect(await state()).toEqual({ ...after, upTo: 8 });
    });

    test("a row that can't be kept is an error, and the cursor stays", async () => {
      const { discussions, posts } = await aStore();
      const id = ids.discussion();
      const flawed = aPost(2, JSON.parse('{ "order": "two" }'));
      const sound = aPost(1);
      const late = { ...sound, seq: 0 };
      await expect(discussions.project(id, 2, aStep({ posts: [sound, flawed] }))).rejects.toThrow();
      await discussions.project(id, 1, aStep({ posts: [sound] }));
      await expect(discussions.project(id, 2, aStep({ posts: [late, flawed] }))).rejects.toThrow();
      expect(await discussions.projected(id)).toBe(1);
      expect(await posts.scan(id, 0, 10)).toEqual([sound]);
    });

    test("of steps written at once the newest row stays, wherever it came from", async () => {
      const all = await stores(3);
      const id = ids.discussion();
      const rows = Array.from({ length: 10 }, (_, i) => aPost(i + 1));
      const seqs = [21, 28, 23, 30, 25, 22, 29, 24, 26, 27];
      await Promise.all(
        seqs.map((seq, i) =>
          (all[i % 3] ?? all[0]).discussions.project(
            id,
            seq,
            aStep({ posts: rows.map((row) => ({ ...row, seq, stateAt: seq })) }),
          ),
        ),
      );
      expect(await all[0].posts.scan(id, 0, 100)).toEqual(
        rows.map((row) => ({ ...row, seq: 30, stateAt: 30 })),
      );
      expect(await all[0].discussions.projected(id)).toBe(30);
    });

    test("the list is newest first, in pages, with its figures, and drafts only for those who ask", async () => {
      const { discussions } = await aStore();
      const rows = [3, 1, 2, 2].map((createdAt, i) =>
        aDiscussion(ids.discussion(), {
          createdAt,
          phase: i === 0 ? "draft" : i === 1 ? "closed" : "open",
        }),
      );
      for (const [i, discussion] of rows.entries()) {
        const [one, two] = [aQuestion(), aQuestion()];
        await discussions.project(
          discussion.id,
          1,
          aStep({
            ...{ discussion, questions: i === 2 ? [one, two] : [] },
            counts:
              i === 2
                ? [
                    { questionId: one.id, counts: counts(4, 1) },
                    { questionId: two.id, counts: counts(3, 1) },
                  ]
                : [],
          }),
        );
      }
      await discussions.register(aRegistration());
      const [draft, closed, middle, later] = rows;
      const all = await discussions.list({ before: null, limit: 10, drafts: true, spaceId: null });
      expect(all.map(({ row }) => row)).toEqual([draft, later, middle, closed]);
      expect(all.map(({ questions, posts }) => [questions, posts])).toEqual([
        ...[
          [0, 0],
          [0, 0],
        ],
        ...[
          [2, 7],
          [0, 0],
        ],
      ]);
      const open = await discussions.list({ before: null, limit: 2, drafts: false, spaceId: null });
      expect(open.map(({ row }) => row)).toEqual([later, middle]);
      const before = { createdAt: 2, id: middle?.id ?? never() };
      const rest = await discussions.list({ before, limit: 2, drafts: false, spaceId: null });
      expect(rest.map(({ row }) => row)).toEqual([closed]);
    });
  });
}
