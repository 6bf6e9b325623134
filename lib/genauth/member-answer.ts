import { z } from "zod";
import type { MemberAnswer } from "@/lib/import/port";
import { noAnswerAbout } from "./enrolled-answer";
import type { Verdict } from "./verdict";

const dataSchema = z.object({ linkUserId: z.string() });

/** Whether a user is a member of the tenant that was asked about, by the answer of getTenantUser. */
export function memberAnswer(verdict: Verdict, userId: string): MemberAnswer {
  if (verdict.kind === "accepted") {
    const { data } = dataSchema.safeParse(verdict.data);
    if (!data) return { kind: "doubtful", code: "bad_body" };
    // Yes, but to whom? Only the very user counts.
    return { kind: data.linkUserId === userId ? "member" : "outsider" };
  }
  const answer = noAnswerAbout(verdict);
  if (answer.kind === "user_not_found") return { ...answer, kind: "outsider" };
  if (answer.kind !== "refused") return answer;
  const { code: _code, ...reference } = answer;
  return { ...reference, kind: "outsider" };
}
