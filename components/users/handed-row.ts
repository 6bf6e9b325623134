import type { RowView } from "@/lib/sheet/row-view";
import type { Revealed } from "@/lib/sheet/sheet";
import { candidateOf } from "./candidate";
import type { Draft } from "./drafts";
import { NOTHING_TYPED } from "./fix-values";

/** A row of the Import table that is looked at on its user's page. It holds the secret: in the memory of this tab only. */
export type HandedRow = { row: RowView; revealed: Revealed | null; sourceName: string };

let handed: HandedRow | null = null;

/** Hands a row over to the page of its user; null takes it back. */
export function handRow(row: HandedRow | null): void {
  handed = row;
}

/** The row that was handed over last. */
export function handedRow(): HandedRow | null {
  return handed;
}

/** What the row brings along to the page of its user: its secret, or where that cannot be read its text, to be typed right. */
export function draftOfRow({ row, revealed, sourceName }: HandedRow): Draft | null {
  if (!revealed) return null;
  const picked = candidateOf(row, revealed, { name: sourceName, size: 0 });
  const { secretText: text, recoveryCode } = revealed;
  return { picked, values: { ...NOTHING_TYPED, text: picked ? "" : text, recoveryCode } };
}
