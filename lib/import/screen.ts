import type { FinalOutcome, HaltCode } from "@/lib/otp/outcome";
import { askPatiently } from "./ask-patiently";
import type { RunContext } from "./context";
import { closeReading } from "./look";
import type { SendRow } from "./port";
import { readOtp } from "./read-otp";
import { reference } from "./reference";

/** A row may go, or what to say of it instead. */
type Ruling = "send" | FinalOutcome;
type Asker = Pick<RunContext, "pace" | "port" | "signal">;

const HAS_OTP: FinalOutcome = { state: "skipped", code: "has_otp" };
const UNCHECKED: FinalOutcome = { state: "skipped", code: "unchecked" };

/**
 * Looks at users before anything is sent to them: whether they belong to the connection's tenant, and whether they have
 * an OTP that the run is not to touch. Settles the rows that must not go.
 * @returns the rows that may go. After Stop or a halt that is all the others: sending then turns them away
 */
export async function screen(run: RunContext, rows: readonly SendRow[]): Promise<SendRow[]> {
  if (run.before === "blind" && !run.port.member && !rows.some(({ inDoubt }) => inDoubt)) return [...rows];
  const ruled = await Promise.all(rows.map(async (row) => ({ row, ruling: await rule(run, row) })));
  for (const { row, ruling } of ruled) if (ruling !== "send") run.tally.settle([row], ruling);
  return ruled.filter(({ ruling }) => ruling === "send").map(({ row }) => row);
}

async function rule(run: RunContext, row: SendRow): Promise<Ruling> {
  const ruling = await ruleOnMember(run, row);
  if (ruling !== "send" || (run.before === "blind" && !row.inDoubt)) return ruling;
  return ruleOnOtp(run, row);
}

async function ruleOnMember(run: RunContext, { userId }: SendRow): Promise<Ruling> {
  const { member } = run.port;
  if (!member) return "send";
  // Who may not see who belongs to the tenant may not send to it either: every halt ends the run.
  const answer = await ask(
    run,
    () => member(userId),
    (code) => run.pace.halt(code),
  );
  if (answer.kind === "outsider") return { state: "refused", code: "outside_tenant", ...reference(answer) };
  return answer.kind === "none" && goesOn(run) ? UNCHECKED : "send";
}

async function ruleOnOtp(run: RunContext, row: SendRow): Promise<Ruling> {
  const { pace, before } = run;
  const answer = await readOtp(run, row.userId, {
    mayPass: () => goesOn(run) && pace.reading === "open",
    onHalt: (code) => closeReading(run, code),
  });
  if (answer.kind === "present") {
    if (answer.secret === row.secret)
      return row.inDoubt ? { state: "verified" } : { state: "skipped", code: "same" };
    return before === "keep" ? HAS_OTP : "send";
  }
  if (answer.kind === "withheld") return before === "keep" ? HAS_OTP : "send";
  // A user who is not there is refused by GenAuth itself, with its own reason.
  if (answer.kind === "absent" || answer.kind === "user_not_found" || before !== "keep") return "send";
  return ruleOnEnrolled(run, row);
}

/** A key that may not see secrets may still see whether there is one. */
async function ruleOnEnrolled(run: RunContext, { userId }: SendRow): Promise<Ruling> {
  const answer = await ask(
    run,
    () => run.port.enrolled(userId),
    (code) => {
      if (code !== "permission") run.pace.halt(code);
    },
  );
  if (answer.kind === "enrolled") return HAS_OTP;
  if (answer.kind === "not_enrolled" || answer.kind === "user_not_found") return "send";
  return goesOn(run) ? UNCHECKED : "send";
}

function goesOn({ pace, signal }: Asker): boolean {
  return !signal.aborted && pace.halted === null;
}

function ask<Answer extends { kind: string }>(
  run: RunContext,
  question: () => Promise<Answer>,
  onHalt: (code: HaltCode) => void,
) {
  return askPatiently(run, { ask: question, mayPass: () => goesOn(run), onHalt });
}
