import type { FinalOutcome, HaltCode, Reference } from "@/lib/otp/outcome";
import type { RunContext } from "./context";
import { UNREAD } from "./learn";
import { look } from "./look";
import type { SendRow } from "./port";
import { reference } from "./reference";

type Why = { code?: HaltCode | undefined } & Reference;

/**
 * The rows cannot be sent any more.
 * @param known what to say of them when more is known than that
 */
export function settleUnsent(
  run: RunContext,
  rows: readonly SendRow[],
  why: Why,
  known: FinalOutcome | undefined,
): void {
  const { tally, unread } = run;
  if (known) {
    tally.settle(rows, known);
    return;
  }
  const stopped = rows.filter((row) => !unread.has(row.id));
  const open = rows.filter((row) => unread.has(row.id));
  tally.settle(stopped, stop(why));
  tally.settle(open, { state: "unknown", code: UNREAD, ...reference(why) });
}

/**
 * A redirect came instead of GenAuth's answer, perhaps after GenAuth had stored the rows. When reading is redirected
 * too, the host redirects everything, and nothing has reached GenAuth.
 */
export async function settleRedirected(run: RunContext, rows: readonly SendRow[], why: Why): Promise<void> {
  const { tally, pace, unread } = run;
  for (const { row, seen } of await look(run, rows)) {
    const nowhere = pace.readingHalt === "redirected" && !unread.has(row.id);
    if (seen.kind === "equal") tally.settle([row], { state: "verified" });
    else if (seen.kind !== "unread" || nowhere) tally.settle([row], stop(why));
    else tally.settle([row], { state: "unknown", code: seen.doubt ?? UNREAD, ...reference(why) });
  }
}

function stop(why: Why): FinalOutcome {
  return { state: "stopped", ...(why.code ? { code: why.code } : {}), ...reference(why) };
}
