import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Whether the machine at `address`, `hop` steps before this server, is a proxy whose word on the client's address counts. */
export type Trust = (address: string, hop: number) => boolean;

const family = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4");

/** Reads TRUST_PROXY: a number of proxies, or addresses and subnets. Throws an Error that says what is wrong. */
export function parseTrust(setting: string): Trust {
  if (/^\d{1,2}$/.test(setting)) {
    const proxies = Number(setting);
    return (_address, hop) => hop < proxies;
  }
  const list = new BlockList();
  for (const part of setting.split(",")) addTo(list, part.trim());
  return (address) => isIP(address) > 0 && list.check(address, family(address));
}

function addTo(list: BlockList, part: string): void {
  const [address = "", prefix, ...more] = part.split("/");
  const bits = isIP(address) === 6 ? 128 : 32;
  if (isIP(address) === 0 || more.length > 0)
    throw new Error("must be a number of proxies, or addresses and subnets with commas between");
  if (prefix === undefined) return list.addAddress(address, family(address));
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits)
    throw new Error(`must have subnets like 10.0.0.0/8, with at most ${bits} bits`);
  list.addSubnet(address, Number(prefix), family(address));
}

/**
 * The client's address as far as it can be believed: that of the connection, or, where proxies are trusted, the last
 * address in X-Forwarded-For that no trusted proxy has. One spelling for one client: an IPv4 address, or the /64 of an
 * IPv6 one, because whoever has one such address has all of its network.
 */
export function addressOf(request: IncomingMessage, trust: Trust): string {
  const forwarded = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .reverse();
  let address = plain(request.socket.remoteAddress ?? "");
  for (const [hop, next] of forwarded.entries()) {
    const earlier = plain(next.trim());
    if (isIP(earlier) === 0 || !trust(address, hop)) break;
    address = earlier;
  }
  return isIP(address) === 6 ? network(address) : address;
}

/** An IPv4 address that arrived on an IPv6 socket, as IPv4; no zone. */
function plain(address: string): string {
  const [bare = ""] = address.split("%");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  return mapped ?? bare;
}

function network(address: string): string {
  // The longest form ends in an IPv4 address, which stands for two of the eight groups.
  const [head = "", tail = ""] = address.toLowerCase().split("::");
  const groups = (half: string) => (half === "" ? [] : half.split(":"));
  const width = (list: string[]) => list.length + (list.at(-1)?.includes(".") ? 1 : 0);
  const [first, last] = [groups(head), groups(tail)];
  const zeros = address.includes("::") ? 8 - width(first) - width(last) : 0;
  const all = [...first, ...Array<string>(Math.max(0, zeros)).fill("0"), ...last];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
