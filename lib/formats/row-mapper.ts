import type { IssueCode } from "@/lib/otp/issue";
import { readKeyUri } from "@/lib/otp/key-uri";
import { emptyRecord, IDENTITY_KINDS, type SecretEncoding, type SourceRecord } from "@/lib/otp/record";
import { readSecret } from "@/lib/otp/secret";
import { LOOKUP_KINDS } from "@/lib/otp/user-lookup";
import { type Cell, cellText, cleanCell, isRounded, isScientific } from "./cell";
import { countingRows } from "./counting-rows";
import { type ColumnRole, type TablePlan, TEXT_ROLES } from "./format";
import { compact } from "./header-name";
import { type StatedTwice, statedTwice } from "./uri-and-column";
import { verdictOf } from "./value-checks";
import { codesIn } from "./vendor-values";

/** Flags of which "yes" means that the OTP works. */
const ENABLED = /enabled|启用/;
/** Since when it is disabled, revoked or deleted: a date, or seconds since the epoch; not MySQL's `0000-00-00`. */
const TIME = /^[12]\d{3}[-/.]\d\d?[-/.]\d\d?\b|^[1-9]\d{8,18}$/;

/**
 * A column's word for the user counts for more than the label of a URI; of the OTP the URI itself knows best, but a
 * parameter that a column contradicts is neither's (uri-and-column.ts).
 */
const IDENTITIES: ReadonlySet<string> = new Set(IDENTITY_KINDS.filter((kind) => kind !== "label"));

/** Turns the cells of one row into a record; `line` is the row's own. */
export type RowMapper = (line: number, cells: readonly (Cell | undefined)[]) => SourceRecord;

/**
 * The reader of a table's rows for one plan, worked out once. Several columns may share a role: of texts the first that
 * is not empty counts, recovery codes are joined. Adds to `found`: `secret_number` (a spreadsheet or a JSON number
 * destroyed the secret), `record_incomplete` (too few cells for a secret, or more than there are columns: whatever is in
 * the secret's place is not to be trusted), `record_unconfirmed`, `record_disabled`, and what readKeyUri finds. Never throws.
 */
export function rowMapper(plan: TablePlan): RowMapper {
  const { secretEncoding } = plan;
  const columnsOf = (role: ColumnRole) =>
    plan.columns.flatMap((column, at) => (column.role === role ? [at] : []));
  const [userIdAt = -1] = columnsOf("userId");
  const texts = TEXT_ROLES.flatMap((role, i) =>
    columnsOf(role).map((at) => ({ role, at, bit: 1 << i })),
  ).filter(({ at }) => at !== userIdAt);
  const secretsAt = columnsOf("secret");
  const urisAt = columnsOf("uri");
  const codesAt = columnsOf("recoveryCode");
  const flags = flagsOf(plan);
  const isCounting = countingRows(plan);
  const width = plan.columns.length;
  const needed = Math.min(...secretsAt, ...urisAt, width);
  const listLast = plan.columns[width - 1]?.role === "recoveryCode";

  return (line, cells) => {
    const uri = urisAt.length === 0 ? "" : firstText(cells, urisAt);
    const fromUri = uri.includes("://");
    const record = fromUri ? readKeyUri(uri, line) : emptyRecord(line);
    if (userIdAt >= 0) record.userId = idText(record, cells[userIdAt]);
    let taken = 0;
    let rounded = false;
    for (const { role, at, bit } of texts) {
      if ((taken & bit) !== 0 || (role === "userId" && record.userId !== "")) continue;
      if ((role === "label" || IDENTITIES.has(role)) && isRounded(cells[at])) {
        rounded ||= role !== "label";
        continue;
      }
      const text = cellText(cells[at]);
      if (text === "") continue;
      if (fromUri && record[role] !== "" && !IDENTITIES.has(role)) {
        if (isParameter(role)) record[role] = statedTwice(role, record[role], text);
        continue;
      }
      record[role] = text;
      taken |= bit;
    }
    if (rounded && !LOOKUP_KINDS.some((kind) => record[kind] !== "")) add(record, "user_id_invalid");
    if (isCounting(record, cells)) record.type = "hotp";
    if (!fromUri) {
      record.secretEncoding = uri === "" ? secretEncoding : "base32";
      record.secret = uri === "" ? secretText(record, cells, secretsAt) : uri;
    } else if (secretsAt.length > 0 && !isSameKey(record.secret, firstText(cells, secretsAt), secretEncoding))
      add(record, "uri_invalid");
    for (const at of codesAt) record.recoveryCode = joined(record.recoveryCode, codesIn(cellText(cells[at])));
    if (cells.length !== width) checkWidth(record, cells, width, needed, listLast);
    for (const flag of flags) checkFlag(record, cellText(cells[flag.at]), flag);
    return record;
  };
}

