import type { SourceView } from "@/lib/sheet/state";

type Missing = { id: string /** From 0. */; missing: number[]; of: number };

/** Exports in several parts (QR images) of which some are not here. */
export function missingParts(sources: readonly SourceView[]): Missing[] {
  const seen = new Map<string, { of: number; indexes: Set<number> }>();
  for (const part of sources.flatMap(({ parts }) => parts)) {
    const known = seen.get(part.id) ?? { of: part.of, indexes: new Set<number>() };
    known.indexes.add(part.index);
    seen.set(part.id, known);
  }
  return [...seen].flatMap(([id, { of, indexes }]) => {
    const missing = Array.from({ length: of }, (_, index) => index).filter((index) => !indexes.has(index));
    return missing.length > 0 ? [{ id, missing, of }] : [];
  });
}
