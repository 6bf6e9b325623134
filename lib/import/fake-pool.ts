import type { DoubtCode, HaltCode, RefusalCode } from "@/lib/otp/outcome";
import type { EnrolledAnswer, ImportPort, MemberAnswer, ReadAnswer, SendAnswer, SendRow } from "./port";

/** What a list with a row at fault comes to. */
export type BadRow = "refuse-all" | "store-good" | "stop-at-bad" | "store-good-answer-200";
/** What a user's OTP of before comes to. */
export type Existing = "overwrite" | "conflict" | "ignore";

/** What goes wrong with one call instead of, or after, its work. */
export type Fault =
  | { kind: "throttled"; retryAfterMs?: number }
  | { kind: "halted"; code: HaltCode; stored?: boolean }
  /** `stored`: before the answer got lost, not at all, or only while the caller waits. */
  | { kind: "doubtful"; code: DoubtCode; stored: "yes" | "no" | "late" }
  | { kind: "rejects" };

export type FakePoolOptions = {
  badRow?: BadRow;
  existing?: Existing;
  /** Users whose rows are refused, and why. */
  bad?: ReadonlyMap<string, RefusalCode>;
  /** What users hold before the run. */
  holds?: ReadonlyMap<string, string>;
  largestList?: number;
  /** Users whose row alone is too large already. */
  tooLarge?: ReadonlySet<string>;
  readable?: boolean;
  /** Whether it shows secrets at all; else it answers as if there were none. */
  shown?: boolean;
  /** So often is an OTP not there yet for who reads it, after it was stored. */
  lag?: number;
  /** Whether the key may see who has an OTP. */
  enrolmentReadable?: boolean;
  /** The members of the connection's tenant; not given: the connection is for the whole pool. */
  members?: ReadonlySet<string>;
  sendFault?: (call: number) => Fault | undefined;
  readFault?: (call: number, userId: string) => Fault | undefined;
  /** So many turns of the event queue does a call take. */
  turns?: (call: number) => number;
  /** Told of each call as it arrives, before anything is done about it. */
  onSend?: (rows: readonly SendRow[]) => void;
};

/** One send as it arrived, with the answer it got (none if the call failed without). */
export type Sending = { rows: readonly SendRow[]; answer: SendAnswer | null };

/** A GenAuth in memory that behaves in every way the sandbox can, and remembers what was done to it. For tests only. */
export class FakePool implements ImportPort {
  readonly holds: Map<string, string>;
  readonly heldBefore: ReadonlyMap<string, string>;
  readonly sendings: Sending[] = [];
  readonly sleeps: number[] = [];
  reads = 0;
  inside = 0;
  mostInside = 0;
  readonly #options: FakePoolOptions;
  #late: (() => void)[] = [];
  /** How often each user has been read since the OTP was stored. */
  readonly #readSince = new Map<string, number>();

  readonly member?: (userId: string) => Promise<MemberAnswer>;

  constructor(options: FakePoolOptions = {}) {
    this.#options = options;
    if (options.members) this.member = (userId) => this.#member(userId);
    this.heldBefore = new Map(options.holds);
    this.holds = new Map(options.holds);
  }

