import type { SecretEncoding, SourceRecord } from "@/lib/otp/record";
import type { Problem } from "./problem";
import type { Source } from "./source";

/** What a column of a table can mean. `ignore`: not read, not kept. */
export const COLUMN_ROLES = [
  "ignore",
  "userId",
  "email",
  "phone",
  "username",
  "externalId",
  "label",
  "secret",
  "uri",
  "recoveryCode",
  "type",
  "algorithm",
  "digits",
  "period",
  "issuer",
  "confirmed",
  "disabled",
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** Why a table's columns need a human look before anything is imported. `doubt.column.<code>` in the catalogue. */
export const COLUMN_DOUBTS = [
  "no_secret",
  "no_user",
  "two_secrets",
  "ambiguous_encoding",
  "no_header",
] as const;
export type ColumnDoubt = (typeof COLUMN_DOUBTS)[number];

export type Column = {
  /** The header cell or JSON path; "" where the file has no header. */
  name: string;
  role: ColumnRole;
};

/** How a table is to be read: guessed by the format, changed by the admin in the mapping panel. */
export type TablePlan = {
  columns: Column[];
  /** Of the `secret` column; one encoding for the whole column (formats.md section 1). */
  secretEncoding: SecretEncoding;
  /** Whether the first line of a delimited file is its header. */
  hasHeader: boolean;
  /** Of a delimited file. */
  delimiter: string;
  /** Empty when the format is sure of the columns. */
  doubts: ColumnDoubt[];
};

/** What detection found: which format, how sure, and for tables how to read it. */
export type Detected = {
  /** 0 (not mine) to 1 (nobody else's). The highest wins. */
  confidence: number;
  plan: TablePlan | null;
};

/**
 * One kind of source file. A format never throws on what a file contains and never puts a secret into a problem:
 * what is wrong with one record is an issue on that record, what is wrong with the file is a Problem.
 */
export type Format = {
  /** Stable id; its name for humans is `format.<id>` in the catalogue. */
  id: string;
  /** Lower-case file name endings with the dot, for the picker. */
  extensions: readonly string[];
  detect(source: Source): Detected;
  /**
   * Records in file order, in batches of bounded size. `plan` is what `detect` returned or the admin made of it.
   * A Problem, if any, is the last thing yielded; the records before it stay.
   */
  read(source: Source, plan: TablePlan | null): AsyncIterable<SourceRecord[] | Problem>;
};
