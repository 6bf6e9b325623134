import { describe, expect, test } from "vitest";
import { checkRecord, DEFAULT_CHOICES } from "@/lib/otp/check";
import { emptyRecord } from "@/lib/otp/record";
import { edited } from "./edit";
import { goodRecord, SECRET } from "./testing";

const record = goodRecord(0);
const issues = (changed: typeof record) => checkRecord(changed, DEFAULT_CHOICES).issues;

describe("typing into a cell", () => {
  test.each([
    ["userId", " 5f8d0d55b54764421b7156c9 ", "5f8d0d55b54764421b7156c9"],
    ["recoveryCode", " b471-8ec0-874a-087f-bccb-cd54\n", "b471-8ec0-874a-087f-bccb-cd54"],
    ["secret", ` ${SECRET}\t`, SECRET],
    ["secret", "", ""],
  ] as const)("%s takes %j without the space around it, as a reader does", (field, text, kept) => {
    expect(edited(record, field, text)).toEqual({ ...record, [field]: kept });
  });

  test("leaves the record it was given alone", () => {
    const frozen = Object.freeze({ ...record, found: Object.freeze([...record.found]) });
    edited(frozen, "secret", "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP");
    expect(frozen).toEqual(record);
  });

  test("a secret is read in the encoding of its column", () => {
    const hex = { ...record, secretEncoding: "hex" as const };
    expect(edited(hex, "secret", "3132333435363738393031323334353637383930")).toMatchObject({
      secretEncoding: "hex",
    });
  });

  test("at the end of characters that are the key, a space would be another key", () => {
    const raw = { ...record, secretEncoding: "utf8" as const };
    expect(checkRecord(edited(raw, "secret", "12345678901234567890 "), DEFAULT_CHOICES).secret).toBe(SECRET);
  });
});

describe("what the reader had found wrong with a cell", () => {
  test("is forgotten with the text of that cell", () => {
    const broken = { ...record, userId: "", found: ["user_id_invalid"] as const };
    expect(issues(broken)).toContain("user_id_invalid");
    expect(issues(edited(broken, "userId", record.userId))).toEqual([]);
    for (const code of ["secret_number", "uri_invalid", "record_incomplete"] as const) {
      const lost = { ...record, secret: "", found: [code] };
      expect(issues(edited(lost, "secret", SECRET))).toEqual([]);
    }
  });

  test("stays when another cell is changed", () => {
    const broken = { ...record, userId: "", found: ["user_id_invalid", "record_incomplete"] as const };
    expect(edited(broken, "recoveryCode", "x").found).toEqual(["user_id_invalid", "record_incomplete"]);
    expect(edited(broken, "secret", SECRET).found).toEqual(["user_id_invalid"]);
    expect(edited(broken, "userId", "u").found).toEqual(["record_incomplete"]);
  });

  test("stays when it is about the record as a whole: no secret makes a disabled OTP work", () => {
    const found = ["record_disabled", "record_unconfirmed"] as const;
    expect(edited({ ...record, found }, "secret", SECRET).found).toEqual(found);
    expect(edited({ ...record, found }, "secret", `otpauth://totp/a?secret=${SECRET}`).found).toEqual(found);
  });
});

describe("a Key URI pasted into the secret's cell", () => {
  const uri = `otpauth://totp/ACME:someone?secret=${SECRET}&algorithm=SHA256&digits=8&period=60`;

  test("brings its parameters along, and not its account: the row is whose it was", () => {
    const hex = { ...record, secretEncoding: "hex" as const, email: "alice@example.com" };
    expect(edited(hex, "secret", ` ${uri}\n`)).toEqual({
      ...hex,
      secret: SECRET,
      secretEncoding: "base32",
      algorithm: "SHA256",
      digits: "8",
      period: "60",
    });
  });

  test("takes back what it does not state: the old values belonged to another secret", () => {
    const hotp = { ...record, type: "hotp", digits: "8" };
    expect(edited(hotp, "secret", `otpauth://totp/a?secret=${SECRET}`)).toMatchObject({
      type: "totp",
      digits: "",
    });
  });

  test("is blocked when it is unusable", () => {
    expect(issues(edited(record, "secret", "otpauth://totp/a?secret="))).toContain("uri_invalid");
    const mended = edited(edited(record, "secret", "otpauth://totp/a"), "secret", uri);
    expect(issues(mended)).not.toContain("uri_invalid");
  });

  test("in another cell is just text, and as a user id it is not kept where it would be seen", () => {
    expect(edited(emptyRecord(1), "recoveryCode", uri)).toMatchObject({ recoveryCode: uri, secret: "" });
    const misplaced = edited(goodRecord(0), "userId", uri);
    expect(JSON.stringify(misplaced)).not.toContain(uri);
    expect(issues(misplaced)).toContain("secret_misplaced");
    expect(edited(misplaced, "userId", record.userId).found).toEqual([]);
  });
});
