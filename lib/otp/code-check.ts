import { z } from "zod";
import { troubleSchema } from "./pool-user-view";
import { USER_ID } from "./user-id";

/** A code that a user has read out. */
export const codeCheckRequestSchema = z.strictObject({
  userId: z.string().regex(USER_ID),
  code: z.string().regex(/^\d{6}$/),
});

/** How a code compares with the secret that GenAuth holds. The secret itself stays on the server. */
export const codeCheckSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("right") }),
  /** Of this secret, but so many steps of 30 s from now: less than 0 for a clock that is slow. */
  z.object({ state: z.literal("off"), steps: z.number().int() }),
  /** Of another secret. */
  z.object({ state: z.literal("wrong") }),
  z.object({ state: z.literal("no_otp") }),
  /** GenAuth holds a text from which no code can be made. */
  z.object({ state: z.literal("unreadable") }),
  z.object({ state: z.literal("nobody") }),
  z.object({ state: z.literal("failed"), trouble: troubleSchema }),
  /** Too many codes for this user: the next one may come in so many seconds. */
  z.object({ state: z.literal("limited"), seconds: z.number().int().positive() }),
  z.object({ state: z.literal("malformed") }),
]);
export type CodeCheck = z.infer<typeof codeCheckSchema>;
