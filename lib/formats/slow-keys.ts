import { argon2idAsync } from "@noble/hashes/argon2.js";
import { scryptAsync } from "@noble/hashes/scrypt.js";
import type { Unlock } from "./app-export";
import { passwordBytes, pbkdf2 } from "./ciphers";

/** What a file may ask of the machine: anything more is made to hang it. Real exports stay far below. */
const MAX_MEMORY = 512 << 20;
/** Passes over that memory, in bytes: 20 to 30 seconds in JavaScript. */
const MAX_WORK = 4 * 1024 ** 3;
const MAX_ROUNDS = 20_000_000;

/** A positive whole number; 0 for anything else. */
function count(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

/** 32 bytes of scrypt (RFC 7914), or null for parameters that are invalid or beyond the bounds. */
export async function scryptKey(
  { unlock, progress }: Unlock,
  salt: Uint8Array,
  cost: { N: unknown; r: unknown; p: unknown },
): Promise<Uint8Array | null> {
  const [N, r, p] = [count(cost.N), count(cost.r), count(cost.p)];
  if (r === 0 || p === 0 || N < 2 || N > 2 ** 30 || (N & (N - 1)) !== 0) return null;
  if (128 * N * r > MAX_MEMORY || 128 * N * r * p * 2 > MAX_WORK) return null;
  return scryptAsync(passwordBytes(unlock), salt, { N, r, p, dkLen: 32, onProgress: progress });
}

/** 32 bytes of Argon2id (RFC 9106), or null for parameters that are invalid or beyond the bounds. */
export async function argon2Key(
  { unlock, progress }: Unlock,
  salt: Uint8Array,
  cost: { kibibytes: unknown; passes: unknown; lanes: unknown },
): Promise<Uint8Array | null> {
  const [m, t, p] = [count(cost.kibibytes), count(cost.passes), count(cost.lanes)];
  if (t === 0 || p === 0 || salt.length < 8) return null;
  if (p > 16 || m < 8 * p || m * 1024 > MAX_MEMORY || m * 1024 * t > MAX_WORK) return null;
  return argon2idAsync(passwordBytes(unlock), salt, { m, t, p, dkLen: 32, onProgress: progress });
}

/** 32 bytes of PBKDF2 with HMAC-SHA-256, or null for rounds that are none or beyond the bounds. */
export async function pbkdf2Key(
  { unlock }: Unlock,
  salt: Uint8Array,
  rounds: unknown,
): Promise<Uint8Array | null> {
  const iterations = count(rounds);
  return iterations === 0 || iterations > MAX_ROUNDS ? null : pbkdf2(unlock, salt, iterations, "SHA-256");
}
