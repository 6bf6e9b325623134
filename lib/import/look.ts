import type { DoubtCode } from "@/lib/otp/outcome";
import type { RunContext } from "./context";
import type { Reading } from "./pace";
import type { ReadAnswer, SendRow } from "./port";

const MOST_LOOKS = 6;
const FIRST_WAIT_MS = 500;

/** What GenAuth was seen to hold for one row, beside what the row says. */
type Seen =
  | { kind: "equal" }
  | { kind: "different" }
  | { kind: "absent" }
  | { kind: "unread"; why: Exclude<Reading, "open">; doubt?: DoubtCode };

export type SeenRow = { row: SendRow; seen: Seen };

/** Reads every row back. Goes on after Stop: what is under way gets its true outcome. */
export function look(run: RunContext, rows: readonly SendRow[]): Promise<SeenRow[]> {
  return Promise.all(rows.map(async (row) => ({ row, seen: await lookAt(run, row) })));
}

async function lookAt(run: RunContext, row: SendRow): Promise<Seen> {
  const { pace, port } = run;
  for (let looks = 1; ; ) {
    const mayPass = () => pace.reading === "open";
    const entered = await pace.gate.enter(mayPass);
    if (!entered || !mayPass()) {
      if (entered) pace.gate.leave();
      return { kind: "unread", why: pace.reading === "no_permission" ? "no_permission" : "no_answer" };
    }
    const round = pace.round;
    const answer = await port.read(row.userId).catch(noAnswer);
    if (answer.kind === "throttled") pace.throttled(round, answer.retryAfterMs, port);
    else if (answer.kind === "halted") closeReading(run, answer.code);
    else if (answer.kind === "doubtful") pace.doubted("read", round, port);
    else pace.answered("read");
    pace.gate.leave();

    if (answer.kind === "present") return { kind: answer.secret === row.secret ? "equal" : "different" };
    if (answer.kind === "absent" || answer.kind === "user_not_found") return { kind: "absent" };
    if (answer.kind === "refused") return { kind: "unread", why: "no_answer" };
    if (answer.kind === "doubtful") {
      if (looks === MOST_LOOKS) return { kind: "unread", why: "no_answer", doubt: answer.code };
      await port.sleep(FIRST_WAIT_MS * 2 ** (looks - 1), pace.signal);
      looks++;
    }
  }
}

/** The key may import and yet not read: the run goes on unverified. Any other reason ends the run. */
function closeReading({ pace }: RunContext, code: Extract<ReadAnswer, { kind: "halted" }>["code"]): void {
  if (code !== "permission") pace.halt(code);
  pace.stopReading(code);
}

/** A port that rejects breaks its word; what it rejects with may hold secrets and is dropped unread. */
function noAnswer(): ReadAnswer {
  return { kind: "doubtful", code: "bad_body" };
}
