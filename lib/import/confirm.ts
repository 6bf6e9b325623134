import type { Reference } from "@/lib/otp/outcome";
import type { RunContext } from "./context";
import { look } from "./look";
import type { SendRow } from "./port";

/** What reading may lag behind writing before GenAuth is said not to hold what it took. */
const LAG_MS = 1_000;
/** A sample is one row in so many, and always the first of a list. */
const SAMPLE_EVERY = 10;

/** GenAuth said 200 to the rows: sees whether it holds them. Left are those of which it holds nothing at all. */
export async function confirm(
  run: RunContext,
  rows: readonly SendRow[],
  ref: Reference,
): Promise<readonly SendRow[]> {
  const { tally } = run;
  if (run.verify === "none") {
    tally.settle(rows, { state: "accepted", ...ref });
    return [];
  }
  const seen = run.verify === "sample" ? rows.filter((_, at) => at % SAMPLE_EVERY === 0) : rows;
  const doubted = await settleEqual(run, seen, ref);
  if (seen.length < rows.length) {
    const others = rows.filter((_, at) => at % SAMPLE_EVERY !== 0);
    // One that is not there, and nobody believes the rest either.
    if (doubted.length > 0) doubted.push(...(await settleEqual(run, others, ref)));
    else tally.settle(others, { state: "accepted", ...ref });
  }
  if (doubted.length === 0) return [];
  await run.port.sleep(LAG_MS, run.pace.signal);
  const absent: SendRow[] = [];
  for (const { row, seen } of await look(run, doubted)) {
    if (seen.kind === "equal") tally.settle([row], { state: "verified", ...ref });
    else if (seen.kind === "unread") tally.settle([row], { state: "accepted", code: seen.why, ...ref });
    else if (seen.kind === "different") tally.settle([row], { state: "mismatch", code: "different", ...ref });
    else absent.push(row);
  }
  return absent;
}

/** Settles the rows seen equal and those that cannot be read; left are those that look wrong at first sight. */
async function settleEqual(run: RunContext, rows: readonly SendRow[], ref: Reference): Promise<SendRow[]> {
  const wrong: SendRow[] = [];
  for (const { row, seen } of await look(run, rows)) {
    if (seen.kind === "equal") run.tally.settle([row], { state: "verified", ...ref });
    else if (seen.kind === "unread" && !seen.withheld)
      run.tally.settle([row], { state: "accepted", code: seen.why, ...ref });
    else wrong.push(row);
  }
  return wrong;
}
