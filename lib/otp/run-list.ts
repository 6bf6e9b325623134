import { z } from "zod";
import { FINAL_STATES, outcomeSchema } from "./outcome";
import { runViewSchema } from "./run-view";
import { STORABLE, storableTime } from "./storable";

/** States by which the rows of a run can be filtered. */
export const ROW_FILTERS = ["waiting", ...FINAL_STATES] as const;

/** States by which runs can be filtered. */
export const RUN_FILTERS = ["live", "done", "stopped", "halted", "interrupted"] as const;

/** Which runs the History screen asks for. Times are ISO 8601; null lets everything through. */
export const runQuerySchema = z.strictObject({
  state: z.enum(RUN_FILTERS).nullable(),
  who: z.string().max(256).regex(STORABLE).nullable(),
  from: storableTime.nullable(),
  to: storableTime.nullable(),
  /** Only runs that began before it: the next page. */
  before: storableTime.nullable(),
});
export type RunQuery = z.infer<typeof runQuerySchema>;
export const ALL_RUNS: RunQuery = { state: null, who: null, from: null, to: null, before: null };

/** The most rows that one question brings. */
export const ROWS_AT_ONCE = 200;

/** After which row: its id, as the ledger can hold it; -1 for the first. */
export const rowAfterSchema = z
  .number()
  .int()
  .min(-1)
  .max(2 ** 31 - 1);

/** Which rows of a run are asked for. `states`: none for all. `after`: only rows with a greater id. `most`: so many. */
export const rowQuerySchema = z.strictObject({
  states: z.array(z.enum(ROW_FILTERS)),
  // PostgreSQL has no text with a zero character in it.
  search: z
    .string()
    .max(256)
    .regex(/^[^\0]*$/),
  after: rowAfterSchema,
  most: z.number().int().min(1).max(ROWS_AT_ONCE),
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
export type RunRow = z.infer<typeof runRowSchema>;

/** How long runs may be kept after they have ended, in days; null: until somebody deletes them. */
export const KEEP_DAYS = [null, 30, 90, 365] as const;
export type KeepDays = (typeof KEEP_DAYS)[number];
const keepDaysSchema = z.union([z.null(), z.literal(30), z.literal(90), z.literal(365)]);
export const retentionRequestSchema = z.strictObject({ keepDays: keepDaysSchema });

export const rowListSchema = z.object({ rows: z.array(runRowSchema) });

/**
 * How many rows have been counted by now, and where more of their pages begin, each `ROWS_AT_ONCE` rows long: after which id.
 */
export const rowPagesSchema = z.object({
  rows: z.number().int().nonnegative(),
  afters: z.array(z.number().int()),
});
export type RowPages = z.infer<typeof rowPagesSchema>;

/** States of rows that another attempt takes, whatever the reason; besides them a `mismatch` where GenAuth holds nothing. */
export const RETRIED_STATES = ["refused", "unknown", "stopped"] as const;

/** A row that another attempt would take: where it stood, and whose it is. */
export const failedRowSchema = runRowSchema.pick({ source: true, line: true, userId: true });
export type FailedRow = z.infer<typeof failedRowSchema>;

/** The most runs that one question brings. */
export const RUNS_AT_ONCE = 50;

/** The answer: the runs, and who has ever had one. */
export const runListSchema = z.object({
  runs: z.array(runViewSchema),
  admins: z.array(z.string()),
  keepDays: keepDaysSchema,
});
export type RunList = z.infer<typeof runListSchema>;
