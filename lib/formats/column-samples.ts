import { looksLikeSecret } from "@/lib/otp/misplaced-secret";
import type { Cell } from "./cell";
import type { ColumnRole } from "./format";

/** Roles whose values may be shown as they are. Anything else may be a secret or a password. */
const SHOWN: ReadonlySet<ColumnRole> = new Set([
  "userId",
  "email",
  "phone",
  "username",
  "externalId",
  "type",
  "algorithm",
  "digits",
  "period",
  "counter",
  "issuer",
  "confirmed",
  "disabled",
]);
const SAMPLES = 2;
const MOST_CHARACTERS = 32;

/**
 * The first values of a column, to tell by what it holds. A value that may be a secret comes as its shape: letters as A
 * and a, digits as 9.
 */
export function columnSamples(role: ColumnRole, cells: readonly (Cell | undefined)[]): string[] {
  return cells
    .map((cell) => (cell === undefined ? "" : String(cell).trim()))
    .filter((text) => text !== "")
    .slice(0, SAMPLES)
    .map((text) => {
      const shown = SHOWN.has(role) && !looksLikeSecret(text) ? text : shapeText(text);
      return shown.length > MOST_CHARACTERS ? `${shown.slice(0, MOST_CHARACTERS)}…` : shown;
    });
}

function shapeText(text: string): string {
  return text
    .slice(0, MOST_CHARACTERS + 1)
    .replace(/\p{Lu}/gu, "A")
    .replace(/\p{L}/gu, (letter) => (letter === "A" ? "A" : "a"))
    .replace(/\p{N}/gu, "9");
}
