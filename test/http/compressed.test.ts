import { afterAll, beforeAll, expect, test } from "vitest";
import { startApp, type TestApp } from "#test/support/app.ts";
import { anOpenDiscussion } from "#test/support/discussion.ts";
import { anAccount, as } from "#test/support/people.ts";

let app: TestApp;
let page: string;
beforeAll(async () => {
  app = await startApp();
  const host = as(await anAccount(app.store, "Host", { admin: true }));
  page = `/d/${(await anOpenDiscussion(app.core.answer, host, 1)).slug}`;
});
afterAll(() => app.close());

const get = async (path: string, accepted: string) => {
  const response = await fetch(`${app.url}${path}`, { headers: { "accept-encoding": accepted } });
  const { headers, status } = response;
  return { status, headers, text: await response.text() };
};

test("pages, scripts and styles go out compressed for whoever takes them so, and are the same", async () => {
  const { text } = await get(page, "identity");
  const [head = ""] = text.split("</head>");
  const files = head.match(/\/assets\/[^" ]+\.(?:js|css)/g) ?? [];
  expect(files.length).toBeGreaterThan(5);
  for (const path of [page, ...files]) {
    const plain = await get(path, "identity");
    expect(plain.headers.get("content-encoding")).toBeNull();
    if (plain.text.length < 1_024) continue; // not worth it
    for (const encoding of ["gzip", "br"]) {
      const packed = await get(path, encoding);
      expect(packed.status).toBe(200);
      expect(packed.headers.get("content-encoding"), path).toBe(encoding);
      expect(packed.headers.get("vary")).toContain("Accept-Encoding");
      expect(packed.headers.get("content-type")?.toLowerCase()).toBe(
        plain.headers.get("content-type"),
      );
      expect(packed.headers.get("cache-control")).toBe(plain.headers.get("cache-control"));
      if (path !== page) expect(packed.text).toBe(plain.text);
    }
  }
});

test("a page whose address is a secret doesn't, nor does what the API answers", async () => {
  for (const path of [`/link/${"x".repeat(32)}`, "/api/v1/discussions"])
    expect((await get(path, "br, gzip")).headers.get("content-encoding")).toBeNull();
});
