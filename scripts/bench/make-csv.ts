import { closeSync, openSync, writeSync } from "node:fs";
import type { BenchRow } from "./make-rows";

/** Writes rows as CSV; those that the peers were measured with take 88 bytes each. */
export function makeCsv(path: string, rows: Iterable<BenchRow>): void {
  const file = openSync(path, "w");
  let text = "userId,secret,recoveryCode\n";
  for (const { userId, secret, recoveryCode } of rows) {
    text += `${userId},${secret},${recoveryCode}\n`;
    if (text.length > 1 << 20) {
      writeSync(file, text);
      text = "";
    }
  }
  writeSync(file, text);
  closeSync(file);
}
