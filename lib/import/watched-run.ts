import type { Outcome } from "@/lib/otp/outcome";
import type { Before, Verify } from "@/lib/otp/run-view";
import { FakePool, type FakePoolOptions } from "./fake-pool";
import type { Hold } from "./hold";
import type { Pace } from "./pace";
import type { SendRow } from "./port";
import { sourceOf } from "./row-source";
import { type RunEnd, runImport } from "./run";
import type { News } from "./tally";

/** `count` rows for as many users. */
export function rowsFor(count: number, from = 0): SendRow[] {
  return Array.from({ length: count }, (_, index) => {
    const id = from + index;
    return { id, userId: userId(id), secret: `NEW${id}` };
  });
}

export function userId(id: number): string {
  return id.toString(16).padStart(24, "0");
}

export type Watched = {
  rows: readonly SendRow[];
  pool: FakePool;
  end: RunEnd;
  finals: Map<number, Outcome>;
  /** Promises that were broken while the run was under way. */
  broken: string[];
};

/** Runs an import against a fake pool and watches, call by call, that no promise is broken. For tests only. */
export async function watchedRun(options: {
  rows: readonly SendRow[];
  pool?: FakePoolOptions;
  port?: FakePool;
  verify?: Verify;
  before?: Before;
  pace?: Pace;
  controller?: AbortController;
  hold?: Hold;
  /** Presses Stop when this call to send arrives, or that final outcome is told. */
  stopAtSend?: number | undefined;
  stopAtFinal?: number | undefined;
}): Promise<Watched> {
  const { rows, verify, before = "blind", pace, controller = new AbortController() } = options;
  const finals = new Map<number, Outcome>();
  const sending = new Set<number>();
  const broken: string[] = [];
  const onSend = (list: readonly SendRow[]) => {
    if (controller.signal.aborted) broken.push("sent after Stop");
    if (list.length === 0 || list.length > 50) broken.push(`a list of ${list.length}`);
    for (const row of list) {
      if (finals.has(row.id)) broken.push(`${row.id} sent again after ${finals.get(row.id)?.state}`);
      if (!sending.has(row.id)) broken.push(`${row.id} sent without a word`);
    }
    if (pool.sendings.length - 1 === options.stopAtSend) controller.abort();
  };
  const pool = options.port ?? new FakePool({ ...options.pool, onSend });
  const emit = ({ ids, outcome }: News) => {
    for (const id of ids) {
      if (finals.has(id)) broken.push(`${id} has two outcomes`);
      if (outcome.state === "sending" && sending.has(id)) broken.push(`${id} is said twice to be on its way`);
      if (outcome.state === "sending") sending.add(id);
      else finals.set(id, outcome);
    }
    if (options.stopAtFinal !== undefined && finals.size >= options.stopAtFinal) controller.abort();
  };
  const end = await runImport({
    rows: sourceOf(rows),
    port: pool,
    signal: controller.signal,
    emit,
    verify,
    before,
    pace,
    hold: options.hold,
  });
  return { rows, pool, end, finals, broken };
}
