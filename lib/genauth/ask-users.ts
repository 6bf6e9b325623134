import "server-only";
import { askPatiently } from "@/lib/import/ask-patiently";
import type { LookupKind } from "@/lib/otp/user-lookup";
import type { BulkContext } from "./ask-in-bulk";
import { type PoolUser, readPoolUsers } from "./pool-user";
import { USER_ID_TYPE } from "./user-id-type";
import { judge, type Verdict } from "./verdict";

/** What every list of one look-up has at hand. */
export type LookupContext = Omit<BulkContext<never>, "queue"> & { kind: LookupKind };

/** GenAuth's definite word about a list. `nobody`: if it was a list of one, then that one is not there. */
export type ListAnswer = { kind: "users"; users: PoolUser[] } | { kind: "refused"; nobody: boolean };

type Heard = ListAnswer | Exclude<Verdict, { kind: "accepted" | "refused" | "too_large" }>;

function hear(verdict: Verdict): Heard {
  switch (verdict.kind) {
    case "accepted": {
      const users = readPoolUsers(verdict.data);
      return users ? { kind: "users", users } : { kind: "doubtful", code: "bad_body" };
    }
    case "refused":
      return { kind: "refused", nobody: verdict.code === "invalid" || verdict.code === "user_not_found" };
    case "too_large":
      return { kind: "refused", nobody: false };
    default:
      return verdict;
  }
}

/**
 * Asks getUserBatch for one list until the answer is definite.
 * @returns null when there was none: given up, halted or left
 */
export async function askUsers(lookup: LookupContext, queries: string[]): Promise<ListAnswer | null> {
  const { call, kind, pace, sleep, signal } = lookup;
  const userIdType = USER_ID_TYPE[kind];
  const answer = await askPatiently(
    { pace, port: { sleep } },
    {
      ask: async () =>
        hear(judge(await call((client) => client.getUserBatch({ userIds: queries, userIdType })))),
      mayPass: () => pace.halted === null && !signal.aborted,
      onHalt: (code) => pace.halt(code),
    },
  );
  return answer.kind === "none" ? null : answer;
}
