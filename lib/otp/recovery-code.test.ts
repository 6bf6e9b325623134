import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_RECOVERY_CODE, readRecoveryCode } from "./recovery-code";

const CODE = "b471-8ec0-874a-087f-bccb-cd54";
const OTHER = "c471-8ec0-874a-087f-bccb-cd54";

test("nothing is no code, and so is a cell of separators", () => {
  for (const text of ["", " ", " , ;|\n"]) {
    expect(readRecoveryCode(text, "first")).toEqual({ code: "", count: 0, notes: [] });
  }
});

describe("of several codes", () => {
  test.each([" ", ",", ";", "|", "\n", ", ", " | "])(
    "separated by %j the first is taken, or none",
    (separator) => {
      const text = `${CODE}${separator}${OTHER}`;
      expect(readRecoveryCode(text, "first")).toEqual({
        code: CODE,
        count: 2,
        notes: ["recovery_first_taken"],
      });
      expect(readRecoveryCode(text, "none")).toEqual({ code: "", count: 2, notes: ["recovery_none_taken"] });
    },
  );

  test("both things are said when the first is also of another shape", () => {
    expect(readRecoveryCode("12345678 87654321", "first")).toMatchObject({
      code: "12345678",
      notes: ["recovery_first_taken", "recovery_shape"],
    });
  });
});

describe("a hash is no code", () => {
  test.each([
    ["bcrypt", "$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"],
    ["PBKDF2 of Django", "pbkdf2_sha256$260000$abc$def="],
    ["Argon2, commas and all", "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA"],
    ["SHA-256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    ["one among others", `${CODE} $1$salt$hash`],
  ])("%s", (_, text) => {
    expect(readRecoveryCode(text, "first")).toMatchObject({ code: "", notes: ["recovery_hashed"] });
  });
});

test("what is longer than any code is not sent: the server would turn the whole run away", () => {
  const long = "x".repeat(MAX_RECOVERY_CODE + 1);
  expect(readRecoveryCode(long.slice(1), "first").code).toBe(long.slice(1));
  expect(readRecoveryCode(long, "first")).toEqual({ code: "", count: 1, notes: ["recovery_too_long"] });
  expect(readRecoveryCode(`${CODE} ${long}`, "first").code).toBe(CODE);
});

test("whatever stands in the cell, what is sent is one word of it, short enough to be a code", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.constantFrom("first", "none"),
      (text, several) => {
        const { code, count } = readRecoveryCode(text, several);
        expect(text).toContain(code);
        expect(code).not.toMatch(/[\s,;|]/);
        expect(code.length).toBeLessThanOrEqual(MAX_RECOVERY_CODE);
        expect(count > 0 || code === "").toBe(true);
      },
    ),
  );
});
