import { reading } from "@/app/api/guarded";
import { connectionFor } from "@/lib/auth/connections";
import { namesOf } from "@/lib/auth/names";
import { getLedger } from "@/lib/db/database";
import { userHistory } from "@/lib/db/user-history";
import { readUser } from "@/lib/genauth/read-user";
import type { UserReply } from "@/lib/otp/pool-user-view";
import { permits, seesAllRuns } from "@/lib/otp/role";
import { pathUserId } from "@/lib/otp/user-id";
import { buryOthers } from "@/lib/runs/registry";

type Context = { params: Promise<{ userId: string }> };

const MOST_ROWS = 20;

/** One user of the connection `?connection=`: who they are, their second factors, and what the ledger knows. */
export const GET = reading<Context>("users", async (person, request, { params }) => {
  const userId = pathUserId((await params).userId);
  if (userId === null) return new Response(null, { status: 400 });
  const connection = await connectionFor(person, new URL(request.url).searchParams.get("connection"));
  const reading = await readUser(connection, userId, request.signal);
  const answer = (reply: UserReply) => Response.json(reply, { headers: { "cache-control": "no-store" } });
  if (reading.state !== "found") return answer(reading);
  const { host, accessKeyId: pool } = connection;
  const ledger = await getLedger();
  await buryOthers(ledger);
  const known = await userHistory(ledger.db, { host, pool, userId }, MOST_ROWS);
  const names = await namesOf(
    ledger.db,
    known.map(({ who }) => who),
  );
  const carried = known.map((row) => ({
    ...row,
    who: names.get(row.who) ?? row.who,
    mayOpen: permits(person.role, "history") && (seesAllRuns(person.role) || row.who === person.id),
  }));
  return answer({ ...reading, carried });
});
