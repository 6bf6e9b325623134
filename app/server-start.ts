import "server-only";

import { join } from "node:path";
import { guardServers } from "@/app/guard-servers";
import { resealConnections } from "@/lib/auth/connection-desk";
import { offerFirstOwner } from "@/lib/auth/welcome-link";
import { getLedger } from "@/lib/db/database";
import { getConnection } from "@/lib/env/connection";
import { isDemo, startProblem } from "@/lib/env/startup";
import { describeError } from "@/lib/log/describe-error";
import { log } from "@/lib/log/log";
import { routesOf } from "@/lib/log/route-pattern";
import { watchErrors } from "@/lib/log/watch-errors";
import { watchHttp } from "@/lib/log/watch-http";
import { version } from "@/package.json";
import { stopOnSignals } from "./server-stop";

/** PostgreSQL's code (appendix A of its manual). */
const DISK_FULL = "53100";

/** In one sentence, and no stack: what is wrong is in the environment, not here. */
function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Without its ledger a console may send nothing, and could only keep everybody waiting: the next one finds all as it was. */
function endWithLedger(why: Error): never {
  const error = describeError(why);
  log("fatal", "ledger_lost", { error });
  refuse(
    error.code === DISK_FULL
      ? "The disk is full, and the ledger has failed. Make room and start again: runs that were under way can be gone on with."
      : `The ledger's database has failed (${error.code ?? error.name}). Start again: runs that were under way can be gone on with.`,
  );
}

/** What has to be right before the first request is answered, also when nobody came by `npm start`. */
export async function startServer(): Promise<void> {
  guardServers();
  if (process.env.NODE_ENV === "production") {
    watchErrors();
    watchHttp(routesOf(join(process.cwd(), ".next")));
  }
  const problem = startProblem();
  if (problem) refuse(problem);
  if (isDemo() && !getConnection())
    refuse("GENAUTH_HOST is not set: start with `npm start`, which starts the sandbox, or set it.");
  const { db, kind, lost } = await getLedger();
  void lost.then(endWithLedger);
  if (!isDemo()) await resealConnections(db);
  await offerFirstOwner();
  if (process.env.NEXT_MANUAL_SIG_HANDLE) stopOnSignals();
  const { __NEXT_PRIVATE_ORIGIN: address } = process.env;
  log("info", "started", { version, node: process.version, database: kind, address });
}
