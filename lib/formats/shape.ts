import { withoutPadding } from "@/lib/otp/padding";
import { type Cell, cellText } from "./cell";

/** What a single value looks like, whatever its column is called. */
export type Shape =
  | "uri"
  | "email"
  | "recoveryCode"
  | "uuid"
  | "userId"
  | "type"
  | "secret"
  | "phone"
  | "number"
  | "text";

/** No value that is looked at is longer; longer ones are not searched through. */
const MAX_SHAPED = 4_096;
/** 1024 bits, the most that HMAC uses of a key, are 256 hex digits. */
const MAX_SECRET = 300;

/** Web pages write `&amp;secret=`. */
const KEY_URI = /^(?:apple-)?otpauth:\/\/.*[?&;]secret=/i;
const EMAIL = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/;
const RECOVERY_CODE = /^[0-9a-f]{4}(?:-[0-9a-f]{4}){5}$/i;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const USER_ID = /^[0-9a-f]{24}$/;
const TYPE = /^(?:totp|hotp|motp|ocra|steam|yubi(?:key|co))$/i;
const PHONE = /^(?:\+\d[\d ()-]{6,18}\d|(?:0086)?1[3-9]\d{9})$/;

/** The shape of a cell, or null for an empty one. */
export function shapeOf(cell: Cell | undefined): Shape | null {
  const text = cellText(cell);
  if (text === "") return null;
  if (text.length > MAX_SHAPED) return "text";
  if (KEY_URI.test(text)) return "uri";
  if (EMAIL.test(text)) return "email";
  if (RECOVERY_CODE.test(text)) return "recoveryCode";
  if (UUID.test(text)) return "uuid";
  if (USER_ID.test(text)) return "userId";
  if (TYPE.test(text)) return "type";
  if (PHONE.test(text)) return "phone";
  if (looksSecret(text)) return "secret";
  return /^[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?$/i.test(text) ? "number" : "text";
}

/**
 * Whether a value by itself looks like key bytes in base32, hex or base64 of at least 80 bits. Stricter than reading a
 * secret: a long login name must not pass, so lower case wants a digit, hex an even length, base64 all kinds of letters.
 */
function looksSecret(text: string): boolean {
  const bare = withoutPadding(text.replace(/[\s-]+/g, ""));
  if (bare.length < 16 || bare.length > MAX_SECRET) return false;
  if (/^[A-Z2-7]+$/.test(bare)) return /[2-7]/.test(bare) || bare.length === text.length;
  if (/^[a-z2-7]+$/.test(bare) && /[2-7]/.test(bare) && /[a-z]/.test(bare)) return true;
  if (/^(?:0x)?[0-9a-f]+$/i.test(bare)) return bare.length >= 20 && bare.length % 2 === 0;
  if (!/^[A-Za-z0-9+/]+=*$/.test(text) || text.length % 4 !== 0) return false;
  return text.length >= 20 && /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9+/]/.test(text);
}

/** Most of a column's values have this shape; null if it is empty or a mixture. */
export function columnShape(cells: readonly (Cell | undefined)[]): Shape | null {
  const counts = new Map<Shape, number>();
  let filled = 0;
  for (const cell of cells) {
    const shape = shapeOf(cell);
    if (shape === null) continue;
    filled++;
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  for (const [shape, count] of counts) if (count >= filled * 0.8) return shape;
  return null;
}
