import { z } from "zod";
import { FINAL_STATES, type Outcome, outcomeSchema } from "./outcome";
import { runViewSchema } from "./run-view";

const ROW_FILTERS = ["waiting", ...FINAL_STATES] as const;

/** Which runs the History screen asks for. Times are ISO 8601; null lets everything through. */
export const runQuerySchema = z.strictObject({
  state: z.enum(["live", "done", "stopped", "halted", "interrupted"]).nullable(),
  who: z.string().max(256).nullable(),
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  /** Only runs that began before it: the next page. */
  before: z.iso.datetime().nullable(),
});
export type RunQuery = z.infer<typeof runQuerySchema>;
export const ALL_RUNS: RunQuery = { state: null, who: null, from: null, to: null, before: null };

/** Which rows of a run are asked for. `states`: none for all. `after`: only rows with a greater id. */
export const rowQuerySchema = z.strictObject({
  states: z.array(z.enum(ROW_FILTERS)),
  search: z.string().max(256),
  after: z.number().int().min(-1),
});
export type RowQuery = z.infer<typeof rowQuerySchema>;

/** One row of a run as the ledger knows it. */
export const runRowSchema = z.object({
  id: z.number().int(),
  /** Which of the run's sources, and where in it. */
  source: z.number().int(),
  line: z.number().int(),
  userId: z.string(),
  attempts: z.number().int(),
  at: z.iso.datetime().nullable(),
  outcome: outcomeSchema,
});
export type RunRow = { outcome: Outcome } & z.infer<typeof runRowSchema>;

/** The most runs that one question brings. */
export const RUNS_AT_ONCE = 50;

/** The answer: the runs, and who has ever had one. */
export const runListSchema = z.object({ runs: z.array(runViewSchema), admins: z.array(z.string()) });
export type RunList = z.infer<typeof runListSchema>;
