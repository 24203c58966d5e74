import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { addressOf, parseTrust } from "#server/http/client-address.ts";
import { aWeb } from "./a-web.ts";

const seen = (setting: string | null, peer: string, forwarded?: string) =>
  addressOf(
    {
      socket: { remoteAddress: peer },
      headers: { "x-forwarded-for": forwarded },
    } as unknown as IncomingMessage,
    setting === null ? () => false : parseTrust(setting),
  );

test("what a client says of itself counts for nothing while no proxy is trusted", async () => {
  const web = await aWeb();
  try {
    const headers = {
      ...{
        "x-forwarded-for": "203.0.113.9",
        forwarded: "for=203.0.113.9",
        "x-real-ip": "203.0.113.9",
      },
      ...{
        "x-client-ip": "203.0.113.9",
        "cf-connecting-ip": "203.0.113.9",
        "true-client-ip": "203.0.113.9",
      },
    };
    await web.send("/api/v1/discussions", { headers });
    expect(web.asked[0]?.caller.address).toBe("127.0.0.1");
  } finally {
    await web.close();
  }
});

test("a trusted proxy is believed, and only about the hop before it", async () => {
  const web = await aWeb({ env: { TRUST_PROXY: "127.0.0.0/8" } });
  try {
    await web.send("/api/v1/discussions", {
      headers: { "x-forwarded-for": "198.51.100.7, 203.0.113.9" },
    });
    expect(web.asked[0]?.caller.address).toBe("203.0.113.9");
  } finally {
    await web.close();
  }
});

test("a number of proxies takes that many steps back, however many addresses a client invents", () => {
  expect(seen("1", "10.0.0.1", "1.1.1.1, 2.2.2.2")).toBe("2.2.2.2");
  expect(seen("2", "10.0.0.1", "1.1.1.1, 2.2.2.2")).toBe("1.1.1.1");
  expect(seen("2", "10.0.0.1", "9.9.9.9, 1.1.1.1, 2.2.2.2")).toBe("1.1.1.1");
  expect(seen("3", "10.0.0.1", "2.2.2.2")).toBe("2.2.2.2");
  expect(seen("0", "10.0.0.1", "2.2.2.2")).toBe("10.0.0.1");
  expect(seen("1", "10.0.0.1")).toBe("10.0.0.1");
});

test("a list of proxies ends at the first address that isn't one", () => {
  const list = "10.0.0.0/8, 2001:db8::/32, 192.0.2.1";
  expect(seen(list, "10.0.0.1", "1.1.1.1, 192.0.2.1")).toBe("1.1.1.1");
  expect(seen(list, "10.0.0.1", "10.9.9.9, 1.1.1.1, 10.0.0.2")).toBe("1.1.1.1");
  expect(seen(list, "::ffff:10.0.0.1", "1.1.1.1")).toBe("1.1.1.1");
  expect(seen(list, "2001:db8::1", "1.1.1.1")).toBe("1.1.1.1");
  expect(seen(list, "11.0.0.1", "1.1.1.1")).toBe("11.0.0.1");
});

test("what isn't an address ends the walk", () => {
  for (const junk of [
    "unknown",
    "",
    "1.1.1.1:80",
    "[::1]",
    "localhost",
    "1.1.1.1 evil",
    "0x7f.1",
    "999.1.1.1",
  ])
    expect([junk, seen("2", "10.0.0.1", `5.5.5.5, ${junk}`)]).toEqual([junk, "10.0.0.1"]);
});

test("one client has one spelling", () => {
  expect(seen(null, "::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(seen(null, "2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(seen(null, "2001:0DB8:1:2::9")).toBe("2001:db8:1:2::/64");
  expect(seen(null, "2001:db8::9")).toBe("2001:db8:0:0::/64");
  expect(seen(null, "fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(seen(null, "::1")).toBe("0:0:0:0::/64");
  expect(seen(null, "64:ff9b::192.0.2.1")).toBe("64:ff9b:0:0::/64");
  expect(seen(null, "1::")).toBe("1:0:0:0::/64");
  expect(seen(null, "")).toBe("");
});
