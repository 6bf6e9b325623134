import { z } from "zod";
import { MAX_RECOVERY_CODE } from "./recovery-code";
import { readSecret } from "./secret";
import { USER_ID } from "./user-id";

/** The most rows that one call of the import action takes. */
export const MOST_ROWS = 1000;

const row = z.strictObject({
  id: z.number().int().nonnegative(),
  userId: z.string().regex(USER_ID),
  // Canonical already: GenAuth checks nothing, so what is not exactly right stops here.
  secret: z.string().refine((text) => {
    const reading = readSecret(text, "base32");
    return reading.ok && reading.notes.length === 0 && reading.bits > 0;
  }),
  recoveryCode: z.string().min(1).max(MAX_RECOVERY_CODE).optional(),
});

/** One chunk of a run as it comes from the browser. No user and no row id may be in it twice. */
export const importRequestSchema = z
  .strictObject({ runId: z.uuid(), rows: z.array(row).min(1).max(MOST_ROWS) })
  .refine(({ rows }) => new Set(rows.map(({ id }) => id)).size === rows.length)
  .refine(({ rows }) => new Set(rows.map(({ userId }) => userId)).size === rows.length);
