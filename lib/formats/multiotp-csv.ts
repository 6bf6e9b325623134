import { rowFormat, share } from "./row-format";
import { isHexSeed, seedRecord } from "./seed";

const TYPE = /^(?:totp|hotp|motp)$/i;

/** multiOTP's token list: `serial;manufacturer;TOTP|HOTP|mOTP;seed in hex;digits;interval or counter` (multiOTP `ImportTokensFromCsv`). */
export const multiotpCsv = rowFormat({
  id: "multiotp-csv",
  extensions: [".csv", ".txt"],
  delimiter: ";",

  confidence: (rows) =>
    share(rows, ([, , type = "", seed]) => TYPE.test(type) && isHexSeed(seed)) >= 0.8 ? 0.95 : 0,

  reader: () => (cells, line) => {
    const [label = "", device = "", type = "", secret = "", digits = "", step = ""] = cells;
    if (cells.length < 4) return seedRecord(line, { label, found: ["record_incomplete"] });
    if (!TYPE.test(type) && !isHexSeed(secret)) return null;
    const period = /^hotp$/i.test(type) ? "" : step;
    return seedRecord(line, { label, device, type, secret, secretEncoding: "hex", digits, period });
  },
});
