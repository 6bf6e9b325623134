import { encryptedExport } from "./encrypted";
import type { Detected, Format } from "./format";
import type { Problem } from "./problem";
import { FORMATS } from "./registry";
import type { Source } from "./source";

export type Candidate = Detected & { format: Format };

/** All that a source might be, the surest first. */
export type Recognised = { candidates: [Candidate, ...Candidate[]] };

/** From here on a format knows its vendor, and also what to do with an encrypted file of it. */
const SURE = 0.9;

/**
 * Which format a source is in, by content alone. Problems: `encrypted` with the app's name, if no format is sure that it
 * can deal with that itself; `no_otp` if nothing recognises it. Never throws.
 */
export function recognise(source: Source): Recognised | Problem {
  const candidates = FORMATS.map((format): Candidate => ({ format, ...format.detect(source) }))
    .filter(({ confidence }) => confidence > 0)
    .sort((a, b) => b.confidence - a.confidence);
  const [best, ...others] = candidates;
  if (!best && source.magic) return source.magic;
  if (!best || best.confidence < SURE) {
    const encrypted = encryptedExport(source.head);
    if (encrypted) return encrypted;
  }
  return best ? { candidates: [best, ...others] } : { problem: "no_otp" };
}
