import { expect, test } from "vitest";
import { isLoopbackAddress, isPublicAddress } from "./address";

test.each([
  "8.8.8.8",
  "1.1.1.1",
  "100.63.255.255",
  "100.128.0.1",
  "172.15.255.255",
  "172.32.0.1",
  "192.167.1.1",
  "2606:4700:4700::1111",
  "[2606:4700:4700::1111]",
  "::ffff:8.8.8.8",
  "::ffff:808:808",
  "64:ff9b::8.8.8.8",
])("%s is public", (address) => expect(isPublicAddress(address)).toBe(true));

test.each([
  ["this network", "0.0.0.0"],
  ["this network", "0.1.2.3"],
  ["private", "10.0.0.1"],
  ["private", "172.16.0.1"],
  ["private", "172.31.255.255"],
  ["private", "192.168.1.1"],
  ["CGNAT", "100.64.0.1"],
  ["CGNAT", "100.127.255.255"],
  ["loopback", "127.0.0.1"],
  ["loopback", "127.255.255.254"],
  ["link-local", "169.254.0.1"],
  ["metadata of a cloud", "169.254.169.254"],
  ["metadata of another", "100.100.100.200"],
  ["protocol assignments", "192.0.0.192"],
  ["benchmarks", "198.19.0.1"],
  ["documentation", "203.0.113.9"],
  ["multicast", "224.0.0.1"],
  ["reserved", "240.0.0.1"],
  ["broadcast", "255.255.255.255"],
  ["unspecified", "::"],
  ["loopback", "::1"],
  ["loopback", "0:0:0:0:0:0:0:1"],
  ["link-local", "fe80::1"],
  ["link-local with its zone", "fe80::1%eth0"],
  ["unique local", "fc00::1"],
  ["unique local", "fd12:3456:789a::1"],
  ["metadata of a cloud", "fd00:ec2::254"],
  ["site-local", "fec0::1"],
  ["multicast", "ff02::1"],
  ["documentation", "2001:db8::1"],
  ["Teredo", "2001::1"],
  ["6to4 of a private one", "2002:a00:1::1"],
  ["IPv4-mapped loopback", "::ffff:127.0.0.1"],
  ["IPv4-mapped loopback in hexadecimal", "::ffff:7f00:1"],
  ["IPv4-mapped, spelt out", "0:0:0:0:0:ffff:10.0.0.1"],
  ["IPv4-mapped 0.0.0.1", "::ffff:0:1"],
  ["IPv4-mapped metadata", "[::ffff:a9fe:a9fe]"],
  ["NAT64 of a private one", "64:ff9b::10.0.0.1"],
  ["NAT64 of metadata", "64:ff9b::a9fe:a9fe"],
  ["IPv4-compatible", "::10.0.0.1"],
  ["no address", "example.com"],
  ["no address", "010.0.0.1"],
  ["no address", "2130706433"],
  ["no address", ""],
])("%s is not public: %s", (_why, address) => expect(isPublicAddress(address)).toBe(false));

test.each(["127.0.0.1", "127.8.8.8", "::1", "[::1]"])("%s is this machine", (address) =>
  expect(isLoopbackAddress(address)).toBe(true),
);
test.each(["10.0.0.1", "0.0.0.0", "::", "::2", "localhost", "8.8.8.8"])("%s is not", (address) =>
  expect(isLoopbackAddress(address)).toBe(false),
);

test.each([
  ["http://2130706433", false],
  ["http://0x7f.1", false],
  ["http://0300.0250.1.1", false],
  ["http://134744072", true],
])("%s: what a URL makes of other notations is what is looked at", (url, is) =>
  expect(isPublicAddress(new URL(url).hostname)).toBe(is),
);
