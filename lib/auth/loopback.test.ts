import { expect, test } from "vitest";
import { isLoopbackHost, isOwnOrigin } from "./loopback";

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
