import type { IssueCode } from "@/lib/otp/issue";
import type { SourceRecord } from "@/lib/otp/record";
import { edited } from "@/lib/sheet/edit";
import { defineFix } from "./fix";

/** One character for another, which nobody but the admin can decide: each is a choice of its own. */
function letterFor(digit: string, letter: string) {
  return {
    issues: ["secret_lookalike"] as readonly IssueCode[],
    shows: "secret" as const,
    reach: "rows" as const,
    fixed: (record: SourceRecord): SourceRecord =>
      record.secretEncoding === "base32" && record.secret.normalize("NFKC").includes(digit)
        ? edited(record, "secret", record.secret.normalize("NFKC").replaceAll(digit, letter))
        : record,
  };
}

export const zeroToO = defineFix({ id: "zero_to_o", ...letterFor("0", "O") });
export const oneToI = defineFix({ id: "one_to_i", ...letterFor("1", "I") });
export const oneToL = defineFix({ id: "one_to_l", ...letterFor("1", "L") });
export const eightToB = defineFix({ id: "eight_to_b", ...letterFor("8", "B") });
