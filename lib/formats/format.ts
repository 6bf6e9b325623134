import type { SecretEncoding, SourceRecord } from "@/lib/otp/record";
import type { Pack } from "./pack";
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
  "counter",
  "issuer",
  "confirmed",
  "disabled",
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** Roles whose cells are the record's own words, as they stand there. */
export const TEXT_ROLES = [
  "userId",
  "email",
  "phone",
  "username",
  "externalId",
  "label",
  "issuer",
  "type",
  "algorithm",
  "digits",
  "period",
] as const satisfies readonly ColumnRole[];

/** Why a table's columns need a human look before anything is imported. `columns.doubt.<code>` in the catalogue. */
export const COLUMN_DOUBTS = [
  "no_secret",
  "no_user",
  "two_secrets",
  "two_users",
  "ambiguous_encoding",
  "unnamed_parameter",
  "no_header",
] as const;
export type ColumnDoubt = (typeof COLUMN_DOUBTS)[number];

export type Column = {
  /** The header cell or JSON path; "" where the file has no header. */
  name: string;
  role: ColumnRole;
  /** One of those that a doubt is about. */
  doubtful?: true;
  /** Its first values as they may be shown: what may be a secret is only its shape. */
  samples?: readonly string[];
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

/**
 * What a protected file asks the admin for before it can be read. The question is `unlock.<code>` in the catalogue; the
 * answer is used in the worker and kept nowhere.
 */
export const LOCK_CODES = [
  "password",
  /** Of what may be a backup that has no mark to know it by. */
  "unmarked_password",
  "pskc_password",
  "pskc_key",
  "laravel_app_key",
  "better_auth_secret",
  "supabase_key",
] as const;
export type LockCode = (typeof LOCK_CODES)[number];

/** What detection found: which format, how sure, and for tables how to read it. */
export type Detected = {
  /** 0 (not mine) to 1 (nobody else's). The highest wins. */
  confidence: number;
  plan: TablePlan | null;
  /** Set when nothing can be read without the admin's password or key. */
  lock?: LockCode;
};

export type ReadOptions = {
  /** What `detect` returned or the admin made of it. */
  plan: TablePlan | null;
  /** The password or key that the admin typed for `lock`; "" for none. A wrong one is the problem `wrong_unlock`. */
  unlock: string;
  /** Key derivation takes its time: how far it is, 0 to 1. */
  progress(fraction: number): void;
};

/**
 * One line of a list of users that comes beside the secrets (a users table, serial numbers and their owners): whoever has
 * one of these `keys` as external id or label is this user.
 */
export type UserEntry = {
  keys: readonly string[];
} & Pick<SourceRecord, "userId" | "email" | "phone" | "username" | "externalId">;

/** What reading yields, in file order, in batches of bounded size. A Problem is the last thing yielded. */
export type ReadItem =
  | SourceRecord[]
  /** Many records of a table at once, as the file wrote them. */
  | { pack: Pack }
  | { users: UserEntry[] }
  /** The source is part `index` (from 0) of `of` parts that share `id`, e.g. QR images of one export. */
  | { part: { id: string; index: number; of: number } }
  /** How a table is read of which `detect` could see nothing, before its first record. */
  | { plan: TablePlan }
  | Problem;

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
  /** Reads the whole source. A Problem, if any, is the last thing yielded; the records before it stay. */
  read(source: Source, options: ReadOptions): AsyncIterable<ReadItem>;
};
