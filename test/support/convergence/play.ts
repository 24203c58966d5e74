import type { Account } from "#server/domain/store.ts";
import type { CommandName } from "#shared/commands.ts";
import { CommandId, type DiscussionId, type PostId, type QuestionId } from "#shared/ids.ts";
import type { DiscussionView } from "#shared/model.ts";
import type { Result } from "#shared/refusals.ts";
import type { Finding } from "#test/faults/harness/evidence.ts";
import { aWord, bodyOf, hashOfBody, type Ledger } from "#test/faults/harness/ledger.ts";
import { aPendingPost } from "#test/support/discussion.ts";
import { commandId } from "#test/support/people.ts";
import type { Act, Name } from "./acts.ts";
import { type Site, World } from "./world.ts";

/** What was sent before, to be sent again with the same id. */
export interface Sent {
  who: Name;
  name: CommandName;
  input: Record<string, unknown>;
}

/** Plays a list of acts in a new discussion, and gives the promises that were broken. */
export async function play(site: Site, acts: readonly Act[]): Promise<Finding[]> {
  const world = await World.open(site);
  const run = { world, sent: [] as Sent[] };
  try {
    await inTurn(acts, (act) => one(run, act));
    return await world.findings();
  } finally {
    world.close();
  }
}

/** Does one act after the other, up to four at once where an act doesn't wait. Nothing is under way any more when it ends. */
export async function inTurn(
  acts: readonly Act[],
  one: (act: Act) => Promise<void>,
): Promise<void> {
  const flying = new Set<Promise<void>>();
  try {
    for (const act of acts) {
      const done = one(act).finally(() => flying.delete(done));
      flying.add(done);
      if (act.wait || flying.size > 3) await Promise.all(flying);
    }
    await Promise.all(flying);
  } finally {
    await Promise.allSettled(flying);
  }
}

type Run = { world: World; sent: Sent[] };
/** What acts are done to. */
export interface Things {
  discussionId: DiscussionId;
  questionIds: readonly QuestionId[];
  posts: readonly PostId[];
  /** Those who are muted and made moderators. */
  account(name: "ann" | "ben"): Account;
  now(): number;
  /** As one of its readers has it; null where that isn't told anything yet. */
  seen(): DiscussionView | null;
}
const topicIds = ["care", "visas"];
export const pick = <T>(all: readonly T[], at: number): T | undefined =>
  all[at % Math.max(1, all.length)];

/** One act. It may be refused: that is part of it. */
async function one(run: Run, act: Act): Promise<void> {
  const { world } = run;
  const { discussionId, questionIds, posts, site } = world;
  const things: Things = {
    ...{ discussionId, questionIds, posts },
    account: (name) => site.accounts[name],
    now: () => site.clock.now,
    seen: () => pick(world.clients, act.at)?.reader.feed?.discussion ?? null,
  };
  const command = commandOf(things, run.sent, act);
  if (command) return send(run, act, command);
  const i = act.at % world.clients.length;
  const reader = world.clients[i]?.reader;
  switch (act.deed) {
    case "drop":
      return reader?.drop();
    case "return":
      if (!reader || reader.online) return;
      reader.core = world.server(act.server);
      return reader.join();
    case "lose":
      return reader?.loseNext();
    case "leave account":
      return world.changeAccount(i, act.server);
    case "time":
      world.site.clock.now += (act.at % 4) * 9 * 60_000;
      return;
    case "pending":
      return wait(run, act);
    default:
      return;
  }
}

/** Only cat has posts that wait, and nobody mutes cat: this way round, no rule is asked. */
async function wait({ world }: Run, { at, server }: Act): Promise<void> {
  const { discussionId, questionIds, posts } = world;
  const questionId = pick(questionIds, at);
  const { deps } = world.server(server);
  if (questionId)
    posts.push(
      await aPendingPost(deps, world.caller("cat"), discussionId, questionId, bodyOf(aWord())),
    );
}

/** Sends a command and writes down what was set out to do and what was answered; gives the post that it made. */
export async function recorded(
  { lines }: Ledger,
  { name, input }: Sent,
  send: () => Promise<Result<unknown>>,
): Promise<PostId | null> {
  const id = CommandId.parse(input.commandId);
  const { body = null } = input;
  const bodyHash = typeof body === "string" ? hashOfBody(body) : null;
  lines.push({ is: "intent", commandId: id, name, bodyHash });
  const result = await send();
  if (!result.ok) {
    if (result.failure.code === "internal") throw new Error(`${name} failed.`);
    return null;
  }
  const { seq, postId = null } = result.value as { seq: number; postId?: PostId };
  lines.push({ is: "ack", commandId: id, name, postId, seq });
  return name === "post:create" ? postId : null;
}

