import { chromium } from "playwright-core";
import { startApp } from "#test/support/app.ts";
import { chromiumPath } from "#test/support/browser.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";

/**
 * How long a page of a long discussion is busy at a time while twenty posts arrive in a second, with the processor held to a quarter,
 * as a mid-range phone's is: at the top, where they are shown as they come, and further down, where they wait.
 */
const posts = 5_000;
const arriving = { posts: 100, everyMs: 50 };
const longMs = 50;

const words =
  "Care workers who come from elsewhere bring what they have learned, and too often nobody asks what that is. ";
const app = await startApp();
const { answer } = app.core;
const host = as(await anAccount(app.store, "Host", { admin: true }));
const { discussionId, slug, questionIds } = await anOpenDiscussion(answer, host, 3);
const writers = await Promise.all(
  Array.from({ length: 20 }, async (_, i) => as(await anAccount(app.store, `Writer ${i}`))),
);
const post = (i: number) =>
  granted(answer, writers[i % writers.length] ?? host, "post:create", {
    ...{ discussionId, questionId: questionIds[i % 3] ?? "", parentId: null, language: "en" },
    ...{ body: `<p>${words.repeat(1 + (i % 8))}</p>`, commandId: commandId() },
  });
for (let i = 0; i < posts; i += 50)
  await Promise.all(Array.from({ length: 50 }, (_, k) => post(i + k)));

const browser = await chromium.launch({
  executablePath: chromiumPath ?? "",
  args: ["--no-sandbox"],
});
try {
  for (const where of ["top", "below"]) {
    const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
    const page = await context.newPage();
    await page.addInitScript({
      content:
        "globalThis.tasks = []; new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) tasks.push(duration); }).observe({ type: 'longtask' });",
    });
    await page.goto(`${app.url}/d/${slug}`);
    await page.waitForFunction(() => document.documentElement.dataset.live === "true");
    if (where === "below")
      await page.evaluate(() => document.querySelectorAll(".post")[30]?.scrollIntoView());
    await page.waitForTimeout(2_000);
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.waitForTimeout(1_000);
    await page.evaluate("tasks.length = 0");
    const began = Date.now();
    for (let i = 0; i < arriving.posts; i++) {
      await post(i);
      const next = began + (i + 1) * arriving.everyMs - Date.now();
      await new Promise((go) => setTimeout(go, Math.max(0, next)));
    }
    await page.waitForTimeout(1_500);
    const took = Date.now() - began;
    const tasks: number[] = await page.evaluate("tasks");
    const blocked = tasks.reduce((sum, ms) => sum + ms - longMs, 0);
    const longest = Math.max(0, ...tasks);
    process.stdout.write(
      `${where}: ${tasks.length} tasks of more than ${longMs} ms, the longest ${Math.round(longest)} ms; blocked for ${Math.round((100 * blocked) / took)} % of ${(took / 1000).toFixed(1)} s\n`,
    );
    if (tasks.length > 0) process.exitCode = 1;
    await context.close();
  }
} finally {
  await browser.close();
  await app.close();
}
