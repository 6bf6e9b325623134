import { z } from "zod";

/** Why GenAuth said no to one row. The sentence for each is `refusal.<code>` in the message catalogue. */
export const REFUSAL_CODES = [
  "invalid",
  "user_not_found",
  "user_locked",
  "user_disabled",
  "conflict",
  "too_large",
  "outside_tenant",
  "refused",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/**
 * Why a row was not sent: GenAuth holds this very secret, or the user has another OTP, or nobody could see whether the
 * user has one. `skip.<code>` in the message catalogue.
 */
export const SKIP_CODES = ["same", "has_otp", "unchecked"] as const;

/** Why a whole run ended early. The sentence for each is `halt.<code>` in the message catalogue. */
export const HALT_CODES = [
  "credentials",
  "clock",
  "plan",
  "permission",
  "pool_not_found",
  "redirected",
  "unreachable",
  "throttled",
  "interrupted",
] as const;
export type HaltCode = (typeof HALT_CODES)[number];

/** Why a row was not sent: the run had to end, or another run under way has this user. The sentences are with `halt.`. */
export const STOP_CODES = [...HALT_CODES, "claimed"] as const;
export type StopCode = (typeof STOP_CODES)[number];

/** Why there was no definite answer. The sentence for each is `doubt.<code>` in the message catalogue. */
export const DOUBT_CODES = ["timeout", "reset", "server_error", "bad_body", "unread", "interrupted"] as const;
export type DoubtCode = (typeof DOUBT_CODES)[number];

/** Why GenAuth does not hold what was sent, or why nobody could look. `mismatch.<code>`, `unverified.<code>`. */
export const MISMATCH_CODES = ["different", "absent"] as const;
export const UNVERIFIED_CODES = ["no_permission", "no_answer"] as const;

/** What to quote to GenAuth's support: their numbers, none of ours. */
const reference = {
  statusCode: z.number().int().optional(),
  apiCode: z.union([z.number().int(), z.string().max(64)]).optional(),
  requestId: z.string().max(128).optional(),
};

/** When an earlier run imported the very same, so that this one did not send it (ISO 8601). */
const earlier = z.iso.datetime().optional();

/**
 * What became of a row, in one union: the words are the same in the table, the report, the filter and the run.
 * A row without an outcome has not been part of a run yet.
 */
export const outcomeSchema = z.discriminatedUnion("state", [
  /** Part of the run, its turn has not come. */
  z.object({ state: z.literal("waiting") }),
  /** On its way: it may or may not be stored by now. */
  z.object({ state: z.literal("sending") }),
  /** Looked at and not sent. */
  z.object({ state: z.literal("skipped"), code: z.enum(SKIP_CODES) }),
  /** GenAuth answered 200. `code` says why nobody has seen it stored. */
  z.object({
    state: z.literal("accepted"),
    code: z.enum(UNVERIFIED_CODES).optional(),
    earlier,
    ...reference,
  }),
  /** Read back, bytes equal. */
  z.object({ state: z.literal("verified"), earlier, ...reference }),
  /** GenAuth answered 200 (or nothing clear), but holds another secret or none. */
  z.object({ state: z.literal("mismatch"), code: z.enum(MISMATCH_CODES), ...reference }),
  /** GenAuth said no to this very row. */
  z.object({ state: z.literal("refused"), code: z.enum(REFUSAL_CODES), ...reference }),
  /** No definite answer, and reading back gave none either. */
  z.object({ state: z.literal("unknown"), code: z.enum(DOUBT_CODES), ...reference }),
  /** Not stored by this run: the admin stopped it (no code) or it had to end. */
  z.object({ state: z.literal("stopped"), code: z.enum(STOP_CODES).optional(), ...reference }),
]);

export type Outcome = z.infer<typeof outcomeSchema>;
export type OutcomeState = Outcome["state"];

/** GenAuth's own numbers for one answer. */
export type Reference = {
  statusCode?: number | undefined;
  apiCode?: number | string | undefined;
  requestId?: string | undefined;
};

const rowId = z.number().int().nonnegative();

/**
 * One outcome of rows whose ids follow each other, the ends included, as it travels from the run to the table. The rows of
 * a list go out together, and mostly come to the same end.
 */
export const rangeOutcomeSchema = z.object({ first: rowId, last: rowId, outcome: outcomeSchema });
export type RangeOutcome = z.infer<typeof rangeOutcomeSchema>;

/** The states in which a run leaves a row. */
export const FINAL_STATES = [
  "skipped",
  "accepted",
  "verified",
  "mismatch",
  "refused",
  "unknown",
  "stopped",
] as const;
export type FinalState = (typeof FINAL_STATES)[number];
/** An outcome with which a row is done. */
export type FinalOutcome = Extract<Outcome, { state: FinalState }>;

const FINAL: ReadonlySet<string> = new Set(FINAL_STATES);

/** Whether a row is done with this run. */
function isFinal(outcome: Outcome): boolean {
  return FINAL.has(outcome.state);
}

/**
 * The outcome of a row after the next word about it. A verified row stays verified, whatever comes late;
 * a finished row leaves its state only when a new run takes it up (`waiting`).
 */
export function nextOutcome(current: Outcome | null, next: Outcome): Outcome {
  if (!current || !isFinal(current)) return next;
  return current.state === "verified" || next.state !== "waiting" ? current : next;
}
