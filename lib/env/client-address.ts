import { isIP } from "node:net";
import { consoleOrigin } from "./console-url";

type Env = Record<string, string | undefined>;

const MOST_PROXIES = 9;

function proxiesOf(env: Env): number | null {
  const text = env.FERRY_PROXIES?.trim() ?? "";
  return /^\d$/.test(text) ? Number(text) : null;
}

/**
 * What is wrong with FERRY_PROXIES, in one sentence; null: nothing. Behind https there is always a proxy: without a word about
 * it everybody would come from its address, and one who guesses passwords would keep all others out.
 */
export function proxiesProblem(env: Env): string | null {
  if (!env.FERRY_PROXIES?.trim())
    return consoleOrigin(env)?.startsWith("https:")
      ? "FERRY_PROXIES is missing while FERRY_URL is https: set it to the number of proxies in front that add to X-Forwarded-For, mostly 1."
      : null;
  return proxiesOf(env) === null
    ? `FERRY_PROXIES is no number from 0 to ${MOST_PROXIES}: correct it and start again.`
    : null;
}

/** Some proxies add the port: 192.0.2.1:4711 or [2001:db8::1]:4711. */
const withoutPort = (entry: string) => entry.replace(/^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$/, "$1$2");

/**
 * The address that a request comes from. Each proxy adds whom it has heard at the end of X-Forwarded-For; what stands before
 * the entries of the operator's own proxies, whose number is FERRY_PROXIES (0 if unset), anybody can have written.
 * @param peer the address at the other end of the connection
 * @param forwarded X-Forwarded-For as it came
 */
export function clientAddress(peer: string, forwarded: string, env: Env): string {
  const entries = forwarded.split(",").map((entry) => entry.trim());
  const way = [...(forwarded.trim() === "" ? [] : entries), peer];
  const entry = withoutPort(way.at(-1 - Math.min(proxiesOf(env) ?? 0, way.length - 1)) ?? "");
  // Never one further to the left in place of what cannot be read: that one anybody can have written.
  return isIP(entry) === 0 ? peer : entry;
}

/**
 * The network that attempts are counted by: an IPv4 address, or the /64 of an IPv6 one, of which every household has at least
 * one for itself.
 */
export function networkOf(address: string): string {
  const ip = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (isIP(ip) !== 6) return ip;
  const [head = "", tail] = new URL(`http://[${ip}]`).hostname.slice(1, -1).split("::");
  const groups = (part: string) => part.split(":").filter((group) => group !== "");
  const left = groups(head);
  const right = groups(tail ?? "");
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return `${[...left, ...zeros, ...right].slice(0, 4).join(":")}::/64`;
}
