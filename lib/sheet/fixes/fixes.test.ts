import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkRecord, DEFAULT_CHOICES } from "@/lib/otp/check";
import { ISSUE_CODES, type IssueCode } from "@/lib/otp/issue";
import { TOTP_OR_HOTP } from "@/lib/otp/parameters";
import type { SourceRecord } from "@/lib/otp/record";
import { readSecret } from "@/lib/otp/secret";
import { goodRecord, SECRET, variedRecord } from "@/lib/sheet/testing";
import { BEYOND_FIXES } from "./beyond";
import { FIXES, type FixId, fixesFor, fixOf } from "./registry";

function fixed(id: FixId, changes: Partial<SourceRecord>): SourceRecord {
  const fix = fixOf(id);
  if (!fix || !("fixed" in fix)) throw new Error(id);
  return fix.fixed(goodRecord(0, changes));
}
const codes = (record: SourceRecord) => checkRecord(record, DEFAULT_CHOICES).issues;
const HEX = "3132333435363738393031323334353637383930";

describe.each(FIXES.filter((fix) => "fixed" in fix))("$id", (fix) => {
  test("gives back the same record where there is nothing to do, and nothing more to do the second time", () => {
    fc.assert(
      fc.property(fc.nat(20_000), (number) => {
        const once = fix.fixed(variedRecord(number));
        expect(fix.fixed(once)).toBe(once);
      }),
    );
  });

  test("leaves the record that it is given alone", () => {
    fc.assert(
      fc.property(fc.nat(20_000), (number) => {
        const record = variedRecord(number);
        fix.fixed(Object.freeze(record));
        expect(record).toEqual(variedRecord(number));
      }),
    );
  });
});

test("every fix is offered somewhere, no id is used twice", () => {
  const offered = new Set(ISSUE_CODES.flatMap((code) => [...fixesFor(code)]));
  expect([...offered].sort()).toEqual(FIXES.map(({ id }) => id).sort());
});

