import { expect, test } from "vitest";
import { isLoopbackHost, isOwnHost, isOwnOrigin } from "./loopback";

test.each(["127.0.0.1", "127.0.0.1:3000", "localhost:3000", "LOCALHOST", "[::1]:3000"])(
  "%s is this machine",
  (host) => expect(isLoopbackHost(host)).toBe(true),
);

test.each([
  null,
  "",
  "example.com",
  "127.0.0.1.example.com",
  "localhost.example.com:3000",
  "127.0.0.1:3000@evil",
  "0.0.0.0:3000",
])("%s is not", (host) => expect(isLoopbackHost(host)).toBe(false));

test("only the console's own origin may change anything", () => {
  expect(isOwnOrigin("http://127.0.0.1:3000", "127.0.0.1:3000")).toBe(true);
  expect(isOwnOrigin("http://127.0.0.1:4000", "127.0.0.1:3000")).toBe(false);
  expect(isOwnOrigin("https://evil.example", "127.0.0.1:3000")).toBe(false);
  expect(isOwnOrigin("null", "127.0.0.1:3000")).toBe(false);
  expect(isOwnOrigin(null, "127.0.0.1:3000")).toBe(false);
});

test("a console with a public origin answers to its name only, one without to this machine's", () => {
  expect(isOwnHost("ferry.example.com", "https://ferry.example.com")).toBe(true);
  expect(isOwnHost("FERRY.example.com:8443", "https://ferry.example.com:8443")).toBe(true);
  expect(isOwnHost("127.0.0.1:3000", "https://ferry.example.com")).toBe(false);
  expect(isOwnHost("ferry.example.com:8443", "https://ferry.example.com")).toBe(false);
  expect(isOwnHost(null, "https://ferry.example.com")).toBe(false);
  expect(isOwnHost("localhost:3000", "http://127.0.0.1:3000")).toBe(true);
  expect(isOwnHost("localhost:3000", null)).toBe(true);
  expect(isOwnHost("ferry.example.com", null)).toBe(false);
});
