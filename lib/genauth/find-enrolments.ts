import "server-only";
import { askPatiently } from "@/lib/import/ask-patiently";
import type { Enrolment, EnrolmentEvent } from "@/lib/otp/user-lookup";
import { askInBulk, type BulkContext, type BulkOptions } from "./ask-in-bulk";
import type { Connection } from "./connection";
import { enrolledAnswer } from "./enrolled-answer";
import { judge } from "./verdict";

async function askOne(bulk: BulkContext<Enrolment>, userId: string): Promise<void> {
  const { call, pace, sleep, signal, queue } = bulk;
  const answer = await askPatiently(
    { pace, port: { sleep } },
    {
      ask: async () =>
        enrolledAnswer(
          judge(await call((client) => client.getUserMfaInfo({ userId, userIdType: "user_id" }))),
        ),
      mayPass: () => pace.halted === null && !signal.aborted,
      onHalt: (code) => pace.halt(code),
    },
  );
  if (answer.kind === "enrolled" || answer.kind === "not_enrolled")
    queue.add([{ userId, enrolled: answer.kind === "enrolled" }]);
}

/**
 * Finds out which users have an OTP already: getUserMfaInfo of the SDK, one call a user. See askInBulk. Users who are not
 * there, and those of whom GenAuth will not tell, are in no `found`.
 * @param userIds distinct ids of the pool
 */
export function findEnrolments(
  connection: Connection,
  userIds: readonly string[],
  signal: AbortSignal,
  options: BulkOptions = {},
): AsyncGenerator<EnrolmentEvent, undefined> {
  return askInBulk<Enrolment>(connection, userIds.length, signal, options, async (bulk) => {
    await Promise.all(userIds.map((userId) => askOne(bulk, userId)));
  });
}
