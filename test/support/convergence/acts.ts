import fc from "fast-check";

export const names = ["host", "mo", "ann", "ben", "cat", "visitor"] as const;
export type Name = (typeof names)[number];

const translating = ["translate", "translate", "untranslate"] as const;
const writing = [
  "post",
  "post",
  "post",
  "reply",
  "reply",
  "edit",
  "withdraw",
  "again",
  "accept",
  ...translating,
] as const;
const lines = ["drop", "drop", "return", "return", "lose", "leave account", "time"] as const;
const moderation = [
  ...(["pending", "hide", "hide", "restore", "approve", "reject", "pin", "unpin"] as const),
  ...([
    "mute",
    "unmute",
    "grant",
    "revoke",
    "lock",
    "unlock",
    "unlock",
    "question",
    "title",
  ] as const),
  ...(["close", "open", "open", "open"] as const),
  ...(["official", "unofficial", "tag", "topics", "guidelines", "confirm", "unconfirm"] as const),
] as const;
type Deed = (typeof writing | typeof moderation | typeof lines)[number];

/** One act of the model: who does what, on which server, to which of the things there are. */
export interface Act {
  who: Name;
  deed: Deed;
  server: number;
  /** Picks a post, a question, a person or a client; counted round. */
  at: number;
  /** Whether the next act waits until this one was answered. */
  wait: boolean;
}

const actOf = (deeds: readonly Deed[], who: readonly Name[]) =>
  fc.record<Act>({
    who: fc.constantFrom(...who),
    deed: fc.constantFrom(...deeds),
    server: fc.nat(2),
    at: fc.nat(30),
    wait: fc.boolean(),
  });

/** Mostly by those who may; the others try it too, and are refused. */
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: actOf(writing, names) },
  { weight: 6, arbitrary: actOf(moderation, ["host", "mo"]) },
  { weight: 1, arbitrary: actOf(moderation, names) },
  { weight: 5, arbitrary: actOf(lines, names) },
);

export const actsUpTo = (maxLength: number): fc.Arbitrary<Act[]> =>
  fc.array(act, { minLength: 1, maxLength, size: "max" });

/** A list that can be read, and be played again: it is what a test takes. */
export const written = (acts: readonly Act[]): string =>
  acts.map((each) => `  ${JSON.stringify(each)},`).join("\n");
