import type { SourceRecord } from "@/lib/otp/record";
import { matchHeader } from "./header-name";
import { agrees } from "./value-checks";

const PARAMETERS = ["type", "algorithm", "digits", "period"] as const;

/**
 * Puts into a record of a vendor's table what columns beside the vendor's own state of the OTP: files are made by hand and
 * by scripts after the vendor's template, and what GenAuth does not compute must not be overlooked in them.
 */
export function furtherColumns([header = [], ...rows]: readonly (readonly string[])[]): (
  record: SourceRecord,
  cells: readonly string[],
) => SourceRecord {
  const columns = header.flatMap((name, at) => {
    const match = matchHeader(name);
    const role = PARAMETERS.find((parameter) => parameter === match?.role);
    const values = rows.map((row) => row[at] ?? "").filter((value) => value !== "");
    return role && match && agrees(role, match.word, values) ? [{ role, at }] : [];
  });
  return (record, cells) => {
    for (const { role, at } of columns) record[role] ||= cells[at] ?? "";
    return record;
  };
}
