import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { furtherColumns } from "./further-columns";
import { compact, matchHeader } from "./header-name";
import { rowFormat } from "./row-format";
import { seedEncoding } from "./seed";

const IDENTITIES = ["userId", "email", "phone", "username", "externalId"] as const;

/**
 * SecureAuth's bulk upload of hardware tokens: user columns beside `Totptoken` (`seed` or `seed|serial`) and `Hotptoken`
 * (`device|seed|counter`) (docs.secureauth.com, "Bulk upload hardware OATH tokens using CSV file").
 */
export const secureauthCsv = rowFormat({
  id: "secureauth-csv",
  extensions: [".csv"],

  confidence([header = []]) {
    const { totp, hotp } = columnsOf(header);
    return Math.max(totp, hotp) >= 0 ? 0.95 : 0;
  },

  reader([header = [], ...rows]) {
    const { totp, hotp } = columnsOf(header);
    const takeFurther = furtherColumns([header, ...rows]);
    const users = header.flatMap((name, at) => {
      const role = IDENTITIES.find((kind) => kind === matchHeader(name)?.role);
      return role ? [{ role, at }] : [];
    });
    const secretEncoding = seedEncoding(rows.flatMap((row) => [seedIn(row[totp], 0), seedIn(row[hotp], 1)]));
    return (cells, line, at) => {
      // A user without a token is no record.
      if (at === 0 || !(cells[totp] || cells[hotp])) return null;
      const record: SourceRecord = { ...emptyRecord(line), secretEncoding };
      for (const user of users) if (record[user.role] === "") record[user.role] = cells[user.at] ?? "";
      const timed = cells[totp] ?? "";
      const counted = cells[hotp] ?? "";
      record.type = timed === "" ? "hotp" : "totp";
      record.secret = timed === "" ? seedIn(counted, 1) : seedIn(timed, 0);
      if (timed === "") record.device = seedIn(counted, 0);
      else record.label = seedIn(timed, 1);
      return takeFurther(record, cells);
    };
  },
});

function columnsOf(header: readonly string[]): { totp: number; hotp: number } {
  const names = header.map((cell) => compact(cell.slice(0, 100)));
  return { totp: names.indexOf("totptoken"), hotp: names.indexOf("hotptoken") };
}

function seedIn(cell: string | undefined, part: number): string {
  return (cell ?? "").split("|", 3)[part]?.trim() ?? "";
}
