import { useState } from "preact/hooks";
import type { Output, RawInput } from "#shared/commands.ts";
import type { Failure, Result } from "#shared/refusals.ts";
import type { ActName, Writing } from "./actions.ts";

/** As much of writing as these acts need. */
export interface Acting<Name extends ActName = ActName> extends Pick<Writing, "stamp"> {
  act<N extends Name>(name: N, input: RawInput<N>): Promise<Result<Output<N>>>;
}

/**
 * One act at a time, and another is none while it is under way: a button that is disabled then loses the focus. Resolves with what was
 * answered, or null.
 */
export function useAct<Name extends ActName>(writing: Acting<Name>) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function act<N extends Name>(name: N, input: RawInput<N>): Promise<Output<N> | null> {
    if (busy) return null;
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
