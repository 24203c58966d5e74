import { useState } from "preact/hooks";
import type { Output, RawInput } from "#shared/commands.ts";
import type { Failure } from "#shared/refusals.ts";
import type { ActName, Writing } from "./actions.ts";

/** As much of writing as an act needs. */
export type Acting = Pick<Writing, "act" | "stamp">;

/** One act at a time: whether it is under way, and how the last one failed. Resolves with what was answered, or null. */
export function useAct(writing: Acting) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function act<N extends ActName>(name: N, input: RawInput<N>): Promise<Output<N> | null> {
    setBusy(true);
    setFailure(null);
    const result = await writing.act(name, input);
    setBusy(false);
    if (result.ok) return result.value;
    setFailure(result.failure);
    return null;
  }
  return { busy, failure, act, stamp: writing.stamp, forget: () => setFailure(null) };
}
