import { TOTP_OR_HOTP } from "@/lib/otp/parameters";
import { compact } from "./header-name";
import { rowFormat, share } from "./row-format";
import { isHexSeed, seedRecord } from "./seed";

type Rows = readonly (readonly string[])[];

/**
 * Seed files of token vendors that state no type, as PingID and Duo take them: `serial, seed in hex[, counter]`, with or
 * without a header. The type is chosen there when the file is uploaded, so it is not known here: such a record is never
 * taken for TOTP. A row with a counter is HOTP. Whoever knows that these are TOTP tokens reads the file as `totp-seeds`.
 */
export const tokenSeeds = seedFormat("token-seeds", TOTP_OR_HOTP, (rows) => (seedRows(rows) ? 0.7 : 0));

/**
 * A serial number has digits; an e-mail address, a phone, a login, GenAuth's id or a UUID names a user: then it is a table
 * like any other.
 */
const SERIAL =
  /^\s*(?![0-9a-f]{24}\s*$|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-)(?=[^\d]{0,40}\d)[\w.:/-]{1,64}\s*$/i;

/** A seed file of which every row without a counter is of this type. */
export function seedFormat(id: string, type: string, confidence: (rows: Rows) => number) {
  return rowFormat({
    id,
    extensions: [".csv", ".txt"],
    confidence,
    reader(rows) {
      const header = seedHeader(rows) !== null;
      return (cells, line, at) => {
        const [label = "", secret = "", counter = ""] = cells;
        if (at === 0 && header) return null;
        if (cells.length < 2) return seedRecord(line, { label, found: ["record_incomplete"] });
        return seedRecord(line, {
          label,
          secret,
          secretEncoding: "hex",
          type: counter === "" ? type : "hotp",
        });
      };
    },
  });
}

/** Whether rows are a serial number and a seed, and perhaps a counter, below a header or not. */
export function seedRows(rows: Rows): boolean {
  const fits = ([serial = "", seed, counter = "", ...more]: readonly string[]) =>
    SERIAL.test(serial) && isHexSeed(seed) && /^\d{0,18}$/.test(counter) && more.every((cell) => cell === "");
  const seeds = seedHeader(rows) === null ? rows : rows.slice(1);
  return seeds[0] !== undefined && fits(seeds[0]) && share(seeds, fits) >= 0.8;
}

/** What the header calls the seed, compact; null where the first row is no header of serial numbers and seeds. */
export function seedHeader([first = []]: Rows): string | null {
  const [serial = "", seed = ""] = first.map((cell) => compact(cell.slice(0, 100)));
  if (!/serial|^token(?:id|no|number|sn)?$/.test(serial) || isHexSeed(seed)) return null;
  return /seed|secret|key/.test(seed) ? seed : null;
}
