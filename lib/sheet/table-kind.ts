import type { TablePlan } from "@/lib/formats/format";

/**
 * Tables with the same column names are of one kind. Without names, those for which the same columns are guessed: or any
 * other table of that width would be read by these columns, unasked.
 */
export function kindOf({ delimiter, hasHeader, columns, secretEncoding, doubts }: TablePlan): string {
  return JSON.stringify(
    columns.some(({ name }) => name !== "")
      ? [delimiter, hasHeader, columns.map(({ name }) => name)]
      : [delimiter, hasHeader, columns.map(({ role }) => role), secretEncoding, doubts],
  );
}
