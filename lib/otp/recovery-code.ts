import type { IssueCode } from "./issue";
import { isMask } from "./mask";

/** GenAuth keeps one recovery code a user, shaped like b471-8ec0-874a-087f-bccb-cd54 (genauth-api.md section 1). */
const GENAUTH_SHAPE = /^[0-9a-f]{4}(?:-[0-9a-f]{4}){5}$/;
/** Longer than this is something else that stands in the cell. */
export const MAX_RECOVERY_CODE = 256;
/** What stands between several codes in one cell. */
export const RECOVERY_SEPARATOR = /[\s,;|]+/;
/** bcrypt, PBKDF2, Argon2, crypt(3) and the like: `$id$…`, or a bare SHA-2 digest. */
const HASHED = /^(?:\$\w+\$.*|pbkdf2[_:].*|[0-9a-f]{64}|[0-9a-f]{128})$/i;

export type SeveralRecoveryCodes = "first" | "none";

export type RecoveryReading = {
  /** What is sent; "" for none. */
  code: string;
  /** How many the source gave. */
  count: number;
  notes: readonly IssueCode[];
};

const NONE: RecoveryReading = { code: "", count: 0, notes: [] };
const FITS: readonly IssueCode[] = [];

/**
 * Reads a recovery code cell: one code, or several separated by white space, comma, semicolon or bar.
 * GenAuth keeps one, so of several the first is taken, or none, as the admin chose. Hashed codes are never sent, nor what is
 * too long to be one.
 */
export function readRecoveryCode(text: string, several: SeveralRecoveryCodes): RecoveryReading {
  if (text === "" || isMask(text)) return NONE;
  if (GENAUTH_SHAPE.test(text)) return { code: text, count: 1, notes: FITS };
  const codes = text.split(RECOVERY_SEPARATOR).filter((code) => code !== "");
  const first = codes[0];
  if (first === undefined) return NONE;
  if (codes.some((code) => HASHED.test(code)))
    return { code: "", count: codes.length, notes: ["recovery_hashed"] };
  if (codes.length > 1 && several === "none") {
    return { code: "", count: codes.length, notes: ["recovery_none_taken"] };
  }
  if (first.length > MAX_RECOVERY_CODE)
    return { code: "", count: codes.length, notes: ["recovery_too_long"] };
  const notes: IssueCode[] = codes.length > 1 ? ["recovery_first_taken"] : [];
  if (!GENAUTH_SHAPE.test(first)) notes.push("recovery_shape");
  return { code: first, count: codes.length, notes };
}
