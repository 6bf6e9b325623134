import type { FinalOutcome } from "@/lib/otp/outcome";
import { confirm } from "./confirm";
import type { RunContext } from "./context";
import { learnWhatLanded, settleRefused } from "./learn";
import type { SendRow } from "./port";
import { reference } from "./reference";
import { transmit } from "./transmit";
import { settleRedirected, settleUnsent } from "./unsent";

/**
 * What came of a list. `suspects`: it was refused and nothing of it was stored, so that a row at fault surely is among these;
 * none where its rows are settled, or are to go again. `fault`: it was one row, and that is at fault.
 */
type Delivered = { passed: boolean; suspects: readonly SendRow[]; fault: boolean };

const PASSED: Delivered = { passed: true, suspects: [], fault: false };
const SETTLED: Delivered = { passed: false, suspects: [], fault: false };
const FAULT: Delivered = { passed: false, suspects: [], fault: true };

/** Takes one list to its end: afterwards each of its rows has its own outcome, or goes again with others. */
export async function deliver(
  run: RunContext,
  list: readonly SendRow[],
  /** What to say of the rows if they cannot be sent any more, when more is known than "not sent". */
  unsent?: FinalOutcome,
): Promise<void> {
  const { suspects, fault } = await attempt(run, list, unsent);
  if (fault) run.stride.found(true);
  if (suspects.length > 0) await isolate(run, suspects);
}

async function attempt(run: RunContext, list: readonly SendRow[], unsent?: FinalOutcome): Promise<Delivered> {
  const { answer, rows } = await transmit(run, list);
  const [only] = rows;
  if (only === undefined) return PASSED;
  switch (answer.kind) {
    case "halted": {
      // The reason that came first ended the run, also for the lists that heard another one at the same time.
      const why = { ...answer, code: run.pace.halted ?? answer.code };
      if (answer.code === "redirected") await settleRedirected(run, rows, why);
      else settleUnsent(run, rows, why, unsent);
      return SETTLED;
    }
    case "unsent":
      settleUnsent(run, rows, answer, unsent);
      return SETTLED;
    case "accepted": {
      run.stride.passed(rows.length);
      const absent = await confirm(run, rows, reference(answer));
      const outcome: FinalOutcome = { state: "mismatch", code: "absent", ...reference(answer) };
      if (rows.length === 1) run.tally.settle(absent, outcome);
      // Stored without a word, others not: each by itself may hear why.
      else
        for (const row of absent) {
          run.taken.add(row.id);
          await deliver(run, [row], outcome);
        }
      return PASSED;
    }
    case "too_large":
      if (rows.length === 1) {
        run.pace.unshrink(run.batchSize);
        await settleRefused(run, only, answer);
      } else {
        run.pace.shrink(rows.length);
        const middle = Math.floor(rows.length / 2);
        await deliver(run, rows.slice(0, middle));
        await deliver(run, rows.slice(middle));
      }
      return SETTLED;
    case "refused": {
      if (rows.length === 1) {
        await settleRefused(run, only, answer);
        return FAULT;
      }
      const rest = await learnWhatLanded(run, rows);
      if (rest.length === rows.length) return { ...SETTLED, suspects: rest };
      // A part was stored. Where GenAuth stops at a row at fault, that is the first one left; of the others nothing is known.
      const [first, ...others] = rest;
      run.giveBack(others, run.stride);
      if (first) await deliver(run, [first]);
      return SETTLED;
    }
  }
}

/**
 * Finds the first row at fault among rows of which one surely is, by halves: a half that goes through is done, and then it
 * is in the other, which need not be sent whole to learn that. What has not been sent by then goes again with the rows that
 * follow: one in fifty is found with eight calls, and the rest of its list costs none of its own.
 */
async function isolate(run: RunContext, suspects: readonly SendRow[]): Promise<void> {
  let rows = suspects;
  let left: readonly SendRow[] = [];
  let first = true;
  let found = false;
  while (rows.length > 0) {
    const middle = Math.max(1, Math.floor(rows.length / 2));
    const second = rows.slice(middle);
    const half = await attempt(run, rows.slice(0, middle));
    found ||= half.fault;
    if (half.passed) {
      first = false;
      rows = second;
    } else {
      left = [...second, ...left];
      rows = half.suspects;
    }
  }
  run.giveBack(left, found ? run.stride.found(first) : run.stride);
}
