import "server-only";

import { guardServers } from "@/app/guard-servers";
import { resealConnections } from "@/lib/auth/connection-desk";
import { offerFirstOwner } from "@/lib/auth/welcome-link";
import { getLedger } from "@/lib/db/database";
import { getConnection } from "@/lib/env/connection";
import { isDemo, startProblem } from "@/lib/env/startup";

/** In one sentence, and no stack: what is wrong is in the environment, not here. */
function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** What has to be right before the first request is answered, also when nobody came by `npm start`. */
export async function startServer(): Promise<void> {
  guardServers();
  const problem = startProblem();
  if (problem) refuse(problem);
  if (isDemo() && !getConnection())
    refuse("GENAUTH_HOST is not set: start with `npm start`, which starts the sandbox, or set it.");
  const { db } = await getLedger();
  if (!isDemo()) await resealConnections(db);
  await offerFirstOwner();
}
