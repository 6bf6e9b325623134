import type { DoubtCode } from "@/lib/otp/outcome";
import type { RunContext } from "./context";
import { look } from "./look";
import type { SendAnswer, SendRow } from "./port";
import { reference } from "./reference";

type Refused = Extract<SendAnswer, { kind: "refused" | "too_large" }>;

/** The doubt about a row that may be stored from a refused list, when nobody could look. */
export const UNREAD: DoubtCode = "unread";

/**
 * GenAuth refused a list, and may have stored a part of it: settles the rows that it holds. The rest is left, to be
 * sent again in parts.
 */
export async function learnWhatLanded(run: RunContext, rows: readonly SendRow[]): Promise<SendRow[]> {
  const rest: SendRow[] = [];
  for (const { row, seen } of await look(run, rows)) {
    if (seen.kind === "equal") {
      run.unread.delete(row.id);
      run.tally.settle([row], { state: "verified" });
      continue;
    }
    if (seen.kind === "unread") run.unread.add(row.id);
    else run.unread.delete(row.id);
    rest.push(row);
  }
  return rest;
}

/** GenAuth refused one row by itself: that is its outcome, unless GenAuth holds the row already. */
export async function settleRefused(run: RunContext, row: SendRow, answer: Refused): Promise<void> {
  const { tally, unread, taken } = run;
  const code = answer.kind === "too_large" ? "too_large" : answer.code;
  for (const { seen } of await look(run, [row])) {
    if (seen.kind === "equal") tally.settle([row], { state: "verified" });
    // "Has an OTP already" may be the one that a list of ours has left there.
    else if (code === "conflict" && seen.kind === "unread" && (unread.has(row.id) || taken.has(row.id)))
      tally.settle([row], { state: "unknown", code: seen.doubt ?? UNREAD, ...reference(answer) });
    else if (code === "conflict" && seen.kind === "absent" && taken.has(row.id))
      tally.settle([row], { state: "unknown", code: UNREAD, ...reference(answer) });
    else tally.settle([row], { state: "refused", code, ...reference(answer) });
  }
  unread.delete(row.id);
  taken.delete(row.id);
}
