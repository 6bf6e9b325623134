import type { FinalOutcome } from "@/lib/otp/outcome";
import { confirm } from "./confirm";
import type { RunContext } from "./context";
import { learnWhatLanded, settleRefused } from "./learn";
import type { SendRow } from "./port";
import { reference } from "./reference";
import { transmit } from "./transmit";
import { settleRedirected, settleUnsent } from "./unsent";

/** Whether a list went through as it was: what the search for the row at fault goes by. */
type Passed = boolean;

/** Takes one list to its end: afterwards each of its rows has its own outcome. */
export async function deliver(
  run: RunContext,
  list: readonly SendRow[],
  /** What to say of the rows if they cannot be sent any more, when more is known than "not sent". */
  unsent?: FinalOutcome,
): Promise<Passed> {
  const { answer, rows } = await transmit(run, list);
  const [only] = rows;
  if (only === undefined) return true;
  switch (answer.kind) {
    case "halted": {
      // The reason that came first ended the run, also for the lists that heard another one at the same time.
      const why = { ...answer, code: run.pace.halted ?? answer.code };
      if (answer.code === "redirected") await settleRedirected(run, rows, why);
      else settleUnsent(run, rows, why, unsent);
      return false;
    }
    case "unsent":
      settleUnsent(run, rows, answer, unsent);
      return false;
    case "accepted": {
      const absent = await confirm(run, rows, reference(answer));
      const outcome: FinalOutcome = { state: "mismatch", code: "absent", ...reference(answer) };
      if (rows.length === 1) run.tally.settle(absent, outcome);
      // Stored without a word, others not: each by itself may hear why.
      else for (const row of absent) await deliver(run, [row], outcome);
      return true;
    }
    case "too_large":
      if (rows.length === 1) {
        run.pace.unshrink(run.batchSize);
        await settleRefused(run, only, answer);
      } else {
        run.pace.shrink(rows.length);
        await halve(run, rows, false);
      }
      return false;
    case "refused":
      if (rows.length === 1) await settleRefused(run, only, answer);
      else {
        const rest = await learnWhatLanded(run, rows);
        await halve(run, rest, rest.length === rows.length);
      }
      return false;
  }
}

/**
 * Sends the halves of a refused list. `proven`: a row at fault is surely among these. Then, if the first half passes,
 * it is in the second, which need not be sent whole to learn that: that saves a call on each level, and keeps the
 * search for one row in fifty within eleven calls.
 */
async function halve(run: RunContext, rows: readonly SendRow[], proven: boolean): Promise<void> {
  if (rows.length === 0) return;
  if (rows.length === 1) {
    await deliver(run, rows);
    return;
  }
  const middle = Math.floor(rows.length / 2);
  const second = rows.slice(middle);
  const passed = await deliver(run, rows.slice(0, middle));
  if (proven && passed) await halve(run, second, true);
  else await deliver(run, second);
}
