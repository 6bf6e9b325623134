import "server-only";
import { connectionFor, connectionsOf } from "@/lib/auth/connections";
import type { Person } from "@/lib/auth/person";
import { getLedger } from "@/lib/db/database";
import { findRun, type StoredRun } from "@/lib/db/run-reader";
import { serverKey } from "@/lib/env/server-key";
import { openPort } from "@/lib/genauth/connection";
import type { ImportPort } from "@/lib/import/port";
import type { FeedReply, ImportRequest, OpenRequest } from "@/lib/otp/import-request";
import { seesAllRuns } from "@/lib/otp/role";
import type { RunView } from "@/lib/otp/run-view";
import { feedRun, startRun } from "@/lib/runs/carry";

/** Opens a run, which this process carries from now on: its rows go to GenAuth by importOtp. */
export async function openRunOf(
  person: Person,
  connectionId: unknown,
  request: OpenRequest,
): Promise<FeedReply> {
  const connection = await connectionFor(person, connectionId);
  const { host, accessKeyId: pool } = connection;
  const ledger = await getLedger();
  const { id: who, name } = person;
  return startRun({ ledger, who, name, host, pool, port: openPort(connection) }, request);
}

/** Takes one chunk of a run's rows. Answered when the ledger has them: that holds back whoever sends more than it can take. */
export async function feedRunOf(
  person: Person,
  key: string,
  request: ImportRequest,
  afresh = false,
): Promise<FeedReply> {
  const feeding = { ledger: await getLedger(), key, who: person.id, serverKey: serverKey(), afresh };
  return feedRun(feeding, request);
}

/** The run by its key when the person may see it; null as if there were none. */
export async function runFor(person: Person, key: string | null): Promise<StoredRun | null> {
  const stored = key === null ? null : await findRun((await getLedger()).db, key);
  return stored && (seesAllRuns(person.role) || stored.view.who === person.id) ? stored : null;
}

/** The way to the pool of a run by a connection that the person may use; null when there is none. */
export async function portOf(
  person: Person,
  { host, pool }: Pick<RunView, "host" | "pool">,
): Promise<ImportPort | null> {
  const usable = await connectionsOf(person);
  const to = usable.find((one) => one.host === host && one.accessKeyId === pool && !one.locked);
  return to ? openPort(await connectionFor(person, to.id)) : null;
}
