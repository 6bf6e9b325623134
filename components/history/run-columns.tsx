"use client";

import { createContext, useContext } from "react";
import { useTranslations } from "use-intl";
import { type GridColumn, gridKind } from "@/components/table/grid-kind";
import { outcomeSentence } from "@/components/table/outcome-sentence";
import { StateBadge } from "@/components/table/state-badge";
import type { RunRow } from "@/lib/otp/run-list";
import { noFormula } from "@/lib/sheet/csv-cell";

type CellProps = { row: RunRow };

/** Name of a source, when there is more than one. */
export const SourceNames = createContext<(source: number) => string | null>(() => null);

function LineCell({ row }: CellProps) {
  const source = useContext(SourceNames)(row.source);
  return (
    <span className="truncate text-ink-soft">
      {row.line}
      {source ? <span title={source}> {source}</span> : null}
    </span>
  );
}

function UserCell({ row }: CellProps) {
  return <span className="min-w-0 truncate font-mono text-[0.8125rem]">{row.userId}</span>;
}

function OutcomeCell({ row }: CellProps) {
  return <StateBadge state={row.outcome.state} />;
}

function MeaningCell({ row }: CellProps) {
  const sentence = outcomeSentence(useTranslations(), row.outcome);
  return (
    <span className="truncate text-ink-soft" title={sentence}>
      {sentence}
    </span>
  );
}

const COLUMNS: readonly GridColumn<RunRow>[] = [
  { id: "line", min: "3.5rem", grow: 0.4, Cell: LineCell },
  { id: "user", min: "min(13.5rem,56vw)", grow: 2, Cell: UserCell },
  { id: "outcome", min: "7.5rem", Cell: OutcomeCell },
  { id: "meaning", min: "16rem", grow: 4, Cell: MeaningCell },
];

/** The grid of a run's rows as the ledger knows them: to be read, and without anything secret. */
export const RUN_GRID = gridKind<RunRow>({
  columns: COLUMNS,
  same: (before, after) =>
    before.id === after.id &&
    before.at === after.at &&
    before.attempts === after.attempts &&
    before.outcome.state === after.outcome.state,
});

/** A row's cells as text for a spreadsheet, which must not take any for a formula. */
export function cellTexts(
  row: RunRow,
  t: ReturnType<typeof useTranslations<never>>,
  source: string | null,
): string[] {
  const { line, userId, outcome } = row;
  return [
    source === null ? String(line) : noFormula(`${line} ${source}`),
    noFormula(userId),
    t(`state.${outcome.state}`),
    outcomeSentence(t, outcome),
  ];
}
