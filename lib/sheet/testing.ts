import { emptyRecord, type SourceRecord } from "@/lib/otp/record";

/** For tests only: records, and texts of records, that are easy to tell apart. */

export const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

const B32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A 160-bit secret of its own for every number. */
export function secretOf(number: number): string {
  let text = "";
  for (let rest = number; text.length < 6; rest = Math.floor(rest / 32)) text += B32.charAt(rest % 32);
  return text.padEnd(32, "Q");
}

/** A GenAuth user id of its own for every number. */
export function userIdOf(number: number): string {
  return (number + 1).toString(16).padStart(24, "0");
}

/** A record with nothing to say against it. */
export function goodRecord(number: number, changes: Partial<SourceRecord> = {}): SourceRecord {
  return {
    ...emptyRecord(number + 1),
    userId: userIdOf(number),
    secret: secretOf(number),
    type: "totp",
    algorithm: "SHA1",
    digits: "6",
    period: "30",
    ...changes,
  };
}

const FEW = {
  userId: [
    "5f8d0d55b54764421b7156c1",
    "5F8D0D55B54764421B7156C1",
    "5f8d0d55b54764421b7156c2",
    "alice",
    "two words",
    "",
  ],
  email: ["", "a@example.com", "A@example.com"],
  username: ["", "a@example.com", "bob"],
  label: ["", "iPhone"],
  secret: [SECRET, SECRET.toLowerCase(), secretOf(1), "GEZDGNBVGY3TQOI", "1O8", ""],
  type: ["totp", "hotp", ""],
  recoveryCode: ["", "b471-8ec0-874a-087f-bccb-cd54", "one two"],
} as const;

/** Records of few users and few secrets, good and bad: one for every number, and any two of them often collide. */
export function variedRecord(number: number): SourceRecord {
  let rest = number;
  const chosen = Object.entries(FEW).map(([name, values]) => {
    const value = values[rest % values.length];
    rest = Math.floor(rest / values.length);
    return [name, value];
  });
  return goodRecord(0, { line: (number % 9) + 1, ...Object.fromEntries(chosen) });
}

/** A CSV file of good records. */
export function csvOf(
  numbers: readonly number[],
  header = "userId,secret,type,algorithm,digits,period",
): Blob {
  const lines = numbers.map((number) => `${userIdOf(number)},${secretOf(number)},totp,SHA1,6,30`);
  return new Blob([[header, ...lines, ""].join("\n")]);
}

/** The numbers 0 to `count` - 1. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number);
}
