import "server-only";
import type { Pace } from "@/lib/import/pace";
import type { ImportPort } from "@/lib/import/port";
import type { LookupKind } from "@/lib/otp/user-lookup";
import type { Call } from "./client";
import { type PoolUser, readPoolUsers } from "./pool-user";
import { judge, type Verdict } from "./verdict";

const MOST_TRIES = 4;
const FIRST_WAIT_MS = 500;

const USER_ID_TYPE = {
  email: "email",
  phone: "phone",
  username: "username",
  externalId: "external_id",
} as const satisfies Record<LookupKind, string>;

/** What every list of one look-up has at hand. */
export type LookupContext = {
  call: Call;
  kind: LookupKind;
  pace: Pace;
  sleep: ImportPort["sleep"];
  /** Nothing is asked after it. */
  signal: AbortSignal;
};

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
 * Asks getUserBatch for one list until the answer is definite: waits for its turn and through every pause, and tries
 * again a few times when there is no clear answer.
 * @returns null when there was none: given up, halted or left
 */
export async function askUsers(lookup: LookupContext, queries: string[]): Promise<ListAnswer | null> {
  const { call, kind, pace, sleep, signal } = lookup;
  const mayPass = () => pace.halted === null && !signal.aborted;
  for (let tries = 1; ; ) {
    const entered = await pace.gate.enter(mayPass);
    if (!entered || !mayPass()) {
      if (entered) pace.gate.leave();
      return null;
    }
    const round = pace.round;
    const userIdType = USER_ID_TYPE[kind];
    const heard = hear(judge(await call((client) => client.getUserBatch({ userIds: queries, userIdType }))));
    if (heard.kind === "throttled") pace.throttled(round, heard.retryAfterMs, { sleep });
    else if (heard.kind === "halted") pace.halt(heard.code);
    else if (heard.kind === "doubtful") pace.doubted("read", round, { sleep });
    else pace.answered("read");
    pace.gate.leave();

    if (heard.kind === "users" || heard.kind === "refused") return heard;
    if (heard.kind !== "doubtful") continue;
    if (tries === MOST_TRIES) return null;
    await sleep(FIRST_WAIT_MS * 2 ** (tries - 1), pace.signal);
    tries++;
  }
}
