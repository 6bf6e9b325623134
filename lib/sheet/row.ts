import type { Outcome, OutcomeState } from "@/lib/otp/outcome";
import type { SourceRecord } from "@/lib/otp/record";

/** A record in the table. Ids rise in the order of reading and are never used again. */
export type Row = {
  readonly id: number;
  /** Which of the sheet's sources it came from. */
  readonly source: number;
  record: SourceRecord;
  /** The record without what other sources tell about its user; null where they tell nothing. */
  bare: SourceRecord | null;
  /** Canonical base32; "" when unreadable, or forgotten once GenAuth holds it. */
  secret: string;
  /** Of what is sent: "" for none, or forgotten. */
  recoveryCode: string;
  /** Key length in bits; it outlives the secret. */
  bits: number;
  /** How many recovery codes the source gave. */
  recoveryCodes: number;
  /** Keys under which other rows collide with this one; 0: cannot collide. */
  userKey: string;
  secretKey: number;
  /** The row's own issues, and those with the duplicates added: ids of IssueSets. */
  own: number;
  issues: number;
  removed: boolean;
  /** Rises with every change, so that the page knows which rows to draw again. */
  revision: number;
  outcome: Outcome | null;
};

/** What the filter chips count: every row is in exactly one of these. */
export const ROW_STATES = [
  "ready",
  "blocked",
  "removed",
  "waiting",
  "sending",
  "skipped",
  "accepted",
  "verified",
  "mismatch",
  "refused",
  "unknown",
  "stopped",
] as const satisfies readonly (OutcomeState | "ready" | "blocked" | "removed")[];
export type RowState = (typeof ROW_STATES)[number];

/** States that another attempt may mend. A `mismatch` is retried only where GenAuth holds nothing. */
export function canRetry(outcome: Outcome | null): boolean {
  switch (outcome?.state) {
    case "refused":
    case "unknown":
    case "stopped":
      return true;
    case "mismatch":
      return outcome.code === "absent";
    default:
      return false;
  }
}

/** Whether GenAuth has the secret, or is about to get it: then the row is no longer the admin's to change. */
export function lockOf(outcome: Outcome | null): "in_run" | "done" | null {
  switch (outcome?.state) {
    case "waiting":
    case "sending":
      return "in_run";
    case "accepted":
    case "verified":
      return "done";
    case "skipped":
      return outcome.code === "same" ? "done" : null;
    default:
      return null;
  }
}
