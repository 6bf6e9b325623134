import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import type { Format } from "./format";
import { readLines } from "./lines";
import { SURE } from "./vendor";

const HEADER = /^\s*issuer,username,algorithm,digits,period,secret\s*(?:$|[\r\n])/;

/**
 * `authelia storage user totp export csv` (authelia/authelia, internal/commands/storage_run.go): plain base32, and no
 * quoting, so whatever commas there are beyond five belong to the issuer.
 */
export const autheliaCsv: Format = {
  id: "authelia-csv",
  extensions: [".csv"],
  detect: ({ head }) => ({ confidence: HEADER.test(head) ? SURE : 0, plan: null }),

  async *read(source) {
    const batches = new Batches();
    for await (const lines of readLines(source.chunks())) {
      if ("problem" in lines) {
        yield batches.rest();
        return yield lines;
      }
      for (const { line, text } of lines) {
        if (HEADER.test(text)) continue;
        const full = batches.add(readLine(line, text));
        if (full) yield full;
      }
    }
    const rest = batches.rest();
    if (rest.length > 0) yield rest;
    if (batches.count === 0) yield { problem: "no_otp" };
  },
};

function readLine(line: number, text: string): SourceRecord {
  const cells = text.split(",");
  const record = emptyRecord(line);
  const [username = "", algorithm = "", digits = "", period = "", secret = ""] = cells
    .slice(-5)
    .map((cell) => cell.trim());
  const whole = cells.length >= 6 && /^\d+$/.test(digits) && /^\d+$/.test(period);
  if (!whole) return { ...record, found: ["record_incomplete"] };
  record.issuer = cells.slice(0, -5).join(",").trim();
  record.username = username;
  if (username.includes("@")) record.email = username;
  return { ...record, type: "totp", algorithm, digits, period, secret };
}
