import type { Entry, LogEvent } from "#server/domain/log.ts";
import { holds } from "#server/domain/posts/checks.ts";
import type { Mute } from "#server/domain/state.ts";
import type { CommandId, PostId, UserId } from "#shared/ids.ts";
import type { PostState } from "#shared/model.ts";
import {
  type Evidence,
  type Finding,
  happened,
  onPosts,
  type Report,
  stateAfter,
} from "./evidence.ts";
import { noLeak } from "./leak-rule.ts";
import { hashOfBody, type Line } from "./ledger.ts";
import { holdsWhatANewcomerReads } from "./reading-rule.ts";

/**
 * I1 what was acknowledged is there with its words. I2 nothing twice. I3 one order without a gap. I4 who followed holds what a
 * newcomer reads. I5 no word reached who may not see it. I6 no post of a muted person. I7 one entry for each act of a
 * moderator. I9 no loose end and no secret in what the servers printed. (I8, the process's own size: see vitals.ts.)
 */
export function check(evidence: Evidence): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (rule, what) => findings.push({ rule, what });
  acknowledgedIsThere(evidence, report);
  nothingTwice(evidence, report);
  oneOrder(evidence, report);
  for (const ledger of evidence.ledgers.filter(({ follows }) => follows))
    holdsWhatANewcomerReads(ledger, evidence, report);
  noLeak(evidence, report);
  mutesHold(evidence, report);
  actsFollow(evidence, report);
  answersAreOwn(evidence, report);
  printedNothingLoose(evidence, report);
  return findings;
}

type OfKind<K extends Line["is"]> = Extract<Line, { is: K }>;
const ofKind = <K extends Line["is"]>(lines: readonly Line[], kind: K): OfKind<K>[] =>
  lines.filter((line): line is OfKind<K> => line.is === kind);

function acknowledgedIsThere({ entries, texts, ledgers }: Evidence, report: Report): void {
  const at = new Map(entries.map((entry) => [entry.seq, entry]));
  for (const { client, userId, lines } of ledgers) {
    // The first content sent under an id is what counts.
    const hashes = new Map(
      ofKind(lines, "intent")
        .toReversed()
        .map(({ commandId, bodyHash }) => [commandId, bodyHash]),
    );
    for (const ack of ofKind(lines, "ack")) {
      const entry = at.get(ack.seq);
      const isIt = entry?.commandId === ack.commandId && entry.actorId === userId;
      const wrong = isIt ? wrongText(entry, ack, texts, hashes) : "isn't in the log";
      if (wrong) report("I1", `${client}: ${ack.name} acknowledged as ${ack.seq} ${wrong}`);
    }
  }
}

function wrongText(
  entry: Entry,
  { commandId, postId }: OfKind<"ack">,
  texts: Evidence["texts"],
  hashes: ReadonlyMap<CommandId, string | null>,
): string | null {
  const text = entry.events.find(carriesBody);
  if (!text) return null;
  if (postId !== text.postId) return "names another post";
  const body = texts.get(text.textId);
  const isSame = body !== undefined && hashOfBody(body) === hashes.get(commandId);
  return isSame ? null : "has other words";
}
type WithBody = Extract<LogEvent, { type: "post:created" | "post:edited" }>;
const carriesBody = (event: LogEvent): event is WithBody =>
  event.type === "post:created" || event.type === "post:edited";

function nothingTwice({ entries }: Evidence, report: Report): void {
  const commands = new Set<string>();
  for (const { actorId, commandId, seq } of entries) {
    const key = `${actorId} ${commandId}`;
    if (commands.has(key)) report("I2", `entry ${seq} repeats a command`);
    commands.add(key);
  }
  const posts = new Set<string>();
  for (const { entry, event } of onPosts(entries)) {
    if (event.type !== "post:created") continue;
    if (posts.has(event.postId)) report("I2", `entry ${entry.seq} makes a post again`);
    posts.add(event.postId);
  }
}

function oneOrder({ entries }: Evidence, report: Report): void {
  for (const [i, { seq }] of entries.entries())
    if (seq !== i + 1) return report("I3", `entry ${i + 1} of the log has seq ${seq}`);
}

function mutesHold({ entries }: Evidence, report: Report): void {
  const mutes = new Map<UserId, Mute>();
  for (const { entry, event } of happened(entries)) {
    if (event.type === "member:muted")
      mutes.set(event.userId, { until: event.until, reason: event.reason, noteId: null });
    if (event.type === "member:unmuted") mutes.delete(event.userId);
    if (event.type === "post:created" && holds(mutes.get(event.authorId), entry.at))
      report("I6", `entry ${entry.seq} is a post of a muted person`);
    if (event.type === "post:translated" && holds(mutes.get(event.by), entry.at))
      report("I6", `entry ${entry.seq} is a translation by a muted person`);
  }
}

/** Which states of a post an act of a moderator may find. */
const actsOn: Partial<Record<LogEvent["type"], PostState>> = {
  "post:hidden": "published",
  "post:restored": "hidden",
  "post:approved": "pending",
  "post:rejected": "pending",
};
function actsFollow({ entries }: Evidence, report: Report): void {
  const states = new Map<PostId, PostState>();
  for (const { entry, event } of onPosts(entries)) {
    const was = states.get(event.postId);
    const wanted = actsOn[event.type];
    if (wanted && was !== wanted)
      report("I7", `entry ${entry.seq}: ${event.type} of a post that was ${was}`);
    const next = event.type === "post:created" ? event.state : stateAfter[event.type];
    if (next) states.set(event.postId, next);
  }
}

function answersAreOwn({ ledgers }: Evidence, report: Report): void {
  const answered = new Map<number, string>();
  for (const { client, lines } of ledgers)
    for (const { seq, commandId } of ofKind(lines, "ack")) {
      const first = answered.get(seq) ?? commandId;
      if (first !== commandId)
        report("I7", `${client}: two commands were both answered with entry ${seq}`);
      answered.set(seq, first);
    }
}

const loose =
  /unhandled(promise| )?rejection|uncaught ?exception|ERR_UNHANDLED|MaxListenersExceeded/i;
function printedNothingLoose({ output, secrets }: Evidence, report: Report): void {
  const found = loose.exec(output);
  if (found) report("I9", `a server printed: ${output.slice(found.index, found.index + 200)}`);
  for (const secret of secrets)
    if (output.includes(secret)) report("I9", "a server printed a token or a key");
}
