import { plainAlgorithm } from "./parameters";
import type { SourceRecord } from "./record";
import { hotpCode } from "./totp";

/** How a record's codes are made: as it states, and as GenAuth would where it does not. */
export type CodeMaker = {
  algorithm: string;
  digits: number;
  /** Seconds. */
  period: number;
};

const ALGORITHMS: ReadonlySet<string> = new Set(["SHA1", "SHA224", "SHA256", "SHA384", "SHA512"]);
const UNIT = / ?(?:s|secs?|seconds?|秒)$/i;
const TOTP = /^(?:oath[-_ ]?)?totp$/i;

/**
 * How the user's authenticator makes this record's codes, also where GenAuth would make others; null where nobody can
 * tell from the time alone (HOTP and other types) or the parameters are no TOTP's (RFC 6238 section 4, RFC 4226 5.3).
 */
export function codeMakerOf(
  record: Pick<SourceRecord, "type" | "algorithm" | "digits" | "period">,
): CodeMaker | null {
  const algorithm = record.algorithm === "" ? "SHA1" : plainAlgorithm(record.algorithm);
  const digits = record.digits === "" ? 6 : Number(record.digits);
  const period = record.period === "" ? 30 : Number(record.period.replace(UNIT, ""));
  if (record.type !== "" && !TOTP.test(record.type)) return null;
  if (!ALGORITHMS.has(algorithm)) return null;
  if (!Number.isInteger(digits) || digits < 4 || digits > 10) return null;
  if (!Number.isInteger(period) || period < 1 || period > 3600) return null;
  return { algorithm, digits, period };
}

/** Which step of its time a record is in at a moment. */
export function stepAt({ period }: CodeMaker, unixMs: number): number {
  return Math.floor(unixMs / 1000 / period);
}

/** The code of one step. */
export function codeAt(key: Uint8Array, maker: CodeMaker, step: number): string {
  return hotpCode(key, step, maker);
}

/**
 * By how many steps a code is off at a moment, the smallest first: 0 is right now, -1 a step behind (the clock that made it
 * is slow), 1 a step ahead. null: it is no code of this key within `within` steps either way.
 */
export function offBy(
  key: Uint8Array,
  maker: CodeMaker,
  code: string,
  { unixMs, within }: { unixMs: number; within: number },
): number | null {
  if (code.length !== maker.digits) return null;
  const now = stepAt(maker, unixMs);
  for (let distance = 0; distance <= within; distance++) {
    for (const off of distance === 0 ? [0] : [-distance, distance]) {
      if (now + off >= 0 && codeAt(key, maker, now + off) === code) return off;
    }
  }
  return null;
}

/** A code as people type it: digits of any script, with spaces and dashes; "" if it is none. */
export function typedCode(text: string): string {
  const digits = text.normalize("NFKC").replace(/[\s\-\u2010-\u2015.]+/g, "");
  return /^\d{4,10}$/.test(digits) ? digits : "";
}
