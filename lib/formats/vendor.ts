import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import { dumpUsers } from "./dump-users";
import type { Format, LockCode, ReadOptions } from "./format";
import type { Problem } from "./problem";
import { type Sample, sampleOf } from "./sample";
import { vendorRows } from "./vendor-rows";
import type { Row } from "./vendor-values";

/** What a reader makes of one row: its OTPs, none if it holds none. A Problem ends the reading. */
export type VendorRecords = readonly SourceRecord[] | Problem;

export type VendorReader = {
  row(row: Row, line: number): VendorRecords | Promise<VendorRecords>;
  /** What can be said only when all rows have been seen. */
  end?(): readonly SourceRecord[];
  /** Of a locked source: whether the key has opened nothing. */
  hopeless?(): boolean;
};

type Vendor = {
  id: string;
  /** Its name in problems. */
  app: string;
  extensions: readonly string[];
  /** How sure it is of a source; 0: not this vendor's. */
  is(sample: Sample): number;
  /** Finds the records in a JSON document where they lie deeper than findRows looks. */
  rowsIn?(document: unknown): readonly unknown[] | null;
  lock?(sample: Sample): LockCode | undefined;
  reader(options: ReadOptions): VendorReader | Problem | Promise<VendorReader | Problem>;
  /** What it means that not one OTP came with its secret; `secrets_left_out` unless said. */
  without?(sample: Sample): Problem;
};

/** A system that a vendor's structure gives away. */
export const SURE = 0.95;

/**
 * The export of an identity system, as a JSON document, NDJSON or a table: one row a user or a credential. OTPs that are
 * named without their secrets are records only if others come with theirs; if none does, the file is a Problem.
 */
export function vendor({ id, app, extensions, is, rowsIn, lock, reader, without }: Vendor): Format {
  const mine = (whole: Sample): Sample[] =>
    [whole, ...whole.tables.values()].filter(
      (one) => (one.rows.length > 0 || one.syntax === "json") && is(one) > 0,
    );
  return {
    id,
    extensions,
    detect(source) {
      const [sample] = mine(sampleOf(source));
      const confidence = sample ? is(sample) : 0;
      const locked = sample ? lock?.(sample) : undefined;
      return { confidence, plan: null, ...(locked ? { lock: locked } : {}) };
    },
    async *read(source, options) {
      const whole = sampleOf(source);
      const [sample = whole] = mine(whole);
      const tables = new Set([...whole.tables].filter(([, table]) => is(table) > 0).map(([name]) => name));
      const read = await reader(options);
      if ("problem" in read) return yield read;
      const batches = new Batches();
      let held: SourceRecord[] | null = [];
      function* put(records: readonly SourceRecord[]) {
        for (const record of records) {
          if (held) {
            held.push(record);
            if (!hasSecret(record)) continue;
          }
          const ready: readonly SourceRecord[] = held ?? [record];
          held = null;
          for (const one of ready) {
            const full = batches.add(one);
            if (full) yield full;
          }
        }
      }
      let problem: Problem | null = null;
      reading: for await (const rows of vendorRows(source, rowsIn, (table) => tables.has(table))) {
        if ("problem" in rows) {
          problem = rows;
          break;
        }
        for (const { line, row } of rows) {
          const answer = row ? read.row(row, line) : [incompleteRow(line)];
          // Only what has to be decrypted is waited for.
          const records = answer instanceof Promise ? await answer : answer;
          if ("problem" in records) {
            problem = records;
            break reading;
          }
          yield* put(records);
        }
      }
      if (!problem && read.end) yield* put(read.end());
      const rest = batches.rest();
      if (rest.length > 0) yield rest;
      if (whole.syntax === "sql" && batches.count > 0)
        yield* dumpUsers(source, (table) => !tables.has(table));
      if (problem) yield problem;
      else if (read.hopeless?.()) yield { problem: "wrong_unlock" };
      else if (batches.count === 0)
        yield without?.(sample) ?? { problem: "secrets_left_out", values: { app } };
    },
  };
}

function hasSecret({ secret, found }: SourceRecord): boolean {
  return secret !== "" || found.includes("secret_number");
}

function incompleteRow(line: number): SourceRecord {
  return { ...emptyRecord(line), found: ["record_incomplete"] };
}

/** Whether any of a sample's rows is as said. */
export function some(sample: Sample, test: (row: Row) => boolean): boolean {
  return sample.rows.some(test);
}
