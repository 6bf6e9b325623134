import { z } from "zod";
import { HALT_CODES } from "./outcome";
import { rowAfterSchema } from "./run-list";

/** Asks to look at GenAuth again for the rows of a run that are `unknown`: those after an id; -1 for the first. */
export const doubtsRequestSchema = z.strictObject({ after: rowAfterSchema });
export type DoubtsRequest = z.infer<typeof doubtsRequestSchema>;

const count = z.number().int().nonnegative();

/** What came of it for some of them. */
export const doubtsReplySchema = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    verified: count,
    /** An interrupted run had not got them in: GenAuth holds nothing for these users. */
    stopped: count,
    mismatch: count,
    /** Of these GenAuth gave no answer. */
    unknown: count,
    /** The id of the last; null when there are no more. */
    last: z.number().int().nullable(),
  }),
  z.object({
    ok: z.literal(false),
    /** Why nobody can look: no connection to this pool may be used, or GenAuth said so. */
    code: z.enum(["no_connection", ...HALT_CODES]),
  }),
]);
export type DoubtsReply = z.infer<typeof doubtsReplySchema>;
