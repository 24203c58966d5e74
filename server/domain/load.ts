import { randomInt } from "node:crypto";
import { Refusal } from "./refusal.ts";

/** How much the process has to carry: from 1 on it takes in no new visitors, from 2 no participants, at 3 nobody new. */
export type Load = 0 | 1 | 2 | 3;

/** Refuses whom there is no room for now; who is in stays. Readers can wait, those who keep order come last. */
export function admit(load: Load, role: string): void {
  if (load === 0 || load < turnedAwayFrom(role)) return;
  throw new Refusal("unavailable", "The server has too much to do: try again in a moment.", {
    // Not all at the same moment.
    retryAfter: 5 + randomInt(11),
  });
}

/** A visitor's question over plain HTTP holds nothing open, so it is answered for longer than visitors are let in. */
export const admitQuestion = (load: Load): void => admit(load, "participant");

function turnedAwayFrom(role: string): Load {
  if (role === "visitor") return 1;
  return role === "participant" ? 2 : 3;
}
