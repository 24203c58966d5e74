import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Comeback } from "#client/comeback.ts";
import { Connection } from "#client/connection.ts";
import type { LineState } from "#client/feed/line.ts";

class FakeSocket extends EventEmitter {
  connected = false;
  tries = 0;
  connect() {
    this.tries++;
  }
}
let socket: FakeSocket;
let options: { hostname?: string; port?: string } = {};
vi.mock("socket.io-client", () => ({
  Manager: class {
    constructor(given: typeof options) {
      options = given;
    }
    socket = () => socket;
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("location", { hostname: "roundtable.example", port: "" });
  socket = new FakeSocket();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What many browsers wait that lose their line at the same moment, in ms. */
const waits = (asked: number | null) =>
  Array.from({ length: 500 }, () => {
    const comeback = new Comeback(() => undefined);
    comeback.asked = asked;
    const wait = comeback.later() - Date.now();
    comeback.cancel();
    return wait;
  });

test.each([
  { asked: null, base: 500 },
  { asked: 2_500, base: 2_500 },
])(
  "those who lost their line together come back spread by half of the time and more, either way",
  ({ asked, base }) => {
    const all = waits(asked);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(base * 0.5);
    expect(Math.max(...all)).toBeLessThanOrEqual(base * 1.5);
    expect(Math.max(...all) - Math.min(...all)).toBeGreaterThan(base * 0.9);
  },
);

test("a line that was refused waits about as long as the refusal says", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  const states: LineState[] = [];
  const line = new Connection({
    token: () => null,
    changed: (state) => states.push(state),
    refused: () => undefined,
  });
  line.tryNow();
  const failure = { code: "unavailable", message: "The server has too much to do.", retryAfter: 8 };
  socket.emit("connect_error", Object.assign(new Error("unavailable"), { data: failure }));
  await vi.advanceTimersByTimeAsync(3_900);
  expect(socket.tries).toBe(1);
  expect(states.at(-1)).toMatchObject({ is: "lost" });
  await vi.advanceTimersByTimeAsync(200);
  expect(socket.tries).toBe(2);
});

test.each([
  ["roundtable.example", "", "roundtable.example"],
  ["127.0.0.1", "8080", "127.0.0.1"],
  ["[::1]", "8080", "::1"],
])("a page of %s has its line there", (hostname, port, named) => {
  vi.stubGlobal("location", { hostname, port });
  void new Connection({ token: () => null, changed: () => undefined, refused: () => undefined });
  expect(options).toMatchObject({ hostname: named, port });
});
