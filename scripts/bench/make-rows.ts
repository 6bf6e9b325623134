/** A row of the file that the peers were measured with. */
export type BenchRow = { userId: string; secret: string; recoveryCode: string };

const HEX = "0123456789abcdef";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The rows that the peers were measured with: 1 % secrets with a 1 in them, 0.1 % user ids twice. Always the same for the
 * same number of rows.
 */
export function* makeRows(rows: number): Generator<BenchRow> {
  let seed = 12345;
  const random = () => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return seed >>> 0;
  };
  const pick = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[random() % alphabet.length]).join("");
  let before = "";
  for (let row = 0; row < rows; row++) {
    const userId = row % 1000 === 999 ? before : pick(HEX, 24);
    const secret = pick(BASE32, 32);
    const mistyped = row % 100 === 50 ? `${secret.slice(0, 10)}1${secret.slice(11)}` : secret;
    const recoveryCode = Array.from({ length: 6 }, () => pick(HEX, 4)).join("-");
    yield { userId, secret: mistyped, recoveryCode };
    before = userId;
  }
}

/** The user id that comes first when the rows are sorted by it. */
export function firstUser(rows: number): string {
  let first = "~";
  for (const { userId } of makeRows(rows)) if (userId < first) first = userId;
  return first;
}
