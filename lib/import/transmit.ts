import type { RunContext } from "./context";
import { look } from "./look";
import type { SendAnswer, SendRow } from "./port";
import { reference } from "./reference";
import { type Sent, sendList } from "./send";

const MOST_SENDINGS = 3;
const FIRST_WAIT_MS = 1_000;

/** A definite word about `rows`, which may be fewer than were given: the others are settled. */
export type Transmitted = { answer: Exclude<Sent, { kind: "doubtful" }>; rows: readonly SendRow[] };

/**
 * Sends a list until there is a definite answer. A doubtful one is settled by reading back, never by guessing: only
 * rows seen to be absent go again, and not for ever.
 */
export async function transmit(run: RunContext, list: readonly SendRow[]): Promise<Transmitted> {
  let rows = list;
  for (let sendings = 1; ; sendings++) {
    const answer = await sendList(run, rows);
    if (answer.kind !== "doubtful") return { answer, rows };
    // GenAuth may still be at work on what it has not answered.
    await run.port.sleep(FIRST_WAIT_MS * 2 ** (sendings - 1), run.pace.signal);
    rows = await settleDoubt(run, rows, answer, sendings === MOST_SENDINGS);
    if (rows.length === 0) return { answer: { kind: "unsent" }, rows };
  }
}

/** Settles what reading back can settle; the rows to send again are left. */
async function settleDoubt(
  run: RunContext,
  rows: readonly SendRow[],
  answer: Extract<SendAnswer, { kind: "doubtful" }>,
  last: boolean,
): Promise<SendRow[]> {
  const { tally, pace } = run;
  const absent: SendRow[] = [];
  for (const { row, seen } of await look(run, rows)) {
    if (seen.kind === "absent" && !last) {
      run.unread.delete(row.id);
      run.taken.add(row.id);
      absent.push(row);
    } else if (seen.kind === "equal") {
      // It stores, even if it does not say so.
      pace.answered("send");
      tally.settle([row], { state: "verified" });
    } else if (seen.kind === "unread") {
      tally.settle([row], { state: "unknown", code: answer.code, ...reference(answer) });
    } else {
      tally.settle([row], { state: "mismatch", code: seen.kind, ...reference(answer) });
    }
  }
  return absent;
}
