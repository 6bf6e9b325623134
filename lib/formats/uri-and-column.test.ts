import { describe, expect, test } from "vitest";
import { checkRecord, DEFAULT_CHOICES } from "@/lib/otp/check";
import { blocks } from "@/lib/otp/issue";
import { readBytes } from "./testing";

const A = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const ID = "65f0c0ffee65f0c0ffee0001";
const URI = `otpauth://totp/x?secret=${A}&algorithm=SHA1&digits=6&period=30`;

/** What is wrong with the one row of a table with a URI and one more column. */
async function issues(column: string, value: string, uri = URI) {
  const { records } = await readBytes(`userId,otpauth,${column}\n${ID},${uri},${value}\n`);
  const [record] = records;
  if (!record) throw new Error("no record");
  return { record, codes: checkRecord(record, DEFAULT_CHOICES).issues };
}

describe("a parameter that a URI and a column state", () => {
  test.each([
    ["digits", "8", "digits_unsupported", { digits: "6 / 8" }],
    ["period", "60s", "period_unsupported", { period: "30 / 60s" }],
    ["algorithm", "HmacSHA256", "algorithm_unsupported", { algorithm: "SHA1 / HmacSHA256" }],
    ["type", "HOTP", "type_unsupported", { type: "totp / HOTP" }],
    ["period", "half a minute", "period_unsupported", { period: "half a minute" }],
  ])("blocks the row where they differ: %s %s", async (column, value, code, fields) => {
    const { record, codes } = await issues(column, value);
    expect(codes).toEqual([code]);
    expect(record).toMatchObject({ ...fields, secret: A });
  });

  test.each([
    ["digits", "06"],
    ["period", "30 s"],
    ["algorithm", "HMAC-SHA-1"],
    ["type", "OATH-TOTP"],
    ["otp type", "authenticator app"],
    ["digits", ""],
  ])("is no matter where they agree: %s %s", async (column, value) => {
    const { record, codes } = await issues(column, value);
    expect(codes).toEqual([]);
    expect(record).toMatchObject({ type: "totp", algorithm: "SHA1", digits: "6", period: "30" });
  });

  test("is not made better by a column that says what GenAuth computes", async () => {
    const { codes } = await issues("digits", "6", URI.replace("digits=6", "digits=8"));
    expect(codes).toEqual(["digits_unsupported"]);
  });

  test("is never shown where it may be a secret that was shifted here", async () => {
    const { record, codes } = await issues("digits", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
    expect(blocks(codes)).toBe(true);
    expect(JSON.stringify(record)).not.toContain("JBSWY3DPEHPK3PXP");
  });
});
