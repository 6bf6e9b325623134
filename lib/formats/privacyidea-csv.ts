import { rowFormat, share } from "./row-format";
import { hashByLength, isTokenType, nameUser, seedEncoding, seedRecord } from "./seed";
import { splitOwner } from "./token-owner";

const SEED = /^[A-Z2-7=]{8,}$|^[0-9a-f]{16,}$/i;

/**
 * `privacyidea-token-janitor find --action export --csv`: `login@realm, serial, key, type, digits, step`; the key in hex,
 * or with `--b32` in base32, one of them in a file. A token without an owner has `n/a`; old versions print `None` for the
 * step. The hash is not in the file: a key as long as SHA-2 wants it is taken to be for that, never for SHA-1.
 */
export const privacyideaCsv = rowFormat({
  id: "privacyidea-csv",
  extensions: [".csv", ".txt"],

  confidence(rows) {
    const fits = ([owner = "", , seed = "", type]: readonly string[]) =>
      (owner === "" || owner.includes("@")) && SEED.test(seed) && isTokenType(type);
    return share(rows, fits) >= 0.8 ? 0.92 : 0;
  },

  reader(rows) {
    const secretEncoding = seedEncoding(rows.map(([, , seed]) => seed));
    return (cells, line) => {
      const [owner = "", label = "", secret = "", type = "", digits = "", step = ""] = cells;
      if (cells.length < 4) return seedRecord(line, { label, found: ["record_incomplete"] });
      const algorithm = hashByLength(secret, secretEncoding);
      const period = type.toLowerCase() === "hotp" ? "" : step;
      const record = seedRecord(line, { label, secret, secretEncoding, type, algorithm, digits, period });
      return nameUser(record, splitOwner(owner));
    };
  },
});
