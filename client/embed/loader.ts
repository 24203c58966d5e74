// <script src="https://HOST/embed.js" data-discussion="SLUG"></script> puts the discussion beside itself.
// Further attributes: data-lang (en, fr, es, ar), data-theme (light, dark), data-title (the frame's name for screen readers).
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const { discussion = "", lang = "", theme = "", title = "" } = script.dataset;
  if (!/^[a-z0-9-]{3,80}$/.test(discussion)) return;
  const { origin } = new URL(script.src);
  const address = new URL(`/embed/${discussion}`, origin);
  if (/^[a-z]{2}$/.test(lang)) address.searchParams.set("lang", lang);
  if (theme === "light" || theme === "dark") address.searchParams.set("theme", theme);

  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = title || "Discussion";
  frame.loading = "lazy";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.style.cssText = "display:block;inline-size:100%;block-size:40rem;border:0";
  frame.addEventListener("load", () => {
    frame.contentWindow?.postMessage({ type: "ready" }, origin);
  });
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return;
    const data: unknown = event.data;
    if (typeof data !== "object" || data === null || !("type" in data) || !("height" in data))
      return;
    const { type, height } = data;
    if (type !== "height" || typeof height !== "number" || !(height > 0 && height < 1_000_000))
      return;
    frame.style.blockSize = `${Math.ceil(height)}px`;
  });
  script.after(frame);
})();