test.each<[FixId, IssueCode, Partial<SourceRecord>, Partial<SourceRecord>]>([
  ["strip", "secret_not_base32", { secret: "“GEZD.GNBV:GY3T/QOJQ GEZDGNBVGY3TQOJQ”" }, { secret: SECRET }],
  ["strip", "secret_not_base32", { secret: "secret: gezdgnbvgy3tqojqgezdgnbvgy3tqojq" }, { secret: SECRET }],
  ["strip", "secret_normalised", { secret: "gezd gnbv gy3t qojq gezd gnbv gy3t qojq" }, { secret: SECRET }],
  ["strip", "secret_not_hex", { secret: `[${HEX}]`, secretEncoding: "hex" }, { secret: HEX }],
  [
    "strip",
    "secret_not_base64",
    { secret: "“MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=”", secretEncoding: "base64" },
    { secret: "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=" },
  ],
  ["read_as_hex", "secret_not_base32", { secret: HEX }, { secretEncoding: "hex" }],
  ["read_as_hex", "secret_lookalike", { secret: `${"01".repeat(10)}` }, { secretEncoding: "hex" }],
  [
    "read_as_base64",
    "secret_lookalike",
    { secret: "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=" },
    { secretEncoding: "base64" },
  ],
  [
    "read_as_base32",
    "secret_not_hex",
    { secret: SECRET, secretEncoding: "hex" },
    { secretEncoding: "base32" },
  ],
  ["zero_to_o", "secret_lookalike", { secret: "GEZDGNBVGY3TQ0JQGEZDGNBVGY3TQ0JQ" }, { secret: SECRET }],
  [
    "one_to_i",
    "secret_lookalike",
    { secret: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1" },
    { secret: `${"A".repeat(31)}I` },
  ],
  [
    "one_to_l",
    "secret_lookalike",
    { secret: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1" },
    { secret: `${"A".repeat(31)}L` },
  ],
  ["eight_to_b", "secret_lookalike", { secret: "GEZDGN8VGY3TQOJQGEZDGN8VGY3TQOJQ" }, { secret: SECRET }],
  [
    "tidy_user",
    "user_id_invalid",
    { userId: "“5f8d0d55 b54764421b7156c1”" },
    { userId: "5f8d0d55b54764421b7156c1" },
  ],
  [
    "lower_user_id",
    "user_id_shape",
    { userId: "5F8D0D55B54764421B7156C1" },
    { userId: "5f8d0d55b54764421b7156c1" },
  ],
  ["user_is_email", "user_id_shape", { userId: "ann@example.com" }, { userId: "", email: "ann@example.com" }],
  ["user_is_phone", "user_id_shape", { userId: "+8613800138000" }, { userId: "", phone: "+8613800138000" }],
  ["user_is_username", "user_id_shape", { userId: "ann" }, { userId: "", username: "ann" }],
  ["user_is_external_id", "user_id_shape", { userId: "E-17" }, { userId: "", externalId: "E-17" }],
  [
    "lower_email",
    "user_not_found",
    { userId: "", email: "Ann@Example.com", found: ["user_not_found"] },
    { email: "ann@example.com", found: [] },
  ],
  ["type_totp", "type_unknown", { type: TOTP_OR_HOTP }, { type: "totp" }],
  [
    "first_recovery_code",
    "recovery_first_taken",
    { recoveryCode: "b471-8ec0-874a-087f-bccb-cd54, two" },
    { recoveryCode: "b471-8ec0-874a-087f-bccb-cd54" },
  ],
  [
    "no_recovery_code",
    "recovery_hashed",
    { recoveryCode: "$2a$10$abcdefghijklmnopqrstuv" },
    { recoveryCode: "" },
  ],
])("%s mends %s", (id, issue, before, after) => {
  expect(codes(goodRecord(0, before))).toContain(issue);
  expect(fixesFor(issue)).toContain(id);
  const record = fixed(id, before);
  expect(record).toMatchObject(after);
  expect(codes(record)).not.toContain(issue);
});

describe("what is no mark stays", () => {
  test("letters of other scripts, which nobody may turn into a key", () => {
    expect(fixed("strip", { secret: "ß GEZDGNBV" }).secret).toBe("ßGEZDGNBV");
  });

  test("the marks of base64", () => {
    const secret = "a+b/c-d_e===";
    expect(fixed("strip", { secret, secretEncoding: "base64" }).secret).toBe(secret);
  });

  test("a name that is no address is not made one, and none is overwritten", () => {
    expect(fixed("user_is_email", { userId: "ann" }).userId).toBe("ann");
    expect(fixed("user_is_email", { userId: "ann@example.com", email: "b@example.com" })).toMatchObject({
      userId: "ann@example.com",
      email: "b@example.com",
    });
  });
});

test("a digit is never turned into a letter by any fix but the one that says so", () => {
  const byName: readonly FixId[] = ["zero_to_o", "one_to_i", "one_to_l", "eight_to_b"];
  for (const { id, ...fix } of FIXES) {
    if (byName.includes(id) || !("fixed" in fix)) continue;
    const { secret, secretEncoding } = fix.fixed(
      goodRecord(0, { secret: "GEZ0GNB1GY38QOJQ GEZDGNBVGY3TQOJQ" }),
    );
    expect(secret.replaceAll(" ", "")).toBe("GEZ0GNB1GY38QOJQGEZDGNBVGY3TQOJQ");
    expect(readSecret(secret, secretEncoding).ok && secretEncoding === "base32").toBe(false);
  }
});

test("what no fix can mend, and nothing else, is told to be beyond them", () => {
  const unmended = ISSUE_CODES.filter((code) => fixesFor(code).join() === "remove_rows");
  expect([...BEYOND_FIXES].sort()).toEqual(unmended.sort());
});
