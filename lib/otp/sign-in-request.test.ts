import { expect, test } from "vitest";
import { joinRequestSchema, ownPath } from "./sign-in-request";

test.each([
  ["/history?state=done", "/history?state=done"],
  ["/users/a%2fb", "/users/a%2fb"],
  ["/a/../b", "/b"],
])("%s is a path of this console", (next, path) => expect(ownPath(next)).toBe(path));

test.each([
  undefined,
  ["/history"],
  "history",
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "javascript:alert(1)",
])("%j leads nowhere else", (next) => expect(ownPath(next)).toBe("/"));

test.each([
  ["Ada", true],
  ["A\0a", false],
])("%j is a name that can be kept: %s", (name, can) => {
  const request = { token: "a".repeat(43), name, email: "ada@example.com", password: "heron lantern" };
  expect(joinRequestSchema.safeParse(request).success).toBe(can);
});
