import { z } from "zod";
import { readSecret } from "@/lib/otp/secret";

const dataSchema = z
  .object({ secret: z.string().nullish() })
  .nullish()
  .transform((data) => data?.secret ?? "");

/**
 * The secret in the data of getOtpSecretByUser.
 * @returns canonical base32, so that equal bytes are equal text; `present` with an empty secret for a text that is no
 *   base32 (GenAuth validates nothing: it holds something, and that equals nothing we send); null when the data
 *   have another shape
 */
export function storedSecret(data: unknown): { kind: "present"; secret: string } | { kind: "absent" } | null {
  const parsed = dataSchema.safeParse(data);
  if (!parsed.success) return null;
  if (parsed.data.trim() === "") return { kind: "absent" };
  const reading = readSecret(parsed.data, "base32");
  return { kind: "present", secret: reading.ok ? reading.canonical : "" };
}
