import { EVERYTHING, type Query } from "./query";
import { Sheet } from "./sheet";
import { nextTurn } from "./turn";

/** A first small piece of a file and a whole one after it. */
const ROWS = 8_000;
/** What is run so often is compiled for good; after that nothing is won. */
const ROUNDS = 2;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const ID = "0123456789abcdef01234567";
const CODE = "0123-4567-89ab-cdef-0123";

/** What people ask for first. */
const QUERIES: readonly Query[] = [
  { ...EVERYTHING, sort: { column: "user", descending: false } },
  { ...EVERYTHING, state: "blocked" },
  { ...EVERYTHING, issue: "secret_not_base32" },
  { ...EVERYTHING, search: "7f" },
];

/**
 * Reads an invented table into a sheet that nobody sees, and looks at it: so the code that recognises, checks and sorts a
 * file is compiled when the first one comes, which would else take a tenth longer. Ends as soon as there is something
 * better to do (`wanted`).
 */
export async function warmUp(wanted: () => boolean): Promise<void> {
  const blob = new Blob([inventedTable()]);
  const sheet = new Sheet();
  sheet.subscribe(() => undefined);
  for (let round = 0; round < ROUNDS && !wanted(); round++) {
    await sheet.load([{ blob, name: "" }]);
    for (const query of QUERIES) {
      if (wanted()) break;
      sheet.show(query);
      await nextTurn();
    }
    sheet.clear();
    await nextTurn();
  }
}

/** Ids, secrets and recovery codes as most files have them, and the mistakes that most of them have. */
function inventedTable(): string {
  const lines = Array.from({ length: ROWS }, (_, number) => {
    const hex = number.toString(16).padStart(4, "0");
    const user = number % 1_000 === 999 ? ID : ID.slice(4) + hex;
    const letters = Array.from(hex, (digit) => LETTERS[Number.parseInt(digit, 16) + 4]).join("");
    const secret = (number % 100 === 50 ? "1" : LETTERS.slice(-1)) + LETTERS.slice(5) + letters;
    return `${user},${secret},${hex}-${CODE}`;
  });
  return ["userId,secret,recoveryCode", ...lines, ""].join("\n");
}
