import { base64nopad, hex } from "@scure/base";
import { z } from "zod";
import { type ImportRow, importRowSchema } from "./import-request";
import { holdsSecret } from "./misplaced-secret";
import { BEFORE, MAX_REASON, runSourceSchema } from "./run-view";
import { secretBytes } from "./secret";
import { STORABLE } from "./storable";

/** Why a code was not asked for, in a few words, and no secret by mistake. */
export const reasonSchema = z
  .string()
  .trim()
  .min(3)
  .max(MAX_REASON)
  .regex(STORABLE)
  .refine((text) => !holdsSecret(text));

/** Shorter turns up by chance: a ticket has a number. */
const SHORTEST_TOLD = 8;

/** Whether a reason says what is being saved, however it is written. */
export function tells(
  reason: string,
  { secret, recoveryCode = "" }: Pick<ImportRow, "secret" | "recoveryCode">,
): boolean {
  const bytes = secretBytes(secret);
  const squeezed = squeeze(reason);
  return [secret, hex.encode(bytes), base64nopad.encode(bytes), recoveryCode]
    .map(squeeze)
    .some((text) => text.length >= SHORTEST_TOLD && squeezed.includes(text));
}

const squeeze = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();

/** One user's OTP on its way from the page of that user to the server. */
export const saveRequestSchema = z
  .strictObject({
    /** The run's key, made by the browser. */
    key: z.uuid(),
    row: importRowSchema.pick({ line: true, userId: true, secret: true, recoveryCode: true }),
    before: z.enum(BEFORE),
    /** Whoever saves it knows that another user has the same secret. */
    shared: z.boolean(),
    source: runSourceSchema.pick({ name: true, size: true }),
    /** A code of the user, compared with the secret once more by the server; or why there is none. */
    proof: z.union([
      z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
      z.strictObject({ reason: reasonSchema }),
    ]),
  })
  .refine(({ proof, row }) => !("reason" in proof && tells(proof.reason, row)));
export type SaveRequest = z.infer<typeof saveRequestSchema>;

/**
 * Why there is no outcome: the server did not take it (`malformed`, `unproven`, `busy`; `out`: nobody is signed in, `denied`:
 * they may not any more), asks first (`shared`: another user has the same secret), was not reached, or cannot be heard any
 * more (`lost`; `deaf`: since nobody is signed in). The sentence for each is `users.failed.<code>`.
 */
export const SAVE_FAILURES = [
  "malformed",
  "unproven",
  "busy",
  "out",
  "denied",
  "shared",
  "unreached",
  "lost",
  "deaf",
] as const;
export type SaveFailure = (typeof SAVE_FAILURES)[number];

/** What the server says to it. What became of the OTP comes by the events of the run. */
export type SaveReply =
  | { ok: true }
  | { ok: false; code: "malformed" | "unproven" | "busy" }
  /** `userId`: of the other user; null where that one is not of the connection's tenant. */
  | { ok: false; code: "shared"; userId: string | null };
