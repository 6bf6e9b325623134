import { expect, test } from "vitest";
import { clientAddress, networkOf, proxiesProblem } from "./client-address";

test.each([
  [undefined, "192.0.2.1", "", "192.0.2.1"],
  [undefined, "192.0.2.1", "203.0.113.9", "192.0.2.1"],
  ["0", "192.0.2.1", "203.0.113.9", "192.0.2.1"],
  ["1", "127.0.0.1", "203.0.113.9", "203.0.113.9"],
  ["1", "127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"],
  ["1", "127.0.0.1", "", "127.0.0.1"],
  ["1", "127.0.0.1", "unknown", "127.0.0.1"],
  ["2", "127.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"],
  ["2", "127.0.0.1", "203.0.113.9", "203.0.113.9"],
  ["1", "::1", "2001:db8::1", "2001:db8::1"],
  ["1", "127.0.0.1", "198.51.100.1, unknown", "127.0.0.1"],
  ["1", "127.0.0.1", "198.51.100.1, 203.0.113.9:4711", "203.0.113.9"],
  ["1", "::1", "198.51.100.1, [2001:db8::1]:4711", "2001:db8::1"],
])("with %s proxies, from %s with %j: %s", (proxies, peer, forwarded, address) =>
  expect(clientAddress(peer, forwarded, { FERRY_PROXIES: proxies })).toBe(address),
);

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::6", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["", ""],
])("%s is counted as %s", (address, network) => expect(networkOf(address)).toBe(network));

test.each([
  [{}, null],
  [{ FERRY_PROXIES: " 2\n", FERRY_URL: "https://ferry.example.com" }, null],
  [{ FERRY_PROXIES: "0", FERRY_URL: "https://ferry.example.com" }, null],
  [{ FERRY_URL: "http://localhost:3000" }, null],
  [{ FERRY_URL: "https://ferry.example.com" }, /^FERRY_PROXIES is missing/],
  [{ FERRY_PROXIES: "all" }, /^FERRY_PROXIES is no number/],
  [{ FERRY_PROXIES: "-1" }, /^FERRY_PROXIES is no number/],
])("%j: %s", (env, sentence) => {
  if (sentence === null) expect(proxiesProblem(env)).toBeNull();
  else expect(proxiesProblem(env)).toMatch(sentence);
});
