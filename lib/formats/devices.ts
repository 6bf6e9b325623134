import { emptyRecord, IDENTITY_KINDS, type SourceRecord } from "@/lib/otp/record";
import type { Cell } from "./cell";
import type { Column, TablePlan } from "./format";
import { pathShape } from "./header-name";
import { beside, isInArray, isUsed, siblingPaths } from "./json-elements";
import { cellAt } from "./json-rows";
import { type RowMapper, rowMapper } from "./row-mapper";

/** Roles that belong to one OTP, not to its user. */
const PER_DEVICE: ReadonlySet<string> = new Set([
  "secret",
  "uri",
  "type",
  "algorithm",
  "digits",
  "period",
  "counter",
  "issuer",
  "label",
  "confirmed",
  "disabled",
]);

/** Of a list of a user's addresses the first stands for the user. */
const USERS: ReadonlySet<string> = new Set(IDENTITY_KINDS);

/** Readers are kept for the devices of usual users, made anew for what lies further behind in a long array. */
const MAX_KEPT = 1_000;

type Reader = (line: number, row: unknown) => SourceRecord;

/**
 * The records in one JSON record: usually one; for a user with several devices (`devices.0.secret`, `devices.1.secret`, …,
 * however many) one each, so that none is lost and the admin sees that there are two. What is no object is
 * `record_incomplete`.
 */
export function recordReader(plan: TablePlan): (line: number, row: unknown) => SourceRecord[] {
  const columns = plan.columns.filter(({ role }) => role !== "ignore");
  const secrets = columns.filter(({ name, role }) => isSecret(role) && isInArray(name));
  const fields = firstOfEach(secrets);
  const ignored = new Set(plan.columns.filter(({ role }) => role === "ignore").map(({ name }) => name));
  const whole = readerOf(plan, columns);
  const kept = new Map<string, Reader>();
  const readerAt = (secret: string): Reader => {
    const known = kept.get(secret);
    if (known) return known;
    const reader = readerOf(plan, deviceColumns(columns, secret));
    if (kept.size < MAX_KEPT) kept.set(secret, reader);
    return reader;
  };
  const scalars = plan.columns.some(({ name }) => name === "");
  return (line, row) => {
    if (!scalars && (typeof row !== "object" || row === null)) return [incomplete(line)];
    const paths = fields.flatMap(({ name }) => siblingPaths(row, name)).filter((path) => !ignored.has(path));
    if (paths.length === 0) return [whole(line, row)];
    const records = paths.map((path) => readerAt(path)(line, row));
    const filled = records.filter(({ secret, found }) => secret !== "" || found.includes("secret_number"));
    return filled.length > 0 ? filled : records.slice(0, 1);
  };
}

/** A record of which nothing can be read but where it stands. */
export function incomplete(line: number): SourceRecord {
  return { ...emptyRecord(line), found: ["record_incomplete"] };
}

function isSecret(role: string): boolean {
  return role === "secret" || role === "uri";
}

/** One column for each field, whatever the elements it was seen in. */
function firstOfEach(columns: readonly Column[]): Column[] {
  const shapes = new Map<string, Column>();
  for (const column of columns) {
    const shape = `${pathShape(column.name)} ${column.role}`;
    if (!shapes.has(shape)) shapes.set(shape, column);
  }
  return [...shapes.values()];
}

/** The columns of one device: of what belongs to a device only what lies beside its secret, and no other secret. */
function deviceColumns(columns: readonly Column[], secret: string): Column[] {
  const seen = new Set<string>();
  return columns.flatMap((column): Column[] => {
    if (!PER_DEVICE.has(column.role) || !isInArray(column.name)) return [column];
    const name = beside(column.name, secret);
    if (isSecret(column.role) && name !== secret) return [];
    if (seen.has(`${name} ${column.role}`)) return [];
    seen.add(`${name} ${column.role}`);
    return [{ ...column, name }];
  });
}

function readerOf(plan: TablePlan, given: readonly Column[]): Reader {
  const codes = firstOfEach(given.filter(({ role, name }) => role === "recoveryCode" && isInArray(name)));
  const columns = given.filter(
    (column) => column.role !== "recoveryCode" || !isInArray(column.name) || codes.includes(column),
  );
  const read: RowMapper = rowMapper({ ...plan, columns: [...columns] });
  const cells = columns.map((column): ((row: unknown) => Cell) => {
    if (codes.includes(column)) return (row) => allCodes(row, column.name);
    return (row) => cellAt(row, column.name, USERS.has(column.role));
  });
  return (line, row) =>
    read(
      line,
      cells.map((cell) => cell(row)),
    );
}

/** The unused codes of every element. */
function allCodes(row: unknown, path: string): string {
  return siblingPaths(row, path)
    .filter((one) => !isUsed(row, one))
    .map((one) => cellAt(row, one))
    .filter((code) => code !== "")
    .join(",");
}
