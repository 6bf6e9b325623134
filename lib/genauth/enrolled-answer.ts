import { z } from "zod";
import type { EnrolledAnswer } from "@/lib/import/port";
import type { Verdict } from "./verdict";

const dataSchema = z.object({ totpStatus: z.union([z.boolean(), z.enum(["enabled", "disabled"])]) });

/** What all questions about one user have in common when the answer is not yes. */
export function noAnswerAbout(
  verdict: Exclude<Verdict, { kind: "accepted" }>,
): Exclude<EnrolledAnswer, { kind: "enrolled" | "not_enrolled" }> {
  switch (verdict.kind) {
    case "refused": {
      const { code, kind: _kind, ...reference } = verdict;
      if (code === "user_not_found") return { kind: "user_not_found", ...reference };
      return verdict;
    }
    case "too_large":
      return { ...verdict, kind: "refused", code: "too_large" };
    default:
      return verdict;
  }
}

/**
 * Whether a user has an OTP, by the answer of getUserMfaInfo. The type says "enabled" or "disabled", the vendor's sample
 * `true`: both are read (genauth-api.md section 5).
 */
export function enrolledAnswer(verdict: Verdict): EnrolledAnswer {
  if (verdict.kind !== "accepted") return noAnswerAbout(verdict);
  const { data } = dataSchema.safeParse(verdict.data);
  if (!data) return { kind: "doubtful", code: "bad_body" };
  const enrolled = data.totpStatus === true || data.totpStatus === "enabled";
  return { kind: enrolled ? "enrolled" : "not_enrolled" };
}
