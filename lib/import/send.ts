import type { HaltCode } from "@/lib/otp/outcome";
import type { RunContext } from "./context";
import type { SendAnswer, SendRow } from "./port";

/** What came of a list: an answer, or `unsent`: Stop or the end of the run came before its turn. */
export type Sent =
  | Exclude<SendAnswer, { kind: "throttled" }>
  | { kind: "unsent"; code?: HaltCode | undefined };

/** Sends one list, waiting for its turn and for as long as GenAuth asks to slow down. */
export async function sendList(run: RunContext, rows: readonly SendRow[]): Promise<Sent> {
  const { hold, pace, port, signal, tally } = run;
  for (;;) {
    const mayPass = () => !signal.aborted && pace.halted === null;
    await hold.passed(mayPass);
    // Asked twice: Stop or a halt may come between the place being given and this line.
    const entered = await pace.gate.enter(mayPass);
    if (!entered || !mayPass()) {
      if (entered) pace.gate.leave();
      return { kind: "unsent", code: signal.aborted ? undefined : (pace.halted ?? undefined) };
    }
    const round = pace.round;
    tally.sending(rows);
    const began = performance.now();
    const answer = await port.send(rows).catch(noAnswer);
    switch (answer.kind) {
      case "throttled":
        pace.throttled(round, answer.retryAfterMs, port);
        break;
      case "halted":
        pace.halt(answer.code);
        break;
      case "doubtful":
        pace.doubted("send", round, port);
        break;
      default:
        pace.took(rows.length, performance.now() - began);
        pace.answered("send");
    }
    pace.gate.leave();
    if (answer.kind !== "throttled") return answer;
  }
}

/** A port that rejects breaks its word; what it rejects with may hold secrets and is dropped unread. */
function noAnswer(): SendAnswer {
  return { kind: "doubtful", code: "bad_body" };
}
