import type { DoubtCode, HaltCode } from "@/lib/otp/outcome";
import type { RunContext } from "./context";
import type { Reading } from "./pace";
import type { SendRow } from "./port";
import { readOtp } from "./read-otp";

/** What GenAuth was seen to hold for one row, beside what the row says. */
type Seen =
  | { kind: "equal" }
  | { kind: "different" }
  | { kind: "absent" }
  /** `withheld`: there is one, and GenAuth does not show which, or not yet. */
  | { kind: "unread"; why: Exclude<Reading, "open">; doubt?: DoubtCode; withheld?: true };

export type SeenRow = { row: SendRow; seen: Seen };

/** Reads every row back. Goes on after Stop: what is under way gets its true outcome. */
export function look(run: RunContext, rows: readonly SendRow[]): Promise<SeenRow[]> {
  return Promise.all(rows.map(async (row) => ({ row, seen: await lookAt(run, row) })));
}

async function lookAt(run: RunContext, row: SendRow): Promise<Seen> {
  const { pace } = run;
  const answer = await readOtp(run, row.userId, {
    mayPass: () => pace.reading === "open",
    onHalt: (code) => closeReading(run, code),
  });
  switch (answer.kind) {
    case "present":
      return { kind: answer.secret === row.secret ? "equal" : "different" };
    case "absent":
    case "user_not_found":
      return { kind: "absent" };
    case "withheld":
      return { kind: "unread", why: "no_permission", withheld: true };
    case "refused":
      return { kind: "unread", why: "no_answer" };
    case "none":
      if (answer.doubt) return { kind: "unread", why: "no_answer", doubt: answer.doubt };
      return { kind: "unread", why: pace.reading === "no_permission" ? "no_permission" : "no_answer" };
  }
}

/** The key may import and yet not read: the run goes on unverified. Any other reason ends the run. */
export function closeReading({ pace }: Pick<RunContext, "pace">, code: HaltCode): void {
  if (code !== "permission") pace.halt(code);
  pace.stopReading(code);
}
