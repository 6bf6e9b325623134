import { emptyRecord, IDENTITY_KINDS, type SourceRecord } from "@/lib/otp/record";
import type { TablePlan } from "./format";
import { cellAt } from "./json-rows";
import { rowMapper } from "./row-mapper";

/** Roles that belong to one OTP, not to its user. */
const PER_DEVICE: ReadonlySet<string> = new Set([
  "secret",
  "uri",
  "type",
  "algorithm",
  "digits",
  "period",
  "issuer",
  "label",
  "confirmed",
  "disabled",
]);

/** Of a list of a user's addresses the first stands for the user. */
const USERS: ReadonlySet<string> = new Set(IDENTITY_KINDS);

/**
 * The records in one JSON record: usually one; for a user with several devices (`devices.0.secret`, `devices.1.secret`)
 * one each, so that none is lost and the admin sees that there are two. What is no object is `record_incomplete`.
 */
export function recordReader(plan: TablePlan): (line: number, row: unknown) => SourceRecord[] {
  const readers = devicePlans(plan).map((device) => {
    const read = rowMapper(device);
    const cellOf = device.columns.map(({ name, role }) => {
      if (role === "ignore") return () => undefined;
      return (row: unknown) => cellAt(row, name, USERS.has(role));
    });
    return (line: number, row: unknown) =>
      read(
        line,
        cellOf.map((cell) => cell(row)),
      );
  });
  const [first, ...others] = readers;
  const scalars = plan.columns.some(({ name }) => name === "");
  return (line, row) => {
    if (!first || (!scalars && (typeof row !== "object" || row === null))) return [incomplete(line)];
    const record = first(line, row);
    if (others.length === 0) return [record];
    const records = [record, ...others.map((read) => read(line, row))];
    const filled = records.filter(({ secret, found }) => secret !== "" || found.includes("secret_number"));
    return filled.length > 0 ? filled : [record];
  };
}

/** A record of which nothing can be read but where it stands. */
export function incomplete(line: number): SourceRecord {
  return { ...emptyRecord(line), found: ["record_incomplete"] };
}

function devicePlans(plan: TablePlan): TablePlan[] {
  const secrets = plan.columns.filter(
    ({ name, role }) => (role === "secret" || role === "uri") && elementOf(name),
  );
  if (secrets.length < 2) return [plan];
  return secrets.map((secret) => ({
    ...plan,
    columns: plan.columns.map((column) =>
      PER_DEVICE.has(column.role) && isElsewhere(column.name, secret.name)
        ? { ...column, role: "ignore" }
        : column,
    ),
  }));
}

/** Whether a path lies in another element of the same array. */
function isElsewhere(path: string, secret: string): boolean {
  const [own, other] = [elementOf(secret), elementOf(path)];
  return own !== null && other !== null && own.array === other.array && own.index !== other.index;
}

function elementOf(path: string): { array: string; index: string } | null {
  const match = /^((?:.*?\.)??)(\d+)(?:\.|$)/.exec(path);
  return match ? { array: match[1] ?? "", index: match[2] ?? "" } : null;
}
