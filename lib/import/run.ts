import type { HaltCode } from "@/lib/otp/outcome";
import type { Before, Verify } from "@/lib/otp/run-view";
import type { RunContext } from "./context";
import { deliver } from "./deliver";
import { Hold } from "./hold";
import { createPace, type Pace } from "./pace";
import type { ImportPort } from "./port";
import type { RowSource } from "./row-source";
import { screen } from "./screen";
import { Stride } from "./stride";
import { Supply } from "./supply";
import { type Counts, type Emit, Tally } from "./tally";
import { settleUnsent } from "./unsent";

/** Lists on their way at once. How many calls they make at once, the pace decides. */
const LISTS_AT_ONCE = 4;

export type RunInput = {
  /** Checked rows; ids and user ids are unique in the whole run. */
  rows: RowSource;
  port: ImportPort;
  /** The admin's Stop. */
  signal: AbortSignal;
  /** Hears `sending` before a row goes out, and its one final outcome; never rejects or throws. */
  emit: Emit;
  /** Default: `every`. */
  verify?: Verify | undefined;
  before: Before;
  /** What is known of GenAuth. Default: nothing yet. */
  pace?: Pace | undefined;
  /** The admin's Pause. */
  hold?: Hold | undefined;
};

/** How many rows ended in which state (they add up to the rows that it was given), and why the run ended early, if it did. */
export type RunEnd = { counts: Counts; halt: HaltCode | null };

/**
 * Carries rows to GenAuth and finds out what became of each: one final outcome a row, told as soon as it is known.
 * Never rejects; whatever happens to the port is an outcome.
 */
export async function runImport({
  rows,
  port,
  signal,
  emit,
  verify,
  before,
  pace: shared,
  hold = new Hold(),
}: RunInput): Promise<RunEnd> {
  const pace = shared ?? createPace();
  const tally = new Tally(emit);
  const stride = new Stride(pace.batchSize);
  const run: Omit<RunContext, "batchSize"> = {
    port,
    pace,
    tally,
    signal,
    verify: verify ?? "every",
    before,
    hold,
    unread: new Set(),
    taken: new Set(),
    stride,
    giveBack: (back, its) => supply.giveBack(back, its),
  };
  const goesOn = () => !signal.aborted && pace.halted === null;
  const supply: Supply = new Supply(rows, stride, (list) => screen({ ...run, batchSize: list.length }, list));
  const worker = async () => {
    while (goesOn()) {
      await hold.passed(goesOn);
      const { batchSize } = pace;
      const lot = await supply.take(batchSize, goesOn);
      if (lot.rows.length === 0) return;
      await deliver({ ...run, batchSize, stride: lot.stride }, lot.rows);
    }
  };
  const onStop = () => {
    pace.stopping = true;
    pace.gate.review();
    hold.release();
  };
  pace.stopping = signal.aborted;
  signal.addEventListener("abort", onStop);
  await Promise.all(Array.from({ length: LISTS_AT_ONCE }, worker));
  signal.removeEventListener("abort", onStop);
  if (!shared) pace.close();
  const code = signal.aborted ? null : pace.halted;
  settleUnsent({ ...run, batchSize: pace.batchSize }, supply.rest(), code ? { code } : {}, undefined);
  return { counts: tally.counts, halt: pace.halted };
}
