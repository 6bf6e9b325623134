import { type Asking, askPatiently, type NoAnswer } from "./ask-patiently";
import type { Pace } from "./pace";
import type { ImportPort, ReadAnswer } from "./port";

type Run = { pace: Pace; port: Pick<ImportPort, "read" | "enrolled" | "sleep"> };

/** What is known of a user's OTP. `withheld`: there is one, and GenAuth does not show which. */
export type OtpAnswer =
  | Exclude<ReadAnswer, { kind: "throttled" | "halted" | "doubtful" }>
  | { kind: "withheld" }
  | NoAnswer;

/**
 * Reads a user's OTP. No source says how GenAuth answers a key that is not to see secrets: it may well be with none. So until
 * this run has been shown one, a user of whom none is shown is asked about once more, whether there is one at all.
 */
export async function readOtp(
  { pace, port }: Run,
  userId: string,
  { mayPass, onHalt }: Pick<Asking<never>, "mayPass" | "onHalt">,
): Promise<OtpAnswer> {
  const answer = await askPatiently({ pace, port }, { ask: () => port.read(userId), mayPass, onHalt });
  if (answer.kind === "present") pace.believeAbsence();
  if (answer.kind !== "absent" || pace.absenceBelieved) return answer;
  const its = await askPatiently(
    { pace, port },
    {
      ask: () => port.enrolled(userId),
      mayPass: () => mayPass() && !pace.absenceBelieved,
      onHalt: (code) => {
        // A key that may not ask that has nobody else to believe.
        if (code === "permission") pace.believeAbsence();
        else onHalt(code);
      },
    },
  );
  if (its.kind === "enrolled") return { kind: "withheld" };
  return its.kind === "none" && !pace.absenceBelieved ? its : answer;
}
