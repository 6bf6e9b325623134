import { z } from "zod";

const dataSchema = z.object({ totpStatus: z.union([z.boolean(), z.enum(["enabled", "disabled"])]) });

/**
 * Whether a user has an OTP, by the data of getUserMfaInfo. The type says "enabled" or "disabled", the vendor's sample
 * `true`: both are read (genauth-api.md section 5).
 * @returns null when the data have another shape
 */
export function readEnrolment(data: unknown): boolean | null {
  const parsed = dataSchema.safeParse(data);
  if (!parsed.success) return null;
  const { totpStatus } = parsed.data;
  return totpStatus === true || totpStatus === "enabled";
}
