import type { FailedRow } from "@/lib/otp/run-list";
import type { RunView } from "@/lib/otp/run-view";
import { tab } from "./begun";
import { holdRetry } from "./retry";
import { getSession } from "./session";

/** From now on Import is for these rows of a run; reads the files if there are any already. */
export function beginRetry(run: RunView, rows: readonly FailedRow[], files: readonly File[]): void {
  holdRetry({ run, rows });
  tab.begun = true;
  getSession().client.load(files);
}
