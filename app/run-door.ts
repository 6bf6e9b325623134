import "server-only";
import type { Admin } from "@/lib/auth/require-admin";
import { getLedger } from "@/lib/db/database";
import { getConnection } from "@/lib/env/connection";
import { serverKey } from "@/lib/env/server-key";
import { openPort } from "@/lib/genauth/connection";
import type { FeedReply, ImportRequest, OpenRequest } from "@/lib/otp/import-request";
import { feedRun, startRun } from "@/lib/runs/carry";

/** Opens a run, which this process carries from now on: its rows go to GenAuth by importOtp. */
export async function openRunOf(admin: Admin, request: OpenRequest): Promise<FeedReply> {
  const connection = getConnection();
  const { host, accessKeyId: pool } = connection;
  const ledger = await getLedger();
  return startRun({ ledger, who: admin.id, host, pool, port: openPort(connection) }, request);
}

/** Takes one chunk of a run's rows. Answered when the ledger has them: that holds back whoever sends more than it can take. */
export async function feedRunOf(admin: Admin, key: string, request: ImportRequest): Promise<FeedReply> {
  return feedRun({ ledger: await getLedger(), key, who: admin.id, serverKey: serverKey() }, request);
}
