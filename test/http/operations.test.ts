import express from "express";
import { expect, test, vi } from "vitest";
import { aWeb, codeOf, type Web } from "./a-web.ts";

async function withWeb(
  wanted: Parameters<typeof aWeb>[0],
  use: (web: Web) => Promise<void>,
): Promise<void> {
  const web = await aWeb(wanted);
  try {
    await use(web);
  } finally {
    await web.close();
  }
}
const figure = (text: string, name: string) =>
  Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${name} `))
      ?.split(" ")[1],
  );

test("live is yes while the process answers; ready says what is missing", async () => {
  await withWeb({ ready: () => ({ ok: false, checks: { store: "unreachable" } }) }, async (web) => {
    const live = await web.send("/health/live");
    const ready = await web.send("/health/ready");
    expect([live.status, live.json()]).toEqual([200, { ok: true }]);
    expect([ready.status, ready.json()]).toEqual([
      503,
      { ok: false, checks: { store: "unreachable" } },
    ]);
  });
  await withWeb({}, async (web) => {
    expect((await web.send("/health/ready")).status).toBe(200);
  });
});

test("a check that throws or never answers is a no, without its reason", async () => {
  const failing = () => Promise.reject(new Error("mongodb://user:secret@host"));
  await withWeb({ ready: failing }, async (web) => {
    const got = await web.send("/health/ready");
    expect([got.status, got.body]).toEqual([503, '{"ok":false,"checks":{"server":"failed"}}']);
  });
  await withWeb({ ready: () => new Promise(() => undefined) }, async (web) => {
    expect((await web.send("/health/ready")).status).toBe(503);
  });
});

test("figures are for programs on this machine, not for whom a proxy speaks for", async () => {
  await withWeb({ env: { TRUST_PROXY: "1" } }, async (web) => {
    const own = await web.send("/metrics");
    expect([own.status, own.headers["content-type"]]).toEqual([
      200,
      expect.stringContaining("text/plain"),
    ]);
    expect(own.body).toContain("nodejs_eventloop_lag_p99_seconds");
    // Where a proxy keeps /metrics to itself, no other path may lead there.
    for (const path of ["/metrics/", "/Metrics", "//metrics", "/%6Detrics"])
      expect([path, (await web.send(path)).status]).toEqual([path, 404]);
    for (const name of ["x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-host"]) {
      const got = await web.send("/metrics", { headers: { [name]: "127.0.0.1" } });
      expect([name, got.status, codeOf(got)]).toEqual([name, 403, "not_allowed"]);
    }
  });
});

test("with a token set, only the token opens the figures", async () => {
  const METRICS_TOKEN = "0123456789abcdef";
  await withWeb({ env: { METRICS_TOKEN } }, async (web) => {
    const status = async (headers: Record<string, string>) =>
      (await web.send("/metrics", { headers })).status;
    expect(await status({})).toBe(403);
    expect(await status({ authorization: "Bearer wrong" })).toBe(403);
    expect(await status({ authorization: METRICS_TOKEN })).toBe(403);
    expect(await status({ authorization: `Bearer ${METRICS_TOKEN}` })).toBe(200);
    expect(
      await status({ authorization: `Bearer ${METRICS_TOKEN}`, "x-forwarded-for": "1.1.1.1" }),
    ).toBe(200);
    expect((await web.send(`/metrics?token=${METRICS_TOKEN}`)).status).toBe(403);
  });
});

test("answers are counted: yes, no by its code, and too often by what for", async () => {
  let failed = false;
  const rule = () =>
    failed
      ? { ok: false as const, failure: { code: "slow_down" as const, message: "No." } }
      : { ok: true as const, value: {} };
  await withWeb({ rule }, async (web) => {
    await web.send("/api/v1/discussions");
    failed = true;
    await web.send("/api/v1/discussions");
    const { body } = await web.send("/metrics");
    expect(figure(body, 'roundtable_acked_total{door="http"}')).toBe(1);
    expect(figure(body, 'roundtable_refusals_total{door="http",code="slow_down"}')).toBe(1);
    expect(figure(body, 'roundtable_limiter_hits_total{limit="read"}')).toBe(1);
  });
});

test("two servers in one process count apart", async () => {
  await withWeb({}, async (one) => {
    await withWeb({}, async (two) => {
      await one.send("/api/v1/discussions");
      const { body } = await two.send("/metrics");
      expect(figure(body, 'roundtable_acked_total{door="http"}')).toBeNaN();
    });
  });
});

const older = {
  "csp-report": { "violated-directive": "script-src", "blocked-uri": "https://evil.example" },
};
const newer = (effectiveDirective: string) => ({
  type: "csp-violation",
  body: { effectiveDirective, sample: "secret words", documentURL: "http://localhost/link/secret" },
});

test("reports of both forms are counted, and logged at most once a second by their directive only", async () => {
  let now = 0;
  await withWeb({ now: () => now }, async (web) => {
    const report = (type: string, body: unknown) =>
      web.post("/csp-reports", body, { "content-type": type });
    const statuses = [
      await report("application/csp-report", older),
      await report("application/reports+json", [newer("img-src"), newer("style-src")]),
      await report("application/json", newer("script-src\n{}")),
    ].map(({ status }) => status);
    expect(statuses).toEqual([204, 204, 204]);
    now = 1_000;
    await report("application/reports+json", [newer("evil\nline")]);
    const { body } = await web.send("/metrics");
    expect(figure(body, "roundtable_csp_reports_total")).toBe(5);
    const lines = web.logged.filter(({ level }) => level === "warn");
    expect(lines).toEqual([
      { level: "warn", what: "content security policy reports", count: 1, directive: "script-src" },
      { level: "warn", what: "content security policy reports", count: 4, directive: "unknown" },
    ]);
    expect(JSON.stringify(web.logged)).not.toMatch(/secret|evil/);
  });
});

test("what is no report is refused, and too many of one address too", async () => {
  await withWeb({}, async (web) => {
    for (const body of [{}, [], [1, "x", null], { "csp-report": 1 }])
      expect((await web.post("/csp-reports", body)).status).toBe(400);
    const large = { "csp-report": { "violated-directive": "x".repeat(20_000) } };
    expect((await web.post("/csp-reports", large)).status).toBe(413);
    expect((await web.send("/csp-reports")).status).toBe(404);
    const statuses = [];
    for (let i = 0; i < 60; i++) statuses.push((await web.post("/csp-reports", older)).status);
    expect(statuses.at(0)).toBe(204);
    expect(statuses.at(-1)).toBe(429);
    const { body } = await web.send("/metrics");
    expect(figure(body, "roundtable_csp_reports_total")).toBe(55);
  });
});

test("a request's line has the route's pattern, never the address, a token, a body or who asked", async () => {
  const pages = () => {
    const router = express.Router();
    router.get("/link/:token", (_request, response) => void response.send("ok"));
    return router;
  };
  await withWeb({ pages }, async (web) => {
    await web.send("/link/very-secret-token");
    await web.send("/api/v1/discussions/secret-talk?since=secret", {
      headers: {
        authorization: "Bearer a-good-token",
        cookie: "roundtable=secret-secret-secret",
        "user-agent": "secret",
      },
    });
    await web.post("/api/v1/session", { email: "secret@example.org", password: "secret" });
    await web.send("/secret/nowhere%0a%7b%22", { headers: { referer: "http://secret" } });
    await web.send("/health/live");
    await expect.poll(() => web.logged.length).toBe(4);
    const lines = web.logged.map(({ ms, requestId, ...line }) => {
      expect([typeof ms, typeof requestId]).toEqual(["number", "string"]);
      return line;
    });
    const line = { level: "info", what: "request" };
    expect(lines).toEqual([
      { ...line, method: "GET", route: "/link/:token", status: 200 },
      { ...line, method: "GET", route: "/api/v1/discussions/:discussionId", status: 200 },
      { ...line, method: "POST", route: "/api/v1/session", status: 200 },
      { ...line, method: "GET", route: "none", status: 404 },
    ]);
    expect(JSON.stringify(web.logged)).not.toMatch(/secret|127\.0\.0\.1|a-good-token/);
  });
});

test("of a client's refused requests one a second is logged, and the next line tells how many were left out", async () => {
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
  await withWeb({}, async (web) => {
    const refused = () => web.logged.filter(({ status }) => Number(status) >= 400);
    for (let i = 0; i < 50; i++) await web.send(`/nowhere/${i}%0a%7b%22level%22:60`);
    for (let i = 0; i < 3; i++) await web.send("/api/v1/discussions/a-talk");
    await expect.poll(() => web.logged.length).toBe(4);
    expect(refused()).toHaveLength(1);
    now = 1_000;
    await web.send("/nowhere/again");
    await expect.poll(() => refused().length).toBe(2);
    expect(refused().at(-1)).toMatchObject({ status: 404, leftOut: 49 });
  }).finally(() => clock.mockRestore());
});
