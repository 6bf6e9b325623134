import { rowFormat, share } from "./row-format";
import { hashByLength, isHexSeed, isTokenType, nameUser, seedRecord } from "./seed";
import { seedRows } from "./token-seeds";

const VERSION_2 = /^\s*#\s*version:\s*2\b/im;
/** What stands before the serial number from version 2 on: user name, resolver, realm. */
const USER_COLUMNS = 3;

/**
 * OATH CSV of privacyIDEA, LinOTP and eduMFA, and NetIQ's, which has the same columns: `serial, seed in hex, type, digits,
 * time step or counter[, hash]`. The type is HOTP unless stated; the hash goes by the length of the seed unless LinOTP's
 * sixth column names it. `# version: 2` above puts the user in front (privacyIDEA `lib/importotp.py`).
 */
export const oathCsv = rowFormat({
  id: "oath-csv",
  extensions: [".csv", ".txt"],

  confidence(rows, head) {
    const from = shiftOf(head);
    if (share(rows, (row) => isHexSeed(row[from + 1])) < 0.8) return 0;
    if (from > 0) return 0.95;
    const [typed, bare] = [
      share(rows, ([, , type]) => isTokenType(type)),
      share(rows, ({ length }) => length === 2),
    ];
    if (typed + bare < 0.8) return 0;
    if (typed > 0) return 0.8;
    // Only serial and seed: as likely a seed file of which the server would ask the type. With users in front, or under
    // other column names, it is neither.
    return seedRows(rows) ? 0.6 : 0;
  },

  reader(_, head) {
    const from = shiftOf(head);
    return (cells, line) => {
      const [serial = "", secret = "", stated = "", digits = "", step = "", hash = ""] = cells.slice(from);
      if (cells.length < from + 2) return seedRecord(line, { found: ["record_incomplete"] });
      const type = stated === "" ? "hotp" : stated.toLowerCase();
      const record = seedRecord(line, {
        label: serial,
        secret,
        secretEncoding: "hex",
        type,
        digits,
        period: type === "hotp" ? "" : step,
        algorithm: hash === "" ? hashByLength(secret) || "SHA1" : hash,
      });
      return from > 0 ? nameUser(record, cells[0] ?? "") : record;
    };
  },
});

function shiftOf(head: string): number {
  return VERSION_2.test(head.slice(0, 1_000)) ? USER_COLUMNS : 0;
}
