const renewMs = 5_000;

/** Tells of a composer that is typed in: at the first key, every five seconds while it goes on, and when it is over. */
export function answeringTeller(tell: (on: boolean) => void) {
  let told: number | null = null;
  return {
    typed(): void {
      const now = performance.now();
      if (told !== null && now - told < renewMs) return;
      told = now;
      tell(true);
    },
    over(): void {
      if (told !== null) tell(false);
      told = null;
    },
  };
}