  async send(rows: readonly SendRow[]): Promise<SendAnswer> {
    const call = this.sendings.length;
    const sending: Sending = { rows, answer: null };
    this.sendings.push(sending);
    this.#options.onSend?.(rows);
    return this.#busy(call, () => {
      const fault = this.#options.sendFault?.(call);
      if (fault?.kind === "rejects") throw new Error(`leaks ${JSON.stringify(rows)}`);
      if (fault?.kind === "doubtful" && fault.stored === "yes") this.#take(sending);
      if (fault?.kind === "halted" && fault.stored) this.#take(sending);
      if (fault?.kind === "doubtful" && fault.stored === "late") this.#late.push(() => this.#take(sending));
      sending.answer = fault ?? this.#take(sending);
      return sending.answer;
    });
  }

  async read(userId: string): Promise<ReadAnswer> {
    const call = this.reads++;
    return this.#busy(call, () => {
      const fault = this.#options.readFault?.(call, userId);
      if (fault?.kind === "rejects") throw new Error(`leaks ${this.holds.get(userId)}`);
      if (fault) return fault;
      if (this.#options.readable === false) return { kind: "halted", code: "permission", statusCode: 403 };
      const secret = this.#options.shown === false || this.#lags(userId) ? undefined : this.holds.get(userId);
      return secret === undefined ? { kind: "absent" } : { kind: "present", secret };
    });
  }

  async enrolled(userId: string): Promise<EnrolledAnswer> {
    const call = this.reads++;
    return this.#busy(call, () => {
      const fault = this.#options.readFault?.(call, userId);
      if (fault?.kind === "rejects") throw new Error(`leaks ${this.holds.get(userId)}`);
      if (fault) return fault;
      if (this.#options.enrolmentReadable === false) return { kind: "halted", code: "permission" };
      return { kind: this.holds.has(userId) && !this.#lags(userId) ? "enrolled" : "not_enrolled" };
    });
  }

  async #member(userId: string): Promise<MemberAnswer> {
    const call = this.reads++;
    return this.#busy(call, () => {
      const fault = this.#options.readFault?.(call, userId);
      if (fault?.kind === "rejects") throw new Error(`leaks ${this.holds.get(userId)}`);
      if (fault) return fault;
      return this.#options.members?.has(userId) ? { kind: "member" } : { kind: "outsider", apiCode: 2004 };
    });
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (!signal.aborted) this.sleeps.push(ms);
    await turns(3);
    for (const store of this.#late.splice(0)) store();
  }

  /** The reason for which GenAuth would refuse the row right now. */
  reason(row: SendRow): RefusalCode | null {
    const reason = this.#options.bad?.get(row.userId);
    if (reason) return reason;
    return this.#options.existing === "conflict" && this.holds.has(row.userId) ? "conflict" : null;
  }

  #lags(userId: string): boolean {
    const reads = this.#readSince.get(userId);
    if (reads === undefined) return false;
    this.#readSince.set(userId, reads + 1);
    return reads < (this.#options.lag ?? 0);
  }

  async #busy<T>(call: number, answer: () => T): Promise<T> {
    this.inside++;
    this.mostInside = Math.max(this.mostInside, this.inside);
    try {
      await turns(this.#options.turns?.(call) ?? 1);
      return answer();
    } finally {
      this.inside--;
    }
  }

  /** The server's own work on a list. */
  #take(sending: Sending): SendAnswer {
    const { rows } = sending;
    const { badRow = "refuse-all", largestList = 50, tooLarge } = this.#options;
    if (rows.length > largestList || rows.some((row) => tooLarge?.has(row.userId)))
      return { kind: "too_large", statusCode: 413 };
    const reasons = rows.map((row) => this.reason(row));
    const first = reasons.findIndex((reason) => reason !== null);
    const code = reasons[first];
    if (code && badRow === "refuse-all") return refusal(code);
    rows.forEach((row, index) => {
      if (reasons[index] !== null || (badRow === "stop-at-bad" && first >= 0 && index > first)) return;
      if (this.#options.existing === "ignore" && this.holds.has(row.userId)) return;
      this.holds.set(row.userId, row.secret);
      if (!this.#readSince.has(row.userId)) this.#readSince.set(row.userId, 0);
    });
    if (code && badRow !== "store-good-answer-200") return refusal(code);
    return { kind: "accepted", statusCode: 200, requestId: `r${this.sendings.indexOf(sending) + 1}` };
  }
}

function refusal(code: RefusalCode): SendAnswer {
  return { kind: "refused", code, statusCode: code === "conflict" ? 409 : 400 };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
}
