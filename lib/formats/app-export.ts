import type { SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import type { Detected, Format, ReadOptions } from "./format";
import type { Problem } from "./problem";
import type { Source } from "./source";

export const NOT_MINE: Detected = { confidence: 0, plan: null };
/** An app's structure is nobody else's. */
export const MINE: Detected = { confidence: 0.95, plan: null };
export const LOCKED: Detected = { ...MINE, lock: "password" };

/** What an export holds once it is parsed and decrypted, or why it cannot be. */
export type Opened = { document: unknown } | Problem;

export type Unlock = Pick<ReadOptions, "unlock" | "progress">;

/**
 * Decrypts; what the machine refuses (WebCrypto outside https, more memory than there is) is `unlock_unsupported`, not a
 * failure of the product.
 */
export async function attempt(open: () => Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch {
    return { problem: "unlock_unsupported", values: { method: "WebCrypto" } };
  }
}

type AppExport = Pick<Format, "id" | "extensions" | "detect"> & {
  open(source: Source, options: Unlock): Promise<Opened>;
  /** The entries of a document in file order; anything that is none makes no record. */
  entries(document: unknown): readonly unknown[];
  /** null for an entry without an OTP. `line` is the entry's place, from 1. */
  record(entry: unknown, line: number): SourceRecord | null;
};

/** The export of an app that holds one user's OTPs: one document, opened as a whole, one record an entry. */
export function appExport({ id, extensions, detect, open, entries, record }: AppExport): Format {
  return {
    id,
    extensions,
    detect,
    async *read(source, options) {
      const opened = await open(source, options);
      if (!("document" in opened)) return yield opened;
      const batches = new Batches();
      let line = 0;
      for (const entry of entries(opened.document)) {
        const one = record(entry, ++line);
        const full = one && batches.add(one);
        if (full) yield full;
      }
      const rest = batches.rest();
      if (rest.length > 0) yield rest;
      if (batches.count === 0) yield { problem: "no_otp" };
    },
  };
}
