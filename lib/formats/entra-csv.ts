import { furtherColumns } from "./further-columns";
import { compact } from "./header-name";
import { rowFormat } from "./row-format";
import { nameUser, seedRecord } from "./seed";

const NAMES = ["upn", "serialnumber", "secretkey", "timeinterval", "manufacturer", "model"] as const;

/**
 * The OATH token file of Microsoft Entra ID (Azure MFA) and HelloID, and what token vendors make for them: `upn, serial
 * number, secret key, time interval, manufacturer, model`. The secret is base32, also where it could be hex; Entra knows
 * only TOTP. Neither hash nor digits are in the file, unless somebody has added them.
 */
export const entraCsv = rowFormat({
  id: "entra-csv",
  extensions: [".csv"],

  confidence([header = []]) {
    const at = columnsOf(header);
    return at("serialnumber") >= 0 && at("secretkey") >= 0 && at("timeinterval") >= 0 ? 0.95 : 0;
  },

  reader(rows) {
    const [header = []] = rows;
    const at = columnsOf(header);
    const columns = NAMES.map(at);
    const takeFurther = furtherColumns(rows);
    return (cells, line, row) => {
      if (row === 0) return null;
      const [upn = "", label = "", secret = "", period = "", maker = "", model = ""] = columns.map(
        (column) => cells[column] ?? "",
      );
      const found = cells.length <= at("secretkey") ? (["record_incomplete"] as const) : [];
      const device = `${maker} ${model}`.trim();
      const record = seedRecord(line, { label, secret, period, device, found });
      takeFurther(record, cells).type ||= "totp";
      return nameUser(record, upn);
    };
  },
});

function columnsOf(header: readonly string[]): (name: (typeof NAMES)[number]) => number {
  const names = header.map((cell) => compact(cell.slice(0, 100)));
  return (name) => names.indexOf(name);
}
