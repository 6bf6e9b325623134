import { z } from "zod";

/** In which ways secrets come out of the worker by an admin's wish. */
const REVEAL_KINDS = ["shown", "edited", "previewed", "copied", "cut", "saved"] as const;

/** What a page says before it shows or hands out secrets: how many, never which. */
export const revealRequestSchema = z.strictObject({
  kind: z.enum(REVEAL_KINDS),
  rows: z.int().min(1),
  /** Of a single row: its line in its file, and its user's id if there is one. */
  line: z.int().min(0).nullable(),
  userId: z.string().max(128).nullable(),
});
export type RevealRequest = z.infer<typeof revealRequestSchema>;
