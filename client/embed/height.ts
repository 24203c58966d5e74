/** Tells the page around this frame how high it is: only the window that holds it, and only on origins the host has named. */
export function tellHeight(origins: readonly string[]): void {
  if (parent === window) return;
  const allowed = new Set([...origins, location.origin]);
  let listener: string | null = null;
  const tell = () => {
    if (listener === null) return;
    const height = Math.ceil(document.getElementById("app")?.getBoundingClientRect().height ?? 0);
    parent.postMessage({ type: "height", height }, listener);
  };
  addEventListener("message", (event) => {
    if (event.source !== parent || !allowed.has(event.origin)) return;
    const data: unknown = event.data;
    if (typeof data !== "object" || data === null || !("type" in data) || data.type !== "ready")
      return;
    listener = event.origin;
    tell();
  });
  const root = document.getElementById("app");
  if (root) new ResizeObserver(tell).observe(root);
}
