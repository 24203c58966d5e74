import type { Change } from "#shared/model.ts";

const tails = new WeakMap<object, readonly Change[]>();

/** A reader's own changes, and then those that everybody of the public is told: where the latter begin is remembered. */
export function withShared(own: readonly Change[], shared: Change[]): Change[] {
  const all = own.length === 0 ? shared : [...own, ...shared];
  if (shared.length > 0) tails.set(all, shared);
  return all;
}

/** The end of these changes that others are told too: it is worth keeping what was made of it once. */
export const sharedTailOf = (changes: object): readonly Change[] | undefined => tails.get(changes);
