import type { Trouble } from "@/lib/otp/pool-user-view";
import type { Verdict } from "./verdict";

/** What to say when GenAuth gave no answer about a user, in few words: somebody is on the phone. */
export function troubleOf(verdict: Exclude<Verdict, { kind: "accepted" }>): Trouble {
  const { statusCode, apiCode, requestId } = verdict;
  return {
    code: codeOf(verdict),
    ...(statusCode === undefined ? {} : { statusCode }),
    ...(apiCode === undefined ? {} : { apiCode }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

function codeOf(verdict: Exclude<Verdict, { kind: "accepted" }>): Trouble["code"] {
  switch (verdict.kind) {
    case "throttled":
      return "throttled";
    case "doubtful":
      return "no_answer";
    case "refused":
    case "too_large":
      return "refused";
    case "halted":
      if (verdict.code === "permission" || verdict.code === "throttled") return verdict.code;
      return verdict.code === "unreachable" ? "no_answer" : "connection";
  }
}
