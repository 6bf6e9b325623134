import "server-only";

import { closeLedger } from "@/lib/db/database";
import { describeError } from "@/lib/log/describe-error";
import { log } from "@/lib/log/log";
import { requestsAnswered } from "@/lib/log/watch-http";
import { closeRuns } from "@/lib/runs/closing";

/** A call to GenAuth takes 15 s at most; those who stop servers wait for 30 s, as a rule. */
const RUNS_MS = 20_000;
/** Who follows a run has to hear how it ended. */
const ANSWERS_MS = 2_000;

async function stop(signal: string): Promise<void> {
  log("info", "stopping", { signal });
  const left = await closeRuns(RUNS_MS);
  await requestsAnswered(ANSWERS_MS);
  await closeLedger();
  log("info", "stopped", { runsLeft: left });
  process.exit(0);
}

/**
 * Has this process end as it should when it is asked to: nothing new is taken, what is on its way to GenAuth is finished,
 * the rest is written down as stopped, and the database is closed. Next leaves it to us by NEXT_MANUAL_SIG_HANDLE.
 */
export function stopOnSignals(): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void stop(signal).catch((error: unknown) => {
        log("fatal", "stop_failed", { error: describeError(error) });
        process.exit(1);
      });
    });
}
