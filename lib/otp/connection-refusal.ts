import { z } from "zod";

/**
 * Why a connection cannot be used by somebody whose role uses connections: it was removed or is shared with them no longer, or
 * its key cannot be opened. The sentence for each is `users.<code>`.
 */
export const connectionRefusalSchema = z.object({ connection: z.enum(["gone", "locked"]) });
export type ConnectionRefusal = z.infer<typeof connectionRefusalSchema>["connection"];
