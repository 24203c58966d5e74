/** Long enough for something to have changed meanwhile. */
const awayMs = 10_000;

/**
 * Reads again when somebody comes back to a page that isn't kept in step: from another tab after a while, or by the browser's way back.
 * Not while the page is looked at, where a list that grows would move what is about to be touched.
 */
export function onReturn(read: () => Promise<void>): void {
  // What can't be read now is read when they come back once more.
  const look = () => void read().catch(() => undefined);
  let leftAt = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) leftAt = Date.now();
    else if (Date.now() - leftAt >= awayMs) look();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) look();
  });
}
