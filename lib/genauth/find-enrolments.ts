import "server-only";
import { askPatiently } from "@/lib/import/ask-patiently";
import type { ImportPort } from "@/lib/import/port";
import type { HaltCode } from "@/lib/otp/outcome";
import type { Enrolment, EnrolmentEvent } from "@/lib/otp/user-lookup";
import { askInBulk, type BulkContext, type BulkOptions } from "./ask-in-bulk";
import { type Connection, openPort } from "./connection";

async function askOne(
  { pace, sleep, signal, queue }: BulkContext<Enrolment>,
  { member, enrolled }: Pick<ImportPort, "member" | "enrolled">,
  userId: string,
): Promise<void> {
  const asking = {
    mayPass: () => pace.halted === null && !signal.aborted,
    onHalt: (code: HaltCode) => pace.halt(code),
  };
  const run = { pace, port: { sleep } };
  if (member) {
    const its = await askPatiently(run, { ...asking, ask: () => member(userId) });
    if (its.kind === "outsider") return queue.add([{ userId, enrolled: null }]);
    if (its.kind !== "member") return;
  }
  const answer = await askPatiently(run, { ...asking, ask: () => enrolled(userId) });
  if (answer.kind === "enrolled" || answer.kind === "not_enrolled")
    queue.add([{ userId, enrolled: answer.kind === "enrolled" }]);
}

/**
 * Finds out which users have an OTP already: getUserMfaInfo of the SDK, one call a user, and before it getTenantUser
 * where the connection is for one tenant. See askInBulk. Users who are not
 * there, and those of whom GenAuth will not tell, are in no `found`.
 * @param userIds distinct ids of the pool
 */
export function findEnrolments(
  connection: Connection,
  userIds: readonly string[],
  signal: AbortSignal,
  options: BulkOptions = {},
): AsyncGenerator<EnrolmentEvent, undefined> {
  const port = openPort(connection, options);
  return askInBulk<Enrolment>(connection, userIds.length, signal, options, async (bulk) => {
    await Promise.all(userIds.map((userId) => askOne(bulk, port, userId)));
  });
}
