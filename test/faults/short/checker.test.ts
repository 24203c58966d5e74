import { beforeAll, describe, expect, test } from "vitest";
import type { Entry } from "#server/domain/log.ts";
import { newPostId } from "#server/domain/new-id.ts";
import { check } from "#test/faults/harness/check.ts";
import type { Evidence } from "#test/faults/harness/evidence.ts";
import { aGround } from "#test/faults/harness/ground.ts";
import { readPacket, wordPattern } from "#test/faults/harness/ledger.ts";
import { aCrowd, aStorm, evidenceOf } from "#test/faults/harness/storm.ts";
import { Supervisor } from "#test/faults/harness/supervisor.ts";
import { until } from "#test/faults/harness/wait.ts";
import { commandId } from "#test/support/people.ts";

/** What a small storm without any fault left behind. */
let sound: Evidence;

beforeAll(async () => {
  const ground = await aGround({ writers: 3, pending: 2 });
  const server = await Supervisor.start(ground.env);
  const crowd = await aCrowd(ground, [server.url]);
  const storm = aStorm(crowd);
  await until("some posts", () => storm.acked >= 60);
  await storm.stop();
  const [moderator] = crowd.moderators;
  const [, muted] = ground.writers;
  await moderator?.act("member:mute", {
    ...{ userId: muted?.account.id, reason: "spam", note: "no more" },
    until: new Date(Date.now() + 60_000).toISOString(),
  });
  sound = await evidenceOf(crowd, server.output);
  await server.stop();
});

/** The rules that are found broken after something was done to a copy of the evidence. */
function broken(sabotage: (evidence: Evidence) => void): string[] {
  const evidence = structuredClone(sound);
  sabotage(evidence);
  return [...new Set(check(evidence).map(({ rule }) => rule))].sort();
}
const linesOf = ({ ledgers }: Evidence, client: string) => {
  const ledger = ledgers.find((each) => each.client === client);
  if (!ledger) throw new Error(`There is no ${client}.`);
  return ledger.lines;
};
const tells = (line: { is: string; raw?: string }): boolean => {
  const packet = line.raw === undefined ? null : readPacket(line.raw);
  return packet?.is === "event" && packet.name === "feed:changed";
};
const posts = ({ entries }: Evidence) =>
  entries.filter(({ events }) => events.some(({ type }) => type === "post:created"));
const lastPost = (evidence: Evidence): Entry => {
  const entry = posts(evidence).at(-1);
  if (!entry) throw new Error("There is no post.");
  return entry;
};
const hiddenWord = ({ entries, texts }: Evidence): string => {
  const hidden = entries.flatMap(({ events }) => events).find((e) => e.type === "post:hidden");
  const made = entries
    .flatMap(({ events }) => events)
    .find((e) => e.type === "post:created" && e.postId === hidden?.postId);
  const text = made?.type === "post:created" ? texts.get(made.textId) : undefined;
  return text?.match(wordPattern)?.[0] ?? "none";
};

test("a sound run has posts, hidden ones among them, and nothing to find", () => {
  expect(check(sound)).toEqual([]);
  expect(posts(sound).length).toBeGreaterThan(60);
  expect(hiddenWord(sound)).not.toBe("none");
  expect(sound.ledgers.filter(({ follows }) => follows)).toHaveLength(4);
});

describe("the checker finds", () => {
  test("one dropped event", () => {
    expect(
      broken((evidence) => {
        const lines = linesOf(evidence, "visitor 0");
        lines.splice(lines.findIndex(tells), 1);
      }),
    ).toEqual(["I4"]);
    expect(
      broken((evidence) => {
        const lines = linesOf(evidence, "visitor 1");
        lines.splice(lines.findLastIndex(tells), 1);
      }),
    ).toEqual(["I4"]);
  });

  test("one changed record", () => {
    expect(
      broken((evidence) => {
        const line = linesOf(evidence, "visitor 0").findLast(
          (each) => tells(each) && "raw" in each && each.raw.includes('"state":"published"'),
        );
        if (line?.is === "recv") line.raw = line.raw.replace("Said", "Sang");
      }),
    ).toEqual(["I4"]);
  });

  test("one doubled post", () => {
    expect(
      broken((evidence) => {
        evidence.entries.push({ ...lastPost(evidence), seq: evidence.entries.length + 1 });
      }),
    ).toContain("I2");
  });

  test("one gap in the log", () => {
    expect(broken((evidence) => evidence.entries.splice(10, 1))).toContain("I3");
  });

  test("one acknowledged post that isn't there, or says something else", () => {
    expect(
      broken((evidence) => {
        const { seq } = lastPost(evidence);
        evidence.entries = evidence.entries
          .filter((entry) => entry.seq !== seq)
          .map((entry, i) => ({ ...entry, seq: i + 1 }));
      }),
    ).toContain("I1");
    expect(
      broken((evidence) => {
        const created = lastPost(evidence).events.find((event) => event.type === "post:created");
        if (created) evidence.texts.set(created.textId, "<p>Other words.</p>");
      }),
    ).toEqual(["I1"]);
  });

  test("one word of a hidden post, of a waiting one and of a note that reached a visitor", () => {
    const leak = (word: string | undefined) =>
      broken((evidence) =>
        linesOf(evidence, "visitor 0").push({ is: "recv", raw: `2["feed:presence","${word}"]` }),
      );
    expect(leak(hiddenWord(sound))).toEqual(["I5"]);
    const words = (event: Entry["events"][number]) =>
      "noteId" in event && event.noteId !== null ? [sound.texts.get(event.noteId)] : [];
    const [note] = sound.entries.flatMap(({ events }) => events.flatMap(words));
    expect(leak(note)).toEqual(["I5"]);
    const pending = sound.entries
      .flatMap(({ events }) => events)
      .find((event) => event.type === "post:created" && event.state === "pending");
    const text = pending?.type === "post:created" ? sound.texts.get(pending.textId) : undefined;
    expect(leak(text?.match(wordPattern)?.[0])).toEqual(["I5"]);
  });

  test("one post of a muted person", () => {
    expect(
      broken((evidence) => {
        const mute = evidence.entries.at(-1)?.events.find((e) => e.type === "member:muted");
        const entry = structuredClone(lastPost(evidence));
        for (const event of entry.events)
          if (event.type === "post:created" && mute)
            Object.assign(event, { postId: newPostId(), authorId: mute.userId });
        const seq = evidence.entries.length + 1;
        evidence.entries.push({ ...entry, seq, commandId: commandId(), at: Date.now() });
      }),
    ).toContain("I6");
  });

  test("one act of a moderator that was carried out twice", () => {
    expect(
      broken((evidence) => {
        const hide = evidence.entries.find(({ events }) => events[0]?.type === "post:hidden");
        const seq = evidence.entries.length + 1;
        if (hide) evidence.entries.push({ ...hide, seq, commandId: commandId() });
      }),
    ).toContain("I7");
  });

  test("a loose end, a token or the words of a hidden post in what a server printed", () => {
    const printed = (text: string) =>
      broken((evidence) => Object.assign(evidence, { output: sound.output + text }));
    expect(printed("UnhandledPromiseRejection: so")).toEqual(["I9"]);
    expect(printed(sound.secrets.at(-1) ?? "")).toEqual(["I9"]);
    expect(printed(hiddenWord(sound))).toEqual(["I5"]);
  });
});
