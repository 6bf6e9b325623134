import { encryptedExport } from "./encrypted";
import type { Format, TablePlan } from "./format";
import type { Problem } from "./problem";
import { FORMATS } from "./registry";
import type { Source } from "./source";

type Candidate = { format: Format; confidence: number; plan: TablePlan | null };

/** What a source is: the surest format, how to read it, and all that might be it, the surest first. */
export type Recognised = { format: Format; plan: TablePlan | null; candidates: Candidate[] };

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
  const [best] = candidates;
  if (!best || best.confidence < SURE) {
    const encrypted = encryptedExport(source.head);
    if (encrypted) return encrypted;
  }
  return best ? { format: best.format, plan: best.plan, candidates } : { problem: "no_otp" };
}
