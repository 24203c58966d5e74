/**
 * What a page begins with. Its program is fetched once the page is painted: on a slow line one would wait for the other, and what is there
 * to be read comes first. The server names the program and the files that it will load (see server/http/page-document.tsx).
 */
async function start(): Promise<void> {
  await painted();
  const { program = "", parts = "" } = document.getElementById("start")?.dataset ?? {};
  for (const href of parts.split(" ")) {
    // Each by itself: a slow device takes its time for one.
    await new Promise((done) => setTimeout(done));
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = href;
    document.head.append(link);
  }
  await import(/* @vite-ignore */ program);
}

const paint = "first-contentful-paint";

/** Once the browser says that something can be read. Where nobody looks nothing is painted, and nothing waits for it. */
const painted = () =>
  new Promise<void>((done) => {
    setTimeout(done, document.hidden ? 0 : 1_000);
    if (PerformanceObserver.supportedEntryTypes.includes("paint"))
      new PerformanceObserver((list) => {
        if (list.getEntriesByName(paint).length > 0) done();
      }).observe({ type: "paint", buffered: true });
    else requestAnimationFrame(() => setTimeout(done));
  });

start().catch((error: unknown) => {
  // The page stays as the server rendered it, which is readable; what failed is the browser console's to show.
  reportError(error);
});
