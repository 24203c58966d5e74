import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPostId } from "#server/domain/new-id.ts";
import { makeLink } from "#server/domain/people/links.ts";
import type { May } from "#shared/commands/row.ts";
import { type CommandName, commandNames, commands } from "#shared/commands.ts";
import { TextId } from "#shared/ids.ts";
import { Language } from "#shared/model.ts";
import type { RefusalCode } from "#shared/refusals.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { httpSend, socketSend } from "#test/support/doors.ts";
import { type Ground, inputs } from "#test/support/inputs.ts";
import { commandId } from "#test/support/people.ts";
import { aSpace } from "#test/support/rows.ts";
import { aCast, aScene, type Cast, type Scene } from "#test/support/scene.ts";

const askers = [
  ...["visitor", "participant", "author", "muted", "moderator", "moderator elsewhere"],
  ...["host", "admin", "embed token", "expired token"],
] as const;
type Asker =
  | "visitor"
  | "participant"
  | "author"
  | "muted"
  | "moderator"
  | "moderator elsewhere"
  | "host"
  | "admin"
  | "embed token"
  | "expired token";
type Expected = "granted" | RefusalCode;

/** Tokens that aren't good are refused before anything is looked at, whatever is asked. */
const badTokens: Partial<Record<Asker, Expected>> = {
  "embed token": "unauthenticated",
  "expired token": "session_ended",
};

/** What each "who may" means, person by person. */
const rule: Record<May, Partial<Record<Asker, Expected>> & { others: Expected }> = {
  anyone: { others: "granted" },
  "signed-in": { visitor: "unauthenticated", others: "granted" },
  participant: { visitor: "unauthenticated", muted: "muted", others: "granted" },
  author: { visitor: "unauthenticated", author: "granted", others: "not_allowed" },
  "author-or-moderator": {
    visitor: "unauthenticated",
    ...{ author: "granted", moderator: "granted", host: "granted", admin: "granted" },
    others: "not_allowed",
  },
  moderator: {
    visitor: "unauthenticated",
    ...{ moderator: "granted", host: "granted", admin: "granted" },
    others: "not_allowed",
  },
  host: { visitor: "unauthenticated", host: "granted", admin: "granted", others: "not_allowed" },
  admin: { visitor: "unauthenticated", admin: "granted", others: "not_allowed" },
};

/** Where a command's own rule says more than "who may". */
const exceptions: Partial<
  Record<CommandName, Partial<Record<Asker, Expected>> & { others?: Expected }>
> = {
  // Nobody in this test brings a refresh cookie.
  "account:refresh": { others: "unauthenticated" },
  // These accounts were made without a password.
  "account:change-password": { visitor: "unauthenticated", others: "wrong_credentials" },
  "account:sign-in": { others: "wrong_credentials" },
  // Who wrote the post can't support it.
  "post:support": { author: "not_allowed" },
};

/** Waiting posts don't exist for those who may not see them, so deciding about one is "not found" for nobody who may sign in: the role is asked first. */
function expected(name: CommandName, asker: Asker): Expected {
  const bad = badTokens[asker];
  if (bad) return bad;
  const exception = exceptions[name];
  const special = exception?.[asker] ?? exception?.others;
  if (special) return special;
  const of = rule[commands[name].may];
  return of[asker] ?? of.others;
}

describe("who may do what, by socket and by HTTP (P9)", () => {
  let app: TestApp;
  let cast: Cast;
  let n = 0;
  beforeAll(async () => {
    app = await startApp();
    cast = await aCast(app.core);
    const other = { ...cast, moderator: cast.elsewhere };
    await aScene(app.core, other);
  });
  afterAll(() => app.close());

  async function tokenFor(asker: Asker): Promise<string | null> {
    switch (asker) {
      case "visitor":
        return null;
      case "embed token":
        return app.tokenFor(cast.moderator, { audience: "embed" });
      case "expired token":
        return app.tokenFor(cast.moderator, { expired: true });
      case "moderator elsewhere":
        return app.tokenFor(cast.elsewhere);
      default:
        return app.tokenFor(cast[asker]);
    }
  }

  /** A moderator's reply in the place of the author's post, marked or not. */
  async function withReply(scene: Scene, marked: boolean): Promise<Scene> {
    const postId = newPostId();
    const textId = TextId.parse(postId);
    const { discussionId, open: questionId, published: parentId } = scene;
    const { deps } = app.core;
    await deps.store.texts.put([{ id: textId, discussionId, body: "<p>So.</p>", at: Date.now() }]);
    await deps.serving.commit(discussionId, {
      ...{ commandId: commandId(), actorId: cast.moderator.id, hash: "reply" },
      decide: () => [
        {
          type: "post:created",
          ...{ postId, questionId, parentId, authorId: cast.moderator.id, textId },
          ...{ state: "published", number: 9, language: Language.parse("en"), writtenAt: null },
        },
      ],
    });
    if (marked)
      await deps.serving.commit(discussionId, {
        ...{ commandId: commandId(), actorId: cast.moderator.id, hash: "official" },
        decide: () => [{ type: "post:marked-official", postId }],
      });
    return { ...scene, published: postId };
  }

  /** Opening needs one that isn't open, and an official answer a moderator's reply. */
  async function aGround(name: CommandName): Promise<Ground> {
    let scene = await aScene(app.core, cast, undefined, true);
    if (name === "post:mark-official") scene = await withReply(scene, false);
    if (name === "post:unmark-official") scene = await withReply(scene, true);
    if (name === "discussion:open")
      await app.core.deps.serving.commit(scene.discussionId, {
        ...{ commandId: commandId(), actorId: cast.host.id, hash: "closed" },
        decide: () => [{ type: "discussion:closed" }],
      });
    const space = name.startsWith("space:") ? await aSpace(app.store) : undefined;
    const { token } = await makeLink(app.core.deps, {
      ...{ role: "moderator", discussionId: scene.discussionId, hours: 1 },
    });
    return { scene, cast, link: token, n: ++n, ...(space ? { space: space.id } : {}) };
  }

  for (const name of commandNames)
    describe(name, () => {
      /** What is refused changes nothing, so all that are refused share a scene; who is granted has one of their own. */
      let untouched: Promise<Ground> | null = null;
      test.each(askers)(`${name} by %s`, async (each) => {
        const asker = each as Asker;
        for (const [door, send] of [
          ["socket", socketSend],
          ["HTTP", httpSend],
        ] as const) {
          untouched ??= aGround(name);
          const ground = await untouched;
          const result = await send(app, await tokenFor(asker), name, inputs[name](ground));
          const got = result.ok ? "granted" : result.failure.code;
          if (result.ok) untouched = null;
          expect(`${door}: ${got}`).toBe(`${door}: ${expected(name, asker)}`);
        }
      });
    });
});
