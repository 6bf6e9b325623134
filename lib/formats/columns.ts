import type { SecretEncoding } from "@/lib/otp/record";
import type { Cell } from "./cell";
import { columnRoles } from "./column-roles";
import { columnSamples } from "./column-samples";
import type { ColumnDoubt, TablePlan } from "./format";
import { pathShape } from "./header-name";
import { mayStateParameters } from "./parameters-by-sight";
import { encodingOf } from "./secret-encoding";
import { shapeOf } from "./shape";
import { isUserList } from "./user-list";

/** What is known of a table before it is read: its columns' names ("" without a header) and its first rows. */
export type TableSample = {
  names: readonly string[];
  rows: readonly (readonly (Cell | undefined)[])[];
  hasHeader: boolean;
  delimiter: string;
};

/** Cells looked at: every row of the sample for a table of usual width. */
const MAX_CELLS = 50_000;

/**
 * Guesses how a table is to be read, from its column names (English and Chinese) and the shape of its values, and says
 * in `doubts` what an admin should look at. Never throws; a table without anything like an OTP gets `no_secret`.
 */
export function planTable({ names, rows: all, hasHeader, delimiter }: TableSample): TablePlan {
  const rows = all.slice(0, Math.max(20, Math.floor(MAX_CELLS / names.length)));
  const values = names.map((_, i) => rows.map((row) => row[i]));
  const { roles, unsure, secrets, rivals } = columnRoles(names, values, hasHeader);
  const doubts: ColumnDoubt[] = [];
  const secretAt = roles.indexOf("secret");
  const uriAt = roles.indexOf("uri");
  const filled = (at: number) =>
    at >= 0 && (rows.length === 0 || values[at]?.some((cell) => shapeOf(cell) !== null));
  if (!filled(secretAt) && !filled(uriAt)) doubts.push("no_secret");
  const named = roles.some((role) => USER_ROLES.has(role));
  if (!named && uriAt < 0) doubts.push("no_user");
  const doubtful = new Set(rivals);
  if (new Set(secrets.map((at) => fieldOf(names[at] ?? "", at))).size > 1) {
    doubts.push("two_secrets");
    for (const at of secrets) doubtful.add(at);
  }
  if (rivals.length > 0) doubts.push("two_users");
  let secretEncoding: SecretEncoding = "base32";
  if (secretAt >= 0) {
    const secretCells = roles.flatMap((role, at) => (role === "secret" ? (values[at] ?? []) : []));
    const { encoding, ambiguous } = encodingOf(secretCells, names[secretAt] ?? "");
    secretEncoding = encoding;
    if (ambiguous) doubts.push("ambiguous_encoding");
  }
  const overlooked = names.flatMap((name, at) =>
    roles[at] === "ignore" && mayStateParameters(name, values[at] ?? []) ? [at] : [],
  );
  if (secretAt + uriAt > -2 && overlooked.length > 0) {
    doubts.push("unnamed_parameter");
    for (const at of overlooked) doubtful.add(at);
  }
  if (!hasHeader && unsure) doubts.push("no_header");
  const columns = names.map((name, i) => {
    const role = roles[i] ?? "ignore";
    const samples = columnSamples(role, values[i] ?? []);
    return { name, role, samples, ...(doubtful.has(i) ? { doubtful: true as const } : {}) };
  });
  // A list of users needs no secrets: it is joined with a file that has them.
  if (isUserList({ columns, hasHeader })) doubts.length = 0;
  return {
    columns,
    secretEncoding,
    hasHeader,
    delimiter,
    doubts,
  };
}

/** What a column is one of: the same field of every element of an array is one; two columns may bear one name. */
function fieldOf(name: string, at: number): string | number {
  const shape = pathShape(name);
  return shape === name ? at : shape;
}

const USER_ROLES: ReadonlySet<string> = new Set(["userId", "email", "phone", "username", "externalId"]);
