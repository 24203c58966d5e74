import { act, discussionIdOf, newText, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { documentsFor } from "#server/domain/files/documents.ts";
import { letGo } from "#server/domain/files/let-go.ts";
import { versionAfter, versionOf } from "#server/domain/guidelines.ts";
import { hashOf } from "#server/domain/hash.ts";
import type { LogEvent, Terms } from "#server/domain/log.ts";
import { newDiscussionId, newQuestionId } from "#server/domain/new-id.ts";
import { allow, discussionFor } from "#server/domain/permissions.ts";
import { tellAllSupport } from "#server/domain/posts/support-post.ts";
import {
  type HostTexts,
  mergeHostTexts,
  noHostTexts,
  readHostTexts,
} from "#server/domain/reading/host-texts.ts";
import { instant } from "#server/domain/reading/views.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { DiscussionRow } from "#server/domain/state.ts";
import type { Input, Output } from "#shared/commands.ts";
import type { CommandId, DiscussionId, Slug, TextId, UserId } from "#shared/ids.ts";
import type { DiscussionTexts } from "#shared/inputs/discussions.ts";
import type { Instant } from "#shared/model.ts";

const slugTaken = () =>
  new Refusal("slug_taken", "Another discussion has this address.", { field: "slug" });

/** The parts of the host's settings that rules depend on, after an update. */
function termsAfter(before: Terms, input: DiscussionTexts & { slug?: Slug | undefined }): Terms {
  const time = (given: string | null | undefined, kept: number | null) =>
    given === undefined ? kept : given === null ? null : Date.parse(given);
  const opensAt = time(input.opensAt, before.opensAt);
  const closesAt = time(input.closesAt, before.closesAt);
  if (opensAt !== null && closesAt !== null && closesAt <= opensAt)
    throw new Refusal("invalid_input", "A discussion closes after it opens.", {
      field: "closesAt",
      details: { rule: "before_opening" },
    });
  return {
    slug: input.slug ?? before.slug,
    languages: input.languages ?? before.languages,
    opensAt,
    closesAt,
    supportTotals: input.supportTotals ?? before.supportTotals ?? "always",
  };
}

const isOver = () =>
  new Refusal("invalid_input", "This closing time has passed.", {
    field: "closesAt",
    details: { rule: "past" },
  });

/** From when it was put off that a discussion closes: the time first announced, until it closes then after all, or at no set time. */
function extensionAfter(
  extendedFrom: Instant | null,
  { phase, closesAt: before }: Pick<DiscussionRow, "phase" | "closesAt">,
  closesAt: number | null,
): Instant | null {
  // A draft has announced nothing.
  if (phase === "draft" || closesAt === null) return null;
  const announced = extendedFrom === null ? before : Date.parse(extendedFrom);
  return announced !== null && closesAt > announced ? instant(announced) : null;
}

/** What a discussion begins with. */
interface Beginning {
  commandId: CommandId;
  hash: string;
  hostId: UserId;
  terms: Terms;
  texts: HostTexts;
  /** Bodies of texts, in the order of their numbers. */
  questions: readonly { number: number; body: string }[];
}

const noGuidelines = { version: null, guidelines: {} };

/** Registers the discussion, then writes its first entry. The same command again finishes what was begun. */
async function begin(
  deps: Deps,
  { commandId, hash, hostId, terms, texts, questions }: Beginning,
): Promise<Output<"discussion:create">> {
  const registration = await deps.store.discussions.register({
    id: newDiscussionId(),
    slug: terms.slug,
    createdBy: hostId,
    commandId,
    createdAt: deps.now(),
  });
  if (registration === "slug_taken") throw slugTaken();
  const { id } = registration;
  const words = newText(JSON.stringify(texts));
  const asked = questions.map(({ number, body }) => ({ number, text: newText(body) }));
  const at = deps.now();
  await deps.store.texts.put(
    [words, ...asked.map(({ text }) => text)].map((text) => ({ ...text, discussionId: id, at })),
  );
  const version = versionAfter(noGuidelines, { textId: words.id, guidelines: texts.guidelines });
  const entry = await deps.serving.commit(id, {
    ...{ commandId, actorId: hostId, hash },
    decide: (state) => {
      if (state.discussion) throw new Refusal("conflict", "The discussion exists already.");
      return [
        {
          type: "discussion:created",
          textId: words.id,
          terms: { ...terms, guidelines: version },
          hostId,
        },
        ...asked.map(
          ({ number, text }): LogEvent => ({
            ...{ type: "question:added", questionId: newQuestionId(), number, textId: text.id },
          }),
        ),
      ];
    },
  });
  return { discussionId: id, slug: registration.slug, seq: entry.seq };
}

export async function createDiscussion(
  deps: Deps,
  caller: Caller,
  input: Input<"discussion:create">,
): Promise<Output<"discussion:create">> {
  const { userId: hostId } = signedIn(caller);
  const { slug, commandId, languages } = input;
  if (input.documents?.length)
    throw new Refusal("invalid_input", "Files can be brought once the discussion is there.", {
      field: "documents",
      details: { rule: "not_yet" },
    });
  const terms = termsAfter({ slug, languages, opensAt: null, closesAt: null }, input);
  const texts = mergeHostTexts(noHostTexts, input);
  const hash = hashOf("discussion:create", input);
  return begin(deps, { commandId, hash, hostId, terms, texts, questions: [] });
}

/** Of another one: what its host wrote, but nothing that happened in it, nor when it was to happen. */
export async function copyDiscussion(
  deps: Deps,
  caller: Caller,
  input: Input<"discussion:copy">,
): Promise<Output<"discussion:copy">> {
  const { userId: hostId } = signedIn(caller);
  const { slug, commandId } = input;
  const sourceId = await discussionIdOf(deps, input.discussionId);
  const { state } = await deps.serving.read(sourceId);
  allow(state, signedIn(caller), "host");
  const source = discussionFor(state, caller.actor);
  const questions = [...state.questions.entries()].map(([, question]) => question);
  const kept = await deps.store.texts.get([
    source.textId,
    ...questions.map(({ textId }) => textId),
  ]);
  const bodies = new Map(kept.map(({ id, body }) => [id, body]));
  const bodyOf = (id: TextId): string => {
    const body = bodies.get(id);
    if (body === undefined) throw new Error(`A text of discussion ${sourceId} is gone.`);
    return body;
  };
  return begin(deps, {
    ...{ commandId, hostId },
    hash: hashOf("discussion:copy", { ...input, discussionId: sourceId }),
    terms: {
      slug,
      languages: source.languages,
      supportTotals: source.supportTotals ?? "always",
      opensAt: null,
      closesAt: null,
    },
    // Documents are files of the discussion that they were brought to.
    texts: {
      ...readHostTexts(bodyOf(source.textId)),
      ...{ documents: [], outcome: {}, extendedFrom: null },
    },
    questions: questions
      .map(({ number, textId }) => ({ number, body: bodyOf(textId) }))
      .sort((a, b) => a.number - b.number),
  });
}

export async function updateDiscussion(
  deps: Deps,
  caller: Caller,
  input: Input<"discussion:update">,
): Promise<Output<"discussion:update">> {
  const id = await discussionIdOf(deps, input.discussionId);
  const { state } = await deps.serving.read(id);
  allow(state, signedIn(caller), "host");
  const before = discussionFor(state, caller.actor);
  const [text] = await deps.store.texts.get([before.textId]);
  if (!text) throw new Error(`The texts of discussion ${id} are gone.`);
  const earlier = readHostTexts(text.body);
  const documents = await documentsFor(
    deps,
    { id, hostId: signedIn(caller).userId },
    input,
    earlier,
  );
  const written = mergeHostTexts(earlier, input, documents);
  const { closesAt } = termsAfter(before, input);
  // A slip would end it for everybody, and tell of an extension once it is mended; who means it closes it.
  const isNew = closesAt !== null && closesAt !== before.closesAt;
  if (before.phase === "open" && isNew && closesAt <= deps.now()) throw isOver();
  const extendedFrom = extensionAfter(written.extendedFrom, before, closesAt);
  const texts = { ...written, extendedFrom };
  const claimed = input.slug ? await claim(deps, input.slug, id) : null;
  const files = documents?.map(({ file }) => file.id) ?? [];
  const words = { ...newText(JSON.stringify(texts)), files };
  const guidelines = versionAfter(
    { version: versionOf(before, earlier), guidelines: earlier.guidelines },
    { textId: words.id, guidelines: texts.guidelines },
  );
  try {
    const entry = await act(deps, caller, "discussion:update", input, [words], (now) => {
      const row = discussionFor(now, caller.actor);
      if (row.textId !== before.textId || (input.seq ?? row.seq) !== row.seq)
        throw new Refusal("conflict", "Somebody else changed the discussion meanwhile.", {
          field: "seq",
          details: { seq: row.seq },
        });
      const change = { textId: words.id, terms: { ...termsAfter(row, input), guidelines } };
      const { template = row.template ?? false } = input;
      if (template === (row.template ?? false)) return [{ type: "discussion:updated", ...change }];
      mayMark(caller, row, template);
      return [{ type: "discussion:marked-template", ...change, template }];
    });
    if (input.documents) {
      const gone = earlier.documents.map(({ file }) => file.id);
      await letGo(deps, id, gone);
    }
    if (input.supportTotals === "always" && before.supportTotals === "after_closing")
      await tellAllSupport(deps, id);
    return { seq: entry.seq };
  } catch (error) {
    if (error instanceof Refusal && claimed) await deps.store.discussions.releaseSlug(claimed, id);
    throw error;
  }
}

/** What is open or closed has posts and readers, and stays what it is. */
function mayMark({ actor }: Caller, { phase }: DiscussionRow, template: boolean): void {
  const field = "template";
  if (actor.kind !== "account" || !actor.admin)
    throw new Refusal("not_allowed", "Only an admin of this site makes a template.", { field });
  if (template && phase !== "draft")
    throw new Refusal("conflict", "Only a draft can be a template.", { field, details: { phase } });
}

/** The slug, if it leads to the discussion from now on and didn't before; one it had earlier is its own for good. */
async function claim(deps: Deps, slug: Slug, id: DiscussionId): Promise<Slug | null> {
  const { discussions } = deps.store;
  const before = await discussions.find({ slug });
  if (!(await discussions.claimSlug(slug, id))) throw slugTaken();
  return before === null ? slug : null;
}

export async function openDiscussion(
  deps: Deps,
  caller: Caller,
  input: Input<"discussion:open">,
): Promise<Output<"discussion:open">> {
  const entry = await act(deps, caller, "discussion:open", input, [], (state) => {
    const { phase, template, closesAt } = discussionFor(state, caller.actor);
    if (template)
      throw new Refusal("invalid_input", "A template isn't opened; a copy of it is.", {
        details: { rule: "is_template" },
      });
    if (phase === "open")
      throw new Refusal("conflict", "The discussion is open.", { details: { phase: "open" } });
    if ([...state.questions.entries()].length === 0)
      throw new Refusal("invalid_input", "A discussion opens with a question at least.", {
        details: { rule: "no_questions" },
      });
    if (closesAt !== null && closesAt <= deps.now()) throw isOver();
    return [{ type: "discussion:opened" }];
  });
  return { seq: entry.seq };
}

export async function closeDiscussion(
  deps: Deps,
  caller: Caller,
  input: Input<"discussion:close">,
): Promise<Output<"discussion:close">> {
  let kept = false;
  const entry = await act(deps, caller, "discussion:close", input, [], (state) => {
    const { phase, supportTotals } = discussionFor(state, caller.actor);
    kept = supportTotals === "after_closing";
    if (phase !== "open")
      throw new Refusal("conflict", "The discussion isn't open.", { details: { phase } });
    return [{ type: "discussion:closed" }];
  });
  if (kept) await tellAllSupport(deps, await discussionIdOf(deps, input.discussionId));
  return { seq: entry.seq };
}
