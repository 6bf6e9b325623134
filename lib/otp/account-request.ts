import { z } from "zod";
import { LONGEST_PASSWORD } from "./password";
import { ROLES } from "./role";

const password = z
  .string()
  .min(1)
  .max(8 * LONGEST_PASSWORD);

/** `code`: of the app, or a backup code; "" where there is no second factor yet. */
export const factorRequestSchema = z.strictObject({ password, code: z.string().trim().max(64) });
export const changePasswordRequestSchema = z.strictObject({ current: password, next: password });
export const confirmRequestSchema = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
});

const id = z.string().regex(/^[\w-]{1,64}$/);
export const idRequestSchema = z.strictObject({ id });
export const roleRequestSchema = z.strictObject({ id, role: z.enum(ROLES) });
export const disableRequestSchema = z.strictObject({ id, disabled: z.boolean() });
