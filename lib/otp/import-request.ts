import { z } from "zod";
import { MAX_RECOVERY_CODE } from "./recovery-code";
import { RUN_COMMANDS, runOptionsSchema, runSourceSchema } from "./run-view";
import { readSecret } from "./secret";
import { USER_ID } from "./user-id";

/** The most rows that come up to the server at once, and the most of a whole run. */
export const MOST_ROWS = 1000;
const MOST_IN_RUN = 10_000_000;
const MOST_SOURCES = 1000;

const count = z.number().int().nonnegative();

/** A checked row on its way from the browser to the server. */
export const importRowSchema = z.strictObject({
  id: count.max(2 ** 31 - 1),
  /** Which of the run's sources, and where in it. */
  source: count.max(MOST_SOURCES - 1),
  line: count.max(2 ** 31 - 1),
  userId: z.string().regex(USER_ID),
  // Canonical already: GenAuth checks nothing, so what is not exactly right stops here.
  secret: z.string().refine((text) => {
    const reading = readSecret(text, "base32");
    return reading.ok && reading.notes.length === 0 && reading.bits > 0;
  }),
  recoveryCode: z.string().min(1).max(MAX_RECOVERY_CODE).optional(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

/** A run as the browser announces it. */
export const openRequestSchema = z.strictObject({
  key: z.uuid(),
  total: count.min(1).max(MOST_IN_RUN),
  sources: z.array(runSourceSchema).max(MOST_SOURCES),
  options: runOptionsSchema,
});
export type OpenRequest = z.infer<typeof openRequestSchema>;

/** One chunk of a run as it comes from the browser: by rising ids, no user twice. `last`: nothing more will come. */
export const importRequestSchema = z
  .strictObject({ rows: z.array(importRowSchema).max(MOST_ROWS), last: z.boolean() })
  .refine(({ rows }) => rows.every(({ id }, at) => at === 0 || id > (rows[at - 1]?.id ?? 0)))
  .refine(({ rows }) => new Set(rows.map(({ userId }) => userId)).size === rows.length);
export type ImportRequest = z.infer<typeof importRequestSchema>;

export const commandRequestSchema = z.strictObject({ command: z.enum(RUN_COMMANDS) });

/** Why the server takes no rows. Nothing of the chunk was taken. */
export const FEED_CODES = ["malformed", "over", "full", "elsewhere"] as const;

/** What the server says to a run or a chunk of it. */
export const feedReplySchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), code: z.enum(FEED_CODES) }),
]);
export type FeedReply = z.infer<typeof feedReplySchema>;
