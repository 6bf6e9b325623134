import "server-only";
import { BlockList, isIP } from "node:net";

/** What is not the public internet: IANA's special-purpose registries (RFC 6890), multicast and what is reserved. */
const SPECIAL_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  // Link-local: 169.254.169.254 is where clouds keep the machine's own credentials.
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
/** Of 2000::/3, which is all that is public: protocol assignments and Teredo, documentation, 6to4. */
const SPECIAL_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

function listOf(subnets: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net = "", bits] = subnet.split("/");
    list.addSubnet(net, Number(bits), family);
  }
  return list;
}

const specialV4 = listOf(SPECIAL_V4, "ipv4");
const specialV6 = listOf(SPECIAL_V6, "ipv6");
const globalV6 = listOf(["2000::/3"], "ipv6");
const loopbackV4 = listOf(["127.0.0.0/8"], "ipv4");

/** The IPv4 address inside an IPv6 one that only stands for it: IPv4-mapped (RFC 4291) or NAT64 (RFC 6052). */
function embeddedV4(address: string): string | null {
  const [, hex] =
    /^\[(?:::ffff|64:ff9b:):([0-9a-f:]+)\]$/.exec(new URL(`http://[${address}]`).hostname) ?? [];
  const parts = hex?.split(":").map((part) => Number.parseInt(part || "0", 16)) ?? [];
  if (parts.length === 0 || parts.length > 2) return null;
  const [high = 0, low = 0] = parts.length === 2 ? parts : [0, parts[0] ?? 0];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** An address that a name may have is told with its zone, e.g. `fe80::1%eth0`. */
const bare = (address: string) => address.replace(/^\[|\]$|%.*$/g, "");

/**
 * Whether an IP address is one of the public internet: not private, loopback, link-local, shared (CGNAT), unique local,
 * multicast, reserved, nor an IPv6 address that stands for such an IPv4 one.
 * @param address IPv4 or IPv6, in brackets or not; anything else is not public
 */
export function isPublicAddress(address: string): boolean {
  const ip = bare(address);
  if (isIP(ip) === 4) return !specialV4.check(ip, "ipv4");
  if (isIP(ip) !== 6) return false;
  const v4 = embeddedV4(ip);
  if (v4) return isPublicAddress(v4);
  return globalV6.check(ip, "ipv6") && !specialV6.check(ip, "ipv6");
}

/** Whether an IP address is this machine's own loopback interface. */
export function isLoopbackAddress(address: string): boolean {
  const ip = bare(address);
  return isIP(ip) === 4
    ? loopbackV4.check(ip, "ipv4")
    : isIP(ip) === 6 && new URL(`http://[${ip}]`).hostname === "[::1]";
}