function isParameter(role: string): role is StatedTwice {
  return role === "type" || role === "algorithm" || role === "digits" || role === "period";
}

type Flag = { at: number; code: "record_unconfirmed" | "record_disabled"; inForce: "yes" | "no" };

function flagsOf(plan: TablePlan): Flag[] {
  return plan.columns.flatMap(({ name, role }, at): Flag[] => {
    if (role === "confirmed") return [{ at, code: "record_unconfirmed", inForce: "yes" }];
    if (role !== "disabled") return [];
    return [{ at, code: "record_disabled", inForce: ENABLED.test(compact(name)) ? "yes" : "no" }];
  });
}

function checkFlag(record: SourceRecord, text: string, { code, inForce }: Flag): void {
  const verdict = inForce === "no" && TIME.test(text) ? "yes" : verdictOf(text);
  if (verdict === null || verdict === "good" || verdict === inForce) return;
  add(record, code);
}

function checkWidth(
  record: SourceRecord,
  cells: readonly (Cell | undefined)[],
  width: number,
  needed: number,
  listLast: boolean,
): void {
  if (cells.length <= needed) {
    add(record, "record_incomplete");
    return;
  }
  for (let at = width; at < cells.length; at++) {
    const text = cellText(cells[at]);
    if (text === "") continue;
    // Codes separated by the delimiter itself run on behind the last column.
    if (!listLast) {
      add(record, "record_incomplete");
      return;
    }
    record.recoveryCode = joined(record.recoveryCode, text);
  }
}

function secretText(
  record: SourceRecord,
  cells: readonly (Cell | undefined)[],
  columns: readonly number[],
): string {
  for (const at of columns) {
    const cell = cells[at];
    if (cell === undefined || cell === "") continue;
    const text = typeof cell === "string" ? cleanCell(cell) : "";
    if (typeof cell === "number" || isScientific(text)) {
      add(record, "secret_number");
      return "";
    }
    if (text !== "") return text;
  }
  return "";
}

function idText(record: SourceRecord, cell: Cell | undefined): string {
  if (!isRounded(cell)) return cellText(cell);
  add(record, "user_id_invalid");
  return "";
}

/** Whether a URI has the key that stands beside it, if one does that can be read; else nobody can tell which counts. */
function isSameKey(inUri: string, beside: string, encoding: SecretEncoding): boolean {
  if (beside === "" || beside === inUri) return true;
  const [own, other] = [readSecret(inUri, "base32"), readSecret(beside, encoding)];
  return !own.ok || !other.ok || own.canonical === other.canonical;
}

function firstText(cells: readonly (Cell | undefined)[], columns: readonly number[]): string {
  for (const at of columns) {
    const text = cellText(cells[at]);
    if (text !== "") return text;
  }
  return "";
}

function joined(codes: string, more: string): string {
  return codes === "" ? more : more === "" ? codes : `${codes} ${more}`;
}

function add(record: SourceRecord, code: IssueCode): void {
  record.found = [...record.found, code];
}
