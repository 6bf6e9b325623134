import type { SourceRecord } from "@/lib/otp/record";

/**
 * A stretch of a source's records that lie packed as the file wrote them: checked in passing, and made into records only
 * when somebody looks. Half a million objects would cost more time and memory than reading and checking the file.
 */
export type Pack = {
  readonly length: number;
  /** The record at this place, made anew for every call. */
  record(at: number): SourceRecord;
  /** Its `line`. */
  line(at: number): number;
  /**
   * Another place whose record has the same parameters, and in which the check finds the same issues, whatever the admin
   * chooses, as many bits and as many recovery codes; or the place itself, where only the check can tell. The other place is always one of the latter.
   */
  like(at: number): number;
  /**
   * Of every place that is like another the keys (TextKey) of the user and of the canonical secret. They are handed out
   * once and not kept.
   */
  takeKeys(): PackKeys;
  /** Forgets the secret and the recovery code of a record for good; the rest of it stays. */
  forget(at: number): void;
  /**
   * Writes the first of the names of the record's user into `into`, from `offset` on: UTF-8, in lower case, at most
   * MAX_NAME_BYTES. Returns how many bytes, or -1 where only the record can tell.
   */
  name(at: number, into: Uint8Array, offset: number): number;
  /** Whether a name of the record's user contains these bytes (UTF-8, lower case); null where only the record can tell. */
  mentions(at: number, needle: Uint8Array): boolean | null;
};

export type PackKeys = {
  readonly userHigh: Uint32Array;
  readonly userLow: Uint32Array;
  readonly secretHigh: Uint32Array;
  readonly secretLow: Uint32Array;
};

export const MAX_NAME_BYTES = 256;

/** The records of a pack, in their order. */
export function recordsOf(pack: Pack): SourceRecord[] {
  return Array.from({ length: pack.length }, (_, at) => pack.record(at));
}
