import { expect, test } from "vitest";
import { createLogger } from "#server/log.ts";
import { inTime } from "#test/support/in-time.ts";

function aLog(level: Parameters<typeof createLogger>[0] = "info") {
  const lines: string[] = [];
  const log = createLogger(level, { write: (line: string) => void lines.push(line) });
  return { log, lines, read: () => lines.map((line) => JSON.parse(line)) };
}

test("a line is one JSON object, whatever is in it", () => {
  const { log, lines, read } = aLog();
  log.info('a\n{"level":60}\u2028', { name: "x\r\ny", "a\nb": 1 });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/);
  expect(read()[0]).toMatchObject({
    level: 30,
    msg: 'a\n{"level":60}\u2028',
    name: "x\r\ny",
    "a\nb": 1,
  });
});

test("an error keeps its name and places, and nothing that came along in its message", () => {
  const { log, lines, read } = aLog();
  const error = Object.assign(
    new Error(
      'E11000 dup key { email: "ann.o\'neil+x@mail.example.org" } at mongodb://user:pa:ss@10.1.2.3:27017/x ' +
        "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl from 203.0.113.9 and ::ffff:192.0.2.1 " +
        "and 2001:db8::7 see http://localhost/link/abcdefghijklmnop",
      { cause: new Error("bob@example.org") },
    ),
    { body: "secret body", address: "203.0.113.9" },
  );
  log.error("it failed", error, { name: "post:create", who: "carol@example.org" });
  const written = lines.join();
  expect(written).not.toMatch(
    /neil|example\.org|pa:ss|10\.1\.2\.3|eyJ|203\.0|192\.0|2001:db8|abcdefghijklmnop|secret body/,
  );
  expect(read()[0]).toMatchObject({
    level: 50,
    msg: "it failed",
    name: "post:create",
    who: "[e-mail]",
  });
  expect(read()[0].error).toMatchObject({ name: "Error", cause: { message: "[e-mail]" } });
  expect(read()[0].error.at[0]).toMatch(/^at .*log\.test\.ts/);
});

test("a message is kept short and read quickly, also a hostile one", () => {
  const { log, read } = aLog();
  const began = performance.now();
  for (const text of [
    "a".repeat(1e6),
    "a.".repeat(1e5),
    ":".repeat(1e5),
    "a@".repeat(1e5),
    "1.".repeat(1e5),
  ])
    log.error("it failed", new Error(text));
  inTime(performance.now() - began, 500);
  for (const { error } of read()) expect(error.message.length).toBeLessThanOrEqual(2_000);
});

test("an error that causes itself ends", () => {
  const { log, lines } = aLog();
  const error = new Error("round");
  error.cause = error;
  log.error("it failed", error);
  log.error("it failed", "a text");
  expect(lines).toHaveLength(2);
});

test("what is below the level isn't written", () => {
  const { log, lines } = aLog("error");
  log.info("a");
  log.warn("b");
  log.error("c", new Error("d"));
  expect(lines).toHaveLength(1);
});

test("an error that comes again from the same place is told once a second, another one at once", async () => {
  const { log, read } = aLog();
  const broken = (text: string) => new Error(`${text} is broken\n{"level":60}`);
  for (let i = 0; i < 1_000; i++) log.error("it failed", broken(`number ${i}`));
  expect(read()).toHaveLength(1);
  log.error("it failed", new Error("another"));
  log.error("something else failed", broken("this"));
  expect(read()).toHaveLength(3);
  await new Promise((later) => setTimeout(later, 1_050));
  log.error("it failed", broken("again"));
  expect(read().at(-1)).toMatchObject({ msg: "it failed", leftOut: 999 });
});
