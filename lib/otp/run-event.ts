import { z } from "zod";
import { rangeOutcomeSchema } from "./outcome";
import { runViewSchema } from "./run-view";

/** What the server tells a page that follows a run. The last event is `end`, or `gone` if there is no such run. */
export const runEventSchema = z.discriminatedUnion("type", [
  /** The latest word about these rows. `cursor`: where to go on when the connection has broken off. */
  z.object({
    type: z.literal("outcomes"),
    cursor: z.number().int().nonnegative(),
    outcomes: z.array(rangeOutcomeSchema),
  }),
  z.object({ type: z.literal("progress"), run: runViewSchema }),
  /** The run is over, and every outcome has been told. Rows without one were not sent, or as `run` says. */
  z.object({ type: z.literal("end"), run: runViewSchema }),
  z.object({ type: z.literal("gone") }),
]);
export type RunEvent = z.infer<typeof runEventSchema>;
