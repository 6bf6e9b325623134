import { z } from "zod";
import { FINAL_STATES, type FinalState, HALT_CODES } from "./outcome";
import { STORABLE } from "./storable";

/** How many rows are read back: every one, some of each list, or none. */
export const VERIFY = ["every", "sample", "none"] as const;
export type Verify = (typeof VERIFY)[number];

/**
 * What to do before sending to a user: `keep` sends only to users who have no OTP, `replace` to all but those who have
 * this very one, `blind` to all, without looking.
 */
export const BEFORE = ["keep", "replace", "blind"] as const;
export type Before = (typeof BEFORE)[number];

/** The highest ceiling that can be set, in calls a second. */
export const MOST_CALLS = 1000;
/** Without a ceiling a run makes so many calls at once, and with one never more than the second. */
const CALLS_AT_ONCE = 8;
export const MOST_AT_ONCE = 32;
/** What a call to a pool nearby was seen to take. */
const CALL_SECONDS = 0.2;

/** The most calls that a run makes at once: with a ceiling (calls a second) as many as it takes to get there. */
export function callsAtOnce(ceiling: number | null): number {
  if (ceiling === null) return CALLS_AT_ONCE;
  return Math.min(MOST_AT_ONCE, Math.max(CALLS_AT_ONCE, Math.ceil(ceiling * CALL_SECONDS)));
}

/** How many calls a second come of that: a guess until the first answers come. */
export function likelyCalls(ceiling: number | null): number {
  const calls = callsAtOnce(ceiling) / CALL_SECONDS;
  return ceiling === null ? calls : Math.min(ceiling, calls);
}

/** The longest reason for saving without a code. */
export const MAX_REASON = 200;

/** What the admin may choose for a run. */
export const runOptionsSchema = z.strictObject({
  verify: z.enum(VERIFY),
  before: z.enum(BEFORE),
  /** The most calls a second; null: what comes of `callsAtOnce`. */
  ceiling: z.number().int().min(1).max(MOST_CALLS).nullable(),
  /** Of an OTP that was fixed by hand: why no code of the user proved it first. */
  reason: z.string().max(MAX_REASON).regex(STORABLE).optional(),
});
export type RunOptions = z.infer<typeof runOptionsSchema>;
export const DEFAULT_OPTIONS: RunOptions = { verify: "every", before: "keep", ceiling: null };

/** A file or paste that a run's rows came from. `name` is "" for a paste. `byHand`: on the page of one user. */
export const runSourceSchema = z.strictObject({
  name: z.string().max(256).regex(STORABLE),
  size: z.number().int().nonnegative(),
  byHand: z.boolean().optional(),
});
export type RunSource = z.infer<typeof runSourceSchema>;

/** What the admin can want of a run under way. Nobody can take a `stop` back. */
export const RUN_COMMANDS = ["run", "pause", "stop"] as const;
export type RunCommand = (typeof RUN_COMMANDS)[number];

/** How a run stands. The last four are how it can end. */
export const RUN_STATES = [
  "running",
  "paused",
  "stopping",
  "done",
  "stopped",
  "halted",
  "interrupted",
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Whether a run has not ended. */
export function isLive(state: RunState): boolean {
  return state === "running" || state === "paused" || state === "stopping";
}

export type FinalCounts = Partial<Record<FinalState, number>>;

/** Why a run holds its calls back for a while. */
const PAUSE_REASONS = ["throttled", "no_answer"] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** One run as a screen shows it. Holds no secret. */
export const runViewSchema = z.object({
  key: z.uuid(),
  who: z.string(),
  host: z.string(),
  pool: z.string(),
  sources: z.array(runSourceSchema),
  options: runOptionsSchema,
  state: z.enum(RUN_STATES),
  /** Why it ended early; null unless it is `halted`. */
  halt: z.enum(HALT_CODES).nullable(),
  /** Rows of the run, those that the server has got, and what became of them. */
  total: z.number().int().nonnegative(),
  received: z.number().int().nonnegative(),
  counts: z.partialRecord(z.enum(FINAL_STATES), z.number().int().nonnegative()),
  /** Rows up to this id have been handed out, or were when the run was interrupted; -1 for none. */
  sentTo: z.number().int(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** Calls at once, and the pause under way; null where nobody knows: only the replica that carries the run does. */
  pace: z
    .object({
      concurrency: z.number().int().positive(),
      /** Rows that were done as they came up, without a call: an earlier run has brought them in, or another one has them. */
      recalled: z.number().int().nonnegative(),
      pause: z.object({ seconds: z.number().nonnegative(), why: z.enum(PAUSE_REASONS) }).nullable(),
    })
    .nullable(),
});
export type RunView = z.infer<typeof runViewSchema>;
