import type { SourceRecord } from "@/lib/otp/record";
import { type Cell, cellText } from "./cell";
import type { TablePlan } from "./format";

const NUMBER = /^\d/;
const SAYS_TOTP = /totp/i;

/**
 * Tells of a table's rows which are HOTP (RFC 4226) by their counter. Only HOTP has a moving factor of its own: where a row
 * gives one and states neither type nor period, its codes follow the counter, and none that GenAuth computes from the time
 * would fit. It is not HOTP because of a counter if the row's type (that of a Key URI too) or period says otherwise, or the
 * name of the column that its secret stands in (`totp_secret`): some systems keep a counter of zero for every device.
 */
export function countingRows({
  columns,
}: TablePlan): (record: SourceRecord, cells: readonly (Cell | undefined)[]) => boolean {
  const isTotp = columns.some(({ name, role }) => role === "secret" && SAYS_TOTP.test(name));
  const counters = isTotp ? [] : columns.flatMap(({ role }, at) => (role === "counter" ? [at] : []));
  return (record, cells) =>
    counters.length > 0 &&
    record.type === "" &&
    record.period === "" &&
    counters.some((at) => NUMBER.test(cellText(cells[at])));
}
