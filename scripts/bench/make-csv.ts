import { closeSync, openSync, writeSync } from "node:fs";

/**
 * Writes the file that the peers were measured with: 88 bytes a row (user id, base32 secret, recovery code), 1 % secrets
 * with a 1 in them, 0.1 % user ids twice. Always the same for the same number of rows.
 */
export function makeCsv(path: string, rows: number): void {
  let seed = 12345;
  const random = () => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return seed >>> 0;
  };
  const pick = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[random() % alphabet.length]).join("");
  const hex = "0123456789abcdef";
  const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const file = openSync(path, "w");
  let text = "userId,secret,recoveryCode\n";
  let before = "";
  for (let row = 0; row < rows; row++) {
    const user = row % 1000 === 999 ? before : pick(hex, 24);
    const secret = pick(base32, 32);
    const mistyped = row % 100 === 50 ? `${secret.slice(0, 10)}1${secret.slice(11)}` : secret;
    text += `${user},${mistyped},${Array.from({ length: 6 }, () => pick(hex, 4)).join("-")}\n`;
    before = user;
    if (text.length > 1 << 20) {
      writeSync(file, text);
      text = "";
    }
  }
  writeSync(file, text);
  closeSync(file);
}
