import { describe, expect, test } from "vitest";
import { checkRecord, DEFAULT_CHOICES } from "./check";
import { emptyRecord, type SourceRecord } from "./record";

const USER = "5f8d0d55b54764421b7156c1";
const GOOD = {
  userId: USER,
  secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
  type: "totp",
  algorithm: "SHA1",
  digits: "6",
  period: "30",
} as const;

const check = (given: Partial<SourceRecord>, choices = DEFAULT_CHOICES) =>
  checkRecord({ ...emptyRecord(1), ...GOOD, ...given }, choices);
const issues = (given: Partial<SourceRecord>) => check(given).issues;

test("a complete record that GenAuth can compute has nothing to say about it", () => {
  expect(check({ recoveryCode: "b471-8ec0-874a-087f-bccb-cd54" })).toEqual({
    secret: GOOD.secret,
    recoveryCode: "b471-8ec0-874a-087f-bccb-cd54",
    recoveryCodes: 1,
    issues: [],
  });
});

describe("the user", () => {
  test.each([
    ["nobody named", { userId: "" }, ["user_missing"]],
    ["only an e-mail address", { userId: "", email: "a@example.com" }, ["user_id_missing"]],
    ["an id of another shape", { userId: "alice" }, ["user_id_shape"]],
    ["two words", { userId: "alice smith" }, ["user_id_invalid"]],
    ["a control character", { userId: "ali\u0000ce" }, ["user_id_invalid"]],
    ["an overlong id", { userId: "a".repeat(129) }, ["user_id_invalid"]],
  ])("%s", (_, given, expected) => expect(issues(given)).toEqual(expected));
});

describe("the secret", () => {
  test.each([
    ["72 bits", "GEZDGNBVGY3TQOI", ["secret_short"]],
    ["80 bits", "GEZDGNBVGY3TQOJQ", ["secret_weak"]],
    ["120 bits", "GEZDGNBVGY3TQOJQGEZDGNBV", ["secret_weak"]],
    ["128 bits", "GEZDGNBVGY3TQOJQGEZDGNBVGY", []],
    ["lower case", GOOD.secret.toLowerCase(), ["secret_normalised"]],
    ["a zero", "GEZDGNBVGY3TQOJ0", ["secret_lookalike"]],
    ["nothing", "", ["secret_missing"]],
  ])("of %s", (_, secret, expected) => expect(issues({ secret })).toEqual(expected));

  test("under 80 bits goes through only when the admin accepts it", () => {
    const verdict = check({ secret: "GEZDGNBVGY3TQOI" }, { ...DEFAULT_CHOICES, acceptShortSecrets: true });
    expect(verdict.issues).toEqual(["secret_short_accepted"]);
  });

  test("keeps the reader's own reason where it gave one", () => {
    expect(issues({ secret: "", found: ["uri_invalid"] })).toEqual(["uri_invalid"]);
  });
});

describe("parameters GenAuth cannot compute", () => {
  test.each([
    [{ type: "hotp" }, ["type_hotp"]],
    [{ type: "steam" }, ["type_unsupported"]],
    [{ algorithm: "SHA256" }, ["algorithm_unsupported"]],
    [{ algorithm: "SHA-512" }, ["algorithm_unsupported"]],
    [{ algorithm: "MD5" }, ["algorithm_unsupported"]],
    [{ digits: "8" }, ["digits_unsupported"]],
    [{ digits: "0" }, ["digits_unsupported"]],
    [{ period: "60" }, ["period_unsupported"]],
    [{ period: "-30" }, ["period_unsupported"]],
    [{ period: "30.5" }, ["period_unsupported"]],
    [{ digits: "6.5" }, ["digits_unsupported"]],
    [{ period: "None" }, ["period_unsupported"]],
    [{ period: "" }, ["parameters_assumed"]],
    [{ type: "", algorithm: "", digits: "", period: "" }, ["parameters_assumed"]],
  ])("%j", (given, expected) => expect(issues(given)).toEqual(expected));

  test.each([
    { algorithm: "sha1" },
    { algorithm: "HmacSHA1" },
    { algorithm: "SHA-1" },
    { digits: "06" },
    { period: "30s" },
    { period: "30 sec" },
    { digits: "6.0", period: "30.0" },
  ])("%j is another spelling of what it can", (given) => expect(issues(given)).toEqual([]));
});

describe("the recovery code", () => {
  test("of another shape is sent with a warning", () => {
    expect(check({ recoveryCode: "12345678" })).toMatchObject({
      recoveryCode: "12345678",
      issues: ["recovery_shape"],
    });
  });
  test("of several, the first is taken or none, as the admin chose", () => {
    const recoveryCode = "b471-8ec0-874a-087f-bccb-cd54, c471-8ec0-874a-087f-bccb-cd54";
    expect(check({ recoveryCode })).toMatchObject({
      recoveryCode: "b471-8ec0-874a-087f-bccb-cd54",
      issues: ["recovery_first_taken"],
    });
    expect(check({ recoveryCode }, { ...DEFAULT_CHOICES, severalRecoveryCodes: "none" })).toMatchObject({
      recoveryCode: "",
      issues: ["recovery_none_taken"],
    });
  });
  test("that is hashed is never sent", () => {
    const recoveryCode = "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";
    expect(check({ recoveryCode })).toMatchObject({ recoveryCode: "", issues: ["recovery_hashed"] });
  });
});
