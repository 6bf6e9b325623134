import type { DoubtCode, HaltCode } from "@/lib/otp/outcome";
import type { Pace } from "./pace";
import type { ImportPort } from "./port";

const MOST_TRIES = 6;
const FIRST_WAIT_MS = 500;

/** What a call may come back with that says nothing about its question. */
type Vague =
  | { kind: "throttled"; retryAfterMs?: number | undefined }
  | { kind: "halted"; code: HaltCode }
  | { kind: "doubtful"; code: DoubtCode };

/** No answer: turned away at the gate or halted (no `doubt`), or GenAuth gave none however often it was asked. */
export type NoAnswer = { kind: "none"; doubt?: DoubtCode };

export type Asking<Answer> = {
  /** One call. One that rejects breaks its word; what it rejects with may hold secrets and is dropped unread. */
  ask: () => Promise<Answer>;
  /** Whether there is still a point in asking. */
  mayPass: () => boolean;
  onHalt: (code: HaltCode) => void;
};

/** Asks GenAuth a question that changes nothing until the answer is definite, at the pace of the run. */
export async function askPatiently<Answer extends { kind: string } | Vague>(
  { pace, port }: { pace: Pace; port: Pick<ImportPort, "sleep"> },
  { ask, mayPass, onHalt }: Asking<Answer>,
): Promise<Exclude<Answer, Vague> | NoAnswer> {
  for (let tries = 1; ; ) {
    const entered = await pace.gate.enter(mayPass);
    if (!entered || !mayPass()) {
      if (entered) pace.gate.leave();
      return { kind: "none" };
    }
    const round = pace.round;
    const answer: Answer | Vague = await ask().catch((): Vague => ({ kind: "doubtful", code: "bad_body" }));
    if (isThrottled(answer)) pace.throttled(round, answer.retryAfterMs, port);
    else if (isHalted(answer)) onHalt(answer.code);
    else if (isDoubtful(answer)) pace.doubted("read", round, port);
    else pace.answered("read");
    pace.gate.leave();

    if (isHalted(answer)) return { kind: "none" };
    if (isThrottled(answer)) continue;
    if (!isDoubtful(answer)) return answer as Exclude<Answer, Vague>;
    if (tries === MOST_TRIES) return { kind: "none", doubt: answer.code };
    await port.sleep(FIRST_WAIT_MS * 2 ** (tries - 1), pace.signal);
    tries++;
  }
}

function isThrottled(answer: { kind: string }): answer is Extract<Vague, { kind: "throttled" }> {
  return answer.kind === "throttled";
}

function isHalted(answer: { kind: string }): answer is Extract<Vague, { kind: "halted" }> {
  return answer.kind === "halted";
}

function isDoubtful(answer: { kind: string }): answer is Extract<Vague, { kind: "doubtful" }> {
  return answer.kind === "doubtful";
}
