import { z } from "zod";
import { HALT_CODES, rowOutcomeSchema } from "./outcome";

/** Why a run holds its calls back for a while. */
const PAUSE_REASONS = ["throttled", "no_answer"] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Why a chunk was turned away, with nothing of it sent: another one of the same run is still at work. */
const TURNED_AWAY_CODES = ["busy"] as const;

/** What the server tells the table while a chunk of a run is at work. The last event is `end` or `turned_away`. */
export const runEventSchema = z.discriminatedUnion("type", [
  /** The latest word about each of these rows. */
  z.object({ type: z.literal("outcomes"), outcomes: z.array(rowOutcomeSchema) }),
  /** Calls at once, and the pause under way if there is one: GenAuth asks to slow down, or gives no answers. */
  z.object({
    type: z.literal("pace"),
    concurrency: z.number().int().positive(),
    pause: z.object({ seconds: z.number().nonnegative(), why: z.enum(PAUSE_REASONS) }).nullable(),
  }),
  /** Every row of the chunk has its outcome. With `halt` the whole run is over, and why. */
  z.object({ type: z.literal("end"), halt: z.enum(HALT_CODES).nullable() }),
  z.object({ type: z.literal("turned_away"), code: z.enum(TURNED_AWAY_CODES) }),
]);
export type RunEvent = z.infer<typeof runEventSchema>;
