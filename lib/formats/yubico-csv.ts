import type { SourceRecord } from "@/lib/otp/record";
import { rowFormat, share } from "./row-format";
import { seedRecord } from "./seed";

const KINDS: Readonly<Record<string, string>> = {
  "yubico otp": "yubico",
  "oath-hotp": "hotp",
  "static password": "static",
  "scan code": "static",
  "challenge-response: hmac-sha1": "challenge-response",
  "challenge-response: yubico otp": "challenge-response",
};
const KEY = /^(?:[0-9a-f]{32}|[0-9a-f]{40})$/i;
const MODHEX_OR_NOTHING = /^[cbdefghijklnrtuv]{0,32}$/i;
const PRIVATE_ID = /^(?:|0|[0-9a-f]{12})$/i;

/**
 * The log of Yubico's personalisation tools, "traditional" (`OATH-HOTP,time,slot,public id,private id,key,…`) and "Yubico"
 * (`serial,public id,private id or 0,key,access code,time,`): Yubico OTP, OATH-HOTP, static passwords. None of it is TOTP,
 * so every record says what it is instead (privacyIDEA `parseYubicoCSV`).
 */
export const yubicoCsv = rowFormat({
  id: "yubico-csv",
  extensions: [".csv"],

  confidence: (rows) => (share(rows, (row) => isStart(row) || recordOf(row, 0) !== null) >= 0.8 ? 0.95 : 0),

  reader: () => (cells, line) =>
    isStart(cells) ? null : (recordOf(cells, line) ?? seedRecord(line, { found: ["record_incomplete"] })),
});

function isStart([first = ""]: readonly string[]): boolean {
  return /^logging (?:start|stop|end)/i.test(first);
}

function recordOf(cells: readonly string[], line: number): SourceRecord | null {
  const [first = "", second = "", third = "", fourth = "", fifth = "", sixth = ""] = cells;
  const name = first.toLowerCase();
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind !== undefined) {
    if (cells.length < 6) return null;
    return seedRecord(line, {
      label: fourth,
      device: `slot ${third}`,
      secret: sixth,
      secretEncoding: "hex",
      type: kind,
    });
  }
  if (!/^\d{1,12}$/.test(first) || !KEY.test(fourth) || cells.length < 6 || fifth.length > 16) return null;
  if (!MODHEX_OR_NOTHING.test(second) || !PRIVATE_ID.test(third)) return null;
  const type = third === "0" ? "hotp" : third === "" ? "static" : "yubico";
  return seedRecord(line, { label: first, secret: fourth, secretEncoding: "hex", type });
}
