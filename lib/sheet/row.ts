import { checkRecord, type Verdict } from "@/lib/otp/check";
import type { Outcome, OutcomeState } from "@/lib/otp/outcome";
import type { SourceRecord } from "@/lib/otp/record";
import { userKeyOf } from "@/lib/otp/user-key";
import type { RowStore } from "./row-store";

/**
 * A record in the table, as somebody looks at it: made on demand, and always as the row is now. Two of them are the same
 * row if they have the same `id`; ids rise in the order of reading and are never used again. Half a million rows are looked
 * at one by one in about a second, so what concerns few of them asks for these (Rows.having).
 */
export class Row {
  readonly id: number;
  readonly #store: RowStore;
  #record: SourceRecord | null = null;
  #verdict: Verdict | null = null;
  #revision = -1;

  constructor(store: RowStore, id: number) {
    this.#store = store;
    this.id = id;
  }

  /** Which of the sheet's sources it came from. */
  get source(): number {
    return this.#store.lots.at(this.place).source;
  }

  /** Where it stands among all rows, from 0; -1 when it has left the table. */
  get place(): number {
    return this.#store.lots.placeOf(this.id);
  }

  get record(): SourceRecord {
    this.#renew();
    this.#record ??= this.#store.record(this.place);
    return this.#record;
  }

  /** The record without what other sources tell about its user; null where they tell nothing. */
  get bare(): SourceRecord | null {
    return this.#store.bare(this.place);
  }

  /** The line of its record. */
  get line(): number {
    return this.#store.line(this.place);
  }

  /** Canonical base32; "" when unreadable, or forgotten once GenAuth holds it. */
  get secret(): string {
    return this.#check().secret;
  }

  /** Of what is sent: "" for none, or forgotten. */
  get recoveryCode(): string {
    return this.#check().recoveryCode;
  }

  /** Key length in bits; it outlives the secret. */
  get bits(): number {
    return this.#store.bits[this.place] ?? 0;
  }

  /** How many recovery codes the source gave. */
  get recoveryCodes(): number {
    return this.#store.recoveryCodes[this.place] ?? 0;
  }

  /** Rows with the same one are the same user's; "": cannot collide. */
  get userKey(): string {
    return userKeyOf(this.record);
  }

  /** The row's own issues, and those with the duplicates added: ids of IssueSets. */
  get own(): number {
    return this.#store.own[this.place] ?? 0;
  }

  get issues(): number {
    return this.#store.issues[this.place] ?? 0;
  }

  get removed(): boolean {
    return this.#store.removed[this.place] === 1;
  }

  /** Rises with every change, so that the page knows which rows to draw again. */
  get revision(): number {
    return this.#store.revision[this.place] ?? 0;
  }

  get outcome(): Outcome | null {
    return this.#store.outcomes.at(this.#store.outcome[this.place] ?? 0);
  }

  #check(): Verdict {
    this.#renew();
    this.#verdict ??= checkRecord(this.record, this.#store.choices);
    return this.#verdict;
  }

  #renew(): void {
    const { revision } = this;
    if (revision === this.#revision) return;
    this.#revision = revision;
    this.#record = null;
    this.#verdict = null;
  }
}

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

/**
 * Why a row may be sent again: it `failed`; or it was left alone because its user's OTP was `kept`, or could not be seen
 * (`unchecked`), which another decision changes.
 */
export const RETRIES = ["failed", "kept", "unchecked"] as const;
export type Retry = (typeof RETRIES)[number];

/** What another attempt at a row would be; null: none. A `mismatch` is retried only where GenAuth holds nothing. */
export function retryOf(outcome: Outcome | null): Retry | null {
  switch (outcome?.state) {
    case "refused":
    case "unknown":
    case "stopped":
      return "failed";
    case "mismatch":
      return outcome.code === "absent" ? "failed" : null;
    case "skipped":
      if (outcome.code === "has_otp") return "kept";
      return outcome.code === "unchecked" ? "unchecked" : null;
    default:
      return null;
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
