import { expect, test } from "vitest";
import { pathUserId } from "./user-id";

test.each([
  ["5f8d0d55b54764421b7156c1", "5f8d0d55b54764421b7156c1"],
  [encodeURIComponent("a/b|c@d"), "a/b|c@d"],
  [encodeURIComponent("张三"), "张三"],
  ["100%", null],
  [encodeURIComponent("two words"), null],
  ["", null],
])("%s in a path is %s", (part, userId) => expect(pathUserId(part)).toBe(userId));