async function send({ world, sent }: Run, act: Act, command: Sent): Promise<void> {
  const { who, name, input } = command;
  sent.push(command);
  const made = await recorded(world.sent[who], command, () =>
    world.server(act.server).answer(world.caller(who), name, input),
  );
  if (made && !world.posts.includes(made)) world.posts.push(made);
}

/** The command an act stands for; null when it isn't one. */
export function commandOf(
  things: Things,
  sent: readonly Sent[],
  { who, deed, at }: Act,
): Sent | null {
  const { discussionId, posts, questionIds } = things;
  const postId = pick(posts, at);
  const questionId = pick(questionIds, at);
  const userId = things.account(pick(["ann", "ben"] as const, at) ?? "ann").id;
  const as = (name: CommandName, more: Record<string, unknown> = {}): Sent => ({
    ...{ who, name },
    input: { discussionId, commandId: commandId(), ...more },
  });
  const note = `note ${aWord()}`;
  const guidelines = (at % 2 && things.seen()?.guidelinesVersion) || undefined;
  const voices = things.seen()?.voices ?? [];
  const onBehalfOf = at % 3 === 0 ? pick(voices, at)?.id : undefined;
  const post = (parentId: PostId | null) =>
    as("post:create", {
      ...{ questionId, parentId, body: bodyOf(aWord()), language: "en" },
      ...(guidelines && { guidelines }),
      ...(onBehalfOf && { onBehalfOf }),
      ...(at % 5 === 0 && {
        receivedFrom: { name: "Cora Dale", organisation: null, category: "other" },
      }),
    });
  switch (deed) {
    case "post":
      return post(null);
    case "reply":
      return post(postId ?? null);
    case "edit":
      return as("post:edit", { postId, body: bodyOf(aWord()) });
    case "translate":
      return as("post:translate", { postId, language: "fr", body: bodyOf(aWord()) });
    case "untranslate":
      return as("post:untranslate", { postId, language: "fr" });
    case "withdraw":
    case "restore":
    case "pin":
    case "unpin":
      return as(`post:${deed}`, { postId });
    case "hide":
    case "reject":
      return as(`post:${deed}`, { postId, reason: "spam", note });
    case "approve":
      return as("post:approve", { postId, note });
    case "mute": {
      const until = new Date(things.now() + (1 + at) * 60_000).toISOString();
      return as("member:mute", { userId, until, reason: "off_topic", note });
    }
    case "unmute":
      return as("member:unmute", { userId });
    case "grant":
      return as("member:grant", { account: things.account("ben").email, role: "moderator" });
    case "revoke":
      return as("member:revoke", { userId: things.account("ben").id });
    case "lock":
    case "unlock":
      return as(`question:${deed}`, { questionId });
    case "question":
      return as("question:add", { text: { en: "Another?" } });
    case "title":
      return as("discussion:update", { title: { en: `Title ${at}` } });
    case "official":
      return as("post:mark-official", { postId });
    case "unofficial":
      return as("post:unmark-official", { postId });
    case "tag":
      return as("post:tag", { postId, topics: topicIds.slice(at % 3) });
    case "topics":
      return as("discussion:update", {
        topics: topicIds.slice(at % 3).map((id) => ({ id, label: { en: id } })),
      });
    // Asked for only now and then: whoever hasn't accepted posts nothing.
    case "guidelines":
      return as("discussion:update", { guidelines: at % 3 ? {} : { en: `<p>Rule ${at}</p>` } });
    case "accept":
      return as("guidelines:accept", { version: things.seen()?.guidelinesVersion });
    case "confirm":
      return as("voice:confirm", {
        ...{
          account: things.account(at % 2 ? "ann" : "ben").email,
          organisation: `Works ${at % 5}`,
        },
      });
    case "unconfirm":
      return as("voice:withdraw", { voiceId: pick(voices, at)?.id });
    case "open":
    case "close":
      return as(`discussion:${deed}`);
    case "again":
      return pick(sent, at) ?? null;
    default:
      return null;
  }
}
